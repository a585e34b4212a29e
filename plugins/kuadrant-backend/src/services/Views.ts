import {
  apiKeyRequests,
  apiKeys,
  apiProducts,
  catalogEntityRef,
  emailOf,
  fromStored,
  KEY_FIELDS,
  PRODUCT_FIELDS,
  productRefOf,
  readProductOwner,
  refOfObject,
  type APIKey,
  type APIKeyRequest,
  type APIProduct,
  type KeyView,
  type KubernetesObject,
  type ObjectRef,
  type ProductRef,
  type ProductView,
  type RequestView,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Access } from '../authorization';
import { limitsOfPlan, type ProductRoutes, type RouteFields } from '../gateway';
import { previousValidUntil, revealedAt } from '../model/apiKeys';
import { decisionView } from '../model/decisions';
import { keyStateOf } from '../model/keyState';
import { approvedTermsOf, pendingChangeOf } from '../model/standingView';
import { Actions } from './Actions';
import { routeOf, type Exposures } from './Exposures';
import type { Facts, KeyFacts } from './Facts';
import type { Lookup } from './Lookup';
import { productRef } from './productRef';
import { sharingProduct } from './sharingProduct';
import { callersAccess, callersScheme, withoutSelector } from './withheld';

/** Options of {@link Views}. */
export interface ViewsOptions {
  lookup: Lookup;
  facts: Facts;
  productRoutes: ProductRoutes;
  exposures: Exposures;
  allowSelfReview: boolean;
  catalogNamespace?: string;
  now: () => number;
}

/** Turns objects into what the API shows of them to one caller. */
export class Views {
  readonly #lookup: Lookup;
  readonly #facts: Facts;
  readonly #productRoutes: ProductRoutes;
  readonly #exposures: Exposures;
  readonly #actions: Actions;
  readonly #catalogNamespace?: string;
  readonly #now: () => number;

  constructor(options: ViewsOptions) {
    this.#lookup = options.lookup;
    this.#facts = options.facts;
    this.#productRoutes = options.productRoutes;
    this.#exposures = options.exposures;
    this.#actions = new Actions(options);
    this.#catalogNamespace = options.catalogNamespace;
    this.#now = options.now;
  }

