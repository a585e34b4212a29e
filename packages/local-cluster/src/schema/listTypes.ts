import { duplicate, FieldError } from '../api/fieldErrors';
import { equalJson, isJsonObject, JsonValue } from '../api/types';
import { StructuralSchema } from './StructuralSchema';

/** The same element of the list before: known only where the elements have keys. */
export function correlatedItem(
  item: JsonValue,
  old: JsonValue | undefined,
  schema: StructuralSchema,
): JsonValue | undefined {
  if (schema['x-kubernetes-list-type'] !== 'map' || !Array.isArray(old)) {
    return undefined;
  }
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return old.find(
    candidate =>
      isJsonObject(candidate) &&
      isJsonObject(item) &&
      keys.every(key => equalJson(candidate[key], item[key])),
  );
}

/** The elements of sets and maps are there once. */
export function validateListType(
  value: JsonValue[],
  schema: StructuralSchema,
  path: string,
  errors: FieldError[],
): void {
  const listType = schema['x-kubernetes-list-type'];
  if (listType !== 'set' && listType !== 'map') {
    return;
  }
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Set<string>();
  value.forEach((item, index) => {
    let identity: JsonValue = item;
    if (listType === 'map') {
      if (!isJsonObject(item)) {
        return;
      }
      identity = Object.fromEntries(
        keys
          .filter(key => Object.hasOwn(item, key))
          .map(key => [key, item[key]]),
      );
    }
    const encoded = JSON.stringify(identity);
    if (seen.has(encoded)) {
      errors.push(duplicate(`${path}[${index}]`, identity));
    }
    seen.add(encoded);
  });
}
