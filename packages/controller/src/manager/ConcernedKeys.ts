import type { ObjectRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches } from '../caches';
import { keyOf } from '../objects';
import type { Clock, WorkQueue } from '../runtime';

/** The longest that keys wait for products, in milliseconds. */
const LONGEST_MS = 2_000;

/**
 * Products whose keys have to be looked at again. A change of one Gateway policy concerns many products and many more
 * keys: the keys come after the products that wait, which people look at first.
 */
export class ConcernedKeys {
  readonly #options: ConcernedKeysOptions;
  readonly #products = new Set<string>();
  #cancel?: () => void;

  constructor(options: ConcernedKeysOptions) {
    this.#options = options;
  }

  /** Products whose keys are still to be queued. */
  get size(): number {
    return this.#products.size;
  }

  /** Takes in that the keys of a product are concerned. */
  add(product: ObjectRef): void {
    this.#products.add(keyOf(product));
    this.#cancel ??= this.#options.clock.schedule(
      () => this.#release(),
      LONGEST_MS,
    );
    this.releaseIfDue();
  }

  /** Queues the keys where no product waits any more; to be called after each round of a product. */
  releaseIfDue(): void {
    if (this.#options.products().length === 0) {
      this.#release();
    }
  }

  /** Forgets what is still to be queued. */
  stop(): void {
    this.#cancel?.();
    this.#products.clear();
  }

  #release(): void {
    const { caches, keys } = this.#options;
    this.#cancel?.();
    this.#cancel = undefined;
    for (const product of this.#products) {
      // They may be many; one that someone waits for goes before them.
      caches.apiKeys
        .byIndex('product', product)
        .forEach(({ metadata }) => keys().add(keyOf(metadata), 'low'));
    }
    this.#products.clear();
  }
}

/** Options of {@link ConcernedKeys}. */
export interface ConcernedKeysOptions {
  caches: Pick<Caches, 'apiKeys'>;
  clock: Clock;
  products: () => Pick<WorkQueue, 'length'>;
  keys: () => Pick<WorkQueue, 'add'>;
}
