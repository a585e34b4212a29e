import { durationSeconds } from '@kuadrant/backstage-plugin-kuadrant-common';

/**
 * One limit with its window, as Limitador counts it: the window starts with the first call that it counts, is fixed
 * from then on, and the next call after its end starts a new one.
 *
 * @public
 */
export interface CountedRate {
  /** How many calls pass in a window; 0 lets none pass. */
  limit: number;
  /** The window as the policy writes it, for example `24h`. */
  window: string;
  /** Length of the window in whole seconds; 0 when it is shorter than a second. */
  seconds: number;
  /** Whether the limit refuses anything at all. A window of no length never fills up, unless the limit is 0. */
  effective: boolean;
  /** Whether the number was too large to be read exactly. */
  inexact: boolean;
}

/**
 * Reads a rate as Kuadrant hands it to Limitador: whole seconds, a negative limit as 0. A window that is no duration
 * counts as none.
 *
 * @see https://docs.kuadrant.io/latest/kuadrant-operator/doc/reference/ratelimitpolicy/
 * @public
 */
export function countedRate(rate: {
  limit: number;
  window: string;
}): CountedRate {
  const seconds = Math.floor(durationSeconds(rate.window) ?? 0);
  const limit = Math.max(0, rate.limit);
  return {
    limit,
    window: rate.window,
    seconds,
    effective: seconds > 0 || limit === 0,
    inexact: !Number.isSafeInteger(rate.limit),
  };
}
