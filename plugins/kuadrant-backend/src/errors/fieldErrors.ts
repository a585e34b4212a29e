import { InputError } from '@backstage/errors';
import type { z } from 'zod';
import { UnprocessableError } from './StatusError';

/** A field that is wrong, and what it must be. */
export interface FieldFault {
  /** Where the field is, for example `spec.targetRef.name`. */
  path: string;
  message: string;
}

/** 400: fields of the request are wrong; the answer lists them under `error.fields`. */
export class InvalidFieldsError extends InputError {
  readonly fields: FieldFault[];

  constructor(fields: FieldFault[]) {
    super(sentence(fields));
    this.fields = fields;
  }
}

/** 422: fields are well formed, but the state of things does not allow them. */
export class UnprocessableFieldsError extends UnprocessableError {
  readonly fields: FieldFault[];

  constructor(fields: FieldFault[]) {
    super(sentence(fields));
    this.fields = fields;
  }
}

/** One wrong field, as an error. */
export function fieldError(
  path: string,
  message: string,
  status: 400 | 422 = 400,
): Error {
  const fields = [{ path, message }];
  return status === 400
    ? new InvalidFieldsError(fields)
    : new UnprocessableFieldsError(fields);
}

/** What a schema found, field by field. */
export function faultsOf(error: z.ZodError): FieldFault[] {
  return error.issues.flatMap(issue => {
    const path = issue.path.map(String);
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => ({
          path: [...path, key].join('.'),
          message: 'is not known here',
        }))
      : [{ path: path.join('.'), message: issue.message }];
  });
}

function sentence(fields: FieldFault[]): string {
  return fields
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join('; ');
}
