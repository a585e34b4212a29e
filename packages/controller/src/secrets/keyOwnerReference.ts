import {
  type APIKey,
  apiKeys,
  type OwnerReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** The reference that makes a Secret go when its key goes. */
export function keyOwnerReference({ metadata }: APIKey): OwnerReference {
  return {
    apiVersion: `${apiKeys.group}/${apiKeys.version}`,
    kind: apiKeys.kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
  };
}
