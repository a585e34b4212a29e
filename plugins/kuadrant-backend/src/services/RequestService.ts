import type {
  APIKeyRequest,
  Operations,
  RequestList,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  entityKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import type { z } from 'zod';
import type { Access } from '../authorization';
import { pageOf, type SortValue } from '../lists/page';
import { among, searcher } from '../lists/search';
import { productRefOfRequest } from '../model/apiKeys';
import { requesterOf } from '../model/entityRefs';
import { countStates } from './countStates';
import type { Facts, RequestFacts } from './Facts';
import type { Lookup } from './Lookup';
import type { Views } from './Views';

type ListQuery = z.output<Operations['listRequests']['query']>;

/** Reads the approval queue. */
export class RequestService {
  readonly #caches: KuadrantCaches;
  readonly #lookup: Lookup;
  readonly #facts: Facts;
  readonly #views: Views;

  constructor(options: {
    caches: KuadrantCaches;
    lookup: Lookup;
    facts: Facts;
    views: Views;
  }) {
    this.#caches = options.caches;
    this.#lookup = options.lookup;
    this.#facts = options.facts;
    this.#views = options.views;
  }

  list(access: Access, query: ListQuery): Omit<RequestList, 'stale'> {
    const matches = this.#filter(query);
    const reviews = this.#reviewer(access);
    const inState = among(query.status);
    const counts = countStates([]);
    let awaitingReview = 0;
    const chosen: APIKeyRequest[] = [];
    const candidates = query.product?.length
      ? this.#lookup.requestsOfProducts(query.product)
      : this.#caches.apiKeyRequests.list();
    for (const request of candidates) {
      const facts = this.#facts.ofRequest(request);
      if (!matches(request, facts) || !reviews(request, facts)) {
        continue;
      }
      counts[facts.state] += 1;
      awaitingReview += facts.awaitsReview ? 1 : 0;
      if (
        inState(facts.state) &&
        (query.awaitingReview === undefined ||
          facts.awaitsReview === (query.awaitingReview === 'true'))
      ) {
        chosen.push(request);
      }
    }
    const sort = query.sort ?? 'created';
    const field = sort.replace(/^-/, '');
    const { items, nextCursor } = pageOf(chosen, {
      limit: query.limit,
      cursor: query.cursor,
      sort,
      valueOf: request => this.#sortValue(request, field),
    });
    return {
      items: items.map(request => this.#views.request(access, request)),
      totalItems: chosen.length,
      pageInfo: { nextCursor },
      counts,
      awaitingReview,
    };
  }

  /** Decides once for each product where that is all it takes. */
  #reviewer(
    access: Access,
  ): (request: APIKeyRequest, facts: RequestFacts) => boolean {
    const ofProducts = new Map<string, boolean | undefined>();
    return (request, { product, productKey }) => {
      if (!ofProducts.has(productKey)) {
        const found = this.#lookup.product(product);
        ofProducts.set(productKey, found && access.reviewsAllOf(found));
      }
      return (
        ofProducts.get(productKey) ??
        access.reviewsRequest(this.#lookup.resourceOfRequest(request))
      );
    };
  }

  #displayName(request: APIKeyRequest): string {
    const product = this.#lookup.product(productRefOfRequest(request));
    return product?.spec.displayName ?? request.spec.apiProductRef.name;
  }

  #filter(
    query: ListQuery,
  ): (request: APIKeyRequest, facts: RequestFacts) => boolean {
    const onPlan = among(query.planTier);
    const requesters = query.requester?.map(text => entityKey(text, 'user'));
    const askedBy = among(requesters);
    const contains = searcher(query.q);
    return (request, facts) =>
      onPlan(request.spec.planTier) &&
      (!requesters || askedBy(requesterOf(request))) &&
      (!query.q ||
        contains(
          this.#facts.searchText(request),
          this.#facts.productText(facts.product),
        ));
  }

  #sortValue(request: APIKeyRequest, field: string): SortValue {
    switch (field) {
      case 'expiresAt':
        return request.spec.expiresAt && Date.parse(request.spec.expiresAt);
      case 'product':
        return this.#displayName(request).toLocaleLowerCase();
      case 'planTier':
        return request.spec.planTier;
      case 'requester':
        return requesterOf(request);
      default:
        return request.metadata.creationTimestamp;
    }
  }
}
