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
 * The terms alone, of an object that may hold more.
 *
 * @public
 */
export function termsOf({ planTier, expiresAt }: Terms): Terms {
  return expiresAt === undefined ? { planTier } : { planTier, expiresAt };
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
