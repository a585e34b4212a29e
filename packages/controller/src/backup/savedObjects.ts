import {
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  isEnforcementSecret,
  isSecretOf,
  type KubernetesObject,
  type ObjectMeta,
  SECRET_KEY,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Secret } from '../enforcement';

// kubectl keeps there what was applied, key values included.
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The objects that a backup holds, each as it is created again. Their UIDs are those of the cluster that was saved. */
export interface SavedObjects {
  namespaces: KubernetesObject[];
  products: APIProduct[];
  keys: APIKey[];
  /** The Secrets that keys name; none where the backup leaves out Secrets. */
  secrets: Secret[];
  requests: APIKeyRequest[];
  /** Decisions that count, bound to UIDs of this backup; and, without a binding, those made before their keys. */
  decisions: APIKeyApproval[];
}

/** No objects. */
export function noObjects(): SavedObjects {
  return {
    namespaces: [],
    products: [],
    keys: [],
    secrets: [],
    requests: [],
    decisions: [],
  };
}

/** The metadata that a backup keeps. Owners and versions mean nothing in another cluster. */
export function savedMetadata(metadata: ObjectMeta): ObjectMeta {
  const { name, namespace, uid, creationTimestamp, labels, annotations } =
    metadata;
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(uid !== undefined && { uid }),
    ...(creationTimestamp !== undefined && { creationTimestamp }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
  };
}

/** An object without its status. */
export function savedObject<T extends KubernetesObject & { spec: object }>({
  apiVersion,
  kind,
  metadata,
  spec,
}: T): T {
  return { apiVersion, kind, metadata: savedMetadata(metadata), spec } as T;
}

/** A namespace by its labels and annotations. */
export function savedNamespace({
  apiVersion,
  kind,
  metadata,
}: KubernetesObject): KubernetesObject {
  return { apiVersion, kind, metadata: savedMetadata(metadata) };
}

/**
 * The Secret of a key with the value of the key and nothing else that it holds.
 *
 * @returns undefined for a Secret of the gateway, and for one that was not made for the key and holds no value of it
 */
export function savedSecret(
  secret: Secret,
  apiKey: APIKey,
): Secret | undefined {
  const value = secret.data?.[SECRET_KEY];
  if (
    isEnforcementSecret(secret) ||
    (value === undefined && !isSecretOf(secret, apiKey))
  ) {
    return undefined;
  }
  const { [LAST_APPLIED]: _, ...annotations } =
    secret.metadata.annotations ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: savedMetadata({
      ...secret.metadata,
      ...(secret.metadata.annotations && { annotations }),
    }),
    type: secret.type,
    ...(value !== undefined && { data: { [SECRET_KEY]: value } }),
  };
}
