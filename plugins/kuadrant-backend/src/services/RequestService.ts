import type {
  APIKeyState,
  Operations,
  RequestList,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { entityKey } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { z } from 'zod';
import type { Access } from '../authorization';
import { pageOf } from '../lists/page';
import { among } from '../lists/search';
import { Choices } from './Choices';
import { countStates } from './countStates';
import type { Facts, KeyFacts, KnownRequest } from './Facts';
import { KeySearch } from './KeySearch';
import type { Lookup } from './Lookup';
import { sortValueOf } from './sortValueOf';
import type { Views } from './Views';

type ListQuery = z.output<Operations['listRequests']['query']>;

// Reviewers with different products; whoever comes later waits a few milliseconds longer.
const MOST_GATHERED = 200;

/** Reads the approval queue. */
export class RequestService {
  readonly #lookup: Lookup;
  readonly #facts: Facts;
  readonly #search: KeySearch;
  readonly #views: Views;
  readonly #gathered = new WeakMap<object, Map<string, Choices>>();

  constructor(options: { lookup: Lookup; facts: Facts; views: Views }) {
    this.#lookup = options.lookup;
    this.#facts = options.facts;
    this.#search = new KeySearch(options.lookup);
    this.#views = options.views;
  }

  list(access: Access, query: ListQuery): Omit<RequestList, 'stale'> {
    const matches = this.#filter(query);
    const inState = among(query.status);
    const counts = countStates([]);
    let awaitingReview = 0;
    const found: KnownRequest[] = [];
    const { requests, products } = this.#reviewed(access, query.product);
    for (const known of requests) {
      const { facts } = known;
      if (matches && !matches(facts)) {
        continue;
      }
      for (const state of queueStatesOf(facts)) {
        counts[state] += 1;
      }
      awaitingReview += facts.awaitsReview ? 1 : 0;
      if (
        query.awaitingReview === undefined ||
        facts.awaitsReview === (query.awaitingReview === 'true')
      ) {
        found.push(known);
      }
    }
    const chosen = found.filter(({ facts }) =>
      queueStatesOf(facts).some(inState),
    );
    const choices = this.#choicesOf(
      found,
      query,
      matches ? undefined : products,
    );
    const sort = query.sort ?? 'created';
    const field = sort.replace(/^-/, '');
    const { items, nextCursor } = pageOf(chosen, {
      limit: query.limit,
      cursor: query.cursor,
      sort,
      valueOf: ({ metadata, facts }) =>
        field === 'created'
          ? metadata.creationTimestamp
          : sortValueOf(this.#lookup, facts, field),
    });
    return {
      items: items.map(({ request, facts }) =>
        this.#views.request(access, request, facts.key),
      ),
      totalItems: chosen.length,
      pageInfo: { nextCursor },
      counts,
      choices: choices.ofRequests(),
      awaitingReview,
    };
  }

  /**
   * The requests that the caller reviews, on these products or on all; decided once for a product where it can be. Where
   * it can be for each, also the products.
   */
  #reviewed(
    access: Access,
    asked: string[] | undefined,
  ): { requests: KnownRequest[]; products?: string[] } {
    const onProduct = among(asked);
    const reviewed: KnownRequest[][] = [];
    const products: string[] = [];
    let inParts = false;
    for (const [productKey, known] of this.#facts.requestsByProduct()) {
      if (!onProduct(productKey)) {
        continue;
      }
      const product = this.#lookup.product(known[0].facts.product);
      const all = product && access.reviewsAllOf(product);
      if (all === true) {
        reviewed.push(known);
        products.push(productKey);
      } else if (all === undefined) {
        inParts = true;
        reviewed.push(
          known.filter(({ facts }) =>
            access.reviewsRequest(this.#lookup.resourceOfKey(facts.key)),
          ),
        );
      }
    }
    return {
      requests: reviewed.flat(),
      products: inParts ? undefined : products,
    };
  }

  /**
   * What these requests offer to narrow the list to. Where they are all on some products, it is remembered as long as no
   * request changes.
   */
  #choicesOf(
    found: KnownRequest[],
    query: ListQuery,
    products: string[] | undefined,
  ): Choices {
    const known = this.#facts.requestsByProduct();
    const gathered = this.#gathered.get(known) ?? new Map<string, Choices>();
    const id = products && [query.awaitingReview, ...products].join(' ');
    const remembered = id === undefined ? undefined : gathered.get(id);
    if (remembered) {
      return remembered;
    }
    const choices = new Choices(this.#lookup);
    for (const { facts } of found) {
      plansOf(facts).forEach(planTier => choices.add(facts, planTier));
      choices.addRequester(facts.requester);
    }
    if (id !== undefined && gathered.size < MOST_GATHERED) {
      this.#gathered.set(known, gathered.set(id, choices));
    }
    return choices;
  }

  /** What the query asks of a request, but for its state; undefined where that is nothing. */
  #filter(query: ListQuery): ((facts: KeyFacts) => boolean) | undefined {
    if (!query.planTier && !query.requester && !query.q) {
      return undefined;
    }
    const onPlan = among(query.planTier);
    const requesters = query.requester?.map(text => entityKey(text, 'user'));
    const requestedBy = among(requesters);
    const contains = this.#search.matcher(query.q);
    return facts =>
      plansOf(facts).some(onPlan) &&
      (!requesters || requestedBy(facts.requester)) &&
      contains(facts);
  }
}

/**
 * The states under which the queue counts and finds a request. An approved key with a change that waits for review is
 * pending too.
 */
function queueStatesOf({ state, awaitsReview }: KeyFacts): APIKeyState[] {
  return awaitsReview && state !== 'Pending' ? [state, 'Pending'] : [state];
}

/** The plans under which the queue finds a request: the one in force, and one that waits for review. */
function plansOf({ shown, requested, awaitsReview }: KeyFacts): string[] {
  return awaitsReview && requested.planTier !== shown.planTier
    ? [shown.planTier, requested.planTier]
    : [shown.planTier];
}
