import { collectionName, ResourceType, ResourceVersion } from './ResourceType';

/** A resource in one of its versions, as a path names it. */
export interface ServedResource {
  type: ResourceType;
  version: ResourceVersion;
}

/** All resources that are served now; CustomResourceDefinitions come and go. */
export class ResourceRegistry {
  readonly #types = new Map<string, ResourceType>();
  readonly #listeners = new Set<(type: ResourceType) => void>();

  #generation = 0;

  /** Grows with each change, so that documents made from the registry can be kept until then. */
  get generation(): number {
    return this.#generation;
  }

  add(type: ResourceType): void {
    this.#types.set(collectionName(type.group, type.plural), type);
    this.#changed(type);
  }

  remove(type: ResourceType): void {
    if (this.#types.delete(collectionName(type.group, type.plural))) {
      this.#changed(type);
    }
  }

  #changed(type: ResourceType): void {
    this.#generation += 1;
    for (const listener of this.#listeners) {
      listener(type);
    }
  }

  subscribe(listener: (type: ResourceType) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  types(): ResourceType[] {
    return [...this.#types.values()];
  }

  /** The resource that keeps its objects in a collection. */
  byCollection(collection: string): ResourceType | undefined {
    // Only views lie in collections with the name of another resource.
    return this.#types.get(collection);
  }

  find(
    group: string,
    versionName: string,
    plural: string,
  ): ServedResource | undefined {
    const type = this.#types.get(collectionName(group, plural));
    const version = type?.versions.find(({ name }) => name === versionName);
    return type && version ? { type, version } : undefined;
  }

  findKind(
    group: string,
    versionName: string,
    kind: string,
  ): ServedResource | undefined {
    for (const type of this.#types.values()) {
      if (type.group === group && type.kind === kind) {
        const version = type.versions.find(({ name }) => name === versionName);
        if (version) {
          return { type, version };
        }
      }
    }
    return undefined;
  }
}
