import {
  apiKeyRequestName,
  countingDecisions,
  holdsPlainName,
  isRequesterVerified,
  isRequestOf,
  productRefOf,
  productRefOfRequest,
  refOfObject,
  type APIKey,
  type APIKeyRequest,
  type APIProduct,
  type CountingDecision,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  INDEXES,
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import type { ApiKeyResource } from '../authorization';
import { requesterOf } from '../model/entityRefs';

/** Finds what belongs together in the caches, by their indexes. */
export class Lookup {
  readonly #caches: KuadrantCaches;
  // They hold a hash, which takes longer than all else that is looked up.
  readonly #requestNames = new WeakMap<APIKey, string>();

  constructor(caches: KuadrantCaches) {
    this.#caches = caches;
  }

  product(ref: ObjectRef): APIProduct | undefined {
    return this.#caches.apiProducts.get(ref);
  }

  /** Whether the product holds the plain name in a fixed namespace of the catalog. */
  holdsPlainName(product: APIProduct): boolean {
    return holdsPlainName(
      product,
      this.#caches.apiProducts.byIndex(
        INDEXES.apiProducts.name,
        product.metadata.name,
      ),
    );
  }

  key(ref: ObjectRef): APIKey | undefined {
    return this.#caches.apiKeys.get(ref);
  }

  keysOfProduct(ref: ObjectRef): APIKey[] {
    return this.#caches.apiKeys.byIndex(
      INDEXES.apiKeys.product,
      objectKey(ref),
    );
  }

  /** The keys of products named as `namespace/name`, each key once. */
  keysOfProducts(productKeys: readonly string[]): APIKey[] {
    return [...new Set(productKeys)].flatMap(key =>
      this.#caches.apiKeys.byIndex(INDEXES.apiKeys.product, key),
    );
  }

  keysOfRequester(userEntityRef: string): APIKey[] {
    return this.#caches.apiKeys.byIndex(
      INDEXES.apiKeys.requester,
      userEntityRef,
    );
  }

  /** See `isRequesterVerified`. */
  isRequesterVerified(key: APIKey): boolean {
    const { namespace: name = '' } = key.metadata;
    return isRequesterVerified(key, this.#caches.namespaces.get({ name }));
  }

  /** The request of a key, made by the controller for this very key. */
  requestOfKey(key: APIKey): APIKeyRequest | undefined {
    const request = this.#caches.apiKeyRequests.get({
      namespace: productRefOf(key).namespace,
      name: this.#requestNameOf(key),
    });
    return request && isRequestOf(request, key) ? request : undefined;
  }

  /** The key that a request stands for; undefined for a request that no key has, made by hand or left over. */
  keyOfRequest(request: APIKeyRequest): APIKey | undefined {
    const key = this.#caches.apiKeys.get(request.spec.apiKeyRef);
    const own = key && this.requestOfKey(key);
    return own?.metadata.uid === request.metadata.uid ? key : undefined;
  }

  /** The decisions that count for a key, the newest first. */
  decisionsOn(
    key: APIKey,
    request: APIKeyRequest | undefined,
  ): CountingDecision[] {
    if (!request) {
      return [];
    }
    const approvals = this.#caches.apiKeyApprovals.byIndex(
      INDEXES.apiKeyApprovals.request,
      objectKey(request.metadata),
    );
    return countingDecisions(approvals, {
      apiKey: key,
      request,
      productUid: this.product(productRefOf(key))?.metadata.uid,
    });
  }

  resourceOfKey(key: APIKey): ApiKeyResource {
    const product = productRefOf(key);
    return {
      requester: requesterOf(key),
      planTier: key.spec.planTier,
      product,
      productObject: this.product(product),
    };
  }

  /** What is reviewed is the key; a request without one speaks for itself, so that its reviewer learns that it is gone. */
  resourceOfRequest(request: APIKeyRequest): ApiKeyResource {
    const key = this.keyOfRequest(request);
    if (key) {
      return this.resourceOfKey(key);
    }
    const product = productRefOfRequest(request);
    return {
      requester: requesterOf(request),
      planTier: request.spec.planTier,
      product,
      productObject: this.product(product),
    };
  }

  #requestNameOf(key: APIKey): string {
    let requestName = this.#requestNames.get(key);
    if (requestName === undefined) {
      requestName = apiKeyRequestName(refOfObject(key));
      this.#requestNames.set(key, requestName);
    }
    return requestName;
  }
}
