import { setTimeout as sleep } from 'node:timers/promises';
import { KubernetesClient } from '../client/KubernetesClient';
import { isGone, isNotFound, KubernetesError } from '../client/KubernetesError';
import { KubernetesObject, Logger, ResourceDefinition } from '../types';
import { Backoff } from './Backoff';
import { compareResourceVersions } from './resourceVersion';

/**
 * Times that decide how a cache follows its cluster, in milliseconds.
 *
 * @public
 */
export interface ReflectorTimes {
  /** After about this time the server ends a watch, and it is begun anew. */
  watchMs: number;
  /** A watch without any event or bookmark for this time counts as broken. */
  idleMs: number;
  /** First and longest pause after a failure. */
  initialBackoffMs: number;
  maximumBackoffMs: number;
}

/** What a reflector reports to its cache. */
export interface ReflectorTarget<T> {
  /** Called before a list is asked for; what it returns comes back with the list. */
  beforeList(): string | undefined;
  replace(
    items: T[],
    resourceVersion: string | undefined,
    before: string | undefined,
  ): void;
  apply(object: T): void;
  applyDeleted(object: T): void;
  /** The API does not know the resource (404). */
  notServed(): void;
  statusChanged(): void;
}

const PAGE_SIZE = 500;
// A watch that ends sooner without having told anything is no success, or a server that closes each
// watch at once would be asked without pause.
const SHORT_WATCH_MS = 1_000;

/**
 * Keeps one scope (a namespace, or all) of a resource in step with the cluster: lists, then watches,
 * resumes a broken watch where it stopped, and lists again where that is not possible. Tries for
 * ever, with growing pauses.
 */
export class Reflector<T extends KubernetesObject> {
  readonly namespace?: string;
  /** Time of the last answer or event of the cluster. */
  lastContact?: Date;
  /** Why the last attempt failed; undefined again as soon as one succeeds. */
  error?: Error;
  /** A first list was taken in. */
  listed = false;
  /** False once the API said that it does not know the resource. */
  served?: boolean;

  readonly #client: KubernetesClient;
  readonly #resource: ResourceDefinition<T>;
  readonly #labelSelector?: string;
  readonly #metadataOnly: boolean;
  readonly #times: ReflectorTimes;
  readonly #target: ReflectorTarget<T>;
  readonly #logger?: Logger;
  readonly #backoff: Backoff;
  #resourceVersion?: string;
  #stop = new AbortController();
  #watch?: AbortController;
  #running?: Promise<void>;

