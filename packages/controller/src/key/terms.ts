import { sameTime } from '../objects';

/** What is asked for or decided on: a plan and when the key ends. */
export interface Terms {
  planTier: string;
  /** RFC 3339; absent means never. */
  expiresAt?: string;
}

/** The plan and expiry of a specification. */
export function termsOf({ planTier, expiresAt }: Terms): Terms {
  return expiresAt === undefined ? { planTier } : { planTier, expiresAt };
}

/** Whether two sets of terms are the same. */
export function sameTerms(a: Terms, b: Terms): boolean {
  return a.planTier === b.planTier && sameTime(a.expiresAt, b.expiresAt);
}
