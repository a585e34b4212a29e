import {
  apiKeyRequests,
  apiKeys,
  apiProducts,
  catalogEntityRef,
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  type KeyAction,
  type KeyView,
  type KubernetesObject,
  type ObjectRef,
  type ProductAction,
  type ProductRef,
  type ProductView,
  type RequestAction,
  type RequestView,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Access } from '../authorization';
import {
  previousValidUntil,
  productRefOf,
  productRefOfRequest,
  revealedAt,
} from '../model/apiKeys';
import { decisionView } from '../model/decisions';
import { productOwner, requesterOf } from '../model/entityRefs';
import { keyStateOf } from '../model/keyState';
import { pendingChangeOf } from '../model/pendingChange';
import { examplePathOf } from './examplePath';
import type { Facts } from './Facts';
import type { Lookup } from './Lookup';
import { approvable, rejectable } from './reviewRules';
import type { RouteFacts } from './RouteFacts';
import { canRotate } from './rotationRules';

/** Options of {@link Views}. */
export interface ViewsOptions {
  lookup: Lookup;
  facts: Facts;
  routeFacts: RouteFacts;
  allowSelfReview: boolean;
  catalogNamespace?: string;
  now: () => number;
}

/** Turns objects into what the API shows of them to one caller. */
export class Views {
  readonly #lookup: Lookup;
  readonly #facts: Facts;
  readonly #routeFacts: RouteFacts;
  readonly #allowSelfReview: boolean;
  readonly #catalogNamespace?: string;
  readonly #now: () => number;

  constructor(options: ViewsOptions) {
    this.#lookup = options.lookup;
    this.#facts = options.facts;
    this.#routeFacts = options.routeFacts;
    this.#allowSelfReview = options.allowSelfReview;
    this.#catalogNamespace = options.catalogNamespace;
    this.#now = options.now;
  }

