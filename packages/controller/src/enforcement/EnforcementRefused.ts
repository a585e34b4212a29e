import { KubernetesError } from '@kuadrant/kubernetes-cache';

/** A key cannot be enforced until somebody acts; the message says what is in the way. */
export class EnforcementRefused extends Error {
  readonly name = 'EnforcementRefused';
}

// Whatever else may have gone by the next attempt.
const REFUSALS = [400, 403, 404, 405, 413, 422];

/** The refusal that a failed write comes to; undefined where the write may succeed by itself later. */
export function refusalOf(error: unknown): EnforcementRefused | undefined {
  if (error instanceof EnforcementRefused) {
    return error;
  }
  return error instanceof KubernetesError && REFUSALS.includes(error.status)
    ? new EnforcementRefused(error.message, { cause: error })
    : undefined;
}
