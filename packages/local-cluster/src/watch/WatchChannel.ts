import { KubernetesObject } from '../api/types';
import { StoreEvent } from '../storage/Collection';
import type { WatchSink, WatchView } from './WatchHub';

/** All watchers of one view: each event is judged and encoded once, and leaves in shared buffers. */
export class WatchChannel {
  readonly view: WatchView;
  readonly #sinks = new Set<WatchSink>();
  #pending: string[] = [];
  #scheduled: NodeJS.Immediate | undefined;

  constructor(view: WatchView) {
    this.view = view;
  }

  get size(): number {
    return this.#sinks.size;
  }

  add(sink: WatchSink): void {
    // What is pending belongs to the others; the newcomer has it in its initial state already.
    this.#flush();
    this.#sinks.add(sink);
  }

  delete(sink: WatchSink): void {
    this.#sinks.delete(sink);
  }

  publish(event: StoreEvent): void {
    const line = watchLine(this.view, event);
    if (line !== undefined) {
      this.#pending.push(line);
      this.#scheduled ??= setImmediate(() => this.#flush());
    }
  }

  /** Ends all its watches, after what is pending. */
  end(): void {
    this.#flush();
    [...this.#sinks].forEach(sink => sink.end());
  }

  #flush(): void {
    if (this.#scheduled) {
      clearImmediate(this.#scheduled);
      this.#scheduled = undefined;
    }
    if (this.#pending.length === 0) {
      return;
    }
    const lines = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    for (const sink of this.#sinks) {
      sink.write(lines);
    }
  }
}

export function eventLine(type: string, json: string): string {
  return `{"type":"${type}","object":${json}}\n`;
}

/** The line for an event as a view sees it: what leaves a selection is deleted, what enters is added. */
export function watchLine(
  view: WatchView,
  event: StoreEvent,
): string | undefined {
  if (view.namespace && event.key.namespace !== view.namespace) {
    return undefined;
  }
  const matches = (object: KubernetesObject | undefined) =>
    object !== undefined && (!view.matches || view.matches(object));
  const isIn = event.type !== 'DELETED' && matches(event.object);
  const wasIn = matches(event.previous);
  if (isIn) {
    return eventLine(wasIn ? 'MODIFIED' : 'ADDED', view.encode(event.object));
  }
  if (!wasIn) {
    return undefined;
  }
  // The object as it was last seen, under the version at which it left.
  const last =
    event.type === 'DELETED'
      ? event.object
      : {
          ...event.previous!,
          metadata: {
            ...event.previous!.metadata,
            resourceVersion: event.object.metadata.resourceVersion,
          },
        };
  return eventLine('DELETED', view.encode(last));
}
