/** A counter that a request uses up, and how far it goes. */
export interface CounterLimit {
  /** Names the counter; limits with the same key count together. */
  key: string;
  /** Requests in one window. */
  limit: number;
  /** Length of the window. */
  seconds: number;
}

/** How far a counter is. */
export interface CounterState {
  count: number;
  /** When the window ends, in milliseconds since 1970. */
  endsAt: number;
}

/** Where counters are kept, so that a restart does not refill anybody's quota. */
export interface CounterStore {
  get(key: string): CounterState | undefined;
  set(key: string, state: CounterState): void;
}

/** Whether a request is within its limits. */
export type LimitDecision =
  | { allowed: true }
  | { allowed: false; limit: CounterLimit; retryAfterSeconds: number };

/**
 * Counts requests the way of Limitador, Kuadrant's rate limiter: the window of a counter begins with the first request
 * that it counts, is fixed from then on, and when it is over the next request begins a new one. A request that is over
 * any of its limits is counted nowhere.
 */
export class Counters {
  readonly #store: CounterStore;
  readonly #now: () => number;

  constructor(store: CounterStore, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** Counts a request, unless it is over one of the limits. */
  take(limits: readonly CounterLimit[]): LimitDecision {
    const now = this.#now();
    const states = limits.map(limit => ({
      limit,
      state: this.#current(limit, now),
    }));

    const exceeded = states
      .filter(({ limit, state }) => state.count >= limit.limit)
      .sort((a, b) => b.state.endsAt - a.state.endsAt)[0];
    if (exceeded) {
      const waitMs = exceeded.state.endsAt - now;
      return {
        allowed: false,
        limit: exceeded.limit,
        retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
      };
    }

    for (const { limit, state } of states) {
      this.#store.set(limit.key, { ...state, count: state.count + 1 });
    }
    return { allowed: true };
  }

  #current({ key, seconds }: CounterLimit, now: number): CounterState {
    const stored = this.#store.get(key);
    return stored && stored.endsAt > now
      ? stored
      : { count: 0, endsAt: now + seconds * 1000 };
  }
}
