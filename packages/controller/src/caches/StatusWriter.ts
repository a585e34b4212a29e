import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import type {
  KubernetesObject as CachedObject,
  ResourceCache,
} from '@kuadrant/kubernetes-cache';
import { keyOf, mergePatch } from '../objects';

/**
 * Writes statuses, each only where it differs. What a schema prunes is remembered, so that it is not written again and
 * again.
 */
export class StatusWriter<
  T extends KubernetesObject & CachedObject & { status?: object },
> {
  readonly #cache: ResourceCache<T>;
  /** Of each object whose schema has pruned its status: what was to be written, and the version that came of it. */
  readonly #pruned = new Map<string, { wanted: string; version?: string }>();

  constructor(cache: ResourceCache<T>) {
    this.#cache = cache;
    cache.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        this.#pruned.delete(keyOf(object.metadata));
      }
    });
  }

  /** Forgets what was pruned: the schemas are others now. */
  forget(): void {
    this.#pruned.clear();
  }

  /** Makes the status of an object this one. Returns whether that was a change. */
  async write(object: T, wanted: object): Promise<boolean> {
    const patch = mergePatch(object.status ?? {}, wanted);
    const { namespace, name, uid, resourceVersion } = object.metadata;
    const key = keyOf(object.metadata);
    const pruned = this.#pruned.get(key);
    if (
      !patch ||
      (pruned?.version === resourceVersion &&
        pruned?.wanted === JSON.stringify(wanted))
    ) {
      return false;
    }
    const written = await this.#cache.patch(
      { namespace, name },
      { metadata: { uid }, status: patch },
      { type: 'merge', subresource: 'status' },
    );
    if (mergePatch(written.status ?? {}, wanted)) {
      this.#pruned.set(key, {
        wanted: JSON.stringify(wanted),
        version: written.metadata.resourceVersion,
      });
    } else {
      this.#pruned.delete(key);
    }
    return written.metadata.resourceVersion !== resourceVersion;
  }
}
