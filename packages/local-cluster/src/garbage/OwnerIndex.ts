import { KubernetesObject, ObjectKey } from '../api/types';
import { keyOf, StoreEvent } from '../storage/Collection';
import { ObjectStore } from '../storage/ObjectStore';

/** Where an object is. */
export interface ObjectLocation {
  collection: string;
  key: ObjectKey;
}

/** Finds objects by uid, and the dependents of a uid. */
export class OwnerIndex {
  readonly #byUid = new Map<string, ObjectLocation>();
  readonly #dependents = new Map<string, Map<string, ObjectLocation>>();

  constructor(store: ObjectStore) {
    for (const collection of store.names()) {
      for (const object of store.collection(collection).entries({})) {
        this.#add(collection, object);
      }
    }
  }

  find(uid: string): ObjectLocation | undefined {
    return this.#byUid.get(uid);
  }

  dependents(uid: string): ObjectLocation[] {
    return [...(this.#dependents.get(uid)?.values() ?? [])];
  }

  update(collection: string, event: StoreEvent): void {
    if (event.previous) {
      this.#remove(event.previous);
    }
    if (event.type !== 'DELETED') {
      this.#add(collection, event.object);
    }
  }

  #add(collection: string, object: KubernetesObject): void {
    const uid = object.metadata.uid!;
    const location = { collection, key: keyOf(object) };
    this.#byUid.set(uid, location);
    for (const owner of object.metadata.ownerReferences ?? []) {
      let dependents = this.#dependents.get(owner.uid);
      if (!dependents) {
        dependents = new Map();
        this.#dependents.set(owner.uid, dependents);
      }
      dependents.set(uid, location);
    }
  }

  #remove(object: KubernetesObject): void {
    const uid = object.metadata.uid!;
    this.#byUid.delete(uid);
    for (const owner of object.metadata.ownerReferences ?? []) {
      const dependents = this.#dependents.get(owner.uid);
      dependents?.delete(uid);
      if (dependents?.size === 0) {
        this.#dependents.delete(owner.uid);
      }
    }
  }
}
