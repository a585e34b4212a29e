import type {
  ErrorCode,
  FieldFault,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { z } from 'zod';
import { CodedError } from './CodedError';

/** One wrong field, as an error. */
export function fieldError(
  path: string,
  message: string,
  code: ErrorCode = 'invalidRequest',
): CodedError {
  return fieldsError([{ path, message }], code);
}

/** Wrong fields as an error, whose sentence names them all. */
export function fieldsError(
  fields: FieldFault[],
  code: ErrorCode = 'invalidRequest',
): CodedError {
  return new CodedError(code, sentence(fields), { fields });
}

/** What a schema found wrong, as an error. Missing revisions and forbidden characters have codes of their own. */
export function schemaError(error: z.ZodError): CodedError {
  return fieldsError(faultsOf(error), codeOf(error));
}

function codeOf({ issues }: z.ZodError): ErrorCode {
  if (issues.some(({ path }) => path.at(-1) === 'revision')) {
    return 'revisionMissing';
  }
  const textsOnly = issues.every(
    issue => issue.code === 'custom' && issue.params?.code === 'textNotAllowed',
  );
  return textsOnly ? 'textNotAllowed' : 'invalidRequest';
}

function faultsOf(error: z.ZodError): FieldFault[] {
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
