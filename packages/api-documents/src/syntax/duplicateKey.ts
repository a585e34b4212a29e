import { cleanText } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { DocumentWarning } from '../types';

/** The warning about a key that its object has already. */
export function duplicateKey(key: string, line: number): DocumentWarning {
  return {
    code: 'duplicateKey',
    message: `Line ${line}: the key "${cleanText(key, 80)}" occurs twice in one object; the last one counts. Remove or rename one of them`,
    line,
  };
}
