import type { KubernetesObject } from '../kinds/KubernetesObject';
import {
  MAX_MESSAGE_LENGTH,
  MAX_SHORT_TEXT_LENGTH,
  MAX_DESCRIPTION_LENGTH,
  MAX_ADDRESS_LENGTH,
  MAX_USE_CASE_LENGTH,
} from './lengths';
import { cleanText } from './text';

// Longest texts of people in our kinds, by the name of the field; of all other fields in a spec the last bound.
const BOUNDS: Record<string, number | undefined> = {
  displayName: MAX_SHORT_TEXT_LENGTH,
  version: MAX_SHORT_TEXT_LENGTH,
  team: MAX_SHORT_TEXT_LENGTH,
  slack: MAX_SHORT_TEXT_LENGTH,
  description: MAX_DESCRIPTION_LENGTH,
  useCase: MAX_USE_CASE_LENGTH,
  message: MAX_MESSAGE_LENGTH,
};
const OTHER_BOUND = MAX_ADDRESS_LENGTH;

/**
 * An object of the cluster with clean texts ({@link cleanText}): in its spec they are cut as REST bounds them. Names
 * and labels are the cluster's own and clean. Annotations and the status keep their length.
 *
 * @returns the same object where nothing had to be cleaned
 * @public
 */
export function cleanObject<T extends KubernetesObject>(object: T): T {
  const { spec, status, metadata } = object as T & {
    spec?: unknown;
    status?: unknown;
  };
  const clean = {
    annotations: cleanDeep(metadata.annotations, () => Infinity),
    spec: cleanDeep(spec, field => BOUNDS[field] ?? OTHER_BOUND),
    status: cleanDeep(status, () => Infinity),
  };
  return clean.annotations === metadata.annotations &&
    clean.spec === spec &&
    clean.status === status
    ? object
    : {
        ...object,
        metadata: { ...metadata, annotations: clean.annotations },
        ...(spec !== undefined && { spec: clean.spec }),
        ...(status !== undefined && { status: clean.status }),
      };
}

function cleanDeep<V>(
  value: V,
  boundOf: (field: string) => number,
  field = '',
): V {
  if (typeof value === 'string') {
    return cleanText(value, boundOf(field)) as V;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    const given: unknown[] = value;
    const items = given.map(item => cleanDeep(item, boundOf, field));
    return items.every((item, index) => item === given[index])
      ? value
      : (items as V);
  }
  let changed: Record<string, unknown> | undefined;
  for (const [name, inner] of Object.entries(value)) {
    const clean = cleanDeep<unknown>(inner, boundOf, name);
    if (clean !== inner) {
      changed ??= { ...(value as Record<string, unknown>) };
      changed[name] = clean;
    }
  }
  return (changed as V | undefined) ?? value;
}
