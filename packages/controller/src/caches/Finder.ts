import {
  isObjectName,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isNotFound,
  type KubernetesClient,
  KubernetesError,
  type ResourceCache,
} from '@kuadrant/kubernetes-cache';

/**
 * Finds objects in caches, and in the cluster what a cache does not have: that may mean "not yet", and nothing may be
 * undone for that.
 */
export class Finder {
  readonly #client: KubernetesClient;
  readonly #namespaces?: Set<string>;

  /** @param namespaces - those that are watched; none means all */
  constructor(client: KubernetesClient, namespaces: string[] = []) {
    this.#client = client;
    this.#namespaces = namespaces.length > 0 ? new Set(namespaces) : undefined;
  }

  /** Whether a namespace is watched. Of others nothing is known. */
  watches(namespace: string): boolean {
    return this.#namespaces?.has(namespace) ?? true;
  }

  /**
   * The object, or undefined when it does not exist or is in a namespace that is not watched.
   *
   * @throws KubernetesError also where the cluster does not serve the kind: its objects may exist all the same
   */
  async find<T extends KubernetesObject>(
    cache: ResourceCache<T>,
    ref: ObjectRef,
  ): Promise<T | undefined> {
    const cached = cache.get(ref);
    if (cached || !canExist(ref) || !this.watches(ref.namespace)) {
      return cached;
    }
    try {
      return await this.#client.get<T>(cache.resource, ref);
    } catch (error) {
      if (isNotFound(error) && isAboutObject(error, ref)) {
        return undefined;
      }
      throw error;
    }
  }
}

// Of a kind that is not served the answer names no object.
function isAboutObject(error: unknown, { name }: ObjectRef): boolean {
  return error instanceof KubernetesError && error.details?.name === name;
}

// The cluster would answer such names with an error about the call.
function canExist({ namespace, name }: ObjectRef): boolean {
  return isObjectName(namespace) && isObjectName(name);
}
