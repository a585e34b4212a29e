import { RE2JS } from 're2js';
import {
  FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../api/fieldErrors';
import { compileRule } from '../../schema/cel/compileRule';
import { StructuralSchema, valueSchema } from '../../schema/StructuralSchema';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/**
 * Checks that a schema is structural.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function validateStructure(
  schema: StructuralSchema,
  path: string,
): FieldError[] {
  const errors = validateNode(schema, path);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    errors.push(...validateStructure(property, `${path}.properties[${name}]`));
  }
  const values = valueSchema(schema);
  if (values) {
    errors.push(...validateStructure(values, `${path}.additionalProperties`));
  }
  if (schema.items) {
    errors.push(...validateStructure(schema.items, `${path}.items`));
  }
  return errors;
}

function validateNode(schema: StructuralSchema, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const isUntyped =
    schema['x-kubernetes-int-or-string'] ||
    schema['x-kubernetes-preserve-unknown-fields'];
  if (!schema.type && !isUntyped) {
    errors.push(
      required(`${path}.type`, 'must not be empty for specified object fields'),
    );
  }
  if (schema.type && !types.includes(schema.type)) {
    errors.push(notSupported(`${path}.type`, schema.type, types));
  }
  if (schema.type && schema['x-kubernetes-int-or-string']) {
    errors.push(
      forbiddenField(
        `${path}.type`,
        'type must be empty if x-kubernetes-int-or-string is true',
      ),
    );
  }
  if (schema.type === 'array' && !schema.items) {
    errors.push(required(`${path}.items`, 'must be specified'));
  }
  if (schema.properties && schema.additionalProperties !== undefined) {
    errors.push(
      forbiddenField(
        `${path}.additionalProperties`,
        'additionalProperties and properties are mutual exclusive',
      ),
    );
  }
  if (schema.uniqueItems) {
    errors.push(
      forbiddenField(
        `${path}.uniqueItems`,
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    );
  }
  if (schema.pattern !== undefined) {
    errors.push(...validatePattern(schema.pattern, `${path}.pattern`));
  }
  return [
    ...errors,
    ...validateListType(schema, path),
    ...validateRuleSyntax(schema, path),
  ];
}

function validateRuleSyntax(
  schema: StructuralSchema,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  (schema['x-kubernetes-validations'] ?? []).forEach((rule, index) => {
    const rulePath = `${path}.x-kubernetes-validations[${index}].rule`;
    if (!rule.rule?.trim()) {
      errors.push(required(rulePath, 'rule is not specified'));
      return;
    }
    try {
      compileRule(rule.rule);
    } catch (error) {
      errors.push(
        invalidValue(
          rulePath,
          rule,
          `compilation failed: ERROR: ${(error as Error).message}`,
        ),
      );
    }
  });
  return errors;
}

function validatePattern(pattern: string, path: string): FieldError[] {
  try {
    RE2JS.compile(pattern);
    return [];
  } catch (error) {
    return [
      invalidValue(
        path,
        pattern,
        `must be a valid regular expression, but isn't: ${(error as Error).message}`,
      ),
    ];
  }
}

function validateListType(
  schema: StructuralSchema,
  path: string,
): FieldError[] {
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const errors: FieldError[] = [];
  if (listType && !['atomic', 'set', 'map'].includes(listType)) {
    errors.push(
      notSupported(`${path}.x-kubernetes-list-type`, listType, [
        'atomic',
        'map',
        'set',
      ]),
    );
  }
  if (listType === 'map' && keys.length === 0) {
    errors.push(
      required(
        `${path}.x-kubernetes-list-map-keys`,
        'must not be empty if x-kubernetes-list-type is map',
      ),
    );
  }
  for (const key of listType === 'map' ? keys : []) {
    const property = schema.items?.properties?.[key];
    const isRequired = schema.items?.required?.includes(key);
    if (!property) {
      errors.push(
        invalidValue(
          `${path}.x-kubernetes-list-map-keys`,
          keys,
          'entries must all be names of item properties',
        ),
      );
    } else if (!isRequired && property.default === undefined) {
      errors.push(
        required(
          `${path}.items.properties[${key}].default`,
          'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
        ),
      );
    }
  }
  return errors;
}
