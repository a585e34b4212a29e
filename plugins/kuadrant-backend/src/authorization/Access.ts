import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  productOwner,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { ON_KEYS, ON_POLICIES, ON_PRODUCTS } from './permissionSets';
import type { ApiKeyResource } from './resources';

/** Who calls, from the credentials alone. */
export interface Caller {
  /** Set for people; undefined for services. */
  userEntityRef?: string;
  /** What stands in audit events and error texts: the entity reference, or the service's subject. */
  subject: string;
  /** The caller and the groups of theirs, as full entity references. */
  ownershipRefs: ReadonlySet<string>;
}

interface OwnAndAll {
  own: Permission;
  all: Permission;
}

/** Decides on a resource where the policy answered with conditions. */
export interface ConditionAuthorizers {
  apiproduct(
    decision: PolicyDecision,
    product: APIProduct | undefined,
  ): boolean;
  apikey(decision: PolicyDecision, key: ApiKeyResource | undefined): boolean;
}

/**
 * What one caller may do: every decision of the portal is made here, from the caller, the policy's answers and the
 * object. "Own" is decided on the object, and a permission on all includes the one on one's own (contract of the 22
 * permissions).
 */
export class Access {
  readonly caller: Caller;
  readonly #decisions: ReadonlyMap<string, PolicyDecision>;
  readonly #authorizers: ConditionAuthorizers;

  constructor(
    caller: Caller,
    decisions: ReadonlyMap<string, PolicyDecision>,
    authorizers: ConditionAuthorizers,
  ) {
    this.caller = caller;
    this.#decisions = decisions;
    this.#authorizers = authorizers;
  }

  owns(product: APIProduct): boolean {
    const owner = productOwner(product);
    return owner !== undefined && this.ownsAs(owner);
  }

  /** Whether an owner is the caller, or a group of theirs. */
  ownsAs(owner: string): boolean {
    return this.caller.ownershipRefs.has(owner);
  }

  askedFor({ requester }: ApiKeyResource): boolean {
    return requester !== undefined && requester === this.caller.userEntityRef;
  }

  listsProducts(): boolean {
    return this.#holds(ON_PRODUCTS.list);
  }

  createsProducts(): boolean {
    return this.#holds(ON_PRODUCTS.create);
  }

