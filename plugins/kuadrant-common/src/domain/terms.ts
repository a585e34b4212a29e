import { readInstant } from './instants';
import { MAX_PLAN_LENGTH } from './lengths';
import { cleanText } from './text';

// Long before every key. An expiry that nobody can read is no reason to let a key live for ever.
const UNREADABLE_EXPIRY = '1970-01-01T00:00:00Z';

/**
 * What a decision on a key is about: a plan, and when the key expires.
 *
 * @public
 */
export interface Terms {
  planTier: string;
  /** RFC 3339; absent means no expiry. */
  expiresAt?: string;
}

/**
 * The terms alone, of an object that may hold more, in a form that can be decided on: the plan clean and bounded, the
 * expiry as RFC 3339. An expiry that is no time counts as past.
 *
 * @public
 */
export function termsOf({ planTier, expiresAt }: Terms): Terms {
  const plan = { planTier: cleanText(planTier, MAX_PLAN_LENGTH) };
  return expiresAt === undefined
    ? plan
    : { ...plan, expiresAt: readInstant(expiresAt) ?? UNREADABLE_EXPIRY };
}

/**
 * The instant of an expiry in milliseconds since the epoch. No expiry lies behind all others.
 *
 * @public
 */
export function expiryTime(expiresAt: string | undefined): number {
  return expiresAt === undefined ? Infinity : Date.parse(expiresAt);
}

/**
 * Whether two terms mean the same, however the instant is written.
 *
 * @public
 */
export function sameTerms(one: Terms, other: Terms): boolean {
  return (
    one.planTier === other.planTier &&
    expiryTime(one.expiresAt) === expiryTime(other.expiresAt)
  );
}
