import type { KeyFacts } from '../services/Facts';
import type { Notifier } from './Notifier';

const DAY_MS = 24 * 3600 * 1000;
// Each in the day that ends with it, so that a daily run reminds once of each.
const DAYS_BEFORE = [7, 1];

/** Reminds the requesters of keys that expire in a week or a day. To be run once a day. */
export function remindOfExpiry(
  keys: Iterable<Pick<KeyFacts, 'key' | 'state' | 'standing'>>,
  notifier: Notifier,
  now: number,
): void {
  for (const { key, state, standing } of keys) {
    const expiresAt = standing.inForce?.expiresAt;
    if (expiresAt && state === 'Approved') {
      const days = (Date.parse(expiresAt) - now) / DAY_MS;
      if (DAYS_BEFORE.some(before => days > before - 1 && days <= before)) {
        notifier.expiresSoon(key, expiresAt);
      }
    }
  }
}
