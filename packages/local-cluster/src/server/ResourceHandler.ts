import { IncomingMessage, ServerResponse } from 'node:http';
import {
  badRequest,
  invalid,
  invalidOptions,
  methodNotAllowed,
  notFound,
  unknownPath,
} from '../api/StatusError';
import { forbiddenField, invalidValue, required } from '../api/fieldErrors';
import { JsonValue, KubernetesObject } from '../api/types';
import { decodeObject, decodePatched } from '../operations/decodeObject';
import { listObjects } from '../operations/listObjects';
import { ObjectApplier } from '../operations/ObjectApplier';
import { ObjectDeleter, parseDeleteOptions } from '../operations/ObjectDeleter';
import { ObjectWriter, Subresource } from '../operations/ObjectWriter';
import {
  applyPatchTo,
  checkPatchType,
  patchTypes,
} from '../operations/PatchApplier';
import { parseWriteOptions, WriteOptions } from '../operations/WriteOptions';
import { Negotiated, negotiate } from '../representation/negotiate';
import { ObjectEncoder } from '../representation/ObjectEncoder';
import {
  ResourceRegistry,
  ServedResource,
} from '../resources/ResourceRegistry';
import { parseFieldSelector } from '../selectors/fields';
import { parseLabelSelector } from '../selectors/labels';
import { ObjectStore } from '../storage/ObjectStore';
import { WatchHub } from '../watch/WatchHub';
import {
  contentType,
  parseJson,
  parseObjectBody,
  parseYaml,
  readBody,
} from './readBody';
import { sendDocument } from './Reply';
import { ResourceRequest } from './RequestInfo';
import { WatchConnection } from './WatchConnection';

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  target: ResourceRequest;
  resource: ServedResource;
  negotiated: Negotiated;
  encoder: ObjectEncoder;
}

/** Serves the requests for objects. */
export class ResourceHandler {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;
  readonly #writer: ObjectWriter;
  readonly #applier: ObjectApplier;
  readonly #deleter: ObjectDeleter;
  readonly #hub: WatchHub;
  readonly #bookmarkIntervalMs: number;
  readonly #onDefinitionWritten: (name: string) => void;

  constructor(options: {
    store: ObjectStore;
    registry: ResourceRegistry;
    writer: ObjectWriter;
    applier: ObjectApplier;
    deleter: ObjectDeleter;
    hub: WatchHub;
    bookmarkIntervalMs: number;
    onDefinitionWritten: (name: string) => void;
  }) {
    this.#store = options.store;
    this.#registry = options.registry;
    this.#writer = options.writer;
    this.#applier = options.applier;
    this.#deleter = options.deleter;
    this.#hub = options.hub;
    this.#bookmarkIntervalMs = options.bookmarkIntervalMs;
    this.#onDefinitionWritten = options.onDefinitionWritten;
  }

