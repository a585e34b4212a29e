import { Clock, systemClock } from './Clock';
import { Fifo } from './Fifo';

/**
 * How soon a key is worked on: `low` waits until no `normal` one is left.
 *
 * @public
 */
export type Priority = 'normal' | 'low';

/**
 * Options of a {@link WorkQueue}.
 *
 * @public
 */
export interface WorkQueueOptions {
  clock?: Clock;
  /** Delay after the first failure, in milliseconds; it doubles with each further one. Default 5. */
  initialBackoffMs?: number;
  /** Longest delay after a failure, in milliseconds. Default 1000000, about 16 minutes. */
  maximumBackoffMs?: number;
  /** Called with the time in seconds that a key waited until it was handed out. */
  onWaited?: (seconds: number) => void;
}

interface Delayed {
  due: number;
  cancel: () => void;
}

/**
 * Keys that want work.
 *
 * @remarks
 * A key waits at most once, however often it is added, and is never handed out while it is being worked on: what is
 * added meanwhile is handed out again after `done`. The semantics are those of client-go's work queues.
 *
 * @see https://pkg.go.dev/k8s.io/client-go/util/workqueue
 * @public
 */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #initialBackoffMs: number;
  readonly #maximumBackoffMs: number;
  readonly #onWaited: (seconds: number) => void;
  readonly #addedAt = new Map<string, number>();
  readonly #waiting: Record<Priority, Fifo> = {
    normal: new Fifo(),
    low: new Fifo(),
  };
  readonly #processing = new Set<string>();
  readonly #again = new Map<string, Priority>();
  readonly #delayed = new Map<string, Delayed>();
  readonly #failures = new Map<string, number>();
  readonly #takers: ((key: string | undefined) => void)[] = [];
  #closed = false;

  constructor(options: WorkQueueOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#initialBackoffMs = options.initialBackoffMs ?? 5;
    this.#maximumBackoffMs = options.maximumBackoffMs ?? 1_000_000;
    this.#onWaited = options.onWaited ?? (() => {});
  }

  /** Keys that could be worked on now. */
  get length(): number {
    return this.#waiting.normal.size + this.#waiting.low.size;
  }

  /** Keys that are being worked on. */
  get active(): number {
    return this.#processing.size;
  }

  /** Items that failed and wait for their next attempt, or are in it. */
  get retrying(): number {
    return this.#failures.size;
  }

  add(key: string, priority: Priority = 'normal'): void {
    if (this.#closed) {
      return;
    }
    if (this.#processing.has(key)) {
      if (this.#again.get(key) !== 'normal') {
        this.#again.set(key, priority);
      }
      return;
    }
    if (!this.#addedAt.has(key)) {
      this.#addedAt.set(key, this.#clock.now());
    }
    const taker = this.#takers.shift();
    if (taker) {
      this.#hand(key);
      taker(key);
      return;
    }
    if (priority === 'normal') {
      this.#waiting.low.remove(key);
    } else if (this.#waiting.normal.has(key)) {
      return;
    }
    this.#waiting[priority].push(key);
  }

  /** Adds the key at a later time. Of several times the earliest counts. */
  addAfter(key: string, milliseconds: number): void {
    if (this.#closed) {
      return;
    }
    if (milliseconds <= 0) {
      this.add(key);
      return;
    }
    const due = this.#clock.now() + milliseconds;
    const delayed = this.#delayed.get(key);
    if (delayed && delayed.due <= due) {
      return;
    }
    delayed?.cancel();
    const cancel = this.#clock.schedule(() => {
      this.#delayed.delete(key);
      this.add(key);
    }, milliseconds);
    this.#delayed.set(key, { due, cancel });
  }

  /**
   * Adds the key again after a failure, each time later than before. Returns the delay in milliseconds.
   *
   * @param maximumMs - a lower limit of the delay than the queue's own
   */
  addRateLimited(key: string, maximumMs = Infinity): number {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const delay = Math.min(
      this.#initialBackoffMs * 2 ** failures,
      this.#maximumBackoffMs,
      maximumMs,
    );
    this.addAfter(key, delay);
    return delay;
  }

  /** How often the key failed since it last succeeded. */
  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** Ends the growing delay of a key that succeeded. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** The next key, as soon as there is one; undefined once the queue is closed. Call `done` when it is dealt with. */
  async take(): Promise<string | undefined> {
    if (this.#closed) {
      return undefined;
    }
    const key = this.#waiting.normal.shift() ?? this.#waiting.low.shift();
    if (key !== undefined) {
      this.#hand(key);
      return key;
    }
    return new Promise(resolve => this.#takers.push(resolve));
  }

  done(key: string): void {
    this.#processing.delete(key);
    const priority = this.#again.get(key);
    if (priority) {
      this.#again.delete(key);
      this.add(key, priority);
    }
  }

  /** Hands out nothing more and forgets what waits. */
  close(): void {
    this.#closed = true;
    this.#delayed.forEach(({ cancel }) => cancel());
    this.#delayed.clear();
    this.#takers.splice(0).forEach(taker => taker(undefined));
  }

  #hand(key: string): void {
    this.#processing.add(key);
    const now = this.#clock.now();
    this.#onWaited((now - (this.#addedAt.get(key) ?? now)) / 1000);
    this.#addedAt.delete(key);
    // What this round finds decides when the next one is due.
    this.#delayed.get(key)?.cancel();
    this.#delayed.delete(key);
  }
}
