import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches } from '../caches';
import { refOf } from '../objects';
import {
  type Clock,
  type Logger,
  ReconcileLoop,
  type ReconcileResult,
  WorkQueue,
} from '../runtime';
import { FetchError } from './FetchError';

/** What is known of a product's document at a URL. */
export interface DocumentState<T> {
  url: string;
  /** The last that was read; stays when a later attempt fails. */
  value?: T;
  /** Why the last attempt failed. */
  failure?: FetchError;
}

interface Noticed {
  url: string;
  /** Of the product. */
  generation: number | undefined;
}

/** Options of a {@link DocumentLoop}. */
export interface DocumentLoopOptions<T> {
  name: string;
  caches: Pick<Caches, 'apiProducts'>;
  /** Where the product's document is; undefined when it has none. */
  urlOf: (product: APIProduct) => string | undefined;
  /** Reads the document. */
  read: (
    url: string,
    context: { product: APIProduct; previous?: T; signal: AbortSignal },
  ) => Promise<T>;
  /** Called with a product that names no document any more. */
  forget?: (product: APIProduct) => Promise<unknown>;
  /** Called with the product's key when the state changed. */
  onChange: (key: string) => void;
  /** How often a document is read again, in milliseconds. */
  refreshMs: number;
  logger: Logger;
  clock: Clock;
  /** Called after each attempt. */
  onRound?: () => void;
}

/** Reads a document of each product from outside, beside the reconcilers, which never wait for it. */
export class DocumentLoop<T> {
  readonly loop: ReconcileLoop;
  readonly #options: DocumentLoopOptions<T>;
  readonly #states = new Map<string, DocumentState<T>>();
  /** What each product was last seen to name. */
  readonly #noticed = new Map<string, Noticed>();

  constructor(options: DocumentLoopOptions<T>) {
    const { name, logger, clock, onRound } = options;
    this.#options = options;
    this.loop = new ReconcileLoop({
      name,
      logger,
      clock,
      onRound,
      concurrency: 4,
      queue: new WorkQueue({
        clock,
        initialBackoffMs: 1_000,
        maximumBackoffMs: options.refreshMs,
      }),
      reconciler: {
        reconcile: (key, { signal }) => this.#refresh(key, signal),
      },
    });
  }

  /** The state for the product's present URL, if it was tried. */
  stateOf(key: string, url: string | undefined): DocumentState<T> | undefined {
    const state = this.#states.get(key);
    return state?.url === url ? state : undefined;
  }

  /**
   * Reads the document soon if the product names another than before, or if it was edited while its document cannot be
   * read. Returns whether the product names the same URL as before; undefined when it was not seen before.
   */
  notice(key: string): boolean | undefined {
    const product = this.#options.caches.apiProducts.get(refOf(key));
    const url = product && this.#options.urlOf(product);
    const generation = product?.metadata.generation;
    const before = this.#noticed.get(key);
    if (url === undefined) {
      this.#noticed.delete(key);
    } else {
      this.#noticed.set(key, { url, generation });
    }
    const isSame = url === before?.url;
    const isRetry =
      before?.generation !== generation &&
      this.stateOf(key, url)?.failure !== undefined;
    if (!isSame || isRetry) {
      this.loop.queue.forget(key);
      this.loop.queue.add(key);
    }
    return before && isSame;
  }

  async #refresh(
    key: string,
    signal: AbortSignal,
  ): Promise<ReconcileResult | void> {
    const { caches, urlOf, read, forget, onChange, refreshMs } = this.#options;
    const product = caches.apiProducts.get(refOf(key));
    const url = product && urlOf(product);
    if (!product || url === undefined) {
      this.#states.delete(key);
      if (product) {
        await forget?.(product);
      }
      return undefined;
    }
    const previous = this.stateOf(key, url)?.value;
    try {
      const value = await read(url, { product, previous, signal });
      this.#states.set(key, { url, value });
    } catch (error) {
      if (signal.aborted || !(error instanceof FetchError)) {
        throw error;
      }
      this.#states.set(key, { url, value: previous, failure: error });
      onChange(key);
      throw error;
    }
    onChange(key);
    return { requeueAfterMs: refreshMs };
  }
}
