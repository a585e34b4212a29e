/**
 * What a plan allows: requests per rolling window.
 *
 * @public
 */
export interface PlanLimits {
  /** Requests in any 24 hours. */
  daily?: number;
  /** Requests in any 168 hours. */
  weekly?: number;
  /** Requests in any 730 hours. */
  monthly?: number;
  /** Requests in any 8760 hours. */
  yearly?: number;
  /** Limits on other windows, written as Gateway API durations. */
  custom?: { limit: number; window: string }[];
}

/**
 * One limit with the length of its window in seconds.
 *
 * @public
 */
export interface LimitWindow {
  limit: number;
  /** Length of the window as a duration, for example 24h or 1m. */
  window: string;
  /** Length of the window; undefined when the text is not a duration. */
  seconds?: number;
}

const HOUR = 3600;
const UNIT_SECONDS = { h: HOUR, m: 60, s: 1, ms: 0.001 } as const;

// kuadrant-operator's plan-policy extension: daily 24h, weekly 168h, monthly 730h, yearly 8760h
const NAMED_WINDOWS = {
  yearly: '8760h',
  monthly: '730h',
  weekly: '168h',
  daily: '24h',
} as const;

/**
 * Reads a Gateway API duration (GEP-2257), such as `1h30m` or `500ms`.
 *
 * @returns the length in seconds, or undefined when the text is not such a duration
 * @public
 */
export function durationSeconds(duration: string): number | undefined {
  if (!/^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(duration)) {
    return undefined;
  }
  return [...duration.matchAll(/([0-9]+)(ms|h|m|s)/g)].reduce(
    (sum, [, amount, unit]) =>
      sum + Number(amount) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS],
    0,
  );
}

/**
 * Lists the limits of a plan, the longest window first; of several limits on one window the lowest comes first.
 * Windows that cannot be read come last, as they are written.
 *
 * @public
 */
export function limitWindows(limits: PlanLimits | undefined): LimitWindow[] {
  if (!limits) {
    return [];
  }
  const named = Object.entries(NAMED_WINDOWS).flatMap(([name, window]) => {
    const limit = limits[name as keyof typeof NAMED_WINDOWS];
    return limit === undefined ? [] : [{ limit, window }];
  });
  return [...named, ...(limits.custom ?? [])]
    .map(({ limit, window }) => ({
      limit,
      window,
      seconds: durationSeconds(window),
    }))
    .sort((a, b) => (b.seconds ?? -1) - (a.seconds ?? -1) || a.limit - b.limit);
}
