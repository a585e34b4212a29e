import { cloneJson, isJsonObject, JsonValue } from '../api/types';
import { StructuralSchema, valueSchema } from './StructuralSchema';

/** Fills in defaults, in place. A null where null is not allowed counts as absent. */
export function applyDefaults(
  value: JsonValue,
  schema: StructuralSchema,
): void {
  if (Array.isArray(value)) {
    if (schema.items) {
      for (const item of value) {
        applyDefaults(item, schema.items);
      }
    }
    return;
  }
  if (!isJsonObject(value)) {
    return;
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.default !== undefined) {
      const isMissing = !Object.hasOwn(value, name);
      if (isMissing || (value[name] === null && !property.nullable)) {
        value[name] = cloneJson(property.default);
      }
    }
    if (value[name] === null && !property.nullable) {
      delete value[name];
    }
    if (Object.hasOwn(value, name)) {
      applyDefaults(value[name], property);
    }
  }
  const values = valueSchema(schema);
  if (values) {
    for (const [name, item] of Object.entries(value)) {
      if (!schema.properties || !Object.hasOwn(schema.properties, name)) {
        if (item !== null || values.nullable) {
          applyDefaults(item, values);
        } else if (values.default !== undefined) {
          value[name] = cloneJson(values.default);
        } else {
          delete value[name];
        }
      }
    }
  }
}
