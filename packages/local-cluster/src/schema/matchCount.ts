import { isJsonObject, JsonValue } from '../api/types';
import { StructuralSchema, valueSchema } from './StructuralSchema';

/** Whether a value is valid by a schema. */
export type IsValid = (value: JsonValue, schema: StructuralSchema) => boolean;

/**
 * How many checks a value goes through by a schema.
 *
 * @remarks
 * Of the alternatives that do not fit, Kubernetes tells the faults of the one with the most checks, passed or not.
 */
export function matchCount(
  value: JsonValue,
  schema: StructuralSchema,
  isValid: IsValid,
): number {
  return (
    1 +
    combinedCount(value, schema, isValid) +
    contentCount(value, schema, isValid)
  );
}

/** The alternative with the most checks, the first of those that have as many. */
export function bestMatch(
  value: JsonValue,
  alternatives: StructuralSchema[],
  isValid: IsValid,
): StructuralSchema {
  const counts = alternatives.map(part => matchCount(value, part, isValid));
  return alternatives[counts.indexOf(Math.max(...counts))];
}

function combinedCount(
  value: JsonValue,
  { allOf = [], anyOf = [], oneOf = [] }: StructuralSchema,
  isValid: IsValid,
): number {
  const count = (part: StructuralSchema) => matchCount(value, part, isValid);
  const chosen = [...allOf];
  if (anyOf.length > 0) {
    chosen.push(
      anyOf.find(part => isValid(value, part)) ??
        bestMatch(value, anyOf, isValid),
    );
  }
  if (oneOf.length > 0) {
    const fitting = oneOf.filter(part => isValid(value, part));
    if (fitting.length === 0) {
      chosen.push(bestMatch(value, oneOf, isValid));
    } else if (fitting.length === 1) {
      chosen.push(fitting[0]);
    }
  }
  return chosen.map(count).reduce((sum, next) => sum + next, 0);
}

function contentCount(
  value: JsonValue,
  schema: StructuralSchema,
  isValid: IsValid,
): number {
  let count = 0;
  if (Array.isArray(value) && schema.items) {
    for (const item of value) {
      count += matchCount(item, schema.items, isValid);
    }
  } else if (isJsonObject(value)) {
    const values = valueSchema(schema);
    for (const [name, item] of Object.entries(value)) {
      const known = schema.properties && Object.hasOwn(schema.properties, name);
      const property = known ? schema.properties![name] : values;
      count += property ? matchCount(item, property, isValid) : 0;
    }
  }
  return count;
}
