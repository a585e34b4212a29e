import type {
  ChoicesOfKeys,
  ChoicesOfRequests,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KeyFacts } from './Facts';
import type { Lookup } from './Lookup';

/** How many of each kind are offered; beyond that one searches. */
const MOST = 100;

/** Gathers what a list can be narrowed to from everything in it, not only from the page that is shown. */
export class Choices {
  readonly #lookup: Lookup;
  readonly #products = new Map<string, ObjectRef>();
  readonly #planTiers = new Set<string>();
  readonly #requesters = new Set<string>();

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  /** Takes in what one item of the list is about. */
  add({ product, productKey }: KeyFacts, planTier: string): void {
    this.#products.set(productKey, product);
    this.#planTiers.add(planTier);
  }

  /** Takes in who is behind one item, for lists that offer that. */
  addRequester(requester: string | undefined): void {
    if (requester) {
      this.#requesters.add(requester);
    }
  }

  /** The first of each in the order of their names. */
  ofKeys(): ChoicesOfKeys {
    return {
      products: [...this.#products.values()]
        .map(({ namespace = '', name }) => ({
          namespace,
          name,
          displayName:
            this.#lookup.product({ namespace, name })?.spec.displayName ?? name,
        }))
        .sort((one, other) => one.displayName.localeCompare(other.displayName))
        .slice(0, MOST),
      planTiers: [...this.#planTiers].sort().slice(0, MOST),
    };
  }

  /** The same, and the first of the requesters. */
  ofRequests(): ChoicesOfRequests {
    return {
      ...this.ofKeys(),
      requesters: [...this.#requesters].sort().slice(0, MOST),
    };
  }
}
