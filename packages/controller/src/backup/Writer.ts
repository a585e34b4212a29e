import type {
  KubernetesObject,
  ObjectMeta,
  ObjectRef,
  ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isAlreadyExists,
  isNotFound,
  isUnreachable,
  type KubernetesClient,
} from '@kuadrant/kubernetes-cache';

const FIELD_MANAGER = 'developer-portal-restore';
const TRIES = 5;
const PAUSE_MS = 500;

/** Writes objects of a backup to the cluster and counts the writes. A dry run counts them only. */
export class Writer {
  readonly #client: KubernetesClient;
  readonly #dryRun: boolean;
  readonly #created: Record<string, number> = {};
  readonly #rehearsed = new Map<string, KubernetesObject>();
  #writes = 0;

  constructor(client: KubernetesClient, options: { dryRun: boolean }) {
    this.#client = client;
    this.#dryRun = options.dryRun;
  }

  /** Created and changed objects, statuses included. */
  get writes(): number {
    return this.#writes;
  }

  /** How many objects were created, by kind. */
  get created(): Readonly<Record<string, number>> {
    return this.#created;
  }

  /**
   * Creates an object.
   *
   * @param metadata - added to the name, namespace, labels and annotations that the object has
   * @returns the object, and whether it is new; the one that exists where the name is taken
   */
  async create<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    object: T,
    metadata: Partial<ObjectMeta> = {},
  ): Promise<{ object: T; isNew: boolean }> {
    const { name, namespace, labels, annotations } = object.metadata;
    const { status: _, ...rest } = object as T & { status?: unknown };
    const wanted = {
      ...rest,
      metadata: { name, namespace, labels, annotations, ...metadata },
    } as unknown as T;
    if (this.#dryRun) {
      return this.#rehearse(resource, wanted);
    }
    try {
      const created = await this.#try(() =>
        this.#client.create<T>(resource, wanted, {
          fieldManager: FIELD_MANAGER,
        }),
      );
      this.#count(resource);
      return { object: created, isNew: true };
    } catch (error) {
      if (!isAlreadyExists(error)) {
        throw error;
      }
      const ref = { namespace: namespace ?? '', name };
      return { object: await this.#client.get<T>(resource, ref), isNew: false };
    }
  }

  /** Changes an object, or its status, by a JSON merge patch. */
  async patch(
    resource: ResourceDefinition,
    ref: ObjectRef,
    body: object,
    subresource?: 'status',
  ): Promise<void> {
    if (!this.#dryRun) {
      await this.#try(() =>
        this.#client.patch(resource, ref, body, {
          type: 'merge',
          subresource,
          fieldManager: FIELD_MANAGER,
        }),
      );
    }
    this.#writes += 1;
  }

  /** Deletes an object as it was seen. */
  async delete(
    resource: ResourceDefinition,
    { metadata }: KubernetesObject,
  ): Promise<void> {
    const { namespace, name, uid } = metadata;
    this.#writes += 1;
    if (this.#dryRun) {
      return;
    }
    try {
      await this.#try(() =>
        this.#client.delete(
          resource,
          { namespace, name },
          { preconditions: { uid } },
        ),
      );
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }

  async #rehearse<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    wanted: T,
  ): Promise<{ object: T; isNew: boolean }> {
    const { namespace, name } = wanted.metadata;
    const key = `${resource.kind} ${namespace}/${name}`;
    const rehearsed = this.#rehearsed.get(key);
    if (rehearsed) {
      return { object: rehearsed as T, isNew: false };
    }
    try {
      const object = await this.#client.get<T>(resource, { namespace, name });
      return { object, isNew: false };
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
    const object = { ...wanted, metadata: { ...wanted.metadata, uid: key } };
    this.#rehearsed.set(key, object);
    this.#count(resource);
    return { object, isNew: true };
  }

  #count({ kind }: ResourceDefinition): void {
    this.#created[kind] = (this.#created[kind] ?? 0) + 1;
    this.#writes += 1;
  }

  // An API server that restarts must not end a restore of thousands of objects.
  async #try<R>(work: () => Promise<R>): Promise<R> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (!isUnreachable(error) || tries === TRIES) {
          throw error;
        }
        await new Promise(resolve => {
          setTimeout(resolve, PAUSE_MS * 2 ** tries);
        });
      }
    }
  }
}
