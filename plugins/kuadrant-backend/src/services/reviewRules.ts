import {
  expiryTime,
  type ErrorCode,
  type TermsChange,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyStateOf } from '../model/keyState';
import type { KeyFacts } from './Facts';

/** Why a decision cannot be made now. */
export interface ReviewObstacle {
  code: ErrorCode;
  /** A sentence for the reviewer. */
  message: string;
}

/**
 * Why a request cannot be approved now; undefined when it can.
 *
 * @param now - milliseconds since the epoch
 */
export function approvalObstacle(
  { key, standing, requested }: KeyFacts,
  now: number,
): ReviewObstacle | undefined {
  const { state, message } = keyStateOf(key);
  if (state === 'Failed') {
    return conflict(`The request cannot be approved now: ${message}`);
  }
  if (expiryTime(requested.expiresAt) <= now) {
    return conflict(
      'The requested expiry has passed. The requester has to request a later one first.',
    );
  }
  const { verdict, decision, change } = standing;
  return verdict === 'approved' && !change
    ? {
        code: 'alreadyDecided',
        message: `The request was already approved by ${decision?.reviewedBy}.`,
      }
    : undefined;
}

/** Why a request cannot be rejected now; undefined when it can. Also a key that does not work can be revoked. */
export function rejectionObstacle({
  standing: { verdict, decision },
}: KeyFacts): ReviewObstacle | undefined {
  return verdict === 'rejected'
    ? {
        code: 'alreadyDecided',
        message: `The request was already rejected by ${decision?.reviewedBy}.`,
      }
    : undefined;
}

/** The change that a rejection is about; undefined where it is about the key as a whole. */
export function changeUnderReview({
  standing: { change },
}: KeyFacts): TermsChange | undefined {
  return change && !change.rejectedBy ? change : undefined;
}

function conflict(message: string): ReviewObstacle {
  return { code: 'conflict', message };
}