  /** @returns false when the path names nothing that is served */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    target: ResourceRequest,
    query: URLSearchParams,
  ): Promise<boolean> {
    const resource = this.#find(target);
    if (!resource) {
      return false;
    }
    const negotiated = negotiate(request.headers.accept, true);
    const exchange: Exchange = {
      request,
      response,
      query,
      target,
      resource,
      negotiated,
      encoder: new ObjectEncoder(resource, negotiated, query),
    };
    await (target.name ? this.#one(exchange) : this.#many(exchange));
    return true;
  }

  #find(target: ResourceRequest): ServedResource | undefined {
    const resource = this.#registry.find(
      target.group,
      target.version,
      target.plural,
    );
    if (!resource || (target.namespace && !resource.type.namespaced)) {
      return undefined;
    }
    const { subresource } = target;
    const isServed =
      !subresource ||
      (subresource === 'status' && resource.version.hasStatus) ||
      (subresource === 'finalize' &&
        resource.type.collection === 'namespaces.');
    return isServed ? resource : undefined;
  }

  async #one(exchange: Exchange): Promise<void> {
    const { request, target, resource } = exchange;
    if (resource.type.namespaced && !target.namespace) {
      throw unknownPath();
    }
    switch (request.method) {
      case 'GET':
      case 'HEAD':
        return this.#send(exchange, 200, this.#require(exchange));
      case 'PUT':
        return this.#replace(exchange);
      case 'PATCH':
        return this.#patch(exchange);
      case 'DELETE':
        if (!target.subresource) {
          return this.#deleteOne(exchange);
        }
        break;
      default:
    }
    throw methodNotAllowed();
  }

  async #many(exchange: Exchange): Promise<void> {
    const { request, target, resource, query } = exchange;
    switch (request.method) {
      case 'GET':
      case 'HEAD': {
        const isWatch = ['true', '1'].includes(query.get('watch') ?? '');
        return isWatch ? this.#watch(exchange) : this.#list(exchange);
      }
      case 'POST':
        if (!resource.type.namespaced || target.namespace) {
          return this.#create(exchange);
        }
        break;
      case 'DELETE':
        if (
          (!resource.type.namespaced || target.namespace) &&
          resource.type.collection !== 'namespaces.'
        ) {
          return this.#deleteMany(exchange);
        }
        break;
      default:
    }
    throw methodNotAllowed();
  }

  #current({ target, resource }: Exchange): KubernetesObject | undefined {
    return this.#store
      .collection(resource.type.collection)
      .get({ namespace: target.namespace, name: target.name });
  }

  #require(exchange: Exchange): KubernetesObject {
    const object = this.#current(exchange);
    if (!object) {
      throw notFound(exchange.resource.type, exchange.target.name);
    }
    return object;
  }

  #send(
    { response, negotiated, encoder, resource }: Exchange,
    code: number,
    object: KubernetesObject,
    warnings: string[] = [],
  ): void {
    const { deprecationWarning } = resource.version;
    sendDocument(response, code, encoder.object(object), {
      mediaType: negotiated.mediaType,
      warnings: deprecationWarning
        ? [deprecationWarning, ...warnings]
        : warnings,
    });
  }

  #selection({ query, resource }: Exchange): {
    matches?: (object: KubernetesObject) => boolean;
    key: string;
    name?: string;
  } {
    const labelSelector = query.get('labelSelector') ?? '';
    const fieldSelector = query.get('fieldSelector') ?? '';
    const labels = parseLabelSelector(labelSelector);
    const fields = parseFieldSelector(
      fieldSelector,
      resource.version.selectableFields,
    );
    const key = JSON.stringify([labelSelector, fieldSelector]);
    if (!labels && !fields) {
      return { key };
    }
    return {
      key,
      name: /^metadata\.name==?([^,\\]+)$/.exec(fieldSelector)?.[1],
      matches: object =>
        (!labels || labels(object.metadata.labels)) &&
        (!fields || fields(object)),
    };
  }

  #list(exchange: Exchange): void {
    const { query, resource, target, response, encoder, negotiated } = exchange;
    const { matches, name } = this.#selection(exchange);
    const limit = Number(query.get('limit') ?? 0);
    if (!Number.isInteger(limit)) {
      throw badRequest(
        `strconv.ParseInt: parsing ${JSON.stringify(query.get('limit'))}: invalid syntax`,
      );
    }
    const list = listObjects(
      this.#store.collection(resource.type.collection),
      this.#store.revision,
      {
        namespace: target.namespace,
        matches,
        name,
        limit,
        continueToken: query.get('continue') ?? '',
        resourceVersion: query.get('resourceVersion') ?? '',
        resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
      },
    );
    const json = encoder.list(list.items, {
      resourceVersion: String(list.revision),
      ...(list.continueToken && { continue: list.continueToken }),
      ...(list.remainingItemCount && {
        remainingItemCount: list.remainingItemCount,
      }),
    });
    const { deprecationWarning } = resource.version;
    sendDocument(response, 200, json, {
      mediaType: negotiated.mediaType,
      warnings: deprecationWarning ? [deprecationWarning] : [],
    });
  }

  #watch(exchange: Exchange): void {
    const { query, resource, target, encoder, response, request } = exchange;
    const { matches, key } = this.#selection(exchange);
    const isTrue = (name: string) =>
      ['true', '1'].includes(query.get(name) ?? '');
    const sendInitialEvents = query.has('sendInitialEvents')
      ? isTrue('sendInitialEvents')
      : undefined;
    checkInitialEvents(sendInitialEvents, query);
    const timeoutSeconds =
      Number(query.get('timeoutSeconds')) || randomTimeout();
    new WatchConnection({
      store: this.#store,
      hub: this.#hub,
      encoder,
      response,
      view: {
        key: [target.namespace, key, encoder.key].join(' '),
        collection: resource.type.collection,
        namespace: target.namespace,
        matches,
        encode: object => encoder.object(object),
      },
      watch: {
        resourceVersion: query.get('resourceVersion') ?? '',
        allowBookmarks: isTrue('allowWatchBookmarks'),
        sendInitialEvents,
        timeoutSeconds: Math.min(timeoutSeconds, 86_400),
        bookmarkIntervalMs: this.#bookmarkIntervalMs,
      },
    }).start(request);
  }

  #options({ query, request }: Exchange): WriteOptions {
    return parseWriteOptions(query, {
      method: request.method!,
      userAgent: request.headers['user-agent'] ?? '',
    });
  }

  async #create(exchange: Exchange): Promise<void> {
    const { resource, request, target } = exchange;
    const options = this.#options(exchange);
    const body = parseObjectBody(
      contentType(request),
      await readBody(request),
      resource.type.kind,
    );
    const decoded = decodeObject(body, resource, options);
    const object = this.#writer.create(
      decoded,
      resource,
      target.namespace,
      options,
    );
    this.#send(
      exchange,
      201,
      this.#written(object, resource, options),
      options.warnings,
    );
  }

  /** A definition is served as soon as its write is answered, so that nobody has to wait for it. */
  #written(
    object: KubernetesObject,
    { type }: ServedResource,
    options: WriteOptions,
  ): KubernetesObject {
    if (
      type.collection !== 'customresourcedefinitions.apiextensions.k8s.io' ||
      options.dryRun
    ) {
      return object;
    }
    this.#onDefinitionWritten(object.metadata.name!);
    return object;
  }

  async #replace(exchange: Exchange): Promise<void> {
    const { resource, request, target } = exchange;
    const options = this.#options(exchange);
    const body = parseObjectBody(
      contentType(request),
      await readBody(request),
      resource.type.kind,
    );
    const decoded = decodeObject(body, resource, options);
    checkNames(decoded, target);
    const previous = this.#current(exchange);
    if (!previous) {
      this.#createOnUpdate(exchange, decoded, options);
      return;
    }
    const object = this.#writer.update(
      decoded,
      previous,
      resource,
      (target.subresource || undefined) as Subresource,
      options,
    );
    this.#send(
      exchange,
      200,
      this.#written(object, resource, options),
      options.warnings,
    );
  }

  #createOnUpdate(
    exchange: Exchange,
    decoded: KubernetesObject,
    options: WriteOptions,
  ): void {
    const { resource, target } = exchange;
    if (!resource.type.strategy.allowCreateOnUpdate || target.subresource) {
      throw notFound(resource.type, target.name);
    }
    const { resourceVersion, uid, ...metadata } = decoded.metadata;
    const object = this.#writer.create(
      { ...decoded, metadata: { ...metadata, name: target.name } },
      resource,
      target.namespace,
      options,
    );
    this.#send(exchange, 201, object, options.warnings);
  }

  async #patch(exchange: Exchange): Promise<void> {
    const { resource, request, target } = exchange;
    const options = this.#options(exchange);
    const type = contentType(request);
    checkPatchType(type, resource);
    const bytes = await readBody(request);
    const patch =
      type === patchTypes.apply
        ? parseYaml(bytes, 'Patch')
        : parseJson(bytes, 'Patch');
    if (type === patchTypes.apply) {
      this.#apply(exchange, patch, options);
      return;
    }
    const previous = this.#require(exchange);
    const body = applyPatchTo(previous, patch, type, resource);
    const decoded = decodePatched(body, resource, options);
    checkNames(decoded, target);
    checkIdentity(decoded, previous, resource);
    if (!decoded.metadata.resourceVersion) {
      decoded.metadata.resourceVersion = previous.metadata.resourceVersion;
    }
    const object = this.#writer.update(
      decoded,
      previous,
      resource,
      (target.subresource || undefined) as Subresource,
      options,
    );
    this.#send(
      exchange,
      200,
      this.#written(object, resource, options),
      options.warnings,
    );
  }

  #apply(exchange: Exchange, body: JsonValue, options: WriteOptions): void {
    const { resource, target, query } = exchange;
    if (!query.get('fieldManager')) {
      throw invalidOptions(
        'PatchOptions',
        required('fieldManager', 'is required for apply patch'),
      );
    }
    const live = this.#current(exchange);
    if (!live && target.subresource) {
      throw notFound(resource.type, target.name);
    }
    const object = this.#applier.apply(
      body,
      live,
      resource,
      {
        namespace: target.namespace,
        name: target.name,
        subresource: (target.subresource || undefined) as Subresource,
      },
      options,
    );
    this.#send(
      exchange,
      live ? 200 : 201,
      this.#written(object, resource, options),
      options.warnings,
    );
  }

  async #deleteOptions({ request, query }: Exchange) {
    const bytes = await readBody(request);
    const body: JsonValue | undefined =
      bytes.length > 0
        ? parseObjectBody(contentType(request), bytes, 'DeleteOptions')
        : undefined;
    return parseDeleteOptions(body, query);
  }

  async #deleteOne(exchange: Exchange): Promise<void> {
    const { resource, response, target } = exchange;
    const options = await this.#deleteOptions(exchange);
    const object = this.#require(exchange);
    const deletion = this.#deleter.delete(object, resource.type, options);
    if (!deletion.isGone) {
      this.#send(exchange, 200, deletion.object);
      return;
    }
    sendDocument(
      response,
      200,
      JSON.stringify({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        details: {
          name: target.name,
          ...(resource.type.group && { group: resource.type.group }),
          kind: resource.type.plural,
          uid: object.metadata.uid,
        },
      }),
    );
  }

  async #deleteMany(exchange: Exchange): Promise<void> {
    const { resource, target, response, encoder, negotiated } = exchange;
    const options = await this.#deleteOptions(exchange);
    const { matches } = this.#selection(exchange);
    const collection = this.#store.collection(resource.type.collection);
    const objects = [...collection.entries({ namespace: target.namespace })]
      .filter(object => !matches || matches(object))
      .map(
        object => this.#deleter.delete(object, resource.type, options).object,
      );
    const json = encoder.list(objects, {
      resourceVersion: String(this.#store.revision),
    });
    sendDocument(response, 200, json, { mediaType: negotiated.mediaType });
  }
}