  /** A product as one reads it alone. */
  product(access: Access, product: APIProduct): ProductView {
    const view = this.#product(access, product);
    return this.#readsPolicies(access, product)
      ? { ...view, policies: this.#productRoutes.policiesOf(product) }
      : view;
  }

  #product(access: Access, product: APIProduct): ProductView {
    const ref = refOfObject(product);
    const managed =
      access.updatesProduct(product) || access.deletesProduct(product);
    const review = this.#reviewOf(access, product, ref);
    return {
      ...withKind(
        this.#seenBy(access, fromStored(product, PRODUCT_FIELDS)),
        apiProducts,
      ),
      ...ownerFields(product),
      actions: this.#actions.onProduct(access, product, review.some),
      ...(managed && { counts: this.#facts.keyCounts(ref) }),
      ...((review.some || (managed && access.owns(product))) && {
        awaitingReview: review.waiting,
      }),
      sharedRoute: this.#sharedRoute(access, product),
      ...this.#routeSeenBy(product, this.#readsPolicies(access, product)),
      ...(product.spec.publishStatus === 'Published' && {
        catalogEntityRef: catalogEntityRef(ref, {
          namespace: this.#catalogNamespace,
          isNameTaken: !this.#lookup.holdsPlainName(product),
        }),
      }),
    };
  }

  /** A product on a page of many: without the text of its definition, which may be megabytes. */
  productInList(access: Access, product: APIProduct): ProductView {
    const view = this.#product(access, product);
    const { openapi, ...status } = view.status ?? {};
    return openapi
      ? { ...view, status: { ...status, openapi: { ...openapi, raw: '' } } }
      : view;
  }

  key(access: Access, key: APIKey): KeyView {
    const product = this.#lookup.product(productRefOf(key));
    const view = this.keyInList(access, key);
    if (!product) {
      return view;
    }
    const route = this.#routeSeenBy(
      product,
      access.readsPolicies() || access.owns(product),
    );
    const { planTier } = this.#facts.ofKey(key).shown;
    return {
      ...view,
      hosts: route.hosts,
      pathPrefix: route.pathPrefix,
      access: route.access,
      anonymous: route.anonymous,
      limits: limitsOfPlan(route, planTier),
    };
  }

  /** A key on a page of many: without what takes the reading of its product's route. */
  keyInList(access: Access, key: APIKey): KeyView {
    const facts = this.#facts.ofKey(key);
    const product = this.#lookup.product(facts.product);
    const state = keyStateOf(key);
    const shown = revealedAt(key);
    const approved = approvedTermsOf(facts.standing);
    const reviewer = access.reviewsRequest(this.#lookup.resourceOfKey(key));
    const stored = fromStored(key, KEY_FIELDS);
    const shownKey = access.readsPolicies() ? stored : withoutSelector(stored);
    return {
      ...withKind(shownKey, apiKeys),
      status: { ...shownKey.status, approved },
      product: productRef(facts.product, product),
      ...state,
      actions: this.#actions.onKey(access, facts),
      approved,
      requested: facts.requested,
      ...this.#requesterFields(key),
      ...(reviewer && { revision: this.#facts.revisionOf(facts) }),
      reveal: {
        available: state.state === 'Approved' && shown === undefined,
        ...(shown && { revealedAt: shown }),
      },
      rotation: { previousValidUntil: previousValidUntil(key, this.#now()) },
      ...this.#outline(product),
      pendingChange: pendingChangeOf(facts.standing),
      decisions: facts.decisions.map(decisionView),
    };
  }

  /**
   * A request as its reviewer sees it.
   *
   * @remarks
   * What it requests is read from the key, which the request follows later: the revision stands for what is shown.
   *
   * @param key - the key behind the request
   */
  request(access: Access, request: APIKeyRequest, key: APIKey): RequestView {
    const facts = this.#facts.ofKey(this.#lookup.key(refOfObject(key)) ?? key);
    const product = this.#lookup.product(facts.product);
    const { spec } = facts.key;
    const approved = approvedTermsOf(facts.standing);
    const { apiProductRef, apiKeyRef } = request.spec;
    return {
      ...withKind(request, apiKeyRequests),
      spec: {
        apiProductRef,
        apiKeyRef,
        useCase: spec.useCase ?? '',
        requestedBy: spec.requestedBy,
        ...facts.requested,
      },
      status: { ...request.status, approved },
      product: productRef(facts.product, product),
      ...keyStateOf(facts.key),
      actions: this.#actions.onRequest(access, facts),
      revision: this.#facts.revisionOf(facts),
      approved,
      requested: facts.requested,
      ...this.#requesterFields(facts.key),
      awaitingReview: facts.awaitsReview,
      ownRequest: access.askedFor(this.#lookup.resourceOfKey(facts.key)),
      otherKeys: this.#otherKeys(facts),
      limitsScope: this.#outline(product).limitsScope,
      pendingChange: pendingChangeOf(facts.standing),
      decisions: facts.decisions.map(decisionView),
    };
  }

  #requesterFields(
    key: APIKey,
  ): Pick<KeyView, 'requesterEmail' | 'requesterUnverified'> {
    return {
      requesterEmail: emailOf(key.spec.requestedBy.email),
      ...(!this.#lookup.isRequesterVerified(key) && {
        requesterUnverified: true,
      }),
    };
  }

  /** The product without what only those see who own, change or read its policies. */
  #seenBy(access: Access, product: APIProduct): APIProduct {
    const { status } = product;
    return !status?.discoveredAuthScheme || this.#readsPolicies(access, product)
      ? product
      : {
          ...product,
          status: {
            ...status,
            discoveredAuthScheme: callersScheme(status.discoveredAuthScheme),
          },
        };
  }

  #readsPolicies(access: Access, product: APIProduct): boolean {
    return (
      access.readsPolicies() ||
      access.owns(product) ||
      access.updatesProduct(product)
    );
  }

  /** What a product's route means, without the selectors that only those see who read its policies. */
  #routeSeenBy(product: APIProduct, readsPolicies: boolean): RouteFields {
    const fields = this.#productRoutes.ofProduct(product);
    return readsPolicies
      ? fields
      : { ...fields, access: callersAccess(fields.access) };
  }

  #outline(
    product: APIProduct | undefined,
  ): Pick<RouteFields, 'baseUrl' | 'limitsScope'> {
    if (!product) {
      return { limitsScope: 'unknown' };
    }
    const { baseUrl, limitsScope } = this.#productRoutes.ofProduct(product);
    return { baseUrl, limitsScope };
  }

  /** The other products on a product's route: all for those who manage it, else those that the caller may read. */
  #sharedRoute(access: Access, product: APIProduct): ProductRef[] {
    const others = this.#exposures
      .productsOn(routeOf(product))
      .filter(({ metadata }) => metadata.name !== product.metadata.name);
    return (
      access.updatesProduct(product)
        ? others
        : others.filter(other => access.readsProduct(other))
    ).map(sharingProduct);
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
        some: all && this.#facts.requestsOf(ref).length > 0,
        waiting: all ? this.#facts.waitingRequests(ref) : 0,
      };
    }
    const reviewed = this.#facts
      .requestsOf(ref)
      .filter(({ facts }) =>
        access.reviewsRequest(this.#lookup.resourceOfKey(facts.key)),
      );
    return {
      some: reviewed.length > 0,
      waiting: reviewed.filter(({ facts }) => facts.awaitsReview).length,
    };
  }

  #otherKeys({ state, requester, productKey }: KeyFacts): number {
    return requester === undefined
      ? 0
      : this.#facts.approvedKeys(requester, productKey) -
          (state === 'Approved' ? 1 : 0);
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

function ownerFields(
  product: APIProduct,
): Pick<ProductView, 'owner' | 'ownerProblem'> {
  const { ref, problem } = readProductOwner(product);
  return { owner: ref, ...(problem && { ownerProblem: problem }) };
}
