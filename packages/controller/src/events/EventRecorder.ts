import {
  events as eventResource,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isAlreadyExists,
  isNotFound,
  isUnreachable,
  type KubernetesClient,
} from '@kuadrant/kubernetes-cache';
import { keyOf } from '../objects';
import type { Clock, Logger } from '../runtime';
import { type CoreEvent, coreEventFor, type KeyEvent } from './coreEvent';

/** Tells the story of objects as Kubernetes Events. */
export interface EventRecorder {
  /** Returns at once; the Event is written when nothing more urgent is to be done. */
  record(object: KubernetesObject, event: KeyEvent): void;
}

// The API server keeps Events for an hour; what is older has nobody to read it, and could only be patched in vain.
const REMEMBERED_MS = 50 * 60_000;
const LONGEST_QUEUE = 20_000;
const PAUSE_MS = 50;
/** Work comes in waves, with moments between them in which there is none. */
const QUIET_PAUSES = 4;
const LONGEST_WAIT_MS = 10_000;
const PAUSE_WHILE_UNREACHABLE_MS = 1_000;
const LONGEST_FLUSH_MS = 5_000;

/**
 * Writes Events one after the other, and counts up one that repeats instead of writing another.
 *
 * @remarks
 * Events give way to all other work: they are written when there is none. Those that have waited for ten seconds are
 * written all the same, few at a time. What cannot be written since the API is away is written when it is back.
 */
export class DefaultEventRecorder implements EventRecorder {
  readonly #client: KubernetesClient;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #component: string;
  readonly #isBusy: () => boolean;
  readonly #written = new Map<string, { count: number; at: number }>();
  /** By name, the one that waits longest first. */
  #waiting = new Map<string, { event: CoreEvent; since: number }>();
  #writing?: Promise<void>;
  #wake = () => {};
  /** For how many pauses in a row there was nothing else to do. */
  #quietPauses = 0;
  #dropped = 0;
  #stopped = false;

  constructor(options: {
    client: KubernetesClient;
    clock: Clock;
    logger: Logger;
    component: string;
    /** Whether there is more urgent work to do. */
    isBusy?: () => boolean;
  }) {
    this.#client = options.client;
    this.#isBusy = options.isBusy ?? (() => false);
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#component = options.component;
  }

  record(object: KubernetesObject, told: KeyEvent): void {
    if (this.#stopped) {
      return;
    }
    const since = this.#clock.now();
    const event = coreEventFor(object, told, {
      now: since,
      component: this.#component,
    });
    const name = keyOf(event.metadata);
    const same = this.#waiting.get(name);
    if (same) {
      same.event.count += 1;
      same.event.lastTimestamp = event.lastTimestamp;
      return;
    }
    if (this.#waiting.size >= LONGEST_QUEUE) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.set(name, { event, since });
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when what was recorded so far is written, or when that takes too long. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.size > 0 && !this.#stopped) {
      await this.#giveWay();
      if (!(await this.#writeNext())) {
        await this.#pause(PAUSE_WHILE_UNREACHABLE_MS);
      }
    }
    const deadline = this.#clock.now() + LONGEST_FLUSH_MS;
    while (this.#waiting.size > 0 && this.#clock.now() < deadline) {
      if (!(await this.#writeNext())) {
        break;
      }
    }
    const lost = this.#dropped + this.#waiting.size;
    if (lost > 0) {
      this.#logger.warn(`${lost} Events were not written`);
    }
    this.#dropped = 0;
    this.#waiting.clear();
  }

  /** Waits until there is nothing else to do, but not for too long. */
  async #giveWay(): Promise<void> {
    if (this.#isBusy()) {
      this.#quietPauses = 0;
    }
    while (this.#quietPauses < QUIET_PAUSES && !this.#stopped) {
      await this.#pause(PAUSE_MS);
      const [{ since }] = this.#waiting.values();
      if (!this.#isBusy()) {
        this.#quietPauses += 1;
      } else if (this.#clock.now() - since < LONGEST_WAIT_MS) {
        this.#quietPauses = 0;
      } else {
        return;
      }
    }
  }

  #pause(milliseconds: number): Promise<void> {
    if (this.#stopped) {
      return Promise.resolve();
    }
    return new Promise(resolve => {
      const cancel = this.#clock.schedule(resolve, milliseconds);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Writes the one that waits longest. Returns whether the API could be reached. */
  async #writeNext(): Promise<boolean> {
    const [[name, { event, since }]] = this.#waiting;
    // What is told of the object from here on is another one.
    this.#waiting.delete(name);
    try {
      await this.#write(name, event);
    } catch (error) {
      const isTooOld = this.#clock.now() - since > REMEMBERED_MS;
      if (isUnreachable(error) && !isTooOld && !this.#waiting.has(name)) {
        this.#waiting = new Map([[name, { event, since }], ...this.#waiting]);
        return false;
      }
      this.#logger.warn(`An Event was not written: ${error}`);
    }
    return true;
  }

  async #write(key: string, event: CoreEvent): Promise<void> {
    const { namespace, name } = event.metadata;
    const before = this.#recall(key)?.count ?? 0;
    const count = before + event.count;
    const { lastTimestamp } = event;
    const again = (told: object) =>
      this.#client.patch(eventResource, { namespace, name }, told, {
        type: 'merge',
      });
    try {
      if (before > 0) {
        await again({ count, lastTimestamp });
      } else {
        await this.#client.create(eventResource, event);
      }
    } catch (error) {
      if (before > 0 && isNotFound(error)) {
        await this.#client.create(eventResource, event);
      } else if (before === 0 && isAlreadyExists(error)) {
        // It was told before a restart, who knows how often.
        await again({ lastTimestamp });
      } else {
        throw error;
      }
    }
    this.#remember(key, count);
  }

  #recall(key: string): { count: number } | undefined {
    const written = this.#written.get(key);
    return written && this.#clock.now() - written.at < REMEMBERED_MS
      ? written
      : undefined;
  }

  #remember(key: string, count: number): void {
    const now = this.#clock.now();
    this.#written.delete(key);
    this.#written.set(key, { count, at: now });
    // The oldest come first, since each write moves its key to the end.
    for (const [old, { at }] of this.#written) {
      if (now - at < REMEMBERED_MS) {
        break;
      }
      this.#written.delete(old);
    }
  }
}
