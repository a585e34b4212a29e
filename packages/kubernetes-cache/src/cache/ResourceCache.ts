import { EventEmitter, once } from 'node:events';
import { KubernetesClient } from '../client/KubernetesClient';
import {
  DeleteOptions,
  DeleteResult,
  PatchOptions,
  ReplaceOptions,
  WriteOptions,
} from '../client/options';
import {
  KubernetesObject,
  Logger,
  ObjectRef,
  ResourceDefinition,
} from '../types';
import { parseLabelSelector } from './labelSelector';
import { Listeners } from './Listeners';
import { prepare } from './prepare';
import { Reflector, ReflectorTimes } from './Reflector';
import { statusOf } from './status';
import { CacheEvent, Store } from './Store';
import { CacheStatus, ResourceCacheOptions } from './types';

const DEFAULT_TIMES: ReflectorTimes = {
  watchMs: 300_000,
  // The API server sends a bookmark about every minute.
  idleMs: 90_000,
  initialBackoffMs: 500,
  maximumBackoffMs: 15_000,
};

/**
 * Objects of one resource, kept in step with the cluster by watches.
 *
 * @remarks
 * Reads are answered from memory. Writes go to the cluster, and the object that it answers with is
 * in the cache when the promise resolves; no older event replaces it afterwards.
 * The objects are shared and therefore frozen: change a copy (`structuredClone`). They carry no
 * `managedFields`.
 *
 * @public
 */
export class ResourceCache<T extends KubernetesObject> {
  readonly resource: ResourceDefinition<T>;
  readonly #client: KubernetesClient;
  readonly #logger?: Logger;
  readonly #metadataOnly: boolean;
  readonly #transform?: (object: T) => T;
  readonly #optional: boolean;
  readonly #namespaces?: Set<string>;
  readonly #selects: (object: T) => boolean;
  readonly #staleAfterMs: number;
  readonly #store: Store<T>;
  readonly #reflectors: Reflector<T>[];
  readonly #listeners: Listeners<CacheEvent<T>>;
  readonly #statusListeners: Listeners<CacheStatus>;
  /** Emits `status` or `contents` after each change of them. */
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #queue: CacheEvent<T>[] = [];
  #dispatching = false;
  #lastStatus = '';
  #state: 'new' | 'running' | 'stopped' = 'new';

  /** @throws Error when the label selector cannot be read. */
  static create<T extends KubernetesObject>(
    options: ResourceCacheOptions<T>,
  ): ResourceCache<T> {
    return new ResourceCache(options);
  }

