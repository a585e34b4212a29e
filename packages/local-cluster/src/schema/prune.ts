import { isJsonObject, JsonValue } from '../api/types';
import { StructuralSchema, valueSchema } from './StructuralSchema';

const rootFields = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * Removes, in place, what the schema does not know.
 *
 * @returns the paths of what was removed, as fieldValidation reports them
 */
export function prune(
  value: JsonValue,
  schema: StructuralSchema,
  isResource: boolean,
): string[] {
  const removed: string[] = [];
  pruneValue(value, schema, isResource, '', removed);
  return removed;
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

function pruneValue(
  value: JsonValue,
  schema: StructuralSchema,
  isResource: boolean,
  path: string,
  removed: string[],
): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      if (schema.items) {
        pruneValue(
          item,
          schema.items,
          schema.items['x-kubernetes-embedded-resource'] ?? false,
          `${path}[${index}]`,
          removed,
        );
      }
    });
    return;
  }
  if (!isJsonObject(value)) {
    return;
  }
  const values = valueSchema(schema);
  const keepsUnknown =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties === true;
  for (const key of Object.keys(value)) {
    if (isResource && rootFields.has(key)) {
      continue;
    }
    const property =
      schema.properties && Object.hasOwn(schema.properties, key)
        ? schema.properties[key]
        : values;
    if (property) {
      pruneValue(
        value[key],
        property,
        property['x-kubernetes-embedded-resource'] ?? false,
        join(path, key),
        removed,
      );
    } else if (!keepsUnknown) {
      delete value[key];
      removed.push(join(path, key));
    }
  }
}
