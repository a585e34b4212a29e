import { KubernetesObject, Logger, ObjectRef } from '../types';
import { Index } from './Index';
import {
  compareResourceVersions,
  newerResourceVersion,
} from './resourceVersion';

/**
 * A change of a cached object.
 *
 * @public
 */
export interface CacheEvent<T> {
  type: 'added' | 'modified' | 'deleted';
  /** The object now; for `deleted` its last known state. */
  object: T;
  /** For `modified`: the object before. */
  previous?: T;
}

interface Entry<T> {
  object: T;
  keys: Map<string, string[]>;
}

interface Tombstone {
  uid?: string;
  resourceVersion?: string;
  /** Deleted by its uid, which the API never gives twice. */
  final: boolean;
  at: number;
}

// Far longer than a watch lags behind an answer.
const TOMBSTONE_LIFETIME_MS = 10 * 60_000;

/**
 * Objects by name and by index, each never older than any answer that was seen of it.
 *
 * @remarks
 * Three sources write here without an order among them: lists, watch events and the answers to our
 * own writes. Resource versions decide which is newer; a deleted object leaves a tombstone, so that
 * an event which was under way meanwhile does not bring it back.
 */
export class Store<T extends KubernetesObject> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #tombstones = new Map<string, Tombstone>();
  readonly #byNamespace = new Index();
  readonly #indexes = new Map<
    string,
    { index: Index; keysOf: (object: T) => string[] }
  >();
  readonly #emit: (event: CacheEvent<T>) => void;
  readonly #logger?: Logger;
  readonly #now: () => number;
  #newest?: string;

  constructor(options: {
    indexes?: Record<string, (object: T) => string[]>;
    emit: (event: CacheEvent<T>) => void;
    logger?: Logger;
    now?: () => number;
  }) {
    for (const [name, keysOf] of Object.entries(options.indexes ?? {})) {
      this.#indexes.set(name, { index: new Index(), keysOf });
    }
    this.#emit = options.emit;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /** The newest resource version that was seen of any object or list. */
  get newestResourceVersion(): string | undefined {
    return this.#newest;
  }

  get(ref: ObjectRef): T | undefined {
    return this.#entries.get(keyOf(ref))?.object;
  }

  list(namespace?: string): T[] {
    return namespace === undefined
      ? Array.from(this.#entries.values(), entry => entry.object)
      : this.#objects(this.#byNamespace.get(namespace));
  }

  byIndex(name: string, key: string): T[] {
    const entry = this.#indexes.get(name);
    if (!entry) {
      const known = [...this.#indexes.keys()].join(', ') || 'none';
      throw new Error(`There is no index "${name}"; indexes: ${known}`);
    }
    return this.#objects(entry.index.get(key));
  }

  /** Takes an object in, unless something newer of that name is known. */
  apply(object: T): void {
    this.#see(object.metadata?.resourceVersion);
    const key = keyOf(object.metadata);
    const current = this.#entries.get(key)?.object;
    if (current) {
      const order = compareResourceVersions(
        object.metadata?.resourceVersion,
        current.metadata?.resourceVersion,
      );
      if (order !== undefined && order <= 0) {
        return;
      }
      if (current.metadata?.uid !== object.metadata?.uid) {
        // Deleted and made anew between two answers: whoever listens must see both.
        this.#remove(key, current, { final: true });
        this.#set(key, object);
        this.#emit({ type: 'added', object });
        return;
      }
      this.#set(key, object);
      this.#emit({ type: 'modified', object, previous: current });
      return;
    }
    if (this.#isBuried(key, object)) {
      return;
    }
    this.#tombstones.delete(key);
    this.#set(key, object);
    this.#emit({ type: 'added', object });
  }

  /** Takes the deletion of an object in, as a watch tells it. */
  applyDeleted(object: T): void {
    const { uid, resourceVersion } = object.metadata ?? {};
    this.#see(resourceVersion);
    const key = keyOf(object.metadata);
    const current = this.#entries.get(key)?.object;
    if (!current) {
      this.#bury(key, { uid, resourceVersion, final: false });
      return;
    }
    const order = compareResourceVersions(
      resourceVersion,
      current.metadata?.resourceVersion,
    );
    if (order !== undefined && order < 0) {
      return;
    }
    this.#remove(key, current, { uid, resourceVersion, final: false });
  }

  /** Takes in that our own delete succeeded. */
  applyGone(ref: ObjectRef, uid: string | undefined): void {
    const key = keyOf(ref);
    const current = this.#entries.get(key)?.object;
    if (!current) {
      if (uid) {
        this.#bury(key, { uid, final: true });
      }
    } else if (!uid || current.metadata?.uid === uid) {
      this.#remove(key, current, { final: true });
    }
  }

  /**
   * Takes a whole list in: what it does not hold has vanished.
   *
   * @param inScope - whether an object would be on the list if it existed
   * @param before - {@link Store.newestResourceVersion} when the list was asked for
   * @returns true when the list shows that the cluster's history went back (it was restored from a
   * backup, or another one serves now): all objects of the former history are dropped then, and
   * scopes other than this one have to be listed anew.
   */
  replace(
    items: T[],
    resourceVersion: string | undefined,
    inScope: (object: T) => boolean,
    before: string | undefined,
  ): boolean {
    const order = compareResourceVersions(resourceVersion, before);
    const historyWentBack = order !== undefined && order < 0;
    const listed = new Set(items.map(item => keyOf(item.metadata)));
    for (const [key, { object }] of [...this.#entries]) {
      const vanished =
        inScope(object) &&
        !listed.has(key) &&
        !isNewer(object.metadata?.resourceVersion, resourceVersion);
      if (vanished || historyWentBack) {
        this.#remove(key, object, { resourceVersion, final: false });
      }
    }
    if (historyWentBack) {
      this.#newest = undefined;
      this.#tombstones.clear();
    }
    this.#see(resourceVersion);
    for (const item of items) {
      this.apply(item);
    }
    this.#forgetOldTombstones();
    return historyWentBack;
  }

  #objects(keys: Iterable<string>): T[] {
    return Array.from(keys, key => this.#entries.get(key)!.object);
  }

  #set(key: string, object: T): void {
    const previous = this.#entries.get(key);
    const keys = new Map<string, string[]>();
    for (const [name, { index, keysOf }] of this.#indexes) {
      const next = this.#indexKeys(name, keysOf, object);
      keys.set(name, next);
      index.set(key, previous?.keys.get(name) ?? [], next);
    }
    const namespace = object.metadata?.namespace;
    this.#byNamespace.set(key, [], namespace ? [namespace] : []);
    this.#entries.set(key, { object, keys });
  }

  #indexKeys(
    name: string,
    keysOf: (object: T) => string[],
    object: T,
  ): string[] {
    try {
      return [...new Set(keysOf(object))];
    } catch (error) {
      this.#logger?.error(
        `Index "${name}" failed on ${keyOf(object.metadata)}: ${error}`,
      );
      return [];
    }
  }

  #remove(key: string, object: T, tombstone: Omit<Tombstone, 'at'>): void {
    const { keys } = this.#entries.get(key)!;
    for (const [name, { index }] of this.#indexes) {
      index.set(key, keys.get(name) ?? [], []);
    }
    const { namespace, uid, resourceVersion } = object.metadata ?? {};
    this.#byNamespace.set(key, namespace ? [namespace] : [], []);
    this.#entries.delete(key);
    this.#bury(key, {
      ...tombstone,
      uid,
      resourceVersion: newerResourceVersion(
        tombstone.resourceVersion,
        resourceVersion,
      ),
    });
    this.#emit({ type: 'deleted', object });
  }

  #bury(key: string, tombstone: Omit<Tombstone, 'at'>): void {
    const former = this.#tombstones.get(key);
    const final =
      tombstone.final || (!!former?.final && former.uid === tombstone.uid);
    this.#tombstones.delete(key);
    this.#tombstones.set(key, { ...tombstone, final, at: this.#now() });
    this.#forgetOldTombstones();
  }

  #isBuried(key: string, object: T): boolean {
    const tombstone = this.#tombstones.get(key);
    if (!tombstone) {
      return false;
    }
    if (tombstone.uid && tombstone.uid === object.metadata?.uid) {
      if (tombstone.final) {
        return true;
      }
      // With a label selector "deleted" may mean that the object left the selection; a newer version
      // of it comes back.
    }
    const order = compareResourceVersions(
      object.metadata?.resourceVersion,
      tombstone.resourceVersion,
    );
    return order === undefined
      ? tombstone.uid === object.metadata?.uid
      : order <= 0;
  }

  #forgetOldTombstones(): void {
    const oldest = this.#now() - TOMBSTONE_LIFETIME_MS;
    // In the order in which they were set, so the first young one ends the search.
    for (const [key, { at }] of this.#tombstones) {
      if (at > oldest) {
        return;
      }
      this.#tombstones.delete(key);
    }
  }

  #see(resourceVersion: string | undefined): void {
    this.#newest = newerResourceVersion(this.#newest, resourceVersion);
  }
}

function isNewer(a: string | undefined, b: string | undefined): boolean {
  const order = compareResourceVersions(a, b);
  return order !== undefined && order > 0;
}

function keyOf(ref: { namespace?: string; name?: string } | undefined): string {
  return `${ref?.namespace ?? ''}/${ref?.name ?? ''}`;
}
