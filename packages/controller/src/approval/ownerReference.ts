import {
  type APIKeyRequest,
  apiKeyRequests,
  type OwnerReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** The reference that makes an approval go when its request goes. */
export function requestOwnerReference({
  metadata,
}: APIKeyRequest): OwnerReference {
  return {
    apiVersion: `${apiKeyRequests.group}/${apiKeyRequests.version}`,
    kind: apiKeyRequests.kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}
