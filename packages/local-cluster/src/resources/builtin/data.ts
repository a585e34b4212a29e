import {
  FieldError,
  forbiddenField,
  invalidValue,
} from '../../api/fieldErrors';
import { KubernetesObject } from '../../api/types';

const maximumSize = 1024 * 1024;
const keyPattern = /^[-._a-zA-Z0-9]+$/;
const keyRule =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

export type StringMap = { [key: string]: string };

/** The rules for keys, total size and immutability that ConfigMaps and Secrets share. */
export function validateData(
  object: KubernetesObject,
  previous: KubernetesObject | undefined,
  maps: Array<{ field: string; sizeOf: (value: string) => number }>,
): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const { field, sizeOf } of maps) {
    for (const [key, value] of Object.entries(mapAt(object, field))) {
      errors.push(...validateKey(field, key));
      size += sizeOf(value);
    }
  }
  if (size > maximumSize) {
    const field = object.kind === 'Secret' ? 'data' : '';
    errors.push({
      reason: 'FieldValueTooLong',
      field,
      message: `Too long: may not be more than ${maximumSize} bytes`,
    });
  }
  if (previous?.immutable === true) {
    if (object.immutable !== true) {
      errors.push(
        forbiddenField(
          'immutable',
          'field is immutable when `immutable` is set',
        ),
      );
    }
    for (const { field } of maps) {
      const isSame =
        JSON.stringify(sorted(mapAt(object, field))) ===
        JSON.stringify(sorted(mapAt(previous, field)));
      if (!isSame) {
        errors.push(
          forbiddenField(field, 'field is immutable when `immutable` is set'),
        );
      }
    }
  }
  return errors;
}

function validateKey(field: string, key: string): FieldError[] {
  const path = `${field}[${key}]`;
  const errors: FieldError[] = [];
  if (key.length > 253) {
    errors.push(invalidValue(path, key, 'must be no more than 253 bytes'));
  }
  if (!keyPattern.test(key)) {
    errors.push(invalidValue(path, key, keyRule));
  }
  if (key === '.' || key === '..' || key.startsWith('..')) {
    errors.push(
      invalidValue(
        path,
        key,
        key.length > 2 ? "must not start with '..'" : `must not be '${key}'`,
      ),
    );
  }
  return errors;
}

export function mapAt(object: KubernetesObject, field: string): StringMap {
  return (object[field] as StringMap | undefined) ?? {};
}

function sorted(map: StringMap): Array<[string, string]> {
  return Object.entries(map).sort(([left], [right]) => (left < right ? -1 : 1));
}
