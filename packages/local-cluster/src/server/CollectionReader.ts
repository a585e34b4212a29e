import { invalidOptions } from '../api/StatusError';
import { isTrue, wholeNumber } from '../api/query';
import { forbiddenField } from '../api/fieldErrors';
import { listObjects } from '../operations/listObjects';
import { ObjectStore } from '../storage/ObjectStore';
import { WatchHub } from '../watch/WatchHub';
import { Exchange, parseSelection } from './Exchange';

import { sendDocument } from './Reply';
import { WatchConnection } from './WatchConnection';

/** Answers lists and watches. */
export class CollectionReader {
  readonly #store: ObjectStore;
  readonly #hub: WatchHub;
  readonly #bookmarkIntervalMs: number;

  constructor(options: {
    store: ObjectStore;
    hub: WatchHub;
    bookmarkIntervalMs: number;
  }) {
    this.#store = options.store;
    this.#hub = options.hub;
    this.#bookmarkIntervalMs = options.bookmarkIntervalMs;
  }

  list(exchange: Exchange): void {
    const { query, resource, target, response, encoder, negotiated } = exchange;
    const { matches, name } = parseSelection(exchange);
    const limit = wholeNumber(query, 'limit');
    const list = listObjects(
      this.#store.collection(resource.type.collection),
      this.#store.revision,
      {
        namespace: target.namespace,
        matches,
        name,
        limit,
        continueToken: query.get('continue') ?? '',
        resourceVersion: query.get('resourceVersion') ?? '',
        resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
      },
    );
    const json = encoder.list(list.items, {
      resourceVersion: String(list.revision),
      ...(list.continueToken && { continue: list.continueToken }),
      ...(list.remainingItemCount && {
        remainingItemCount: list.remainingItemCount,
      }),
    });
    const { deprecationWarning } = resource.version;
    sendDocument(response, 200, json, {
      mediaType: negotiated.mediaType,
      warnings: deprecationWarning ? [deprecationWarning] : [],
    });
  }

  watch(exchange: Exchange): void {
    const { query, resource, target, encoder, response, request } = exchange;
    const { matches, key } = parseSelection(exchange);
    const sendInitialEvents = query.has('sendInitialEvents')
      ? isTrue(query, 'sendInitialEvents')
      : undefined;
    checkInitialEvents(sendInitialEvents, query);
    const timeoutSeconds =
      Math.max(wholeNumber(query, 'timeoutSeconds'), 0) || randomTimeout();
    new WatchConnection({
      store: this.#store,
      hub: this.#hub,
      encoder,
      response,
      view: {
        key: [target.namespace, key, encoder.key].join(' '),
        collection: resource.type.collection,
        namespace: target.namespace,
        matches,
        encode: object => encoder.object(object),
      },
      watch: {
        resourceVersion: query.get('resourceVersion') ?? '',
        allowBookmarks: isTrue(query, 'allowWatchBookmarks'),
        sendInitialEvents,
        timeoutSeconds: Math.min(timeoutSeconds, 86_400),
        bookmarkIntervalMs: this.#bookmarkIntervalMs,
      },
    }).start(request);
  }
}

function randomTimeout(): number {
  // Watches end at different times, so that clients do not all come back at once.
  return 1800 + Math.floor(Math.random() * 1800);
}

function checkInitialEvents(
  sendInitialEvents: boolean | undefined,
  query: URLSearchParams,
): void {
  const match = query.get('resourceVersionMatch') ?? '';
  const fail = (detail: string) =>
    invalidOptions(
      'ListOptions',
      forbiddenField('resourceVersionMatch', detail),
    );
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    throw fail(
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  if (sendInitialEvents === undefined && match) {
    throw fail(
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  }
}
