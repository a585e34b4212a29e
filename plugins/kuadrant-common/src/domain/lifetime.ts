import type { KeyLifetime } from './extensions';

const DAY_MS = 24 * 3_600_000;

/**
 * How much later than its number of days a key may expire: a chosen day counts to its end, in any time zone and on a
 * day with 25 hours, and clocks differ.
 */
const TOLERANCE_MS = 26 * 3_600_000;

/**
 * What is wrong with an expiry.
 *
 * @public
 */
export type LifetimeFault = 'expiryMissing' | 'expiryPast' | 'expiryTooLate';

/**
 * Checks an expiry against the lifetime that a product sets for its keys. The form, the REST API and the automatic
 * approval use this one rule.
 *
 * @param lifetime - of the product; undefined means no bounds
 * @param expiresAt - RFC 3339; undefined means no expiry
 * @param now - milliseconds since the epoch
 * @returns undefined where the expiry is within the bounds
 * @public
 */
export function lifetimeFault(
  lifetime: KeyLifetime | undefined,
  expiresAt: string | undefined,
  now: number,
): LifetimeFault | undefined {
  const maxDays = lifetime?.maxDays;
  if (expiresAt === undefined) {
    return maxDays === undefined ? undefined : 'expiryMissing';
  }
  const time = Date.parse(expiresAt);
  if (!(time > now)) {
    return 'expiryPast';
  }
  return maxDays !== undefined && time > now + maxDays * DAY_MS + TOLERANCE_MS
    ? 'expiryTooLate'
    : undefined;
}