  constructor(options: {
    client: KubernetesClient;
    resource: ResourceDefinition<T>;
    namespace?: string;
    labelSelector?: string;
    metadataOnly: boolean;
    times: ReflectorTimes;
    target: ReflectorTarget<T>;
    logger?: Logger;
  }) {
    this.namespace = options.namespace;
    this.#client = options.client;
    this.#resource = options.resource;
    this.#labelSelector = options.labelSelector;
    this.#metadataOnly = options.metadataOnly;
    this.#times = options.times;
    this.#target = options.target;
    this.#logger = options.logger;
    this.#backoff = new Backoff({
      initialMs: options.times.initialBackoffMs,
      maximumMs: options.times.maximumBackoffMs,
    });
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Lists anew instead of going on with the watch. */
  relist(): void {
    this.#resourceVersion = undefined;
    this.#watch?.abort();
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        if (this.#resourceVersion === undefined) {
          await this.#takeList();
        }
        if (await this.#watchOnce()) {
          continue;
        }
      } catch (error) {
        if (this.#stop.signal.aborted) {
          return;
        }
        this.#failed(error as Error);
      }
      await sleep(this.#backoff.next(), undefined, {
        signal: this.#stop.signal,
      }).catch(() => undefined);
    }
  }

  async #takeList(): Promise<void> {
    const before = this.#target.beforeList();
    const list = await this.#list(this.#stop.signal);
    this.#resourceVersion = list.resourceVersion;
    this.listed = true;
    this.served = true;
    this.#contact();
    this.#target.replace(list.items, list.resourceVersion, before);
    this.#target.statusChanged();
  }

  /** What the cluster holds now. The cache is left as it is; a kind that is not served has no objects. */
  async listNow(
    signal: AbortSignal,
  ): Promise<{ items: T[]; resourceVersion?: string }> {
    try {
      return await this.#list(signal);
    } catch (error) {
      if (isNotFound(error)) {
        return { items: [] };
      }
      throw error;
    }
  }

  async #list(signal: AbortSignal) {
    try {
      return await this.#listPages(PAGE_SIZE, signal);
    } catch (error) {
      if (!isGone(error)) {
        throw error;
      }
      // The snapshot that the pages belong to expired on the way: ask for all in one piece.
      return await this.#listPages(undefined, signal);
    }
  }

  async #listPages(limit: number | undefined, signal: AbortSignal) {
    const items: T[] = [];
    let next: string | undefined;
    let resourceVersion: string | undefined;
    do {
      const options = {
        namespace: this.namespace,
        labelSelector: this.#labelSelector,
        limit,
        continue: next,
        signal,
      };
      const page = this.#metadataOnly
        ? await this.#client.listMetadata(this.#resource, options)
        : await this.#client.list(this.#resource, options);
      items.push(...(page.items as T[]));
      resourceVersion = page.resourceVersion;
      next = page.continue;
    } while (next);
    return { items, resourceVersion };
  }

  /** @returns true when the watch went well and the next one may begin without a pause */
  async #watchOnce(): Promise<boolean> {
    const { watchMs, idleMs } = this.#times;
    const restart = new AbortController();
    this.#watch = restart;
    let told = false;
    let opened = performance.now();
    const events = this.#client.watch(this.#resource, {
      namespace: this.namespace,
      labelSelector: this.#labelSelector,
      metadataOnly: this.#metadataOnly,
      resourceVersion: this.#resourceVersion,
      // Spread, so that watches begun together do not all end together.
      timeoutSeconds: Math.ceil((watchMs * (1 + Math.random())) / 1000),
      idleTimeoutMs: idleMs,
      signal: AbortSignal.any([this.#stop.signal, restart.signal]),
      onOpen: () => {
        opened = performance.now();
        this.#contact();
        this.#target.statusChanged();
      },
    });
    try {
      for await (const { type, object } of events) {
        told = true;
        this.#backoff.reset();
        this.#contact();
        this.#advance(object.metadata?.resourceVersion);
        if (type === 'DELETED') {
          this.#target.applyDeleted(object);
        } else if (type !== 'BOOKMARK') {
          this.#target.apply(object);
        }
      }
    } catch (error) {
      if (this.#stop.signal.aborted) {
        throw error;
      }
      // An API server need not say anything of a kind that does not change: whether it is still there, the next watch
      // tells.
      if (!restart.signal.aborted && !isSilence(error)) {
        throw error;
      }
    }
    const success = told || performance.now() - opened > SHORT_WATCH_MS;
    if (success) {
      this.#backoff.reset();
    }
    return success;
  }

  #advance(resourceVersion: string | undefined): void {
    const order = compareResourceVersions(
      resourceVersion,
      this.#resourceVersion,
    );
    if (order !== undefined && order < 0) {
      throw new KubernetesError(
        `The history of ${this.#resource.plural} went back from version ${
          this.#resourceVersion
        } to ${resourceVersion}`,
        { status: 410, reason: 'Expired' },
      );
    }
    this.#resourceVersion = resourceVersion ?? this.#resourceVersion;
  }

  #contact(): void {
    this.lastContact = new Date();
    this.error = undefined;
  }

  #failed(error: Error): void {
    if (isRefusal(error)) {
      // The version is too old, or may not be watched from at all: a list is what remains.
      this.#resourceVersion = undefined;
    }
    const repeated = this.error?.message === error.message;
    this.error = error;
    const what = `${this.#resource.plural}${
      this.namespace ? ` in ${this.namespace}` : ''
    }`;
    if (isNotFound(error)) {
      // An answer all the same, and a definite one.
      this.lastContact = new Date();
      if (this.served !== false) {
        this.served = false;
        this.#logger?.info(
          `The cluster does not serve ${what} (${this.#resource.group}/${
            this.#resource.version
          }); looking for it again from time to time`,
        );
        this.#target.notServed();
      }
    } else if (!repeated) {
      this.#logger?.warn(`Cannot follow ${what}, will retry: ${error.message}`);
    }
    this.#target.statusChanged();
  }
}

function isRefusal(error: Error): boolean {
  return (
    error instanceof KubernetesError &&
    error.status >= 400 &&
    error.status < 500 &&
    // Neither says anything about the request itself.
    error.status !== 401 &&
    error.status !== 429
  );
}

/** Whether a watch was given up because nothing came for too long. */
function isSilence(error: unknown): boolean {
  const cause = (error as Error).cause as { code?: string } | undefined;
  return cause?.code === 'UND_ERR_BODY_TIMEOUT';
}
