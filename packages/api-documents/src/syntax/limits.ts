import { DocumentError } from '../types';

/** Deepest nesting that is read. Viewers recurse, and real documents stay below 100. */
export const MAXIMUM_DEPTH = 500;

/** Most duplicate keys that are reported. */
export const MAXIMUM_WARNINGS = 20;

export function tooDeep(line?: number): DocumentError {
  return new DocumentError({
    code: 'tooDeep',
    message: `${at(line)}The document is nested more than ${MAXIMUM_DEPTH} levels deep. Flatten it, for example by moving schemas into components`,
    line,
  });
}

/** The beginning of a message about a line. */
export function at(line: number | undefined): string {
  return line === undefined ? '' : `Line ${line}: `;
}