  private constructor(options: ResourceCacheOptions<T>) {
    const { client, resource, logger, labelSelector } = options;
    const times = { ...DEFAULT_TIMES, ...options.times };
    const matches = parseLabelSelector(labelSelector ?? '');
    const namespaces =
      resource.namespaced && options.namespaces?.length
        ? [...new Set(options.namespaces)]
        : undefined;
    this.resource = resource;
    this.#client = client;
    this.#logger = logger;
    this.#metadataOnly = options.metadataOnly ?? false;
    this.#transform = options.transform;
    this.#optional = options.optional ?? false;
    this.#namespaces = namespaces && new Set(namespaces);
    this.#selects = object => matches(object.metadata?.labels ?? {});
    this.#staleAfterMs = 2 * times.idleMs;
    const atFault = (error: unknown) =>
      logger?.error(
        `A listener of the cache of ${resource.plural} failed: ${error}`,
      );
    this.#listeners = new Listeners(atFault);
    this.#statusListeners = new Listeners(atFault);
    this.#store = new Store({
      indexes: options.indexes,
      emit: event => this.#queue.push(event),
      logger,
    });
    this.#reflectors = (namespaces ?? [undefined]).map(namespace =>
      this.#createReflector(namespace, times, labelSelector),
    );
  }

  /** Begins to follow the cluster; goes on until {@link ResourceCache.stop}. */
  start(): void {
    if (this.#state === 'stopped') {
      throw new Error(`The cache of ${this.resource.plural} was stopped`);
    }
    this.#state = 'running';
    this.#reflectors.forEach(reflector => reflector.start());
  }

  /** Ends all watches. The objects can still be read. */
  async stop(): Promise<void> {
    this.#state = 'stopped';
    await Promise.all(this.#reflectors.map(reflector => reflector.stop()));
    this.#statusChanged();
    this.#changes.emit('contents');
  }

  /** Whether a complete first list has been taken in. */
  get hasSynced(): boolean {
    return this.status.synced;
  }

  /**
   * Resolves as soon as {@link ResourceCache.hasSynced}.
   *
   * @throws Error after `timeoutMs`, when the signal aborts, or when the cache is stopped; the
   * message tells why the cluster could not be listed.
   */
  async waitForSync(
    options: { timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<void> {
    await this.#until('status', () => this.hasSynced, {
      what: 'is not synced',
      signal: signalOf(options),
    });
  }

  /**
   * Resolves when the cache holds everything that the cluster held at the time of the call.
   *
   * @remarks
   * Lists the cluster to learn what that is, and then waits for the watch. For decisions that rest on something being
   * absent, and for tests of what must not happen.
   *
   * @throws Error after `timeoutMs`, when the signal aborts, or when the cache is stopped; KubernetesError when the
   * cluster cannot be listed
   */
  async catchUp(
    options: { timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<void> {
    const signal = signalOf(options);
    await Promise.all(
      this.#reflectors.map(async reflector => {
        const list = await reflector.listNow(signal).catch(error => {
          if (!signal.aborted) {
            throw error;
          }
        });
        const isCovered = () =>
          list !== undefined &&
          this.#store.covers(
            list.items,
            list.resourceVersion,
            isIn<T>(reflector.namespace),
          );
        await this.#until('contents', isCovered, {
          what: 'has not caught up with the cluster',
          signal,
        });
      }),
    );
  }

  get(ref: ObjectRef): T | undefined {
    return this.#store.get(ref);
  }

  /** All objects, or those of a namespace, in no particular order. */
  list(options: { namespace?: string } = {}): T[] {
    return this.#store.list(options.namespace);
  }

  /**
   * The objects for which the index function gave this key.
   *
   * @throws Error when the cache was created without such an index.
   */
  byIndex(index: string, key: string): T[] {
    return this.#store.byIndex(index, key);
  }

  /**
   * Calls the listener for each change from now on. Returns the function that ends it.
   *
   * @remarks
   * What a listener throws is logged and disturbs nothing. Reading the cache and subscribing in one
   * go, without an `await` between, misses no change.
   */
  subscribe(listener: (event: CacheEvent<T>) => void): () => void {
    return this.#listeners.add(listener);
  }

  get status(): CacheStatus {
    return statusOf(this.#reflectors, {
      optional: this.#optional,
      staleAfterMs: this.#staleAfterMs,
      stopped: this.#state === 'stopped',
    });
  }

  /** Calls the listener when `synced`, `stale`, `served` or the error changes. */
  onStatusChange(listener: (status: CacheStatus) => void): () => void {
    return this.#statusListeners.add(listener);
  }

  async create(object: T, options?: WriteOptions): Promise<T> {
    return this.#written(
      await this.#client.create(this.resource, object, options),
      options,
    );
  }

  async replace(object: T, options?: ReplaceOptions): Promise<T> {
    return this.#written(
      await this.#client.replace(this.resource, object, options),
      options,
    );
  }

  async patch(
    ref: ObjectRef,
    body: unknown,
    options: PatchOptions,
  ): Promise<T> {
    return this.#written(
      await this.#client.patch(this.resource, ref, body, options),
      options,
    );
  }

  async delete(
    ref: ObjectRef,
    options?: DeleteOptions,
  ): Promise<DeleteResult<T>> {
    const before = this.get(ref)?.metadata?.uid;
    const result = await this.#client.delete(this.resource, ref, options);
    if (!options?.dryRun) {
      if (result.gone) {
        this.#store.applyGone(ref, result.uid, before);
        this.#dispatch();
      } else {
        this.#written(result.object);
      }
    }
    return result;
  }

  #createReflector(
    namespace: string | undefined,
    times: ReflectorTimes,
    labelSelector: string | undefined,
  ): Reflector<T> {
    const inScope = isIn<T>(namespace);
    const reflector: Reflector<T> = new Reflector({
      client: this.#client,
      resource: this.resource,
      namespace,
      labelSelector,
      metadataOnly: this.#metadataOnly,
      times,
      logger: this.#logger,
      target: {
        beforeList: () => this.#store.newestResourceVersion,
        replace: (items, resourceVersion, before) => {
          const historyWentBack = this.#store.replace(
            items.map(item => this.#prepare(item)),
            resourceVersion,
            inScope,
            before,
          );
          if (historyWentBack) {
            this.#reflectors
              .filter(other => other !== reflector)
              .forEach(other => other.relist());
          }
          this.#dispatch();
        },
        apply: object => {
          this.#store.apply(this.#prepare(object));
          this.#dispatch();
        },
        applyDeleted: object => {
          this.#store.applyDeleted(this.#prepare(object));
          this.#dispatch();
        },
        notServed: () => {
          this.#store.replace([], undefined, inScope, undefined);
          this.#dispatch();
        },
        statusChanged: () => this.#statusChanged(),
      },
    });
    return reflector;
  }

  #prepare(object: T): T {
    return prepare(object, this.#metadataOnly, this.#transform);
  }

  #written(answer: T, options?: { dryRun?: boolean }): T {
    if (options?.dryRun) {
      return answer;
    }
    const object = this.#prepare(answer);
    const watched =
      !this.#namespaces ||
      this.#namespaces.has(object.metadata?.namespace ?? '');
    if (watched) {
      if (this.#selects(object)) {
        this.#store.apply(object);
      } else {
        this.#store.applyDeleted(object);
      }
      this.#dispatch();
    }
    return this.#metadataOnly ? answer : object;
  }

  #dispatch(): void {
    // A listener may change the store; what follows from that comes after what is under way.
    if (this.#dispatching) {
      return;
    }
    this.#dispatching = true;
    while (this.#queue.length > 0) {
      const events = this.#queue;
      this.#queue = [];
      events.forEach(event => this.#listeners.notify(event));
    }
    this.#dispatching = false;
    this.#changes.emit('contents');
  }

  async #until(
    change: 'status' | 'contents',
    holds: () => boolean,
    { what, signal }: { what: string; signal: AbortSignal },
  ): Promise<void> {
    while (!holds()) {
      if (signal.aborted || this.#state === 'stopped') {
        const { error } = this.status;
        throw new Error(
          `The cache of ${this.resource.plural} ${what}${
            error ? `: ${error.message}` : ''
          }`,
          { cause: error },
        );
      }
      await once(this.#changes, change, { signal }).catch(() => undefined);
    }
  }

  #statusChanged(): void {
    const status = this.status;
    const { synced, stale, served, error } = status;
    const summary = JSON.stringify([
      synced,
      stale,
      served,
      error?.message,
      this.#state,
    ]);
    if (summary === this.#lastStatus) {
      return;
    }
    this.#lastStatus = summary;
    this.#statusListeners.notify(status);
    this.#changes.emit('status');
  }
}

function signalOf(options: {
  timeoutMs?: number;
  signal?: AbortSignal;
}): AbortSignal {
  return AbortSignal.any([
    ...(options.signal ? [options.signal] : []),
    ...(options.timeoutMs ? [AbortSignal.timeout(options.timeoutMs)] : []),
  ]);
}

function isIn<T extends KubernetesObject>(namespace: string | undefined) {
  return (object: T) =>
    namespace === undefined || object.metadata?.namespace === namespace;
}
