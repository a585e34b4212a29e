import {
  ANNOTATIONS,
  apiProducts,
  productOwner,
  readEntityRef,
  type APIProduct,
  type ObjectRef,
  type Operations,
  type ProductList,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import pLimit from 'p-limit';
import type { z } from 'zod';
import type { Access } from '../authorization';
import { CodedError, fieldError } from '../errors';
import { pageOf } from '../lists/page';
import { withPrecondition } from './etag';
import type { Lookup } from './Lookup';
import type { OwnRequests } from './OwnRequests';
import { PORTAL_FIELD_MANAGER } from './portal';
import { productFilter } from './productFilter';
import type { Placement, ProductPlacement } from './ProductPlacement';
import { storedProduct } from './productStorage';
import type { Rechecks } from './Rechecks';
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
  readonly #placement: ProductPlacement;
  readonly #rechecks: Rechecks;

  constructor(options: {
    caches: KuadrantCaches;
    lookup: Lookup;
    ownRequests: OwnRequests;
    views: Views;
    placement: ProductPlacement;
    rechecks: Rechecks;
  }) {
    this.#caches = options.caches;
    this.#lookup = options.lookup;
    this.#ownRequests = options.ownRequests;
    this.#views = options.views;
    this.#placement = options.placement;
    this.#rechecks = options.rechecks;
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

  /**
   * Creates a product for the owner named, else for the caller.
   *
   * @throws CodedError of {@link ProductPlacement.check}; alreadyExists, namespaceNotFound
   */
  async create(access: Access, body: CreateBody): Promise<APIProduct> {
    const { namespace, name } = body;
    const { spec, annotations } = storedProduct(body.spec, 'spec.');
    const owner =
      body.owner === undefined
        ? access.caller.userEntityRef
        : readOwner(body.owner);
    if (owner === undefined) {
      throw fieldError('owner', 'must be named: a service owns no products');
    }
    await this.#placement.check(access, {
      route: { namespace, name: spec.targetRef.name },
      owner,
    });
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

  /**
   * Applies a merge patch to the spec, and gives the product another owner where one is named.
   *
   * @returns also how many waiting requests a switch to automatic approves
   * @throws CodedError of {@link ProductPlacement.check}, where route or owner change; conflict where the owner has just
   * changed
   */
  async update(
    access: Access,
    product: APIProduct,
    { owner: namedOwner, ...patch }: UpdateBody,
    ifMatch: string | undefined,
  ): Promise<{ product: APIProduct; approvedPending?: number }> {
    const { namespace = '', name } = product.metadata;
    const becomesAutomatic =
      product.spec.approvalMode !== 'automatic' &&
      patch.approvalMode === 'automatic';
    const { spec, annotations } = storedProduct(patch, '', product);
    const placement = this.#newPlacement(product, namedOwner, spec);
    if (placement) {
      await this.#placement.check(access, placement, product);
    }
    await this.#rechecks.owner(product);
    const waiting = becomesAutomatic
      ? await this.#ownRequests.prepareAutomatic(
          access,
          product,
          placement ? placement.owner : productOwner(product),
        )
      : undefined;
    const changed = await withPrecondition(product, ifMatch, condition => {
      const metadata = {
        ...condition,
        // What was checked is what is changed: nobody moved it in between.
        ...(placement && { resourceVersion: product.metadata.resourceVersion }),
        annotations: {
          ...annotations,
          ...(placement && { [ANNOTATIONS.owner]: placement.owner }),
        },
      };
      return this.#caches.apiProducts.patch(
        { namespace, name },
        { metadata, spec },
        { type: 'merge', ...PORTAL_FIELD_MANAGER },
      );
    });
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
    await this.#rechecks.owner(product);
    await this.#deleteKeys(ref);
    await this.#caches.apiProducts.delete(ref, { preconditions: { uid } });
    // A key may have been asked for while the others were deleted.
    await this.#deleteKeys(ref);
    return keys.length;
  }

  /** Where and whose a product will be; undefined where a patch changes neither. */
  #newPlacement(
    product: APIProduct,
    namedOwner: string | undefined,
    { targetRef }: Pick<UpdateBody, 'targetRef'>,
  ): Placement | undefined {
    const present = product.spec.targetRef;
    const { group, kind, name } = { ...present, ...targetRef };
    const presentOwner = productOwner(product);
    const owner =
      namedOwner === undefined ? presentOwner : readOwner(namedOwner);
    return owner === presentOwner &&
      group === present.group &&
      kind === present.kind &&
      name === present.name
      ? undefined
      : { route: { namespace: product.metadata.namespace ?? '', name }, owner };
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

/** @throws CodedError that names the field */
function readOwner(text: string): string {
  const { ref, problem = '' } = readEntityRef(text, 'group');
  if (ref === undefined) {
    throw fieldError('owner', problem);
  }
  return ref;
}
