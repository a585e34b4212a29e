import {
  type APIKey,
  type APIKeyRequest,
  type APIKeyRequestSpec,
  apiKeyRequestName,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { productRefOf } from '../caches';
import { refOfMeta } from '../objects';

/** Where the request of a key is: in its product's namespace. */
export function requestRefOf(apiKey: APIKey): ObjectRef {
  return {
    namespace: productRefOf(apiKey).namespace,
    name: apiKeyRequestName(refOfMeta(apiKey.metadata)),
  };
}

/** The specification of a key's request, copied from the key. */
export function wantedRequestSpec(apiKey: APIKey): APIKeyRequestSpec {
  const { metadata, spec } = apiKey;
  return {
    apiProductRef: { name: spec.apiProductRef.name },
    apiKeyRef: { ...refOfMeta(metadata), uid: metadata.uid },
    planTier: spec.planTier,
    useCase: spec.useCase ?? '',
    requestedBy: spec.requestedBy,
    expiresAt: spec.expiresAt,
  };
}

/**
 * Whether the request was made for this very key, not for an earlier one of the same name. Requests that carry no UID
 * (another controller made them) are judged by their age.
 */
export function isRequestOf(request: APIKeyRequest, apiKey: APIKey): boolean {
  const { uid } = request.spec.apiKeyRef;
  return uid
    ? uid === apiKey.metadata.uid
    : Date.parse(request.metadata.creationTimestamp ?? '') >=
        Date.parse(apiKey.metadata.creationTimestamp ?? '');
}
