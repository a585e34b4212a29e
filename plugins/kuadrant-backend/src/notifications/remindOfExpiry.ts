import type { APIKey } from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyStateOf } from '../model/keyState';
import type { Notifier } from './Notifier';

const DAY_MS = 24 * 3600 * 1000;
// Each in the day that ends with it, so that a daily run reminds once of each.
const DAYS_BEFORE = [7, 1];

/** Reminds the requesters of keys that expire in a week or a day. To be run once a day. */
export function remindOfExpiry(
  keys: APIKey[],
  notifier: Notifier,
  now: number,
): void {
  for (const key of keys) {
    const expiresAt = key.status?.approved?.expiresAt;
    if (expiresAt && keyStateOf(key).state === 'Approved') {
      const days = (Date.parse(expiresAt) - now) / DAY_MS;
      if (DAYS_BEFORE.some(before => days > before - 1 && days <= before)) {
        notifier.expiresSoon(key, expiresAt);
      }
    }
  }
}