  /** Drafts are for their owner, and for those who may read and change every product. */
  readsProduct(product: APIProduct): boolean {
    const all = this.#onProduct(ON_PRODUCTS.read.all, product);
    if (this.owns(product)) {
      return all || this.#onProduct(ON_PRODUCTS.read.own, product);
    }
    return (
      all &&
      (product.spec.publishStatus === 'Published' ||
        this.#onProduct(ON_PRODUCTS.update.all, product))
    );
  }

  updatesProduct(product: APIProduct): boolean {
    return this.#onOwnOrAllProducts(ON_PRODUCTS.update, product);
  }

  updatesAllProducts(): boolean {
    return this.#holds(ON_PRODUCTS.update.all);
  }

  /** Whether the caller decides, as its owner or an administrator, whether a product approves automatically. */
  governs(product: APIProduct): boolean {
    return (
      this.owns(product) || this.#onProduct(ON_PRODUCTS.update.all, product)
    );
  }

  deletesProduct(product: APIProduct): boolean {
    return this.#onOwnOrAllProducts(ON_PRODUCTS.delete, product);
  }

  /** Only people ask for keys: a key belongs to the person who asked. */
  requestsKeys(product: APIProduct): boolean {
    return (
      this.caller.userEntityRef !== undefined &&
      this.#onProduct(ON_KEYS.create, product)
    );
  }

  listsKeys(): boolean {
    return this.#holds(ON_KEYS.list);
  }

  /** Reviewers of a product read its keys: a request shows what its key shows. */
  readsKey(key: ApiKeyResource): boolean {
    return this.#onOwnOrAllKeys(ON_KEYS.read, key) || this.reviewsRequest(key);
  }

  updatesKey(key: ApiKeyResource): boolean {
    return this.#onOwnOrAllKeys(ON_KEYS.update, key);
  }

  deletesKey(key: ApiKeyResource): boolean {
    return this.#onOwnOrAllKeys(ON_KEYS.delete, key);
  }

  /** Nobody but the person who asked for the key, whatever else they may read. */
  revealsKey(key: ApiKeyResource): boolean {
    return this.askedFor(key) && this.#onOwnOrAllKeys(ON_KEYS.read, key);
  }

  /** Only people decide; on requests for their own products, or for all where they may change every key. */
  reviewsRequest(request: ApiKeyResource): boolean {
    const { productObject } = request;
    return (
      this.caller.userEntityRef !== undefined &&
      this.#onKey(ON_KEYS.approve, request) &&
      ((productObject !== undefined && this.owns(productObject)) ||
        this.#onKey(ON_KEYS.update.all, request))
    );
  }

  /** Whether the caller may review requests on some products. */
  mayReview(): boolean {
    return (
      this.caller.userEntityRef !== undefined && this.#mayHold(ON_KEYS.approve)
    );
  }

  /** Whether the caller reviews all requests on a product; undefined where conditions decide on each. */
  reviewsAllOf(product: APIProduct): boolean | undefined {
    const approves = this.#decision(ON_KEYS.approve).result;
    const changesAll = this.#decision(ON_KEYS.update.all).result;
    if (
      approves === AuthorizeResult.CONDITIONAL ||
      changesAll === AuthorizeResult.CONDITIONAL
    ) {
      return undefined;
    }
    return (
      this.caller.userEntityRef !== undefined &&
      approves === AuthorizeResult.ALLOW &&
      (changesAll === AuthorizeResult.ALLOW || this.owns(product))
    );
  }

  /**
   * Whether the caller reads all keys of a product; false where that leaves the keys that they asked for, undefined
   * where conditions decide on each.
   */
  readsAllKeysOf(product: APIProduct | undefined): boolean | undefined {
    const readsAll = this.#decision(ON_KEYS.read.all).result;
    if (readsAll === AuthorizeResult.ALLOW) {
      return true;
    }
    const reviewsAll = product && this.reviewsAllOf(product);
    if (reviewsAll) {
      return true;
    }
    return readsAll === AuthorizeResult.CONDITIONAL || reviewsAll === undefined
      ? undefined
      : false;
  }

  /** Routes are for those who may have to choose one for a product. */
  readsRoutes(): boolean {
    return (
      this.#holds(ON_PRODUCTS.create) ||
      this.#mayHold(ON_PRODUCTS.update.own) ||
      this.#mayHold(ON_PRODUCTS.update.all)
    );
  }

  listsPolicies(): boolean {
    return this.#holds(ON_POLICIES.list);
  }

  readsPolicies(): boolean {
    return this.#holds(ON_POLICIES.read);
  }

  #decision(permission: Permission): PolicyDecision {
    const decision = this.#decisions.get(permission.name);
    if (!decision) {
      throw new Error(`${permission.name} was not asked for`);
    }
    return decision;
  }

  #holds(permission: Permission): boolean {
    return this.#decision(permission).result === AuthorizeResult.ALLOW;
  }

  #mayHold(permission: Permission): boolean {
    return this.#decision(permission).result !== AuthorizeResult.DENY;
  }

  #onOwnOrAllProducts({ own, all }: OwnAndAll, product: APIProduct): boolean {
    return (
      this.#onProduct(all, product) ||
      (this.owns(product) && this.#onProduct(own, product))
    );
  }

  #onOwnOrAllKeys({ own, all }: OwnAndAll, key: ApiKeyResource): boolean {
    return (
      this.#onKey(all, key) || (this.askedFor(key) && this.#onKey(own, key))
    );
  }

  #onProduct(permission: Permission, product: APIProduct): boolean {
    const decision = this.#decision(permission);
    return decision.result === AuthorizeResult.CONDITIONAL
      ? this.#authorizers.apiproduct(decision, product)
      : decision.result === AuthorizeResult.ALLOW;
  }

  #onKey(permission: Permission, key: ApiKeyResource): boolean {
    const decision = this.#decision(permission);
    return decision.result === AuthorizeResult.CONDITIONAL
      ? this.#authorizers.apikey(decision, key)
      : decision.result === AuthorizeResult.ALLOW;
  }
}
