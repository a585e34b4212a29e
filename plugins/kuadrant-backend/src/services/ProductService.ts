import {
  ANNOTATIONS,
  apiProducts,
  type APIProduct,
  type ObjectRef,
  type Operations,
  type ProductList,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  entityKey,
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import pLimit from 'p-limit';
import type { z } from 'zod';
import type { Access } from '../authorization';
import { CodedError, fieldError } from '../errors';
import { pageOf } from '../lists/page';
import { among, searcher, searchText } from '../lists/search';
import { productOwner } from '../model/entityRefs';
import { withPrecondition } from './etag';
import type { Lookup } from './Lookup';
import type { OwnRequests } from './OwnRequests';
import { PORTAL_FIELD_MANAGER } from './portal';
import { storedProduct } from './productStorage';
import type { Views } from './Views';

type ListQuery = z.output<Operations['listApiProducts']['query']>;
type CreateBody = z.output<Operations['createApiProduct']['body']>;
type UpdateBody = z.output<Operations['updateApiProduct']['body']>;

const PARALLEL_DELETES = 8;

const SORT_VALUES: Record<string, (product: APIProduct) => string | undefined> =
  {
    displayName: ({ spec }) => spec.displayName.toLocaleLowerCase(),
    name: ({ metadata }) => metadata.name,
    owner: productOwner,
    created: ({ metadata }) => metadata.creationTimestamp,
    publishStatus: ({ spec }) => spec.publishStatus,
  };

/** Reads and changes API products. */
export class ProductService {
  readonly #caches: KuadrantCaches;
  readonly #lookup: Lookup;
  readonly #ownRequests: OwnRequests;
  readonly #views: Views;

  constructor(options: {
    caches: KuadrantCaches;
    lookup: Lookup;
    ownRequests: OwnRequests;
    views: Views;
  }) {
    this.#caches = options.caches;
    this.#lookup = options.lookup;
    this.#ownRequests = options.ownRequests;
    this.#views = options.views;
  }

  list(access: Access, query: ListQuery): Omit<ProductList, 'stale'> {
    const counts = { Draft: 0, Published: 0 };
    if (!access.listsProducts()) {
      return { items: [], totalItems: 0, pageInfo: {}, counts };
    }
    const matches = productFilter(query);
    const found = this.#caches.apiProducts
      .list()
      .filter(product => matches(product) && access.readsProduct(product));
    found.forEach(({ spec }) => {
      counts[spec.publishStatus] += 1;
    });
    const chosen = query.publishStatus
      ? found.filter(({ spec }) => spec.publishStatus === query.publishStatus)
      : found;
    const sort = query.sort ?? 'displayName';
    const { items, nextCursor } = pageOf(chosen, {
      limit: query.limit,
      cursor: query.cursor,
      sort,
      valueOf: SORT_VALUES[sort.replace(/^-/, '')],
    });
    return {
      items: items.map(product => this.#views.productInList(access, product)),
      totalItems: chosen.length,
      pageInfo: { nextCursor },
      counts,
    };
  }

  /** @throws CodedError notFound, also where the caller may not read the product */
  readable(access: Access, ref: ObjectRef): APIProduct {
    const product = this.#caches.apiProducts.get(ref);
    if (!product || !access.readsProduct(product)) {
      throw new CodedError(
        'notFound',
        `There is no API product ${objectKey(ref)}`,
      );
    }
    return product;
  }

  /** The owner that a new product gets: the one named, else the caller. */
  ownerOf(access: Access, body: CreateBody): string {
    const owner = body.owner
      ? entityKey(body.owner, 'group')
      : access.caller.userEntityRef;
    if (!owner) {
      throw fieldError(
        'owner',
        'must be an entity reference such as group:default/api-owners',
      );
    }
    return owner;
  }

  async create(body: CreateBody, owner: string): Promise<APIProduct> {
    const { namespace, name } = body;
    const { spec, annotations } = storedProduct(body.spec, 'spec.');
    try {
      return await this.#caches.apiProducts.create(
        {
          apiVersion: `${apiProducts.group}/${apiProducts.version}`,
          kind: apiProducts.kind,
          metadata: {
            namespace,
            name,
            annotations: {
              ...(annotations as Record<string, string>),
              [ANNOTATIONS.owner]: owner,
            },
          },
          spec,
        },
        PORTAL_FIELD_MANAGER,
      );
    } catch (error) {
      throw isNotFound(error)
        ? fieldError(
            'namespace',
            `${namespace} does not exist`,
            'namespaceNotFound',
          )
        : error;
    }
  }

  /** Applies a merge patch to the spec; tells how many waiting requests a switch to automatic approves. */
  async update(
    product: APIProduct,
    patch: UpdateBody,
    ifMatch: string | undefined,
  ): Promise<{ product: APIProduct; approvedPending?: number }> {
    const { namespace = '', name } = product.metadata;
    const becomesAutomatic =
      product.spec.approvalMode !== 'automatic' &&
      patch.approvalMode === 'automatic';
    const { spec, annotations } = storedProduct(patch, '', product);
    const waiting = becomesAutomatic
      ? await this.#ownRequests.prepareAutomatic(product)
      : undefined;
    const changed = await withPrecondition(product, ifMatch, metadata =>
      this.#caches.apiProducts.patch(
        { namespace, name },
        { metadata: { ...metadata, annotations }, spec },
        { type: 'merge', ...PORTAL_FIELD_MANAGER },
      ),
    );
    return {
      product: changed,
      ...(waiting !== undefined && { approvedPending: waiting }),
    };
  }

  /**
   * Deletes a product.
   *
   * @returns the number of keys deleted with it
   * @throws CodedError productHasKeys, with their number, unless they are deleted with it
   */
  async delete(product: APIProduct, cascade: boolean): Promise<number> {
    const { namespace = '', name, uid } = product.metadata;
    const ref = { namespace, name };
    const keys = this.#lookup.keysOfProduct(ref);
    if (keys.length > 0 && !cascade) {
      const count = keys.length === 1 ? '1 key' : `${keys.length} keys`;
      throw new CodedError(
        'productHasKeys',
        `${objectKey(ref)} has ${count}. Delete them first, or repeat the call with cascade=true to delete them with it.`,
        { keyCount: keys.length },
      );
    }
    await this.#deleteKeys(ref);
    await this.#caches.apiProducts.delete(ref, { preconditions: { uid } });
    // A key may have been asked for while the others were deleted.
    await this.#deleteKeys(ref);
    return keys.length;
  }

  async #deleteKeys(product: ObjectRef): Promise<void> {
    const limit = pLimit(PARALLEL_DELETES);
    await Promise.all(
      this.#lookup
        .keysOfProduct(product)
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .map(({ metadata: { namespace, name, uid } }) =>
          limit(() =>
            this.#caches.apiKeys
              .delete(
                { namespace, name },
                { preconditions: { uid }, propagationPolicy: 'Background' },
              )
              .catch((error: unknown) => {
                if (!isNotFound(error)) {
                  throw error;
                }
              }),
          ),
        ),
    );
  }
}

function productFilter(query: ListQuery): (product: APIProduct) => boolean {
  const inNamespace = among(query.namespace);
  const owners = query.owner?.map(owner => entityKey(owner, 'group'));
  const ownedBy = among(owners);
  const contains = searcher(query.q);
  return product => {
    const { metadata, spec } = product;
    return (
      inNamespace(metadata.namespace ?? '') &&
      (!query.approvalMode || spec.approvalMode === query.approvalMode) &&
      (!query.tag?.length ||
        query.tag.every(tag => spec.tags?.includes(tag) ?? false)) &&
      ownedBy(productOwner(product)) &&
      (!query.q ||
        contains(
          searchText(
            metadata.name,
            metadata.namespace,
            spec.displayName,
            spec.description,
            spec.version,
            productOwner(product),
            spec.contact?.team,
            ...(spec.tags ?? []),
          ),
        ))
    );
  };
}
