import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIKeyState,
  APIProduct,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { searchText } from '../lists/search';
import { productRefOf, productRefOfRequest } from '../model/apiKeys';
import { requesterOf } from '../model/entityRefs';
import { keyStateOf } from '../model/keyState';
import { awaitsReview } from '../model/pendingChange';
import { countStates } from './countStates';
import type { Lookup } from './Lookup';

/** What a list of requests asks of each of them. */
export interface RequestFacts {
  product: ObjectRef;
  /** `namespace/name` of the product. */
  productKey: string;
  state: APIKeyState;
  /** Who asks. */
  requester?: string;
  decisions: APIKeyApproval[];
  awaitsReview: boolean;
}

/** A request with what is known of it. */
export interface KnownRequest {
  request: APIKeyRequest;
  facts: RequestFacts;
}

/** What a list of keys asks of each of them. */
export interface KeyFacts {
  product: ObjectRef;
  productKey: string;
  state: APIKeyState;
  /** Who asked for it. */
  requester?: string;
}

/**
 * What follows from objects and those that belong to them, remembered until one of these changes: a list of many
 * thousand requests is then a walk along what is known.
 */
export class Facts {
  readonly #lookup: Lookup;
  readonly #caches: KuadrantCaches;
  readonly #requests = new WeakMap<APIKeyRequest, RequestFacts>();
  readonly #keys = new WeakMap<APIKey, KeyFacts>();
  readonly #texts = new WeakMap<APIKey | APIKeyRequest, string>();
  readonly #productTexts = new WeakMap<APIProduct, string>();
  readonly #keyCounts = new Map<string, Record<APIKeyState, number>>();
  readonly #waiting = new Map<string, number>();
  /** By requester, how many approved keys they have on each product. */
  readonly #approved = new Map<string, Map<string, number>>();
  #knownRequests?: ReadonlyMap<string, KnownRequest[]>;
  readonly #ends: (() => void)[];

  constructor(caches: KuadrantCaches, lookup: Lookup) {
    this.#caches = caches;
    this.#lookup = lookup;
    this.#ends = [
      caches.apiKeys.subscribe(({ object, previous }) => {
        for (const key of previous ? [object, previous] : [object]) {
          this.#keyCounts.delete(objectKey(productRefOf(key)));
          this.#approved.delete(requesterOf(key) ?? '');
        }
        // Requests of older controllers name no uid: then the key decides which decisions count.
        const request = this.#lookup.requestOfKey(object);
        if (request && request.spec.apiKeyRef.uid === undefined) {
          this.#forget(request);
        }
      }),
      caches.apiKeyRequests.subscribe(({ object, previous }) => {
        for (const request of previous ? [object, previous] : [object]) {
          this.#forget(request);
        }
      }),
      caches.apiKeyApprovals.subscribe(({ object, previous }) => {
        for (const approval of previous ? [object, previous] : [object]) {
          const { namespace } = approval.metadata;
          const { name } = approval.spec.apiKeyRequestRef;
          const request = this.#caches.apiKeyRequests.get({ namespace, name });
          if (request) {
            this.#forget(request);
          }
        }
      }),
    ];
  }

  /** Ends the following of changes. */
  stop(): void {
    this.#ends.forEach(end => end());
  }

  ofRequest(request: APIKeyRequest): RequestFacts {
    let facts = this.#requests.get(request);
    if (!facts) {
      const product = productRefOfRequest(request);
      const decisions = this.#lookup.decisionsOn(request);
      facts = {
        product,
        productKey: objectKey(product),
        state: keyStateOf(request).state,
        requester: requesterOf(request),
        decisions,
        awaitsReview: awaitsReview(request, decisions),
      };
      this.#requests.set(request, facts);
    }
    return facts;
  }

  /**
   * All requests, by the `namespace/name` of their product: what a queue walks along, as long as none of them changes.
   */
  requestsByProduct(): ReadonlyMap<string, KnownRequest[]> {
    if (!this.#knownRequests) {
      const known = new Map<string, KnownRequest[]>();
      for (const request of this.#caches.apiKeyRequests.list()) {
        const facts = this.ofRequest(request);
        const others = known.get(facts.productKey);
        if (others) {
          others.push({ request, facts });
        } else {
          known.set(facts.productKey, [{ request, facts }]);
        }
      }
      this.#knownRequests = known;
    }
    return this.#knownRequests;
  }

  ofKey(key: APIKey): KeyFacts {
    let facts = this.#keys.get(key);
    if (!facts) {
      const product = productRefOf(key);
      facts = {
        product,
        productKey: objectKey(product),
        state: keyStateOf(key).state,
        requester: requesterOf(key),
      };
      this.#keys.set(key, facts);
    }
    return facts;
  }

  /** What a key or request is found by, but for the name that its product shows. */
  searchText(object: APIKey | APIKeyRequest): string {
    let text = this.#texts.get(object);
    if (text === undefined) {
      const { metadata, spec } = object;
      text = searchText(
        metadata.name,
        metadata.namespace,
        spec.apiProductRef.name,
        'apiKeyRef' in spec ? spec.apiKeyRef.name : undefined,
        spec.planTier,
        spec.useCase,
        spec.requestedBy.userId,
        spec.requestedBy.email,
      );
      this.#texts.set(object, text);
    }
    return text;
  }

  /** What a product of a key or request shows, for searches: the same text as long as the product is the same. */
  productText(product: ObjectRef): string {
    const found = this.#lookup.product(product);
    if (!found) {
      return '';
    }
    let text = this.#productTexts.get(found);
    if (text === undefined) {
      text = searchText(found.spec.displayName);
      this.#productTexts.set(found, text);
    }
    return text;
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
        const facts = this.ofKey(key);
        if (facts.state === 'Approved') {
          const before = ofProducts.get(facts.productKey) ?? 0;
          ofProducts.set(facts.productKey, before + 1);
        }
      }
      this.#approved.set(requester, ofProducts);
    }
    return ofProducts.get(productKey) ?? 0;
  }

  /** The requests on a product that wait for a decision. */
  waitingRequests(product: ObjectRef): number {
    const key = objectKey(product);
    let waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      waiting = this.#lookup
        .requestsOfProduct(product)
        .filter(request => this.ofRequest(request).awaitsReview).length;
      this.#waiting.set(key, waiting);
    }
    return waiting;
  }

  #forget(request: APIKeyRequest): void {
    this.#knownRequests = undefined;
    this.#requests.delete(request);
    this.#waiting.delete(objectKey(productRefOfRequest(request)));
  }
}
