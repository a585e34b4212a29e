import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import { isConflict } from '@kuadrant/kubernetes-cache';
import { CodedError } from '../errors';

const CHANGED =
  'The object changed since it was read. Load it again and repeat the change.';

/** The ETag of an object: its resource version. */
export function etagOf({ metadata }: KubernetesObject): string {
  return `"${metadata.resourceVersion ?? ''}"`;
}

/**
 * Carries out a change on the condition of an If-Match header (RFC 9110, 13.1.1).
 *
 * @param change - writes; is given the metadata that the cluster checks the version by, when there is a condition
 * @throws CodedError objectChanged when the object is another than the caller saw
 */
export async function withPrecondition<T>(
  object: KubernetesObject,
  ifMatch: string | undefined,
  change: (metadata: { resourceVersion: string } | undefined) => Promise<T>,
): Promise<T> {
  const versions = ifMatch
    ?.split(',')
    .map(tag => /^(?:W\/)?"(.*)"$/.exec(tag.trim())?.[1] ?? tag.trim());
  if (!versions || versions.includes('*')) {
    return change(undefined);
  }
  const { resourceVersion = '' } = object.metadata;
  if (!versions.includes(resourceVersion)) {
    throw new CodedError('objectChanged', CHANGED);
  }
  try {
    return await change({ resourceVersion });
  } catch (error) {
    throw isConflict(error) ? new CodedError('objectChanged', CHANGED) : error;
  }
}
