import { isJsonObject, JsonValue } from '../../api/types';
import { StructuralSchema, valueSchema } from '../StructuralSchema';

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const escapes: { [text: string]: string } = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/**
 * The name by which a property is reached in CEL.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#escaping
 */
export function escapeName(name: string): string {
  return reserved.has(name)
    ? `__${name}__`
    : name.replace(/__|[.\-/]/g, match => escapes[match]);
}

/** A value as CEL sees it: whole numbers are int, dates and durations have types of their own. */
export function celValue(
  value: JsonValue,
  schema: StructuralSchema | undefined,
): unknown {
  if (typeof value === 'number') {
    const isDouble = schema?.type === 'number' || !Number.isInteger(value);
    return isDouble ? value : BigInt(value);
  }
  if (typeof value === 'string') {
    return schema?.format === 'date-time' || schema?.format === 'date'
      ? new Date(value)
      : value;
  }
  if (Array.isArray(value)) {
    return value.map(item => celValue(item, schema?.items));
  }
  return isJsonObject(value) ? celObject(value, schema) : value;
}

function celObject(
  value: { [key: string]: JsonValue },
  schema: StructuralSchema | undefined,
): Map<string, unknown> {
  const values = schema && valueSchema(schema);
  const result = new Map<string, unknown>();
  for (const [name, item] of Object.entries(value)) {
    const property =
      schema?.properties && Object.hasOwn(schema.properties, name)
        ? schema.properties[name]
        : undefined;
    result.set(
      property ? escapeName(name) : name,
      celValue(item, property ?? values),
    );
  }
  return result;
}
