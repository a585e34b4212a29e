/**
 * What a plan allows: requests per window. A window is fixed: it starts with the first request that it counts, and the
 * next request after its end starts a new one.
 *
 * @public
 */
export interface PlanLimits {
  /** Requests in a window of 24 hours. */
  daily?: number;
  /** Requests in a window of 168 hours. */
  weekly?: number;
  /** Requests in a window of 730 hours. */
  monthly?: number;
  /** Requests in a window of 8760 hours. */
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

const UNIT_MS = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

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
  const ms = [...duration.matchAll(/([0-9]+)(ms|h|m|s)/g)].reduce(
    (sum, [, amount, unit]) =>
      sum + Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS],
    0,
  );
  return ms / 1000;
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
