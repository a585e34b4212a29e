import { badRequest } from '../api/StatusError';

export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

/** What the query of a writing request asks for. */
export interface WriteOptions {
  dryRun: boolean;
  fieldManager: string;
  fieldValidation: FieldValidation;
  /** Receives the sentences for the Warning headers. */
  warnings: string[];
}

function parseDryRun(values: string[]): boolean {
  for (const value of values) {
    if (value !== 'All') {
      throw badRequest(
        `dryRun: Unsupported value: "${value}": supported values: "All"`,
      );
    }
  }
  return values.length > 0;
}

function parseFieldValidation(value: string | null): FieldValidation {
  switch (value || 'Warn') {
    case 'Ignore':
    case 'Warn':
    case 'Strict':
      return (value || 'Warn') as FieldValidation;
    default:
      throw badRequest(
        `fieldValidation: Unsupported value: "${value}": supported values: "Ignore", "Strict", "Warn"`,
      );
  }
}

/** The name that managedFields get when the client gives none: the start of its user agent. */
function defaultManager(userAgent: string): string {
  return userAgent.split('/')[0].slice(0, 128) || 'unknown';
}

export function parseWriteOptions(
  query: URLSearchParams,
  userAgent: string,
): WriteOptions {
  const fieldManager = query.get('fieldManager') ?? '';
  if (fieldManager.length > 128) {
    throw badRequest('fieldManager: Too long: may not be more than 128 bytes');
  }
  return {
    dryRun: parseDryRun(query.getAll('dryRun').filter(Boolean)),
    fieldManager: fieldManager || defaultManager(userAgent),
    fieldValidation: parseFieldValidation(query.get('fieldValidation')),
    warnings: [],
  };
}
