import {
  apiKeyRequestName,
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  INDEXES,
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import type { ApiKeyResource } from '../authorization';
import { productRefOf, productRefOfRequest } from '../model/apiKeys';
import { countingDecisions } from '../model/decisions';
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

  requestsOfProduct(ref: ObjectRef): APIKeyRequest[] {
    return this.#caches.apiKeyRequests.byIndex(
      INDEXES.apiKeyRequests.product,
      objectKey(ref),
    );
  }

  requestOfKey(key: APIKey): APIKeyRequest | undefined {
    const request = this.#caches.apiKeyRequests.get({
      namespace: productRefOf(key).namespace,
      name: this.#requestNameOf(key),
    });
    const { uid } = request?.spec.apiKeyRef ?? {};
    return uid === undefined || uid === key.metadata.uid ? request : undefined;
  }

  #requestNameOf(key: APIKey): string {
    let requestName = this.#requestNames.get(key);
    if (requestName === undefined) {
      const { namespace = '', name } = key.metadata;
      requestName = apiKeyRequestName({ namespace, name });
      this.#requestNames.set(key, requestName);
    }
    return requestName;
  }

  keyOfRequest(request: APIKeyRequest): APIKey | undefined {
    const { namespace, name, uid } = request.spec.apiKeyRef;
    const key = this.#caches.apiKeys.get({ namespace, name });
    return uid === undefined || uid === key?.metadata.uid ? key : undefined;
  }

  /** The decisions that count for the key behind a request, the newest first. */
  decisionsOn(request: APIKeyRequest | undefined): APIKeyApproval[] {
    if (!request) {
      return [];
    }
    const approvals = this.#caches.apiKeyApprovals.byIndex(
      INDEXES.apiKeyApprovals.request,
      objectKey(request.metadata),
    );
    const uid =
      request.spec.apiKeyRef.uid ?? this.keyOfRequest(request)?.metadata.uid;
    return countingDecisions(approvals, uid);
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

  resourceOfRequest(request: APIKeyRequest): ApiKeyResource {
    const product = productRefOfRequest(request);
    return {
      requester: requesterOf(request),
      planTier: request.spec.planTier,
      product,
      productObject: this.product(product),
    };
  }
}
