import type { KubeConfig } from '@kubernetes/client-node';
import {
  KubernetesObject,
  ObjectList,
  ObjectRef,
  PartialObjectMetadata,
  ResourceDefinition,
} from '../types';
import { ApiRequests } from './ApiRequests';
import { KubernetesError } from './KubernetesError';
import { lines } from './lines';
import {
  DeleteOptions,
  DeleteResult,
  KubernetesClientOptions,
  ListOptions,
  PatchOptions,
  ReplaceOptions,
  WatchEvent,
  WatchOptions,
  WriteOptions,
} from './options';
import {
  apiVersionOf,
  collectionPath,
  objectPath,
  writablePath,
} from './paths';
import { Transport } from './Transport';

const PATCH_TYPES = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  // JSON is YAML; the media type for JSON alone is newer than many servers.
  apply: 'application/apply-patch+yaml',
};
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

interface ListBody<T> {
  items?: T[] | null;
  metadata?: { resourceVersion?: string; continue?: string };
}

/**
 * A client of the Kubernetes API that takes and gives plain JSON objects, for any resource that a
 * {@link ResourceDefinition} names.
 *
 * @remarks
 * All methods reject with a {@link KubernetesError}. An answer 429 with `Retry-After` is waited
 * for, a few times, since the API has then not begun with the request.
 *
 * @public
 */
export class KubernetesClient {
  readonly #transport: Transport;
  readonly #requests: ApiRequests;

