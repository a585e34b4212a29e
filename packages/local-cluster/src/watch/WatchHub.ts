import { KubernetesObject } from '../api/types';
import { StoreEvent } from '../storage/Collection';
import { ObjectStore } from '../storage/ObjectStore';
import { WatchChannel } from './WatchChannel';

/** What a watcher wants to see, and how. Watchers with the same key share all work. */
export interface WatchView {
  key: string;
  collection: string;
  namespace: string;
  matches?: (object: KubernetesObject) => boolean;
  encode: (object: KubernetesObject) => string;
}

/** Where the events of one watcher go. */
export interface WatchSink {
  write(lines: Buffer): void;
  /** What is watched is no more: ends the watch after what was written. */
  end(): void;
}

/** Hands each change to the watchers that want it. */
export class WatchHub {
  readonly #channels = new Map<string, Map<string, WatchChannel>>();
  readonly #unsubscribe: () => void;

  constructor(store: ObjectStore) {
    this.#unsubscribe = store.subscribe((collection, event) =>
      this.#publish(collection, event),
    );
  }

  /** The channel for a view; close it for a sink with {@link leave}. */
  join(view: WatchView, sink: WatchSink): WatchChannel {
    let channels = this.#channels.get(view.collection);
    if (!channels) {
      channels = new Map();
      this.#channels.set(view.collection, channels);
    }
    let channel = channels.get(view.key);
    if (!channel) {
      channel = new WatchChannel(view);
      channels.set(view.key, channel);
    }
    channel.add(sink);
    return channel;
  }

  leave(channel: WatchChannel, sink: WatchSink): void {
    channel.delete(sink);
    if (channel.size === 0) {
      this.#channels.get(channel.view.collection)?.delete(channel.view.key);
    }
  }

  /** Ends all watches of a collection. */
  end(collection: string): void {
    const channels = this.#channels.get(collection);
    this.#channels.delete(collection);
    channels?.forEach(channel => channel.end());
  }

  stop(): void {
    this.#unsubscribe();
    this.#channels.clear();
  }

  #publish(collection: string, event: StoreEvent): void {
    const channels = this.#channels.get(collection);
    if (channels) {
      for (const channel of channels.values()) {
        channel.publish(event);
      }
    }
  }
}
