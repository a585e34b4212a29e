import { isConflict, isUnreachable } from '@kuadrant/kubernetes-cache';
import { randomUUID } from 'node:crypto';
import { Clock, systemClock } from './Clock';
import { Logger } from './Logger';
import { WorkQueue } from './WorkQueue';

// Whoever changed the object meanwhile has done so: it is there to be read anew.
const LONGEST_DELAY_AFTER_CONFLICT_MS = 250;

// That the API is away says nothing about the key, which is to be dealt with soon after the API is back.
const LONGEST_DELAY_WHILE_UNREACHABLE_MS = 5_000;

/**
 * What a reconciler may ask for: to be called again after some time, in milliseconds.
 *
 * @public
 */
export interface ReconcileResult {
  requeueAfterMs?: number;
}

/**
 * Brings the world to the wanted state for one key. Called again and again, it reads what is there and changes only
 * what differs.
 *
 * @public
 */
export interface Reconciler {
  reconcile(
    key: string,
    context: { logger: Logger; signal: AbortSignal },
  ): Promise<ReconcileResult | void>;
}

/**
 * How a round ended.
 *
 * @public
 */
export type ReconcileOutcome = 'success' | 'requeue' | 'error' | 'terminal';

/**
 * A failure that no repetition mends; the key waits for the next event.
 *
 * @public
 */
export class TerminalError extends Error {
  readonly name = 'TerminalError';
}

/**
 * Options of a {@link ReconcileLoop}.
 *
 * @public
 */
export interface ReconcileLoopOptions {
  /** Name in logs and metrics. */
  name: string;
  reconciler: Reconciler;
  queue?: WorkQueue;
  /** Keys worked on at the same time. Default 8. */
  concurrency?: number;
  logger: Logger;
  clock?: Clock;
  onRound?: (round: {
    name: string;
    outcome: ReconcileOutcome;
    seconds: number;
  }) => void;
}

/**
 * Takes keys from a queue and has them reconciled, a bounded number at a time and no key twice at once. A failed key is
 * retried with a growing delay and holds up no other.
 *
 * @public
 */
export class ReconcileLoop {
  readonly name: string;
  readonly queue: WorkQueue;
  readonly #options: ReconcileLoopOptions;
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  #workers: Promise<void>[] = [];

  constructor(options: ReconcileLoopOptions) {
    this.name = options.name;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.queue = options.queue ?? new WorkQueue({ clock: this.#clock });
  }

  start(): void {
    if (this.#workers.length === 0) {
      this.#workers = Array.from(
        { length: this.#options.concurrency ?? 8 },
        () => this.#work(),
      );
    }
  }

  /** Takes no further key and resolves when those under way are dealt with. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.queue.close();
    await Promise.all(this.#workers);
  }

  async #work(): Promise<void> {
    for (
      let key = await this.queue.take();
      key !== undefined;
      key = await this.queue.take()
    ) {
      await this.#round(key);
    }
  }

  async #round(key: string): Promise<void> {
    const started = this.#clock.now();
    const logger = this.#loggerFor(key);
    let outcome: ReconcileOutcome = 'success';
    try {
      const result = await this.#options.reconciler.reconcile(key, {
        logger,
        signal: this.#abort.signal,
      });
      this.queue.forget(key);
      if (result?.requeueAfterMs !== undefined) {
        outcome = 'requeue';
        this.queue.addAfter(key, result.requeueAfterMs);
      }
    } catch (error) {
      outcome = error instanceof TerminalError ? 'terminal' : 'error';
      if (outcome === 'terminal') {
        this.queue.forget(key);
        logger.error(`Gave up: ${error}`);
      } else {
        const failures = this.queue.failures(key);
        const delay = this.queue.addRateLimited(key, longestDelayAfter(error));
        const message = `Failed, next attempt in ${delay} ms: ${error}`;
        // A conflict or two are everyday; what goes on failing is not.
        if (failures < 3) {
          logger.info(message);
        } else {
          logger.warn(message);
        }
      }
    } finally {
      this.queue.done(key);
      this.#options.onRound?.({
        name: this.name,
        outcome,
        seconds: (this.#clock.now() - started) / 1000,
      });
    }
  }

  #loggerFor(key: string): Logger {
    const { logger } = this.#options;
    const meta = {
      controller: this.name,
      key,
      reconcile: randomUUID().slice(0, 8),
    };
    return {
      debug: (message, more) => logger.debug(message, { ...meta, ...more }),
      info: (message, more) => logger.info(message, { ...meta, ...more }),
      warn: (message, more) => logger.warn(message, { ...meta, ...more }),
      error: (message, more) => logger.error(message, { ...meta, ...more }),
    };
  }
}

function longestDelayAfter(error: unknown): number | undefined {
  if (isConflict(error)) {
    return LONGEST_DELAY_AFTER_CONFLICT_MS;
  }
  return isUnreachable(error) ? LONGEST_DELAY_WHILE_UNREACHABLE_MS : undefined;
}
