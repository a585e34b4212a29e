import { createHash } from 'node:crypto';
import {
  events as eventResource,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound, type KubernetesClient } from '@kuadrant/kubernetes-cache';
import { timestamp } from '../objects';
import type { Clock, Logger } from '../runtime';

/** Something to tell about an object. */
export interface KeyEvent {
  type: 'Normal' | 'Warning';
  /** One CamelCase word. */
  reason: string;
  message: string;
}

/** Tells the story of objects as Kubernetes Events. */
export interface EventRecorder {
  /** Returns at once; what cannot be written is logged and dropped, since an Event is a courtesy. */
  record(object: KubernetesObject, event: KeyEvent): void;
}

interface CoreEvent extends KubernetesObject {
  involvedObject: Record<string, string | undefined>;
  type: string;
  reason: string;
  message: string;
  count: number;
  firstTimestamp: string;
  lastTimestamp: string;
  source: { component: string };
  reportingComponent: string;
}

// The API server keeps Events for an hour; what is remembered longer could only be patched in vain.
const REMEMBERED_MS = 50 * 60_000;
const LONGEST_QUEUE = 10_000;
const LONGEST_MESSAGE = 1_024;
const LONGEST_STEM = 220;
const PAUSE_WHILE_BUSY_MS = 50;

/** Writes Events one after the other, and counts up one that repeats instead of writing another. */
export class DefaultEventRecorder implements EventRecorder {
  readonly #client: KubernetesClient;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #component: string;
  readonly #isBusy: () => boolean;
  readonly #seen = new Map<string, { count: number; at: number }>();
  readonly #queue: CoreEvent[] = [];
  #writing?: Promise<void>;
  #stopped = false;

  constructor(options: {
    client: KubernetesClient;
    clock: Clock;
    logger: Logger;
    component: string;
    /** Whether there is more urgent work to do. Events give way to it, but do not wait for its end. */
    isBusy?: () => boolean;
  }) {
    this.#client = options.client;
    this.#isBusy = options.isBusy ?? (() => false);
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#component = options.component;
  }

  record(object: KubernetesObject, event: KeyEvent): void {
    if (this.#stopped || this.#queue.length >= LONGEST_QUEUE) {
      return;
    }
    this.#queue.push(this.#eventFor(object, event));
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when what was recorded so far is written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#writing;
  }

  #eventFor(object: KubernetesObject, event: KeyEvent): CoreEvent {
    const { namespace, name, uid } = object.metadata;
    const now = timestamp(this.#clock.now());
    const identity = createHash('sha256')
      .update([uid, event.type, event.reason, event.message].join('\n'))
      .digest('hex')
      .slice(0, 16);
    return {
      metadata: {
        namespace,
        name: `${name.slice(0, LONGEST_STEM)}.${identity}`,
      },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        namespace,
        name,
        uid,
        resourceVersion: object.metadata.resourceVersion,
      },
      type: event.type,
      reason: event.reason,
      message: event.message.slice(0, LONGEST_MESSAGE),
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      source: { component: this.#component },
      reportingComponent: this.#component,
    };
  }

  async #writeAll(): Promise<void> {
    for (let event = this.#queue.shift(); event; event = this.#queue.shift()) {
      if (this.#isBusy() && !this.#stopped) {
        await new Promise<void>(resolve => {
          this.#clock.schedule(resolve, PAUSE_WHILE_BUSY_MS);
        });
      }
      try {
        await this.#write(event);
      } catch (error) {
        this.#logger.warn(`An Event was not written: ${error}`);
      }
    }
  }

  async #write(event: CoreEvent): Promise<void> {
    const { namespace, name } = event.metadata;
    const key = `${namespace}/${name}`;
    const seen = this.#recall(key);
    if (seen) {
      const count = seen.count + 1;
      const { lastTimestamp } = event;
      try {
        await this.#client.patch(
          eventResource,
          { namespace, name },
          { count, lastTimestamp },
          { type: 'merge' },
        );
        this.#remember(key, count);
        return;
      } catch (error) {
        if (!isNotFound(error)) {
          throw error;
        }
      }
    }
    // A name of the same identity may be left from before a restart: one more is not worth a second attempt.
    await this.#client.create(eventResource, event);
    this.#remember(key, 1);
  }

  #recall(key: string): { count: number } | undefined {
    const seen = this.#seen.get(key);
    return seen && this.#clock.now() - seen.at < REMEMBERED_MS
      ? seen
      : undefined;
  }

  #remember(key: string, count: number): void {
    const now = this.#clock.now();
    this.#seen.delete(key);
    this.#seen.set(key, { count, at: now });
    // The oldest come first, since each write moves its key to the end.
    for (const [old, { at }] of this.#seen) {
      if (now - at < REMEMBERED_MS) {
        break;
      }
      this.#seen.delete(old);
    }
  }
}
