import {
  ANNOTATIONS,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { enforcementByKey, enforcementIndexKey } from '../caches';
import { keyOf } from '../objects';

/**
 * The APIKey that an enforcement Secret stands for, as a queue key; undefined for any other Secret.
 */
export function enforcedKeyOf(secret: KubernetesObject): string | undefined {
  const [labelled] = enforcementByKey(secret);
  return labelled === undefined ? undefined : (namedKeyOf(secret) ?? labelled);
}

/** The name in full; in labels it may be shortened. Earlier versions have another annotation. */
function namedKeyOf({ metadata }: KubernetesObject): string | undefined {
  const { annotations = {} } = metadata;
  return annotations[ANNOTATIONS.keyId] ?? annotations[ANNOTATIONS.apiKey];
}

/** Whether an enforcement Secret is that of an APIKey, or a copy of it. */
export function standsForKey(
  secret: KubernetesObject,
  apiKey: ObjectRef,
): boolean {
  const named = namedKeyOf(secret);
  return (
    enforcementByKey(secret).includes(enforcementIndexKey(apiKey)) &&
    (named === undefined || named === keyOf(apiKey))
  );
}
