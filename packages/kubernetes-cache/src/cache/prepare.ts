import { KubernetesObject, ObjectMeta } from '../types';

// kubectl repeats the whole object here, a Secret's data included.
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Makes an object fit to be kept and shared: without `managedFields`, transformed, frozen. */
export function prepare<T extends KubernetesObject>(
  object: T,
  metadataOnly: boolean,
  transform: (object: T) => T = same => same,
): T {
  const { managedFields: _, ...metadata } = (object.metadata ??
    {}) as ObjectMeta & { managedFields?: unknown };
  if (!metadataOnly) {
    return deepFreeze(transform({ ...object, metadata }));
  }
  if (metadata.annotations) {
    const { [LAST_APPLIED]: _dropped, ...annotations } = metadata.annotations;
    metadata.annotations = annotations;
  }
  const { apiVersion, kind } = object;
  return deepFreeze(transform({ apiVersion, kind, metadata } as T));
}

function deepFreeze<V>(value: V): V {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
