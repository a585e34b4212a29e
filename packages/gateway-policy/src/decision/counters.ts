import type { RouteLimit } from '../limits';

/**
 * A limit together with the counter that a call uses up.
 *
 * @public
 */
export interface CounterLimit {
  /** What the counter counts; two calls with the same key share it. */
  key: string;
  limit: RouteLimit;
}

/**
 * State of a counter: how many calls its window has counted.
 *
 * @public
 */
export interface CounterState {
  count: number;
  /** When the window ends, in milliseconds since 1970. */
  endsAt: number;
}

/**
 * Where counters are kept.
 *
 * @public
 */
export interface CounterStore {
  get(key: string): CounterState | undefined;
  set(key: string, state: CounterState): void;
}

/**
 * A counter as a call finds it.
 *
 * @public
 */
export interface CounterReading extends CounterState {
  limit: RouteLimit;
  key: string;
  /** Whether the call is over the limit. */
  exceeded: boolean;
}

/**
 * Reads the counters that a call uses up, and counts nothing. A counter whose window is over starts a new one with this
 * call.
 *
 * @param now - in milliseconds since 1970
 * @public
 */
export function readCounters(
  limits: readonly CounterLimit[],
  store: Pick<CounterStore, 'get'>,
  now: number,
): CounterReading[] {
  return limits.map(({ key, limit }) => {
    const stored = store.get(key);
    const state =
      stored && stored.endsAt > now
        ? stored
        : { count: 0, endsAt: now + limit.seconds * 1000 };
    return { ...state, key, limit, exceeded: state.count >= limit.limit };
  });
}

/**
 * Counts a call the way of Limitador: on all of its counters, or on none when it is over any of them.
 *
 * @public
 */
export function countCall(
  readings: readonly CounterReading[],
  store: Pick<CounterStore, 'set'>,
): void {
  if (readings.some(({ exceeded }) => exceeded)) {
    return;
  }
  for (const { key, count, endsAt } of readings) {
    store.set(key, { count: count + 1, endsAt });
  }
}
