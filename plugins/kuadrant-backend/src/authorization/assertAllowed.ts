import { NotAllowedError } from '@backstage/errors';

/** @throws NotAllowedError that says what may not be done; for objects that the caller may read */
export function assertAllowed(allowed: boolean, what: string): void {
  if (!allowed) {
    throw new NotAllowedError(`You may not ${what}.`);
  }
}
