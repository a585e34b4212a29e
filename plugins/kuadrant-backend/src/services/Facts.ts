import {
  awaitsDecision,
  productRefOf,
  requestRevision,
  standingOf,
  termsOf,
  type APIKey,
  type APIKeyRequest,
  type APIKeyState,
  type CountingDecision,
  type ObjectRef,
  type Standing,
  type Terms,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { requesterOf } from '../model/entityRefs';
import { keyStateOf } from '../model/keyState';
import { countStates } from './countStates';
import { FactsInvalidation } from './FactsInvalidation';
import type { Lookup } from './Lookup';

/** What follows from a key, its request, the decisions on it and its product. */
export interface KeyFacts {
  key: APIKey;
  /** Undefined until the controller has made it. */
  request?: APIKeyRequest;
  product: ObjectRef;
  /** `namespace/name` of the product. */
  productKey: string;
  state: APIKeyState;
  /** Full entity reference of the requester. */
  requester?: string;
  /** Those that count, the newest first. */
  decisions: CountingDecision[];
  standing: Standing;
  /** The terms that the key requests. */
  requested: Terms;
  /** The terms that lists show, sort and filter by: those in force, else those requested. */
  shown: Terms;
  awaitsReview: boolean;
}

/** A request with what is known of its key. */
export interface KnownRequest {
  /** Of the request. */
  metadata: APIKeyRequest['metadata'];
  request: APIKeyRequest;
  facts: KeyFacts;
}

/**
 * What follows from objects and those that belong to them, remembered until one of these changes: a list of many
 * thousand requests is then a walk along what is known.
 */
export class Facts {
  readonly #lookup: Lookup;
  readonly #caches: KuadrantCaches;
  readonly #keys = new WeakMap<APIKey, KeyFacts>();
  readonly #revisions = new WeakMap<KeyFacts, string>();
  readonly #keyCounts = new Map<string, Record<APIKeyState, number>>();
  readonly #waiting = new Map<string, number>();
  /** By requester, how many approved keys they have on each product. */
  readonly #approved = new Map<string, Map<string, number>>();
  #knownRequests?: ReadonlyMap<string, KnownRequest[]>;
  readonly #invalidation: FactsInvalidation;

  constructor(caches: KuadrantCaches, lookup: Lookup) {
    this.#caches = caches;
    this.#lookup = lookup;
    this.#invalidation = new FactsInvalidation(caches, lookup, {
      keyChanged: key => {
        this.#keyCounts.delete(objectKey(productRefOf(key)));
        this.#approved.delete(requesterOf(key) ?? '');
        this.#forget(key);
      },
      standingChanged: key => this.#forget(key),
      requestsChanged: () => {
        this.#knownRequests = undefined;
      },
    });
  }

  /** Ends the following of changes. */
  stop(): void {
    this.#invalidation.stop();
  }

  ofKey(key: APIKey): KeyFacts {
    let facts = this.#keys.get(key);
    if (!facts) {
      facts = this.#factsOf(key);
      this.#keys.set(key, facts);
    }
    return facts;
  }

  /** Identifies what a reviewer sees of the request of a key. */
  revisionOf(facts: KeyFacts): string {
    let revision = this.#revisions.get(facts);
    if (revision === undefined) {
      const product = this.#lookup.product(facts.product);
      revision = requestRevision(
        facts.key,
        product?.metadata.uid,
        facts.decisions,
      );
      this.#revisions.set(facts, revision);
    }
    return revision;
  }

  /**
   * The requests that have a key, by the `namespace/name` of their product: what a queue walks along, as long as none of
   * them changes.
   */
  requestsByProduct(): ReadonlyMap<string, KnownRequest[]> {
    if (!this.#knownRequests) {
      const known = new Map<string, KnownRequest[]>();
      for (const request of this.#caches.apiKeyRequests.list()) {
        const key = this.#lookup.keyOfRequest(request);
        if (key) {
          const facts = this.ofKey(key);
          const entry = { metadata: request.metadata, request, facts };
          const others = known.get(facts.productKey);
          if (others) {
            others.push(entry);
          } else {
            known.set(facts.productKey, [entry]);
          }
        }
      }
      this.#knownRequests = known;
    }
    return this.#knownRequests;
  }

  /** The requests on a product that have a key. */
  requestsOf(product: ObjectRef): readonly KnownRequest[] {
    return this.requestsByProduct().get(objectKey(product)) ?? [];
  }

  /** The keys of a product in each state. */
  keyCounts(product: ObjectRef): Record<APIKeyState, number> {
    const key = objectKey(product);
    let counts = this.#keyCounts.get(key);
    if (!counts) {
      counts = countStates(this.#lookup.keysOfProduct(product));
      this.#keyCounts.set(key, counts);
    }
    return counts;
  }

  /** The approved keys that a person has on a product, named as `namespace/name`. */
  approvedKeys(requester: string, productKey: string): number {
    let ofProducts = this.#approved.get(requester);
    if (!ofProducts) {
      ofProducts = new Map();
      for (const key of this.#lookup.keysOfRequester(requester)) {
        if (keyStateOf(key).state === 'Approved') {
          const product = objectKey(productRefOf(key));
          ofProducts.set(product, (ofProducts.get(product) ?? 0) + 1);
        }
      }
      this.#approved.set(requester, ofProducts);
    }
    return ofProducts.get(productKey) ?? 0;
  }

  /** How many requests on a product wait for a decision. */
  waitingRequests(product: ObjectRef): number {
    const key = objectKey(product);
    let waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      waiting = this.requestsOf(product).filter(
        ({ facts }) => facts.awaitsReview,
      ).length;
      this.#waiting.set(key, waiting);
    }
    return waiting;
  }

  #factsOf(key: APIKey): KeyFacts {
    const product = productRefOf(key);
    const request = this.#lookup.requestOfKey(key);
    const decisions = this.#lookup.decisionsOn(key, request);
    const plans = this.#lookup.product(product)?.status?.discoveredPlans ?? [];
    const requested = termsOf(key.spec);
    const standing = standingOf(
      decisions,
      requested,
      planTier =>
        plans.length === 0 || plans.some(({ tier }) => tier === planTier),
    );
    const { state } = keyStateOf(key);
    return {
      key,
      request,
      product,
      productKey: objectKey(product),
      state,
      requester: requesterOf(key),
      decisions,
      standing,
      requested,
      shown: standing.inForce ?? requested,
      // A key that fails for its product is not for its reviewer to fix.
      awaitsReview: state !== 'Failed' && awaitsDecision(standing),
    };
  }

  #forget(key: APIKey): void {
    this.#knownRequests = undefined;
    this.#keys.delete(key);
    this.#waiting.delete(objectKey(productRefOf(key)));
  }
}
