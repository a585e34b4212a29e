import { isTrue } from '../api/query';
import { FieldError, notSupported, tooLong } from '../api/fieldErrors';
import { invalidOptions } from '../api/StatusError';

const fieldValidations = ['', 'Ignore', 'Strict', 'Warn'];
const managerLimit = 128;

export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

/** What the query of a writing request asks for. */
export interface WriteOptions {
  dryRun: boolean;
  fieldManager: string;
  fieldValidation: FieldValidation;
  /** Whether server-side apply takes fields over from other managers. */
  force: boolean;
  /** Receives the sentences for the Warning headers. */
  warnings: string[];
}

const optionKinds: { [method: string]: string } = {
  POST: 'CreateOptions',
  PUT: 'UpdateOptions',
  PATCH: 'PatchOptions',
  DELETE: 'DeleteOptions',
};

/** Reads `dryRun`; it may be given in the query and, for deletions, in the body. */
export function parseDryRun(values: string[], method: string): boolean {
  if (values.some(value => value !== 'All')) {
    throw invalidOptions(
      optionKinds[method],
      notSupported('dryRun', values, ['All']),
    );
  }
  return values.length > 0;
}

/** The name that managedFields get when the client gives none: the start of its user agent. */
function defaultManager(userAgent: string): string {
  return userAgent.split('/')[0].slice(0, managerLimit) || 'unknown';
}

export function parseWriteOptions(
  query: URLSearchParams,
  request: { method: string; userAgent: string },
): WriteOptions {
  const fail = (error: FieldError) =>
    invalidOptions(optionKinds[request.method], error);
  const fieldManager = query.get('fieldManager') ?? '';
  if (fieldManager.length > managerLimit) {
    throw fail(tooLong('fieldManager', managerLimit));
  }
  const fieldValidation = query.get('fieldValidation') ?? '';
  if (!fieldValidations.includes(fieldValidation)) {
    throw fail(
      notSupported('fieldValidation', fieldValidation, fieldValidations),
    );
  }
  return {
    dryRun: parseDryRun(query.getAll('dryRun').filter(Boolean), request.method),
    fieldManager: fieldManager || defaultManager(request.userAgent),
    fieldValidation: (fieldValidation || 'Warn') as FieldValidation,
    force: isTrue(query, 'force'),
    warnings: [],
  };
}
