import { KubernetesObject, Logger, ObjectRef } from '../types';
import { Graveyard } from './Graveyard';
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

/**
 * Objects by name and by index, each never older than any answer that was seen of it.
 *
 * @remarks
 * Three sources write here without an order among them: lists, watch events and the answers to our
 * own writes. Resource versions decide which is newer; what was deleted is
 * remembered, so that an event which was under way meanwhile does not bring it back.
 */
export class Store<T extends KubernetesObject> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #graveyard: Graveyard;
  readonly #byNamespace = new Index();
  readonly #indexes = new Map<
    string,
    { index: Index; keysOf: (object: T) => string[] }
  >();
  readonly #emit: (event: CacheEvent<T>) => void;
  readonly #logger?: Logger;
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
    this.#graveyard = new Graveyard(options.now);
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
    if (this.#isKnown(object)) {
      return;
    }
    const key = keyOf(object.metadata);
    const current = this.#entries.get(key)?.object;
    if (current) {
      if (current.metadata?.uid !== object.metadata?.uid) {
        // Deleted and made anew between two answers: whoever listens must see both.
        this.#graveyard.buryForGood(current.metadata?.uid);
        this.#remove(key, current);
        this.#set(key, object);
        this.#emit({ type: 'added', object });
        return;
      }
      this.#set(key, object);
      this.#emit({ type: 'modified', object, previous: current });
      return;
    }
    this.#set(key, object);
    this.#emit({ type: 'added', object });
  }

  /** Takes the deletion of an object in, as a watch tells it. */
  applyDeleted(object: T): void {
    const { uid, resourceVersion } = object.metadata ?? {};
    this.#see(resourceVersion);
    const key = keyOf(object.metadata);
    const current = this.#entries.get(key)?.object;
    this.#graveyard.bury(key, { uid, resourceVersion });
    if (
      current &&
      !isNewer(current.metadata?.resourceVersion, resourceVersion)
    ) {
      this.#remove(key, current);
    }
  }

  /**
   * Takes in that our own delete succeeded.
   *
   * @param uid - of what was deleted, as far as the answer tells
   * @param before - uid of the object that was known when the delete was sent: whatever the cluster had in its place
   * by then, this one it did not have any more
   */
  applyGone(
    ref: ObjectRef,
    uid: string | undefined,
    before: string | undefined,
  ): void {
    const key = keyOf(ref);
    this.#graveyard.buryForGood(uid);
    this.#graveyard.buryForGood(before);
    const current = this.#entries.get(key)?.object;
    const currentUid = current?.metadata?.uid;
    if (current && (currentUid === uid || currentUid === before)) {
      this.#remove(key, current);
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
      const list = { listed, resourceVersion, inScope };
      if (historyWentBack || hasVanished(key, object, list)) {
        const { uid } = object.metadata ?? {};
        this.#graveyard.bury(key, { uid, resourceVersion });
        this.#remove(key, object);
      }
    }
    if (historyWentBack) {
      this.#newest = undefined;
      this.#graveyard.clear();
    }
    this.#see(resourceVersion);
    for (const item of items) {
      this.apply(item);
    }
    this.#graveyard.forget();
    return historyWentBack;
  }

  /**
   * Whether everything that a list shows was taken in, from whatever source: each object in this version or a newer
   * one, and each absence.
   *
   * @param inScope - whether an object would be on the list if it existed
   */
  covers(
    items: T[],
    resourceVersion: string | undefined,
    inScope: (object: T) => boolean,
  ): boolean {
    const listed = new Set(items.map(item => keyOf(item.metadata)));
    return (
      items.every(item => this.#isKnown(item)) &&
      ![...this.#entries].some(([key, { object }]) =>
        hasVanished(key, object, { listed, resourceVersion, inScope }),
      )
    );
  }

  /** Whether this version of the object, a newer one or its deletion was taken in. */
  #isKnown(object: T): boolean {
    const key = keyOf(object.metadata);
    if (this.#graveyard.holds(key, object.metadata ?? {})) {
      return true;
    }
    const order = compareResourceVersions(
      object.metadata?.resourceVersion,
      this.#entries.get(key)?.object.metadata?.resourceVersion,
    );
    return order !== undefined && order <= 0;
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

  #remove(key: string, object: T): void {
    const { keys } = this.#entries.get(key)!;
    for (const [name, { index }] of this.#indexes) {
      index.set(key, keys.get(name) ?? [], []);
    }
    const { namespace } = object.metadata ?? {};
    this.#byNamespace.set(key, namespace ? [namespace] : [], []);
    this.#entries.delete(key);
    this.#emit({ type: 'deleted', object });
  }

  #see(resourceVersion: string | undefined): void {
    this.#newest = newerResourceVersion(this.#newest, resourceVersion);
  }
}

function hasVanished<T extends KubernetesObject>(
  key: string,
  object: T,
  list: {
    listed: Set<string>;
    resourceVersion: string | undefined;
    inScope: (object: T) => boolean;
  },
): boolean {
  return (
    list.inScope(object) &&
    !list.listed.has(key) &&
    !isNewer(object.metadata?.resourceVersion, list.resourceVersion)
  );
}

function isNewer(a: string | undefined, b: string | undefined): boolean {
  const order = compareResourceVersions(a, b);
  return order !== undefined && order > 0;
}

function keyOf(ref: { namespace?: string; name?: string } | undefined): string {
  return `${ref?.namespace ?? ''}/${ref?.name ?? ''}`;
}
