import { KubernetesObject, OwnerReference } from '../api/types';
import { DeleteOptions, ObjectDeleter } from '../operations/ObjectDeleter';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { StoreEvent } from '../storage/Collection';
import { ObjectStore } from '../storage/ObjectStore';
import { TaskQueue } from './TaskQueue';
import { ObjectLocation, OwnerIndex } from './OwnerIndex';

const background: DeleteOptions = {
  propagationPolicy: 'Background',
  dryRun: false,
};
const foreground: DeleteOptions = {
  propagationPolicy: 'Foreground',
  dryRun: false,
};

/**
 * Deletes objects whose owners are all gone, and carries out foreground and orphaning deletions.
 *
 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 */
export class GarbageCollector {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;
  readonly #deleter: ObjectDeleter;
  readonly #index: OwnerIndex;
  readonly #queue: TaskQueue<string>;
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
    this.#index = new OwnerIndex(options.store);
    this.#queue = new TaskQueue({
      work: uid => this.#collect(uid),
      onError: options.onError,
    });
    this.#unsubscribe = options.store.subscribe((collection, event) =>
      this.#observe(collection, event),
    );
    for (const collection of this.#store.names()) {
      for (const object of this.#store.collection(collection).entries({})) {
        this.#consider(object);
      }
    }
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #observe(collection: string, event: StoreEvent): void {
    this.#index.update(collection, event);
    const { metadata } = event.object;
    if (event.type === 'DELETED') {
      for (const dependent of this.#index.dependents(metadata.uid!)) {
        this.#enqueue(dependent);
      }
      for (const owner of metadata.ownerReferences ?? []) {
        this.#queue.add(owner.uid);
      }
      return;
    }
    this.#consider(event.object);
    for (const owner of event.previous?.metadata.ownerReferences ?? []) {
      this.#queue.add(owner.uid);
    }
  }

  #consider({ metadata }: KubernetesObject): void {
    const isWaiting =
      metadata.deletionTimestamp &&
      (metadata.finalizers?.includes('orphan') ||
        metadata.finalizers?.includes('foregroundDeletion'));
    if (metadata.ownerReferences?.length || isWaiting) {
      this.#queue.add(metadata.uid!);
    }
  }

  #enqueue(location: ObjectLocation): void {
    const object = this.#read(location);
    if (object) {
      this.#queue.add(object.metadata.uid!);
    }
  }

  #read({ collection, key }: ObjectLocation): KubernetesObject | undefined {
    return this.#store.collection(collection).get(key);
  }

  #collect(uid: string): void {
    const location = this.#index.find(uid);
    const object = location && this.#read(location);
    if (!location || !object) {
      return;
    }
    const finalizers = object.metadata.deletionTimestamp
      ? (object.metadata.finalizers ?? [])
      : [];
    if (finalizers.includes('orphan')) {
      this.#orphanDependents(location, object);
    } else if (finalizers.includes('foregroundDeletion')) {
      this.#deleteDependentsFirst(location, object);
    }
    this.#collectIfOrphaned(location, object);
  }

  #collectIfOrphaned(location: ObjectLocation, object: KubernetesObject): void {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0 || object.metadata.deletionTimestamp) {
      return;
    }
    const present = owners.filter(owner => this.#ownerOf(object, owner));
    const lasting = present.filter(
      owner => !isBeingDeletedFirst(this.#ownerOf(object, owner)!),
    );
    if (present.length === 0) {
      this.#delete(location, object, background);
    } else if (lasting.length === 0) {
      this.#delete(location, object, foreground);
    } else if (lasting.length < owners.length) {
      this.#put(location, {
        ...object,
        metadata: { ...object.metadata, ownerReferences: lasting },
      });
    }
  }

  /** The owner, unless it is gone or in another namespace, where a reference does not count. */
  #ownerOf(
    object: KubernetesObject,
    owner: OwnerReference,
  ): KubernetesObject | undefined {
    const location = this.#index.find(owner.uid);
    const found = location && this.#read(location);
    const isReachable =
      found &&
      (!found.metadata.namespace ||
        found.metadata.namespace === object.metadata.namespace);
    return isReachable ? found : undefined;
  }

  #orphanDependents(location: ObjectLocation, object: KubernetesObject): void {
    for (const dependent of this.#index.dependents(object.metadata.uid!)) {
      const child = this.#read(dependent);
      if (child) {
        const left = child.metadata.ownerReferences!.filter(
          owner => owner.uid !== object.metadata.uid,
        );
        const { ownerReferences, ...metadata } = child.metadata;
        this.#put(dependent, {
          ...child,
          metadata: left.length
            ? { ...metadata, ownerReferences: left }
            : metadata,
        });
      }
    }
    this.#removeFinalizer(location, object, 'orphan');
  }

  #deleteDependentsFirst(
    location: ObjectLocation,
    object: KubernetesObject,
  ): void {
    const uid = object.metadata.uid!;
    let isBlocked = false;
    for (const dependent of this.#index.dependents(uid)) {
      const child = this.#read(dependent);
      if (child) {
        this.#queue.add(child.metadata.uid!);
        isBlocked ||= child.metadata.ownerReferences!.some(
          owner => owner.uid === uid && owner.blockOwnerDeletion === true,
        );
      }
    }
    if (!isBlocked) {
      this.#removeFinalizer(location, object, 'foregroundDeletion');
    }
  }

  #removeFinalizer(
    location: ObjectLocation,
    object: KubernetesObject,
    finalizer: string,
  ): void {
    const left = (object.metadata.finalizers ?? []).filter(
      name => name !== finalizer,
    );
    if (left.length > 0) {
      this.#put(location, {
        ...object,
        metadata: { ...object.metadata, finalizers: left },
      });
    } else {
      this.#store.remove(location.collection, location.key);
    }
  }

  #put(location: ObjectLocation, object: KubernetesObject): void {
    this.#store.put(location.collection, object);
  }

  #delete(
    location: ObjectLocation,
    object: KubernetesObject,
    options: DeleteOptions,
  ): void {
    const type = this.#registry.byCollection(location.collection);
    if (type) {
      this.#deleter.delete(object, type, options);
    }
  }
}

function isBeingDeletedFirst({ metadata }: KubernetesObject): boolean {
  return Boolean(
    metadata.deletionTimestamp &&
    metadata.finalizers?.includes('foregroundDeletion'),
  );
}
