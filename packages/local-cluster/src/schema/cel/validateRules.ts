import { FieldError } from '../../api/fieldErrors';
import { equalJson, isJsonObject, JsonValue } from '../../api/types';
import {
  StructuralSchema,
  ValidationRule,
  valueSchema,
} from '../StructuralSchema';
import { correlatedItem } from '../listTypes';
import { celValue } from './celValue';
import { compileRule, optionalOldSelf } from './compileRule';

const reasons: { [reason: string]: string } = {
  FieldValueForbidden: 'Forbidden',
  FieldValueRequired: 'Required value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueInvalid: 'Invalid value',
};

/**
 * Evaluates the `x-kubernetes-validations` of a schema and of everything below it.
 *
 * @param old - the value before an update; rules over `oldSelf` need it
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export function validateRules(
  value: JsonValue,
  old: JsonValue | undefined,
  schema: StructuralSchema,
  path: string,
): FieldError[] {
  if (!hasRules(schema)) {
    return [];
  }
  const errors: FieldError[] = [];
  for (const rule of schema['x-kubernetes-validations'] ?? []) {
    const error = evaluateRule(rule, value, old, schema, path);
    if (error) {
      errors.push(error);
    }
  }
  return [...errors, ...validateChildren(value, old, schema, path)];
}

const known = new WeakMap<StructuralSchema, boolean>();

/** Whether the schema has a rule anywhere; most branches have none and need not be walked. */
export function hasRules(schema: StructuralSchema): boolean {
  let result = known.get(schema);
  if (result === undefined) {
    const values = valueSchema(schema);
    result =
      Boolean(schema['x-kubernetes-validations']?.length) ||
      Object.values(schema.properties ?? {}).some(hasRules) ||
      (schema.items !== undefined && hasRules(schema.items)) ||
      (values !== undefined && hasRules(values));
    known.set(schema, result);
  }
  return result;
}

function validateChildren(
  value: JsonValue,
  old: JsonValue | undefined,
  schema: StructuralSchema,
  path: string,
): FieldError[] {
  if (Array.isArray(value)) {
    return schema.items
      ? value.flatMap((item, index) =>
          validateRules(
            item,
            correlatedItem(item, old, schema),
            schema.items!,
            `${path}[${index}]`,
          ),
        )
      : [];
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const before = isJsonObject(old ?? null)
    ? (old as { [key: string]: JsonValue })
    : {};
  const values = valueSchema(schema);
  return Object.entries(value).flatMap(([name, item]) => {
    const property =
      schema.properties && Object.hasOwn(schema.properties, name)
        ? schema.properties[name]
        : values;
    const childPath = path ? `${path}.${name}` : name;
    return property
      ? validateRules(
          item,
          Object.hasOwn(before, name) ? before[name] : undefined,
          property,
          childPath,
        )
      : [];
  });
}

function evaluateRule(
  rule: ValidationRule,
  value: JsonValue,
  old: JsonValue | undefined,
  schema: StructuralSchema,
  path: string,
): FieldError | undefined {
  const compiled = compileRule(rule.rule);
  if (compiled.usesOldSelf && old === undefined && !rule.optionalOldSelf) {
    return undefined;
  }
  const isUnchanged = old !== undefined && equalJson(value, old);
  if (isUnchanged && !compiled.usesOldSelf) {
    // Kubernetes lets values be that were invalid before and are not touched.
    return undefined;
  }
  const self = celValue(value, schema);
  const before = old === undefined ? undefined : celValue(old, schema);
  const oldSelf = rule.optionalOldSelf ? optionalOldSelf(before) : before;
  try {
    if (compiled.evaluate(self, oldSelf) === true) {
      return undefined;
    }
  } catch (error) {
    const text = (error as Error).message.split('\n')[0];
    return {
      reason: 'FieldValueInvalid',
      field: path,
      message: `Invalid value: ${JSON.stringify(schema.type ?? '')}: ${text} evaluating rule: ${rule.message?.trim() || rule.rule}`,
    };
  }
  return failure(rule, messageOf(rule, self, oldSelf), value, schema, path);
}

function messageOf(
  rule: ValidationRule,
  self: unknown,
  oldSelf: unknown,
): string {
  if (rule.messageExpression) {
    try {
      const text = compileRule(rule.messageExpression).evaluate(self, oldSelf);
      if (typeof text === 'string' && text.trim() && !text.includes('\n')) {
        return text;
      }
    } catch {
      // The fixed message stands in for an expression that fails, as in Kubernetes.
    }
  }
  return rule.message?.trim() || `failed rule: ${rule.rule.trim()}`;
}

function failure(
  rule: ValidationRule,
  detail: string,
  value: JsonValue,
  schema: StructuralSchema,
  path: string,
): FieldError {
  const reason = rule.reason ?? 'FieldValueInvalid';
  const field = rule.fieldPath ? `${path}${rule.fieldPath}` : path;
  const title = reasons[reason] ?? reasons.FieldValueInvalid;
  const showsValue =
    !['FieldValueForbidden', 'FieldValueRequired'].includes(reason) &&
    schema.type !== 'object' &&
    schema.type !== 'array';
  return {
    reason,
    field: field.replace(/^\./, ''),
    message: showsValue
      ? `${title}: ${JSON.stringify(value)}: ${detail}`
      : `${title}: ${detail}`,
  };
}
