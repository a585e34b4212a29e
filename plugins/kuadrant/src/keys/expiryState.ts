import type { APIKeyState } from '@kuadrant/backstage-plugin-kuadrant-common';
import { calendarDaysBetween } from '../format/time';
import { type HasTerms, heldTerms } from './heldTerms';

/** Days before its end from which on a key's expiry is worth a warning. */
export const WARN_DAYS = 7;

/** How a key's end is told: the condition decides what is expired, not the clock of the browser. */
export function expiryState(
  key: HasTerms & { state: APIKeyState },
  now: Date,
): 'none' | 'far' | 'soon' | 'now' | 'expired' {
  const { expiresAt } = heldTerms(key);
  if (key.state === 'Expired') {
    return 'expired';
  }
  if (!expiresAt) {
    return 'none';
  }
  const end = new Date(expiresAt);
  if (end <= now) {
    return 'now';
  }
  return calendarDaysBetween(now, end) <= WARN_DAYS ? 'soon' : 'far';
}
