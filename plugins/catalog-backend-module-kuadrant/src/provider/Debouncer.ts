import { type Clock, systemClock } from '@kuadrant/kubernetes-cache';

/**
 * Runs a piece of work soon after it was asked for, once for all that ask in the meantime, and never twice at the same
 * time. Work that fails is tried again, with growing pauses.
 */
export class Debouncer {
  readonly #work: () => Promise<void>;
  readonly #onError: (error: Error, retryMs: number) => void;
  readonly #delayMs: number;
  readonly #maximumRetryMs: number;
  readonly #clock: Clock;
  #cancel?: () => void;
  #running?: Promise<void>;
  #again = false;
  #failures = 0;
  #stopped = false;

  constructor(options: {
    work: () => Promise<void>;
    onError: (error: Error, retryMs: number) => void;
    /** How long to gather requests, in milliseconds. */
    delayMs: number;
    maximumRetryMs?: number;
    clock?: Clock;
  }) {
    this.#work = options.work;
    this.#onError = options.onError;
    this.#delayMs = options.delayMs;
    this.#maximumRetryMs = options.maximumRetryMs ?? 60_000;
    this.#clock = options.clock ?? systemClock;
  }

  /** Asks for the work. */
  request(): void {
    if (this.#running) {
      this.#again = true;
    } else {
      // Counted from the first request: a burst that does not end must not hold the work up for ever.
      this.#schedule(this.#delayMs);
    }
  }

  /** Whether the work is under way. */
  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Resolves when the work under way, if any, is done; none begins after that. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#running;
  }

  #schedule(delayMs: number): void {
    if (this.#stopped || this.#cancel) {
      return;
    }
    this.#cancel = this.#clock.schedule(() => {
      this.#cancel = undefined;
      this.#running = this.#run();
    }, delayMs);
  }

  async #run(): Promise<void> {
    this.#again = false;
    let retryMs: number | undefined;
    try {
      await this.#work();
      this.#failures = 0;
    } catch (error) {
      retryMs = Math.min(1_000 * 2 ** this.#failures++, this.#maximumRetryMs);
      this.#onError(error as Error, retryMs);
    }
    this.#running = undefined;
    if (retryMs !== undefined || this.#again) {
      this.#schedule(retryMs ?? this.#delayMs);
    }
  }
}