function randomTimeout(): number {
  // Watches end at different times, so that clients do not all come back at once.
  return 1800 + Math.floor(Math.random() * 1800);
}

function checkInitialEvents(
  sendInitialEvents: boolean | undefined,
  query: URLSearchParams,
): void {
  const match = query.get('resourceVersionMatch') ?? '';
  const fail = (detail: string) =>
    invalidOptions(
      'ListOptions',
      forbiddenField('resourceVersionMatch', detail),
    );
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    throw fail(
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  if (sendInitialEvents === undefined && match) {
    throw fail(
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  }
}

function checkNames(decoded: KubernetesObject, target: ResourceRequest): void {
  const { metadata } = decoded;
  if (!metadata.name) {
    throw badRequest(
      `the name of the object (${target.name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (metadata.name !== target.name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${target.name})`,
    );
  }
  if (metadata.namespace && metadata.namespace !== target.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}

/** A patch may not turn an object into another one. */
function checkIdentity(
  decoded: KubernetesObject,
  previous: KubernetesObject,
  { type }: ServedResource,
): void {
  const { uid } = decoded.metadata;
  if (uid !== previous.metadata.uid) {
    const error = invalidValue('metadata.uid', uid ?? '', 'field is immutable');
    throw invalid(type, previous.metadata.name!, [error, error]);
  }
}
