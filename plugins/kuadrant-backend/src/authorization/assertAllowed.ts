import type { ErrorCode } from '@kuadrant/backstage-plugin-kuadrant-common';
import { CodedError } from '../errors';

/** @throws CodedError that says what may not be done; for objects that the caller may read */
export function assertAllowed(
  allowed: boolean,
  what: string,
  code: ErrorCode = 'notAllowed',
): void {
  if (!allowed) {
    throw new CodedError(code, `You may not ${what}.`);
  }
}
