/** What a decision on a key is about. */
export interface Terms {
  planTier: string;
  /** Absent means never. */
  expiresAt?: string;
}

/** The terms alone, of an object that may hold more. */
export function termsOf({ planTier, expiresAt }: Terms): Terms {
  return expiresAt === undefined ? { planTier } : { planTier, expiresAt };
}

/** The instant of an expiry; without one it lies behind all others. */
export function expiryTime(expiresAt: string | undefined): number {
  return expiresAt === undefined ? Infinity : Date.parse(expiresAt);
}

/** Whether two terms say the same, however the instant is written. */
export function sameTerms(one: Terms, other: Terms): boolean {
  return (
    one.planTier === other.planTier &&
    expiryTime(one.expiresAt) === expiryTime(other.expiresAt)
  );
}
