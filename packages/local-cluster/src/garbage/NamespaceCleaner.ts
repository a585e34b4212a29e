import { KubernetesObject } from '../api/types';
import { ObjectDeleter } from '../operations/ObjectDeleter';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { StoreEvent } from '../storage/Collection';
import { ObjectStore } from '../storage/ObjectStore';
import { TaskQueue } from './TaskQueue';

const namespaces = 'namespaces.';

/** Empties namespaces that are being deleted, and lets them go when nothing is left in them. */
export class NamespaceCleaner {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;
  readonly #deleter: ObjectDeleter;
  readonly #queue: TaskQueue<string>;
  readonly #terminating = new Set<string>();
  readonly #unsubscribe: () => void;

  constructor(options: {
    store: ObjectStore;
    registry: ResourceRegistry;
    deleter: ObjectDeleter;
    onError: (error: unknown) => void;
  }) {
    this.#store = options.store;
    this.#registry = options.registry;
    this.#deleter = options.deleter;
    this.#queue = new TaskQueue({
      work: name => this.#clean(name),
      onError: options.onError,
    });
    this.#unsubscribe = options.store.subscribe((collection, event) =>
      this.#observe(collection, event),
    );
    for (const namespace of this.#store.collection(namespaces).entries({})) {
      this.#consider(namespace);
    }
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #observe(collection: string, event: StoreEvent): void {
    if (collection === namespaces) {
      if (event.type === 'DELETED') {
        this.#terminating.delete(event.key.name);
      } else {
        this.#consider(event.object);
      }
    } else if (
      event.type === 'DELETED' &&
      this.#terminating.has(event.key.namespace)
    ) {
      this.#queue.add(event.key.namespace);
    }
  }

  #consider(namespace: KubernetesObject): void {
    if (namespace.metadata.deletionTimestamp) {
      this.#terminating.add(namespace.metadata.name!);
      this.#queue.add(namespace.metadata.name!);
    }
  }

  #clean(name: string): void {
    const namespace = this.#store
      .collection(namespaces)
      .get({ namespace: '', name });
    if (!namespace?.metadata.deletionTimestamp) {
      return;
    }
    let left = 0;
    for (const type of this.#registry.types()) {
      if (type.namespaced && !type.view) {
        left += this.#empty(type.collection, name);
      }
    }
    if (left === 0) {
      this.#release(namespace);
    }
  }

  /** Deletes what can be deleted; answers with the number of objects that finalizers hold. */
  #empty(collection: string, namespace: string): number {
    const type = this.#registry.byCollection(collection)!;
    let held = 0;
    const objects = [
      ...this.#store.collection(collection).entries({ namespace }),
    ];
    for (const object of objects) {
      const { isGone } = this.#deleter.delete(object, type, {
        propagationPolicy: object.metadata.deletionTimestamp
          ? undefined
          : 'Background',
        dryRun: false,
      });
      held += isGone ? 0 : 1;
    }
    return held;
  }

  #release(namespace: KubernetesObject): void {
    const key = { namespace: '', name: namespace.metadata.name! };
    const spec = namespace.spec as { finalizers?: string[] } | undefined;
    const others = (spec?.finalizers ?? []).filter(
      finalizer => finalizer !== 'kubernetes',
    );
    if (others.length > 0 || namespace.metadata.finalizers?.length) {
      if (spec?.finalizers?.includes('kubernetes')) {
        this.#store.put(namespaces, {
          ...namespace,
          spec: { ...spec, finalizers: others },
        });
      }
      return;
    }
    this.#store.remove(namespaces, key);
  }
}
