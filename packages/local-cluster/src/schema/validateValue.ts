import {
  FieldError,
  invalidValue,
  notSupported,
  required,
  tooMany,
  typeInvalid,
} from '../api/fieldErrors';
import { equalJson, isJsonObject, JsonObject, JsonValue } from '../api/types';
import { describe } from './faults';
import { correlatedItem, validateListType } from './listTypes';
import { StructuralSchema, valueSchema } from './StructuralSchema';
import { validateCombinations } from './validateCombinations';
import { validateNumber, validateString } from './validateScalar';

const maximumErrors = 100;
/**
 * Checks a value against a schema, with the messages of a kube-apiserver.
 *
 * @param old - the value before an update; what has not changed since is not judged again
 */
export function validateValue(
  value: JsonValue,
  schema: StructuralSchema,
  path: string,
  old?: JsonValue,
): FieldError[] {
  const errors: FieldError[] = [];
  validate(value, schema, path, errors, old);
  return errors;
}

function typeName(value: JsonValue): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

function hasType(value: JsonValue, schema: StructuralSchema): boolean {
  const actual = typeName(value);
  if (schema['x-kubernetes-int-or-string']) {
    return actual === 'integer' || actual === 'string';
  }
  return (
    !schema.type ||
    schema.type === actual ||
    (schema.type === 'number' && actual === 'integer')
  );
}

function child(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

function validate(
  value: JsonValue,
  schema: StructuralSchema,
  path: string,
  errors: FieldError[],
  old?: JsonValue,
): void {
  if (errors.length >= maximumErrors || (value === null && schema.nullable)) {
    return;
  }
  if (old !== undefined && equalJson(value, old)) {
    return;
  }
  if (!hasType(value, schema)) {
    const wanted = schema['x-kubernetes-int-or-string']
      ? 'integer,string'
      : schema.type;
    const actual = typeName(value);
    errors.push(
      typeInvalid(
        path,
        actual,
        `${describe(path)} must be of type ${wanted}: "${actual}"`,
      ),
    );
    return;
  }
  // The order of the checks is that of a kube-apiserver, since it shows in messages.
  validateCombinations(value, schema, path, errors, (item, part) =>
    validateValue(item, part, path),
  );
  if (typeof value === 'string') {
    validateString(value, schema, path, errors);
  } else if (typeof value === 'number') {
    validateNumber(value, schema, path, errors);
  } else if (Array.isArray(value)) {
    validateArray(value, schema, path, errors, old);
  }
  if (schema.enum && !schema.enum.some(item => equalJson(item, value))) {
    errors.push(notSupported(path, value, schema.enum));
  }
  if (isJsonObject(value)) {
    validateObject(value, schema, path, errors, old);
  }
}

function validateArray(
  value: JsonValue[],
  schema: StructuralSchema,
  path: string,
  errors: FieldError[],
  old?: JsonValue,
): void {
  if (schema.maxItems !== undefined && value.length > schema.maxItems) {
    errors.push(tooMany(path, value.length, schema.maxItems));
  }
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    errors.push(
      invalidValue(
        path,
        value.length,
        `${describe(path)} should have at least ${schema.minItems} items`,
      ),
    );
  }
  if (schema.items) {
    for (const [index, item] of value.entries()) {
      validate(
        item,
        schema.items,
        `${path}[${index}]`,
        errors,
        correlatedItem(item, old, schema),
      );
    }
  }
  validateListType(value, schema, path, errors);
}

function validateObject(
  value: JsonObject,
  schema: StructuralSchema,
  path: string,
  errors: FieldError[],
  old?: JsonValue,
): void {
  const size = Object.keys(value).length;
  if (schema.maxProperties !== undefined && size > schema.maxProperties) {
    errors.push(tooMany(path, size, schema.maxProperties));
  }
  if (schema.minProperties !== undefined && size < schema.minProperties) {
    errors.push(
      invalidValue(
        path,
        size,
        `${describe(path)} should have at least ${schema.minProperties} properties`,
      ),
    );
  }
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) {
      errors.push(required(child(path, name)));
    }
  }
  const values = valueSchema(schema);
  for (const [name, item] of Object.entries(value)) {
    const property =
      schema.properties && Object.hasOwn(schema.properties, name)
        ? schema.properties[name]
        : values;
    if (property) {
      validate(
        item,
        property,
        child(path, name),
        errors,
        isJsonObject(old ?? null) ? (old as JsonObject)[name] : undefined,
      );
    }
  }
  if (schema['x-kubernetes-embedded-resource']) {
    for (const name of ['apiVersion', 'kind']) {
      if (typeof value[name] !== 'string' || !value[name]) {
        errors.push(required(child(path, name), 'must not be empty'));
      }
    }
  }
}
