import {
  extensionValue,
  KEY_LIFETIME,
  lifetimeFault,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { fieldError } from '../errors';
import type { RouteFields } from '../gateway';

/**
 * Checks that a product offers a plan. One without plans has any.
 *
 * @throws CodedError planUnknown: names the plans there are, or why none is offered
 */
export function checkPlan(
  { plans }: Pick<RouteFields, 'plans'>,
  planTier: string,
): void {
  if (plans.state === 'refused') {
    const { policy, reason, message } = plans.why;
    throw fieldError(
      'planTier',
      `cannot be chosen: ${policy ? `the PlanPolicy ${policy.namespace}/${policy.name}` : 'the PlanPolicy'} is not in force: ${reason}: ${message}`,
      'planUnknown',
    );
  }
  if (
    plans.state === 'offered' &&
    plans.plans.length > 0 &&
    !plans.plans.some(({ tier }) => tier === planTier)
  ) {
    throw fieldError(
      'planTier',
      `must be one of ${plans.plans.map(({ tier }) => tier).join(', ')}`,
      'planUnknown',
    );
  }
}

/**
 * Checks an expiry: it lies ahead, and within the bounds of the product.
 *
 * @param expiresAt - undefined means no expiry
 * @param now - milliseconds since the epoch
 * @throws CodedError expiryMissing, expiryPast or expiryTooLate: names the bound
 */
export function checkExpiry(
  product: APIProduct | undefined,
  expiresAt: string | undefined,
  now: number,
): void {
  const lifetime = product && extensionValue(KEY_LIFETIME, product);
  const fault = lifetimeFault(lifetime, expiresAt, now);
  const bound = `keys of this product expire after at most ${lifetime?.maxDays} days`;
  switch (fault) {
    case 'expiryMissing':
      throw fieldError('expiresAt', `is required: ${bound}`, fault);
    case 'expiryPast':
      throw fieldError('expiresAt', 'must lie in the future', fault);
    case 'expiryTooLate':
      throw fieldError(
        'expiresAt',
        `must be within ${lifetime?.maxDays} days: ${bound}`,
        fault,
      );
    default:
  }
}