  private constructor(
    kubeConfig: KubeConfig,
    options: KubernetesClientOptions = {},
  ) {
    this.#transport = new Transport(
      kubeConfig,
      options.userAgent ?? 'kuadrant-kubernetes-cache',
    );
    this.#requests = new ApiRequests(this.#transport, options);
  }

  /**
   * A client of the kubeconfig's current context.
   *
   * @throws Error when the kubeconfig has no current cluster or its address cannot be used.
   */
  static fromKubeConfig(
    kubeConfig: KubeConfig,
    options?: KubernetesClientOptions,
  ): KubernetesClient {
    const cluster = kubeConfig.getCurrentCluster();
    if (!cluster) {
      throw new Error(
        `The kubeconfig has no cluster for its current context "${kubeConfig.getCurrentContext()}"`,
      );
    }
    const protocol = URL.canParse(cluster.server)
      ? new URL(cluster.server).protocol
      : '';
    if (protocol !== 'https:' && protocol !== 'http:') {
      throw new Error(
        `The server of cluster "${cluster.name}" must be an http(s) address, got "${cluster.server}"`,
      );
    }
    if (protocol === 'http:' && !cluster.skipTLSVerify) {
      throw new Error(
        `The server of cluster "${cluster.name}" is plain http, which sends credentials in the clear; set insecure-skip-tls-verify to allow it`,
      );
    }
    return new KubernetesClient(kubeConfig, options);
  }

  /** The address of the API server. */
  get server(): string {
    return this.#transport.server;
  }

  async get<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    ref: ObjectRef,
    options: { signal?: AbortSignal } = {},
  ): Promise<T> {
    const answer = await this.#requests.json<T>({
      verb: 'get',
      resource: resource.plural,
      method: 'GET',
      path: objectPath(resource, ref),
      signal: options.signal,
    });
    return withSpec(resource, answer);
  }

  /** Like {@link KubernetesClient.get}, but the server leaves out all but the metadata. */
  async getMetadata(
    resource: ResourceDefinition,
    ref: ObjectRef,
    options: { signal?: AbortSignal } = {},
  ): Promise<PartialObjectMetadata> {
    return this.#requests.json<PartialObjectMetadata>({
      verb: 'get',
      resource: resource.plural,
      method: 'GET',
      path: objectPath(resource, ref),
      headers: { accept: METADATA },
      signal: options.signal,
    });
  }

  /** One page of a list; without `limit` all of it. */
  async list<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    options: ListOptions = {},
  ): Promise<ObjectList<T>> {
    const { items, ...rest } = await this.#list<T>(
      resource,
      options,
      'application/json',
    );
    return { ...rest, items: items.map(item => withSpec(resource, item)) };
  }

  /** Like {@link KubernetesClient.list}, but the server leaves out all but the metadata. */
  async listMetadata(
    resource: ResourceDefinition,
    options: ListOptions = {},
  ): Promise<ObjectList<PartialObjectMetadata>> {
    return this.#list<PartialObjectMetadata>(resource, options, METADATA_LIST);
  }

  /** Creates an object; its metadata says where. */
  async create<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    object: T,
    options: WriteOptions = {},
  ): Promise<T> {
    const answer = await this.#requests.json<T>({
      verb: 'create',
      resource: resource.plural,
      method: 'POST',
      path: writablePath(resource, object.metadata?.namespace),
      query: writeQuery(options),
      body: withType(resource, object),
      headers: { 'content-type': 'application/json' },
      signal: options.signal,
    });
    return withSpec(resource, answer);
  }

  /** Replaces an object, or its status. With a `metadata.resourceVersion` only when it is still current. */
  async replace<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    object: T,
    options: ReplaceOptions = {},
  ): Promise<T> {
    const answer = await this.#requests.json<T>({
      verb: 'update',
      resource: subresourceName(resource, options.subresource),
      method: 'PUT',
      path: objectPath(resource, object.metadata ?? {}, options.subresource),
      query: writeQuery(options),
      body: withType(resource, object),
      headers: { 'content-type': 'application/json' },
      signal: options.signal,
    });
    return withSpec(resource, answer);
  }

  /** Patches an object, or its status. */
  async patch<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    ref: ObjectRef,
    body: unknown,
    options: PatchOptions,
  ): Promise<T> {
    if (options.type === 'apply' && !options.fieldManager) {
      throw new KubernetesError(
        'fieldManager is required for server-side apply',
        {
          status: 400,
          reason: 'BadRequest',
        },
      );
    }
    const answer = await this.#requests.json<T>({
      verb: 'patch',
      resource: subresourceName(resource, options.subresource),
      method: 'PATCH',
      path: objectPath(resource, ref, options.subresource),
      query: { ...writeQuery(options), force: options.force },
      body: JSON.stringify(body),
      headers: { 'content-type': PATCH_TYPES[options.type] },
      signal: options.signal,
    });
    return withSpec(resource, answer);
  }

  /** Deletes an object. Where finalizers hold it, the answer is the object marked for deletion. */
  async delete<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    ref: ObjectRef,
    options: DeleteOptions = {},
  ): Promise<DeleteResult<T>> {
    const answer = await this.#requests.json<
      T & { details?: { uid?: string } }
    >({
      verb: 'delete',
      resource: resource.plural,
      method: 'DELETE',
      path: objectPath(resource, ref),
      body: JSON.stringify({
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        preconditions: options.preconditions,
        propagationPolicy: options.propagationPolicy,
        dryRun: options.dryRun ? ['All'] : undefined,
      }),
      headers: { 'content-type': 'application/json' },
      signal: options.signal,
    });
    return answer.kind === 'Status'
      ? { gone: true, uid: answer.details?.uid }
      : { gone: false, object: withSpec(resource, answer) };
  }

  /**
   * Follows the changes of a resource until the server ends the watch.
   *
   * @throws KubernetesError when the watch is refused, breaks, stays silent for too long or reports
   * an error; 410 means that `resourceVersion` is too old and a new list is needed.
   */
  async *watch<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    options: WatchOptions & { onOpen?: () => void } = {},
  ): AsyncGenerator<WatchEvent<T>> {
    const response = await this.#requests.open({
      verb: 'watch',
      resource: resource.plural,
      method: 'GET',
      path: collectionPath(resource, options.namespace),
      query: {
        watch: true,
        allowWatchBookmarks: true,
        resourceVersion: options.resourceVersion,
        timeoutSeconds: options.timeoutSeconds,
        labelSelector: options.labelSelector,
        fieldSelector: options.fieldSelector,
      },
      headers: {
        accept: options.metadataOnly ? METADATA : 'application/json',
      },
      signal: options.signal,
      bodyTimeoutMs: options.idleTimeoutMs ?? 0,
    });
    try {
      options.onOpen?.();
      for await (const line of lines(response.body)) {
        const event = JSON.parse(line) as { type: string; object: T };
        if (event.type === 'ERROR') {
          throw KubernetesError.fromStatus(
            event.object,
            500,
            `watch of ${resource.plural}`,
          );
        }
        yield (
          options.metadataOnly || event.type === 'BOOKMARK'
            ? event
            : { ...event, object: withSpec(resource, event.object) }
        ) as WatchEvent<T>;
      }
    } catch (error) {
      throw this.#transport.toError(error, options.signal);
    } finally {
      // Leaving the loop early must also end the request.
      response.body.on('error', () => undefined).destroy();
    }
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  async #list<T extends KubernetesObject>(
    resource: ResourceDefinition,
    options: ListOptions,
    accept: string,
  ): Promise<ObjectList<T>> {
    const body = await this.#requests.json<ListBody<T>>({
      verb: 'list',
      resource: resource.plural,
      method: 'GET',
      path: collectionPath(resource, options.namespace),
      query: {
        labelSelector: options.labelSelector,
        fieldSelector: options.fieldSelector,
        limit: options.limit,
        continue: options.continue,
      },
      headers: { accept },
      signal: options.signal,
    });
    const apiVersion = apiVersionOf(resource);
    return {
      // Lists of built-in kinds leave out what the list's own kind says already.
      items: (body.items ?? []).map(item => ({
        ...item,
        apiVersion: item.apiVersion ?? apiVersion,
        kind: item.kind ?? resource.kind,
      })),
      resourceVersion: body.metadata?.resourceVersion,
      continue: body.metadata?.continue || undefined,
    };
  }
}

function writeQuery(options: WriteOptions) {
  return {
    fieldManager: options.fieldManager,
    dryRun: options.dryRun ? 'All' : undefined,
  };
}

function withType(
  resource: ResourceDefinition,
  object: KubernetesObject,
): string {
  return JSON.stringify({
    ...object,
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
  });
}

function subresourceName(resource: ResourceDefinition, subresource?: string) {
  return subresource ? `${resource.plural}/${subresource}` : resource.plural;
}

/** The object, with the spec that its resource names for objects that have none. */
function withSpec<T extends KubernetesObject>(
  { emptySpec }: ResourceDefinition<T>,
  object: T,
): T {
  const hasSpec = 'spec' in object && object.spec;
  return emptySpec && !hasSpec
    ? { ...object, spec: structuredClone(emptySpec) }
    : object;
}