  product(access: Access, product: APIProduct): ProductView {
    const ref = refOf(product);
    const managed =
      access.updatesProduct(product) || access.deletesProduct(product);
    const review = this.#reviewOf(access, product, ref);
    return {
      ...withKind(product, apiProducts),
      owner: productOwner(product),
      actions: this.#productActions(access, product, review.some),
      ...(managed && { counts: this.#facts.keyCounts(ref) }),
      ...((review.some || (managed && access.owns(product))) && {
        awaitingReview: review.waiting,
      }),
      baseUrl: this.#routeFacts.baseUrl(product),
      limitsScope: this.#routeFacts.limitsScope(product),
      ...(product.spec.publishStatus === 'Published' && {
        catalogEntityRef: catalogEntityRef(ref, {
          namespace: this.#catalogNamespace,
        }),
      }),
    };
  }

  /** A product on a page of many: without the text of its definition, which may be megabytes. */
  productInList(access: Access, product: APIProduct): ProductView {
    const view = this.product(access, product);
    const { openapi, ...status } = view.status ?? {};
    return openapi
      ? { ...view, status: { ...status, openapi: { ...openapi, raw: '' } } }
      : view;
  }

  key(access: Access, key: APIKey): KeyView {
    const product = this.#lookup.product(productRefOf(key));
    return {
      ...this.keyInList(access, key),
      examplePath: examplePathOf(product),
    };
  }

  /** A key on a page of many: without what takes the reading of its product's definition. */
  keyInList(access: Access, key: APIKey): KeyView {
    const ref = productRefOf(key);
    const product = this.#lookup.product(ref);
    const request = this.#lookup.requestOfKey(key);
    const decisions = this.#lookup.decisionsOn(request);
    const state = keyStateOf(key);
    const shown = revealedAt(key);
    return {
      ...withKind(key, apiKeys),
      product: productRef(ref, product),
      ...state,
      actions: this.#keyActions(access, key, request, decisions),
      reveal: {
        available: state.state === 'Approved' && shown === undefined,
        ...(shown && { revealedAt: shown }),
      },
      rotation: { previousValidUntil: previousValidUntil(key, this.#now()) },
      baseUrl: this.#routeFacts.baseUrl(product),
      limitsScope: this.#routeFacts.limitsScope(product),
      pendingChange: pendingChangeOf(key, decisions),
      decisions: decisions.map(decisionView),
    };
  }

  request(access: Access, request: APIKeyRequest): RequestView {
    const ref = productRefOfRequest(request);
    const product = this.#lookup.product(ref);
    const { decisions, awaitsReview } = this.#facts.ofRequest(request);
    const resource = this.#lookup.resourceOfRequest(request);
    return {
      ...withKind(request, apiKeyRequests),
      product: productRef(ref, product),
      ...keyStateOf(request),
      actions: this.#requestActions(access, request, decisions),
      awaitingReview: awaitsReview,
      ownRequest: access.askedFor(resource),
      otherKeys: this.#otherKeys(request),
      limitsScope: this.#routeFacts.limitsScope(product),
      pendingChange: pendingChangeOf(request, decisions),
      decisions: decisions.map(decisionView),
    };
  }

  /** Whether the caller may decide on the request, be it their own. */
  reviews(access: Access, request: APIKeyRequest): boolean {
    const resource = this.#lookup.resourceOfRequest(request);
    return (
      access.reviewsRequest(resource) &&
      (this.#allowSelfReview || !access.askedFor(resource))
    );
  }

  /** Whether the caller reviews requests on a product, and how many of these wait. */
  #reviewOf(
    access: Access,
    product: APIProduct,
    ref: ObjectRef,
  ): { some: boolean; waiting: number } {
    const all = access.reviewsAllOf(product);
    if (all !== undefined) {
      return {
        some: all && this.#lookup.requestsOfProduct(ref).length > 0,
        waiting: all ? this.#facts.waitingRequests(ref) : 0,
      };
    }
    const reviewed = this.#lookup
      .requestsOfProduct(ref)
      .filter(request =>
        access.reviewsRequest(this.#lookup.resourceOfRequest(request)),
      );
    return {
      some: reviewed.length > 0,
      waiting: reviewed.filter(
        request => this.#facts.ofRequest(request).awaitsReview,
      ).length,
    };
  }

  #productActions(
    access: Access,
    product: APIProduct,
    reviewer: boolean,
  ): ProductAction[] {
    const published = product.spec.publishStatus === 'Published';
    const updates = access.updatesProduct(product);
    return chosen<ProductAction>({
      update: updates,
      delete: access.deletesProduct(product),
      publish: updates && !published,
      unpublish: updates && published,
      requestKey: published && access.requestsKeys(product),
      review: reviewer,
    });
  }

  #keyActions(
    access: Access,
    key: APIKey,
    request: APIKeyRequest | undefined,
    decisions: APIKeyApproval[],
  ): KeyAction[] {
    const resource = this.#lookup.resourceOfKey(key);
    const { state } = keyStateOf(key);
    const updates = access.updatesKey(resource);
    const reviews = request !== undefined && this.reviews(access, request);
    return chosen<KeyAction>({
      reveal:
        state === 'Approved' &&
        revealedAt(key) === undefined &&
        access.revealsKey(resource),
      rotate: updates && canRotate(key),
      endRotation:
        updates && previousValidUntil(key, this.#now()) !== undefined,
      update: updates,
      delete: access.deletesKey(resource),
      approve: reviews && approvable(request, decisions) === undefined,
      reject: reviews && rejectable(request, decisions) === undefined,
    });
  }

  #requestActions(
    access: Access,
    request: APIKeyRequest,
    decisions: APIKeyApproval[],
  ): RequestAction[] {
    const reviews = this.reviews(access, request);
    return chosen<RequestAction>({
      approve: reviews && approvable(request, decisions) === undefined,
      reject: reviews && rejectable(request, decisions) === undefined,
    });
  }

  #otherKeys(request: APIKeyRequest): number {
    const requester = requesterOf(request);
    if (requester === undefined) {
      return 0;
    }
    const { productKey } = this.#facts.ofRequest(request);
    const key = this.#lookup.key(request.spec.apiKeyRef);
    const own = key && this.#facts.ofKey(key);
    const counted =
      own?.state === 'Approved' &&
      own.requester === requester &&
      own.productKey === productKey;
    return this.#facts.approvedKeys(requester, productKey) - (counted ? 1 : 0);
  }
}

/** An object with its kind, which the items of a list from the cluster may lack. */
export function withKind<T extends KubernetesObject>(
  object: T,
  { group, version, kind }: ResourceDefinition,
): T {
  return {
    ...object,
    apiVersion: group ? `${group}/${version}` : version,
    kind,
  };
}

function refOf({ metadata }: KubernetesObject): ObjectRef {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}

function productRef(
  ref: ObjectRef,
  product: APIProduct | undefined,
): ProductRef {
  const owner = product && productOwner(product);
  return {
    ...ref,
    displayName: product?.spec.displayName ?? ref.name,
    ...(owner && { owner }),
  };
}

function chosen<A extends string>(choices: Record<A, boolean>): A[] {
  return (Object.keys(choices) as A[]).filter(action => choices[action]);
}
