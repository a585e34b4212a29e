import type {
  APIKey,
  APIKeyRequest,
  KubernetesObject,
  ObjectRef,
} from '../kinds';
import { apiKeyRequestName, consumerNamespaceName, LABELS } from '../names';
import { extensionValue, REQUESTED_KEY_UID } from './extensions';

/**
 * Namespace and name of an object.
 *
 * @public
 */
export function refOfObject({ metadata }: KubernetesObject): ObjectRef {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}

/**
 * The product of a key: in the key's own namespace where the reference names none or an empty one, which are the same to
 * the Go controller.
 *
 * @public
 */
export function productRefOf(apiKey: APIKey): ObjectRef {
  const { name, namespace } = apiKey.spec.apiProductRef;
  return { namespace: namespace || (apiKey.metadata.namespace ?? ''), name };
}

/**
 * The product of a request: in the request's namespace.
 *
 * @public
 */
export function productRefOfRequest(request: APIKeyRequest): ObjectRef {
  return {
    namespace: request.metadata.namespace ?? '',
    name: request.spec.apiProductRef.name,
  };
}

/**
 * Where the request of a key is: in the namespace of the key's product.
 *
 * @public
 */
export function requestRefOf(apiKey: APIKey): ObjectRef {
  return {
    namespace: productRefOf(apiKey).namespace,
    name: apiKeyRequestName(refOfObject(apiKey)),
  };
}

/**
 * Whether a request was made for this very key, not for an earlier one of the same name. The age decides where the
 * request has no UID of a key, as requests of other controllers have none.
 *
 * @public
 */
export function isRequestOf(request: APIKeyRequest, apiKey: APIKey): boolean {
  const { namespace, name } = request.spec.apiKeyRef;
  if (
    namespace !== apiKey.metadata.namespace ||
    name !== apiKey.metadata.name
  ) {
    return false;
  }
  const uid = extensionValue(REQUESTED_KEY_UID, request);
  return uid
    ? uid === apiKey.metadata.uid
    : Date.parse(request.metadata.creationTimestamp ?? '') >=
        Date.parse(apiKey.metadata.creationTimestamp ?? '');
}

/**
 * Whether a key is where the portal makes the keys of its requester: in the namespace of their name, which is labelled
 * for keys. Elsewhere the author of the APIKey chose the requester.
 *
 * @param namespace - the Namespace of the key; undefined while it is not known
 * @public
 */
export function isRequesterVerified(
  { metadata, spec }: APIKey,
  namespace: KubernetesObject | undefined,
): boolean {
  return (
    metadata.namespace === consumerNamespaceName(spec.requestedBy.userId) &&
    namespace?.metadata.name === metadata.namespace &&
    namespace.metadata.labels?.[LABELS.consumerNamespace] === 'true'
  );
}

/**
 * Who owns a key: so far its requester.
 *
 * @public
 */
export function ownerOfKey(apiKey: {
  spec: { requestedBy: { userId: string } };
}): string {
  return apiKey.spec.requestedBy.userId;
}
