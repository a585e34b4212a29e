import {
  type APIProduct,
  type AuthRules,
  refOfObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { type KeyIsolation, KeyIsolationIndex } from '@kuadrant/gateway-policy';
import { createHash } from 'node:crypto';
import type { Caches } from '../caches';
import { keyOf, refOf } from '../objects';
import type { Clock } from '../runtime';
import { NAMED_PRODUCTS } from './conditions';
import {
  authSchemeOf,
  comingSchemeOf,
  type Discover,
  type Discovery,
  hostnameOf,
  plansOf,
} from './discover';
import { type OtherSchemes, RecentSchemes } from './RecentSchemes';

/**
 * What all products come to for others: whose keys open which product, and whose keys have to be looked at again.
 *
 * @remarks
 * A change of one Gateway policy concerns many products at once. They are taken in together before the status of any is
 * written, so that no status says what holds half-way through.
 */
export class ProductIndex {
  readonly #options: {
    caches: Pick<Caches, 'apiProducts'>;
    clock: Clock;
    discover: Discover;
    onIsolationChange: (product: string) => void;
    onKeysConcerned: (product: string) => void;
  };

  readonly #isolation = new KeyIsolationIndex(NAMED_PRODUCTS);
  /** Of each product, a digest of what its keys depend on. */
  readonly #concerns = new Map<string, string>();
  readonly #noticed = new Set<string>();
  readonly #recent: RecentSchemes;
  #knowsAll = false;

  constructor(options: {
    caches: Pick<Caches, 'apiProducts'>;
    clock: Clock;
    discover: Discover;
    /** Called with each other product whose isolation may be another than before. */
    onIsolationChange: (product: string) => void;
    /** Called with each product whose keys may be in another state than before. */
    onKeysConcerned: (product: string) => void;
  }) {
    this.#options = options;
    this.#recent = new RecentSchemes(options.clock);
  }

  /** Something that a product depends on has changed. */
  notice(key: string): void {
    this.#noticed.add(key);
  }

  /** Takes in everything that was noticed; the first time all products there are. */
  refresh(): void {
    const { caches, onIsolationChange } = this.#options;
    if (!this.#knowsAll) {
      this.#knowsAll = true;
      // All keys are in the queue at the start, but what was noticed since may have come after them.
      caches.apiProducts
        .list()
        .forEach(product =>
          this.#takeIn(product, this.#noticed.has(keyOf(product.metadata))),
        );
    }
    const noticed = [...this.#noticed];
    this.#noticed.clear();
    for (const key of noticed) {
      const product = caches.apiProducts.get(refOf(key));
      const concerned = product
        ? this.#takeIn(product, true)
        : this.#isolation.update(refOf(key), undefined);
      concerned.forEach(onIsolationChange);
      if (!product) {
        this.#concerns.delete(key);
        this.#recent.forget(key);
      }
    }
  }

  /** Rules that the gateway may know of a product instead of those in force. */
  othersOf(key: string): OtherSchemes {
    this.refresh();
    return this.#recent.othersOf(key);
  }

  /** Whose keys open a product; undefined for one that is not known or is being deleted. */
  isolationOf(key: string): KeyIsolation | undefined {
    return this.#isolation.isolationOf(refOf(key));
  }

  #takeIn(product: APIProduct, concernsKeys: boolean): Set<string> {
    const key = keyOf(product.metadata);
    const discovery = this.#options.discover(product);
    const rules = authSchemeOf(product, discovery);
    const coming = comingSchemeOf(product, discovery);
    this.#recent.update(product, rules, coming);
    const others = this.#recent.othersOf(key).rules;
    const concern = concernOfKeys(discovery, [rules, ...others]);
    const before = this.#concerns.get(key);
    if (before !== concern) {
      this.#concerns.set(key, concern);
      if (concernsKeys) {
        this.#options.onKeysConcerned(key);
      }
    }
    return this.#isolation.update(
      refOfObject(product),
      product.metadata.deletionTimestamp
        ? undefined
        : {
            auth: rules && { rules },
            parts: policiesOfParts(discovery),
            others,
          },
    );
  }
}

function concernOfKeys(
  discovery: Discovery,
  schemes: (AuthRules | undefined)[],
): string {
  const { summary, heldPlans } = discovery;
  return createHash('sha1')
    .update(
      JSON.stringify([
        schemes,
        summary.plans.state,
        plansOf(discovery),
        heldPlans,
        hostnameOf(discovery),
      ]),
    )
    .digest('base64');
}

/** The AuthPolicies of some rules or listeners of a product's route. */
function policiesOfParts({ summary }: Discovery) {
  return summary.policies.exceptions.flatMap(
    ({ policies: { auth } }) => auth ?? [],
  );
}
