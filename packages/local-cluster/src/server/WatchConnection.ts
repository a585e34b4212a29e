import { IncomingMessage, ServerResponse } from 'node:http';
import { expired } from '../api/StatusError';
import { KubernetesObject } from '../api/types';
import { parseRevision } from '../operations/listObjects';
import { ObjectEncoder } from '../representation/ObjectEncoder';
import { ObjectStore } from '../storage/ObjectStore';
import { WatchChannel, eventLine, watchLine } from '../watch/WatchChannel';
import { WatchHub, WatchView } from '../watch/WatchHub';

/** A watcher that does not read is cut off when so much waits for it; it can resume where it was. */
const backlogLimit = 16 * 1024 * 1024;

export interface WatchOptions {
  resourceVersion: string;
  allowBookmarks: boolean;
  sendInitialEvents?: boolean;
  timeoutSeconds: number;
  bookmarkIntervalMs: number;
}

/** One watch request, from its first line until either side ends it. */
export class WatchConnection {
  readonly #store: ObjectStore;
  readonly #hub: WatchHub;
  readonly #view: WatchView;
  readonly #encoder: ObjectEncoder;
  readonly #options: WatchOptions;
  readonly #response: ServerResponse;
  #channel: WatchChannel | undefined;
  #bookmarks: NodeJS.Timeout | undefined;
  #timeout: NodeJS.Timeout | undefined;
  #lastBookmark = -1;

  constructor(options: {
    store: ObjectStore;
    hub: WatchHub;
    view: WatchView;
    encoder: ObjectEncoder;
    watch: WatchOptions;
    response: ServerResponse;
  }) {
    this.#store = options.store;
    this.#hub = options.hub;
    this.#view = options.view;
    this.#encoder = options.encoder;
    this.#options = options.watch;
    this.#response = options.response;
  }

  start(request: IncomingMessage): void {
    const response = this.#response;
    const initial = this.#initialLines();
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, private',
    });
    response.flushHeaders();
    request.socket.setNoDelay(true);
    request.socket.setTimeout(0);
    response.on('close', () => this.#close());
    if (initial instanceof Error) {
      response.end(eventLine('ERROR', JSON.stringify(initial.status)));
      return;
    }
    this.#channel = this.#hub.join(this.#view, this);
    for (const lines of initial) {
      response.write(lines);
    }
    this.#timeout = setTimeout(
      () => this.#finish(),
      this.#options.timeoutSeconds * 1000,
    );
    if (this.#options.allowBookmarks) {
      this.#bookmarks = setInterval(
        () => this.#bookmark(),
        this.#options.bookmarkIntervalMs,
      );
    }
  }

  write(lines: Buffer): void {
    if (this.#response.writableLength > backlogLimit) {
      this.#response.destroy();
      return;
    }
    this.#response.write(lines);
  }

  /** Ends the watch in order, as when its time is over. */
  #finish(): void {
    if (this.#options.allowBookmarks) {
      this.#bookmark();
    }
    this.#close();
    this.#response.end();
  }

  #close(): void {
    clearTimeout(this.#timeout);
    clearInterval(this.#bookmarks);
    if (this.#channel) {
      this.#hub.leave(this.#channel, this);
      this.#channel = undefined;
    }
  }

  #bookmark(): void {
    const { revision } = this.#store;
    if (revision !== this.#lastBookmark) {
      this.#lastBookmark = revision;
      this.#response.write(
        eventLine('BOOKMARK', this.#encoder.bookmark(revision)),
      );
    }
  }

  #initialLines(): string[] | ReturnType<typeof expired> {
    const { resourceVersion, sendInitialEvents } = this.#options;
    const collection = this.#store.collection(this.#view.collection);
    const wantsState =
      sendInitialEvents ?? (resourceVersion === '' || resourceVersion === '0');
    if (wantsState) {
      const lines: string[] = [];
      for (const object of collection.entries({
        namespace: this.#view.namespace,
      })) {
        if (!this.#view.matches || this.#view.matches(object)) {
          lines.push(this.#line(object));
        }
      }
      if (sendInitialEvents && this.#options.allowBookmarks) {
        lines.push(
          eventLine(
            'BOOKMARK',
            this.#encoder.bookmark(this.#store.revision, {
              'k8s.io/initial-events-end': 'true',
            }),
          ),
        );
      }
      return lines;
    }
    if (resourceVersion === '' || resourceVersion === '0') {
      return [];
    }
    const revision = parseRevision(resourceVersion);
    if (revision < collection.oldestRevision) {
      return expired(
        `too old resource version: ${revision} (${collection.oldestRevision})`,
      );
    }
    return collection
      .eventsAfter(revision)
      .map(event => watchLine(this.#view, event))
      .filter(line => line !== undefined);
  }

  #line(object: KubernetesObject): string {
    return eventLine('ADDED', this.#encoder.object(object));
  }
}
