import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isInvalid,
  KubernetesError,
  type KubernetesObject as CachedObject,
  type ResourceCache,
} from '@kuadrant/kubernetes-cache';
import { keyOf, mergePatch } from '../objects';

/**
 * Writes statuses, each only where it differs. What a schema prunes or refuses is remembered, so that it is not written
 * again and again.
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
    const written = await this.#patch({ namespace, name }, uid, patch, wanted);
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

  // A part that the schema refuses, or that is too large, is left out: it must not hold up the rest of the status.
  async #patch(
    ref: { namespace?: string; name: string },
    uid: string | undefined,
    patch: object,
    wanted: object,
  ): Promise<T> {
    const write = (status: object) =>
      this.#cache.patch(
        ref,
        { metadata: { uid }, status },
        { type: 'merge', subresource: 'status' },
      );
    try {
      return await write(patch);
    } catch (error) {
      const refused = isTooLarge(error)
        ? largestPart(wanted)
        : refusedParts(error).filter(part => part in patch);
      if (refused.length === 0) {
        throw error;
      }
      return write({
        ...patch,
        ...Object.fromEntries(refused.map(part => [part, null])),
      });
    }
  }
}

/** Whether etcd, or the API server before it, refuses an object for its size. */
function isTooLarge(error: unknown): boolean {
  return (
    error instanceof KubernetesError &&
    (error.status === 413 ||
      /request is too large|larger than max/.test(error.message))
  );
}

/** The largest member of a status but for its conditions. */
function largestPart(status: object): string[] {
  const [largest] = Object.entries(status)
    .filter(([name, value]) => name !== 'conditions' && value !== undefined)
    .map(([name, value]) => ({ name, size: JSON.stringify(value).length }))
    .sort((a, b) => b.size - a.size);
  return largest ? [largest.name] : [];
}

/** The members of a status that an answer "invalid" names. */
function refusedParts(error: unknown): string[] {
  if (!isInvalid(error)) {
    return [];
  }
  const { causes = [] } = (error as KubernetesError).details ?? {};
  const parts = causes.flatMap(
    ({ field }) => /^status\.(\w+)/.exec(field ?? '')?.[1] ?? [],
  );
  return [...new Set(parts)];
}
