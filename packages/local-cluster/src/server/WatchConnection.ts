import { IncomingMessage, ServerResponse } from 'node:http';
import { expired } from '../api/StatusError';
import { KubernetesObject } from '../api/types';
import { parseRevision } from '../operations/listObjects';
import { ObjectEncoder } from '../representation/ObjectEncoder';
import { StoreEvent } from '../storage/Collection';
import { ObjectStore } from '../storage/ObjectStore';
import { WatchChannel, eventLine, watchLine } from '../watch/WatchChannel';
import { PacedWriter } from '../watch/PacedWriter';
import { WatchHub, WatchView } from '../watch/WatchHub';

/** A watcher that does not read is cut off when so much waits for it. */
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
  #writer: PacedWriter | undefined;
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
    const first = this.#firstLines();
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, private',
    });
    response.flushHeaders();
    request.socket.setNoDelay(true);
    request.socket.setTimeout(0);
    response.on('close', () => this.#close());
    if (first instanceof Error) {
      response.end(eventLine('ERROR', JSON.stringify(first.status)));
      return;
    }
    this.#channel = this.#hub.join(this.#view, this);
    this.#writer = new PacedWriter(response, { first, limit: backlogLimit });
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
    this.#writer?.write(lines);
  }

  /** Ends the watch in order, after all that it has to see. */
  end(): void {
    this.#stop();
    this.#writer?.end();
  }

  #finish(): void {
    if (this.#options.allowBookmarks) {
      this.#bookmark();
    }
    this.end();
  }

  #close(): void {
    this.#stop();
    this.#writer?.close();
  }

  #stop(): void {
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
      this.write(
        Buffer.from(eventLine('BOOKMARK', this.#encoder.bookmark(revision))),
      );
    }
  }

  #firstLines(): Iterable<string> | ReturnType<typeof expired> {
    const { resourceVersion, sendInitialEvents } = this.#options;
    const collection = this.#store.collection(this.#view.collection);
    const wantsState =
      sendInitialEvents ?? (resourceVersion === '' || resourceVersion === '0');
    if (wantsState) {
      // Objects are never changed, so the references are the state as it is now.
      const { namespace } = this.#view;
      return this.#stateLines([...collection.entries({ namespace })]);
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
    return this.#eventLines(collection.eventsAfter(revision));
  }

  *#stateLines(objects: KubernetesObject[]): Generator<string> {
    const { revision } = this.#store;
    for (const object of objects) {
      if (!this.#view.matches || this.#view.matches(object)) {
        yield eventLine('ADDED', this.#encoder.object(object));
      }
    }
    if (this.#options.sendInitialEvents && this.#options.allowBookmarks) {
      const annotations = { 'k8s.io/initial-events-end': 'true' };
      yield eventLine(
        'BOOKMARK',
        this.#encoder.bookmark(revision, annotations),
      );
    }
  }

  *#eventLines(events: StoreEvent[]): Generator<string> {
    for (const event of events) {
      const line = watchLine(this.#view, event);
      if (line !== undefined) {
        yield line;
      }
    }
  }
}
