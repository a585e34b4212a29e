import {
  refOfObject,
  type APIKey,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantCaches } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { Lookup } from './Lookup';

/** What follows from a change. */
export interface FactsListener {
  /** A key was created, changed or deleted: called for the key before and after. */
  keyChanged(key: APIKey): void;
  /** The request of a key, a decision on it or its product changed. */
  standingChanged(key: APIKey): void;
  /** A request changed, be there a key or not. */
  requestsChanged(): void;
}

/** Follows the caches, and says which keys a change concerns. */
export class FactsInvalidation {
  readonly #ends: (() => void)[];

  constructor(caches: KuadrantCaches, lookup: Lookup, listener: FactsListener) {
    this.#ends = [
      caches.apiKeys.subscribe(({ object, previous }) =>
        both(object, previous).forEach(key => listener.keyChanged(key)),
      ),
      caches.apiKeyRequests.subscribe(({ object, previous }) => {
        listener.requestsChanged();
        for (const { spec } of both(object, previous)) {
          const key = lookup.key(spec.apiKeyRef);
          if (key) {
            listener.standingChanged(key);
          }
        }
      }),
      caches.apiKeyApprovals.subscribe(({ object, previous }) => {
        for (const { metadata, spec } of both(object, previous)) {
          const request = caches.apiKeyRequests.get({
            namespace: metadata.namespace,
            name: spec.apiKeyRequestRef.name,
          });
          const key = request && lookup.key(request.spec.apiKeyRef);
          if (key) {
            listener.standingChanged(key);
          }
        }
      }),
      caches.apiProducts.subscribe(({ type, object, previous }) => {
        if (
          type !== 'modified' ||
          identityOf(object) !== identityOf(previous)
        ) {
          lookup
            .keysOfProduct(refOfObject(object))
            .forEach(key => listener.standingChanged(key));
        }
      }),
    ];
  }

  /** Ends the following of changes. */
  stop(): void {
    this.#ends.forEach(end => end());
  }
}

function both<T>(object: T, previous: T | undefined): T[] {
  return previous ? [object, previous] : [object];
}

/** What of a product decides on what is in force: which product it is, and its plans. */
function identityOf(product: APIProduct | undefined): string {
  const plans = product?.status?.discoveredPlans ?? [];
  return [product?.metadata.uid, ...plans.map(({ tier }) => tier)].join(' ');
}
