import {
  productRefOf,
  type APIKey,
  type KeyList,
  type ObjectRef,
  type Operations,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import type { z } from 'zod';
import { CodedError } from '../errors';
import type { Access } from '../authorization';
import type { ProductRoutes } from '../gateway';
import { pageOf } from '../lists/page';
import { among } from '../lists/search';
import { checkExpiry, checkPlan } from './requestedTerms';
import { withPrecondition } from './etag';
import { Choices } from './Choices';
import { countStates } from './countStates';
import type { Facts, KeyFacts } from './Facts';
import { KeySearch } from './KeySearch';
import type { Lookup } from './Lookup';
import type { OwnRequests } from './OwnRequests';
import { PORTAL_FIELD_MANAGER } from './portal';
import { sortValueOf } from './sortValueOf';
import type { Views } from './Views';

type ListQuery = z.output<Operations['listApiKeys']['query']>;
type UpdateBody = z.output<Operations['updateApiKey']['body']>;

/** Reads, changes and deletes keys; it never sees their values. */
export class KeyService {
  readonly #caches: KuadrantCaches;
  readonly #lookup: Lookup;
  readonly #facts: Facts;
  readonly #search: KeySearch;
  readonly #views: Views;
  readonly #productRoutes: ProductRoutes;
  readonly #ownRequests: OwnRequests;
  readonly #now: () => number;

  constructor(options: {
    caches: KuadrantCaches;
    lookup: Lookup;
    facts: Facts;
    views: Views;
    productRoutes: ProductRoutes;
    ownRequests: OwnRequests;
    now: () => number;
  }) {
    this.#caches = options.caches;
    this.#lookup = options.lookup;
    this.#facts = options.facts;
    this.#search = new KeySearch(options.lookup);
    this.#views = options.views;
    this.#productRoutes = options.productRoutes;
    this.#ownRequests = options.ownRequests;
    this.#now = options.now;
  }

  list(access: Access, query: ListQuery): Omit<KeyList, 'stale'> {
    if (!access.listsKeys()) {
      return {
        items: [],
        totalItems: 0,
        pageInfo: {},
        counts: countStates([]),
        choices: { products: [], planTiers: [] },
      };
    }
    const matches = this.#filter(query);
    const reads = this.#reader(access);
    const inState = among(query.status);
    const counts = countStates([]);
    const choices = new Choices(this.#lookup);
    const chosen: APIKey[] = [];
    for (const key of this.#candidates(access, query)) {
      const facts = this.#facts.ofKey(key);
      if (matches(facts) && reads(key, facts)) {
        counts[facts.state] += 1;
        choices.add(facts, facts.shown.planTier);
        if (inState(facts.state)) {
          chosen.push(key);
        }
      }
    }
    const sort = query.sort ?? '-created';
    const field = sort.replace(/^-/, '');
    const { items, nextCursor } = pageOf(chosen, {
      limit: query.limit,
      cursor: query.cursor,
      sort,
      valueOf: key =>
        field === 'created'
          ? key.metadata.creationTimestamp
          : sortValueOf(this.#lookup, this.#facts.ofKey(key), field),
    });
    return {
      items: items.map(key => this.#views.keyInList(access, key)),
      totalItems: chosen.length,
      pageInfo: { nextCursor },
      counts,
      choices: choices.ofKeys(),
    };
  }

  /** @throws CodedError notFound, also where the caller may not read the key */
  readable(access: Access, ref: ObjectRef): APIKey {
    const key = this.#caches.apiKeys.get(ref);
    if (!key || !access.readsKey(this.#lookup.resourceOfKey(key))) {
      throw new CodedError('notFound', `There is no API key ${objectKey(ref)}`);
    }
    return key;
  }

  /** Requests other terms or gives another use case. What is approved stays in force until the change is reviewed. */
  async update(
    access: Access,
    key: APIKey,
    body: UpdateBody,
    ifMatch: string | undefined,
  ): Promise<APIKey> {
    if (key.metadata.deletionTimestamp) {
      throw new CodedError('conflict', 'The key is being deleted');
    }
    const product = this.#lookup.product(productRefOf(key));
    if (
      product &&
      body.planTier !== undefined &&
      body.planTier !== key.spec.planTier
    ) {
      checkPlan(this.#productRoutes.ofProduct(product), body.planTier);
    }
    if (body.expiresAt !== undefined) {
      checkExpiry(product, body.expiresAt ?? undefined, this.#now());
    }
    const annotations =
      product && access.askedFor(this.#lookup.resourceOfKey(key))
        ? this.#ownRequests.annotationsFor(access, product)
        : {};
    return withPrecondition(key, ifMatch, metadata =>
      this.#caches.apiKeys.patch(
        key.metadata,
        { metadata: { ...metadata, annotations }, spec: body },
        { type: 'merge', ...PORTAL_FIELD_MANAGER },
      ),
    );
  }

  async delete({ metadata }: APIKey): Promise<void> {
    const { namespace, name, uid } = metadata;
    await this.#caches.apiKeys.delete(
      { namespace, name },
      { preconditions: { uid }, propagationPolicy: 'Background' },
    );
  }

  /** The keys to look at, as few as the indexes give. */
  #candidates(access: Access, { scope, product }: ListQuery): APIKey[] {
    if (scope === 'own') {
      const { userEntityRef } = access.caller;
      return userEntityRef ? this.#lookup.keysOfRequester(userEntityRef) : [];
    }
    return product?.length
      ? this.#lookup.keysOfProducts(product)
      : this.#caches.apiKeys.list();
  }

  /** Decides once for each product where that is all it takes. */
  #reader(access: Access): (key: APIKey, facts: KeyFacts) => boolean {
    const { userEntityRef } = access.caller;
    const ofProducts = new Map<string, boolean | undefined>();
    return (key, { product, productKey, requester }) => {
      if (!ofProducts.has(productKey)) {
        ofProducts.set(
          productKey,
          access.readsAllKeysOf(this.#lookup.product(product)),
        );
      }
      const all = ofProducts.get(productKey);
      if (all || (all === false && requester !== userEntityRef)) {
        return all;
      }
      return access.readsKey(this.#lookup.resourceOfKey(key));
    };
  }

  #filter(query: ListQuery): (facts: KeyFacts) => boolean {
    const ofProduct = among(query.product);
    const onPlan = among(query.planTier);
    const contains = this.#search.matcher(query.q);
    return facts =>
      (!query.product || ofProduct(facts.productKey)) &&
      onPlan(facts.shown.planTier) &&
      contains(facts);
  }
}
