import type {
  APIKeyRequest,
  Operations,
  RequestList,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  entityKey,
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import type { z } from 'zod';
import type { Access } from '../authorization';
import { pageOf, type SortValue } from '../lists/page';
import { among, searcher } from '../lists/search';
import { productRefOfRequest } from '../model/apiKeys';
import { requesterOf } from '../model/entityRefs';
import { keyStateOf } from '../model/keyState';
import type { Lookup } from './Lookup';
import { countStates, type Views } from './Views';

type ListQuery = z.output<Operations['listRequests']['query']>;

/** Reads the approval queue. */
export class RequestService {
  readonly #caches: KuadrantCaches;
  readonly #lookup: Lookup;
  readonly #views: Views;

  constructor(options: {
    caches: KuadrantCaches;
    lookup: Lookup;
    views: Views;
  }) {
    this.#caches = options.caches;
    this.#lookup = options.lookup;
    this.#views = options.views;
  }

  list(access: Access, query: ListQuery): Omit<RequestList, 'stale'> {
    const matches = this.#filter(query);
    const found = this.#caches.apiKeyRequests
      .list()
      .filter(
        request =>
          matches(request) &&
          access.reviewsRequest(this.#lookup.resourceOfRequest(request)),
      );
    const waiting = new Set(
      found.filter(request => this.#views.awaitsReview(request)),
    );
    const inState = among(query.status);
    const chosen = found.filter(
      request =>
        (!query.status?.length || inState(keyStateOf(request).state)) &&
        (query.awaitingReview === undefined ||
          waiting.has(request) === (query.awaitingReview === 'true')),
    );
    const sort = query.sort ?? 'created';
    const { items, nextCursor } = pageOf(chosen, {
      limit: query.limit,
      cursor: query.cursor,
      sort,
      valueOf: request => this.#sortValue(request, sort.replace(/^-/, '')),
    });
    return {
      items: items.map(request => this.#views.request(access, request)),
      totalItems: chosen.length,
      pageInfo: { nextCursor },
      counts: countStates(found),
      awaitingReview: waiting.size,
    };
  }

  #displayName(request: APIKeyRequest): string {
    const product = this.#lookup.product(productRefOfRequest(request));
    return product?.spec.displayName ?? request.spec.apiProductRef.name;
  }

  #filter(query: ListQuery): (request: APIKeyRequest) => boolean {
    const ofProduct = among(query.product);
    const onPlan = among(query.planTier);
    const requesters = query.requester?.map(text => entityKey(text, 'user'));
    const askedBy = among(requesters);
    const contains = searcher(query.q);
    return request =>
      (!query.product || ofProduct(objectKey(productRefOfRequest(request)))) &&
      onPlan(request.spec.planTier) &&
      (!requesters || askedBy(requesterOf(request))) &&
      (!query.q ||
        contains(
          request.metadata.name,
          request.metadata.namespace,
          this.#displayName(request),
          request.spec.apiProductRef.name,
          request.spec.apiKeyRef.name,
          request.spec.planTier,
          request.spec.useCase,
          request.spec.requestedBy.userId,
          request.spec.requestedBy.email,
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
