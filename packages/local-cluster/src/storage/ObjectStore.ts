import { KubernetesObject, ObjectKey } from '../api/types';
import { Collection, keyOf, StoreEvent } from './Collection';
import { HistoryLimits } from './History';
import { Persistence } from './Persistence';
import { encodeObject } from './StoredObject';

export type StoreListener = (collection: string, event: StoreEvent) => void;

/**
 * The state of the cluster: collections of objects under one revision counter.
 *
 * @remarks
 * Reads come from memory. A write goes to the data file first, then to memory, then to the listeners,
 * all in one turn of the event loop, so that no reader ever sees half of it.
 */
export class ObjectStore {
  readonly #collections = new Map<string, Collection>();
  readonly #listeners = new Set<StoreListener>();
  readonly #persistence: Persistence | undefined;
  readonly #limits: HistoryLimits;
  readonly #startRevision: number;
  #revision: number;

  constructor(options: { persistence?: Persistence; history: HistoryLimits }) {
    this.#persistence = options.persistence;
    this.#limits = options.history;
    this.#revision = Number(options.persistence?.value('revision') ?? 0);
    this.#startRevision = this.#revision;
    for (const row of options.persistence?.objects() ?? []) {
      this.collection(row.collection).load(row.object);
    }
  }

  /** The revision of the last write. */
  get revision(): number {
    return this.#revision;
  }

  /** Names are `plural.group`, as in `secrets.` and `widgets.example.com`. */
  collection(name: string): Collection {
    let collection = this.#collections.get(name);
    if (!collection) {
      collection = new Collection({
        limits: this.#limits,
        revision: this.#startRevision,
      });
      this.#collections.set(name, collection);
    }
    return collection;
  }

  names(): string[] {
    return [...this.#collections.keys()];
  }

  /** Stores an object under the next revision and answers with what was stored. */
  put(name: string, object: KubernetesObject): KubernetesObject {
    const collection = this.collection(name);
    const key = keyOf(object);
    const revision = this.#revision + 1;
    const stored: KubernetesObject = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(revision) },
    };
    const json = encodeObject(stored);
    this.#persistence?.put(name, key, json, revision);
    const previous = collection.get(key);
    this.#publish(name, {
      type: previous ? 'MODIFIED' : 'ADDED',
      revision,
      key,
      object: stored,
      previous,
      size: json.length + sizeOf(previous),
    });
    return stored;
  }

  /** Removes an object; answers with its last state under the revision of the removal. */
  remove(name: string, key: ObjectKey): KubernetesObject | undefined {
    const previous = this.collection(name).get(key);
    if (!previous) {
      return undefined;
    }
    const revision = this.#revision + 1;
    this.#persistence?.remove(name, key, revision);
    const object: KubernetesObject = {
      ...previous,
      metadata: { ...previous.metadata, resourceVersion: String(revision) },
    };
    this.#publish(name, {
      type: 'DELETED',
      revision,
      key,
      object,
      previous,
      size: 2 * sizeOf(previous),
    });
    return object;
  }

  #publish(name: string, event: StoreEvent): void {
    this.#revision = event.revision;
    this.collection(name).apply(event);
    for (const listener of this.#listeners) {
      listener(name, event);
    }
  }

  /** Listeners run inside of the write: they must be quick and must not write themselves. */
  subscribe(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function sizeOf(object: KubernetesObject | undefined): number {
  return object ? encodeObject(object).length : 0;
}
