import { RE2JS } from 're2js';
import {
  FieldError,
  invalidValue,
  tooLong,
  typeInvalid,
} from '../api/fieldErrors';
import { composite, describe } from './faults';
import { matchesFormat } from './formats';
import { StructuralSchema } from './StructuralSchema';

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

/** Checks a text by the rules of its schema. */
export function validateString(
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

/** Checks a number by the rules of its schema. */
export function validateNumber(
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
