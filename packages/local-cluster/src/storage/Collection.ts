import { KubernetesObject, ObjectKey } from '../api/types';
import { History, HistoryLimits } from './History';
import { SortedKeys } from './SortedKeys';

/** A change of one object. `object` of a deletion is its last state, with the deletion's version. */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  revision: number;
  key: ObjectKey;
  object: KubernetesObject;
  previous?: KubernetesObject;
  /** The length of the JSON of both objects. */
  size: number;
}

/** The order of objects in a list: that of etcd's keys, `namespace/name` by bytes. */
export function sortKey({ namespace, name }: ObjectKey): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** All objects of one resource, and the latest changes to them. */
export class Collection {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #keys = new SortedKeys();
  readonly #history: History;

  constructor(options: { limits: HistoryLimits; revision: number }) {
    this.#history = new History(options);
  }

  /** Changes after this revision are all known; what happened up to it is not. */
  get oldestRevision(): number {
    return this.#history.oldestRevision;
  }

  get size(): number {
    return this.#objects.size;
  }

  get(key: ObjectKey): KubernetesObject | undefined {
    return this.#objects.get(sortKey(key));
  }

  /** The objects in order, from a position on. */
  *entries(options: {
    namespace?: string;
    from?: string;
  }): Generator<KubernetesObject> {
    const prefix = options.namespace ? `${options.namespace}/` : '';
    const start = options.from && options.from > prefix ? options.from : prefix;
    for (
      let index = this.#keys.firstNotBefore(start);
      index < this.#keys.size;
      index++
    ) {
      const key = this.#keys.at(index);
      if (!key.startsWith(prefix)) {
        return;
      }
      yield this.#objects.get(key)!;
    }
  }

  /** The state as it was at an earlier revision, as far as the history reaches back. */
  entriesAt(options: {
    revision: number;
    namespace?: string;
    from?: string;
  }): Iterable<KubernetesObject> {
    const undone = new Map<string, KubernetesObject | undefined>();
    for (const event of this.#history.after(options.revision)) {
      const key = sortKey(event.key);
      if (!undone.has(key)) {
        undone.set(key, event.previous);
      }
    }
    if (undone.size === 0) {
      return this.entries(options);
    }
    return this.#rewound(options, undone);
  }

  #rewound(
    options: { namespace?: string; from?: string },
    undone: Map<string, KubernetesObject | undefined>,
  ): KubernetesObject[] {
    const prefix = options.namespace ? `${options.namespace}/` : '';
    const from = options.from ?? '';
    const earlier = new Map<string, KubernetesObject>();
    for (const object of this.entries(options)) {
      const key = sortKey(keyOf(object));
      if (!undone.has(key)) {
        earlier.set(key, object);
      }
    }
    for (const [key, object] of undone) {
      if (object && key.startsWith(prefix) && key >= from) {
        earlier.set(key, object);
      }
    }
    return [...earlier.keys()].sort(byBytes).map(key => earlier.get(key)!);
  }

  eventsAfter(revision: number): StoreEvent[] {
    return this.#history.after(revision);
  }

  load(object: KubernetesObject): void {
    const key = sortKey(keyOf(object));
    this.#objects.set(key, object);
    this.#keys.add(key);
  }

  apply(event: StoreEvent): void {
    const key = sortKey(event.key);
    if (event.type === 'DELETED') {
      this.#objects.delete(key);
      this.#keys.delete(key);
    } else {
      this.#objects.set(key, event.object);
      this.#keys.add(key);
    }
    this.#history.add(event);
  }
}

function byBytes(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

export function keyOf(object: KubernetesObject): ObjectKey {
  return {
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name ?? '',
  };
}
