import { RE2JS } from 're2js';
import {
  FieldError,
  invalidValue,
  notSupported,
  required,
  tooLong,
  tooMany,
  typeInvalid,
  duplicate,
} from '../api/fieldErrors';
import { equalJson, isJsonObject, JsonObject, JsonValue } from '../api/types';
import { matchesFormat } from './formats';
import { StructuralSchema, valueSchema } from './StructuralSchema';

const maximumErrors = 100;
const patterns = new Map<string, RE2JS>();

/** Patterns run in RE2, as in Kubernetes, so that none can take exponential time. */
function matchesPattern(pattern: string, value: string): boolean {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RE2JS.compile(pattern);
    if (patterns.size >= 1000) {
      patterns.clear();
    }
    patterns.set(pattern, compiled);
  }
  return compiled.matcher(value).find();
}

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

function describe(path: string): string {
  return path ? `${path} in body` : 'in body';
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
  if (schema.enum && !schema.enum.some(item => equalJson(item, value))) {
    errors.push(notSupported(path, value, schema.enum));
  }
  if (typeof value === 'string') {
    validateString(value, schema, path, errors);
  } else if (typeof value === 'number') {
    validateNumber(value, schema, path, errors);
  } else if (Array.isArray(value)) {
    validateArray(value, schema, path, errors, old);
  } else if (isJsonObject(value)) {
    validateObject(value, schema, path, errors, old);
  }
  validateCombinations(value, schema, path, errors);
}

function validateString(
  value: string,
  schema: StructuralSchema,
  path: string,
  errors: FieldError[],
): void {
  const where = describe(path);
  if (schema.maxLength !== undefined || schema.minLength !== undefined) {
    const length = [...value].length;
    if (schema.maxLength !== undefined && length > schema.maxLength) {
      errors.push(tooLong(path, schema.maxLength));
    }
    if (schema.minLength !== undefined && length < schema.minLength) {
      errors.push(
        invalidValue(
          path,
          value,
          `${where} should be at least ${schema.minLength} chars long`,
        ),
      );
    }
  }
  if (schema.pattern && !matchesPattern(schema.pattern, value)) {
    errors.push(
      invalidValue(path, value, `${where} should match '${schema.pattern}'`),
    );
  }
  if (schema.format && !matchesFormat(schema.format, value)) {
    errors.push(
      typeInvalid(
        path,
        value,
        `${where} must be of type ${schema.format}: ${JSON.stringify(value)}`,
      ),
    );
  }
}

function validateNumber(
  value: number,
  schema: StructuralSchema,
  path: string,
  errors: FieldError[],
): void {
  const fail = (detail: string) =>
    errors.push(
      invalidValue(path, value, `${describe(path)} should be ${detail}`),
    );
  const { minimum, maximum, multipleOf } = schema;
  if (maximum !== undefined) {
    if (schema.exclusiveMaximum && value >= maximum) {
      fail(`less than ${maximum}`);
    } else if (value > maximum) {
      fail(`less than or equal to ${maximum}`);
    }
  }
  if (minimum !== undefined) {
    if (schema.exclusiveMinimum && value <= minimum) {
      fail(`greater than ${minimum}`);
    } else if (value < minimum) {
      fail(`greater than or equal to ${minimum}`);
    }
  }
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) {
    fail(`a multiple of ${multipleOf}`);
  }
  if (schema.format === 'int32' && value !== (value | 0)) {
    errors.push(
      composite(
        `Checked value must be of type integer with format int32 in ${path || 'body'}`,
      ),
    );
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

function validateListType(
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

/** Faults of a combination of schemas have no field of their own in Kubernetes. */
function composite(detail: string): FieldError {
  return invalidValue('<nil>', '', detail);
}

function validateCombinations(
  value: JsonValue,
  schema: StructuralSchema,
  path: string,
  errors: FieldError[],
): void {
  const where = JSON.stringify(path);
  const faultsOf = (part: StructuralSchema) => validateValue(value, part, path);
  const matches = (part: StructuralSchema) => faultsOf(part).length === 0;
  const all = (schema.allOf ?? []).flatMap(faultsOf);
  if (all.length > 0) {
    errors.push(
      ...all,
      composite(`${where} must validate all the schemas (allOf)`),
    );
  }
  if (schema.anyOf && !schema.anyOf.some(matches)) {
    errors.push(
      composite(`${where} must validate at least one schema (anyOf)`),
      ...fewest(schema.anyOf.map(faultsOf)),
    );
  }
  if (schema.oneOf) {
    const valid = schema.oneOf.filter(matches).length;
    const exactlyOne = `${where} must validate one and only one schema (oneOf).`;
    if (valid === 0) {
      errors.push(
        composite(`${exactlyOne} Found none valid`),
        ...fewest(schema.oneOf.map(faultsOf)),
      );
    } else if (valid > 1) {
      errors.push(composite(`${exactlyOne} Found ${valid} valid alternatives`));
    }
  }
  if (schema.not && matches(schema.not)) {
    errors.push(composite(`${where} must not validate the schema (not)`));
  }
}

/** The faults of the alternative that fits best, which tell the reader what to mend. */
function fewest(faults: FieldError[][]): FieldError[] {
  return faults.reduce((best, next) =>
    next.length < best.length ? next : best,
  );
}
