import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const PATH = 'kuadrant.requests.maxPerRequester';

/** How much one person may request. */
export interface RequesterLimits {
  /** Requests that wait for a decision, on one product. */
  waitingPerProduct: number;
  /** Requests that wait for a decision, on all products. */
  waiting: number;
  /** Approved keys, for one product. */
  keysPerProduct: number;
  /** New requests in any minute. */
  perMinute: number;
}

/** What holds where nothing is configured. */
export const DEFAULT_REQUESTER_LIMITS: RequesterLimits = {
  waitingPerProduct: 10,
  waiting: 50,
  keysPerProduct: 50,
  perMinute: 30,
};

/**
 * Reads the bounds of requesters.
 *
 * @throws InputError that names the option which is wrong
 */
export function readRequesterLimits(config: Config): RequesterLimits {
  const limits = { ...DEFAULT_REQUESTER_LIMITS };
  for (const name of Object.keys(limits) as (keyof RequesterLimits)[]) {
    const value = config.getOptionalNumber(`${PATH}.${name}`);
    if (value !== undefined) {
      if (!Number.isInteger(value) || value < 1) {
        throw new InputError(`${PATH}.${name} must be a whole number from 1`);
      }
      limits[name] = value;
    }
  }
  return limits;
}
