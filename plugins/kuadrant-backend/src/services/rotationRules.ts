import type { APIKey } from '@kuadrant/backstage-plugin-kuadrant-common';
import { CodedError } from '../errors';
import { previousValidUntil, revealedAt } from '../model/apiKeys';
import { keyStateOf } from '../model/keyState';

// A key that failed for its value gets well by a new one.
const CURED_BY_ROTATION = new Set([
  'SecretNotFound',
  'SecretAPIKeyNotFound',
  'SecretAPIKeyEmpty',
]);

/** Whether the present value of a key is there to be replaced, but cannot be used. */
export function valueIsBroken(key: APIKey): boolean {
  const { state, reason } = keyStateOf(key);
  return state === 'Failed' && CURED_BY_ROTATION.has(reason);
}

/** What a rotation depends on beside the key. */
export interface RotationContext {
  /** Milliseconds since the epoch. */
  now: number;
  /** Whether the present value is in a Secret made for the key, so that its requester can reveal it. */
  hasOwnValue: boolean;
}

/**
 * Whether a key may get a new value now, as far as the key says.
 *
 * @param now - milliseconds since the epoch
 */
export function canRotate(key: APIKey, now: number): boolean {
  return rotationObstacle(key, { now, hasOwnValue: true }) === undefined;
}

/**
 * Checks that a key may get a new value now, so that no value stops working before the agreed time.
 *
 * @throws CodedError notApproved, neverShown or overlapRunning
 */
export function checkRotation(key: APIKey, context: RotationContext): void {
  const obstacle = rotationObstacle(key, context);
  if (obstacle) {
    throw obstacle;
  }
}

function rotationObstacle(
  key: APIKey,
  { now, hasOwnValue }: RotationContext,
): CodedError | undefined {
  if (valueIsBroken(key)) {
    return undefined;
  }
  const { state, message } = keyStateOf(key);
  if (state !== 'Approved') {
    return new CodedError(
      'notApproved',
      `Only an approved key can be rotated. It is ${state}: ${message}`,
    );
  }
  if (hasOwnValue && revealedAt(key) === undefined) {
    return new CodedError(
      'neverShown',
      'The present value of this key was never shown, so it needs no rotation. The requester has to reveal it first.',
    );
  }
  const previous = previousValidUntil(key, now);
  return previous === undefined
    ? undefined
    : new CodedError(
        'overlapRunning',
        `The previous value of this key works until ${previous}. Wait until then, or stop it first.`,
      );
}
