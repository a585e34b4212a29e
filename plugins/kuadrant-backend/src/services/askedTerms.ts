import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { fieldError } from '../errors';

const DAY_MS = 24 * 3600 * 1000;

/**
 * Checks that a product has a plan. One without plans has any.
 *
 * @throws CodedError planUnknown: names the plans there are
 */
export function checkPlan(
  product: APIProduct | undefined,
  planTier: string,
): void {
  const plans = product?.status?.discoveredPlans ?? [];
  if (plans.length > 0 && !plans.some(({ tier }) => tier === planTier)) {
    throw fieldError(
      'planTier',
      `must be one of ${plans.map(({ tier }) => tier).join(', ')}`,
      'planUnknown',
    );
  }
}

/**
 * Checks an expiry: it lies ahead, and within the bounds of the product.
 *
 * @param expiresAt - undefined means never
 * @throws CodedError expiryMissing, expiryPast or expiryTooLate: names the bound
 */
export function checkExpiry(
  product: APIProduct | undefined,
  expiresAt: string | undefined,
  now: number,
): void {
  const maxDays = product?.spec.keyLifetime?.maxDays;
  if (expiresAt === undefined) {
    if (maxDays !== undefined) {
      throw fieldError(
        'expiresAt',
        `is required: keys of this product last at most ${maxDays} days`,
        'expiryMissing',
      );
    }
    return;
  }
  const time = Date.parse(expiresAt);
  if (time <= now) {
    throw fieldError('expiresAt', 'must lie in the future', 'expiryPast');
  }
  // A day of grace, so that "in 90 days" chosen in any time zone fits 90 days.
  if (maxDays !== undefined && time > now + (maxDays + 1) * DAY_MS) {
    throw fieldError(
      'expiresAt',
      `must be within ${maxDays} days: keys of this product last no longer`,
      'expiryTooLate',
    );
  }
}
