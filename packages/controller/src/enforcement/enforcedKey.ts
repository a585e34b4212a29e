import type {
  KubernetesObject,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { enforcementByKey } from '../caches';
import { keyOf } from '../objects';

/**
 * The APIKey that an enforcement Secret stands for, as a queue key; undefined for any other Secret.
 */
export function enforcedKeyOf(secret: KubernetesObject): string | undefined {
  const [key] = enforcementByKey(secret);
  return key;
}

/** Whether an enforcement Secret is that of an APIKey, or a copy of it. */
export function standsForKey(
  secret: KubernetesObject,
  apiKey: ObjectRef,
): boolean {
  return enforcedKeyOf(secret) === keyOf(apiKey);
}
