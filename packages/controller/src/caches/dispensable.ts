import {
  KubernetesError,
  type KubernetesObject,
  type ResourceCache,
} from '@kuadrant/kubernetes-cache';
import type { Logger } from '../runtime';
import type { Caches } from './createCaches';

/**
 * Caches that the controller can do without: while it may not read such a kind, its objects count as absent, and nothing
 * else waits for them.
 */
const DISPENSABLE: readonly string[] = [
  'grpcRoutes',
  'listenerSets',
  'namespaces',
  'rateLimitPolicies',
] satisfies (keyof Caches)[];

function isForbidden(error: unknown): boolean {
  return error instanceof KubernetesError && error.status === 403;
}

type AnyCache = Pick<
  ResourceCache<KubernetesObject>,
  'hasSynced' | 'status' | 'onStatusChange' | 'waitForSync' | 'resource'
>;

/** Whether the controller may not read a kind, and does without it. */
export function isDoneWithout(name: string, cache: AnyCache): boolean {
  return (
    DISPENSABLE.includes(name) &&
    !cache.hasSynced &&
    isForbidden(cache.status.error)
  );
}

/** Resolves when a cache is synced or done without. */
export async function untilUsable(
  name: string,
  cache: AnyCache,
): Promise<void> {
  let stopListening = () => {};
  const doneWithout = new Promise<void>(resolve => {
    const check = () => isDoneWithout(name, cache) && resolve();
    stopListening = cache.onStatusChange(check);
    check();
  });
  await Promise.race([cache.waitForSync(), doneWithout]).finally(stopListening);
}

/** What the controller does without, a sentence each. */
export function missingRights(caches: Caches): string[] {
  return Object.entries(caches)
    .filter(([name, cache]) => isDoneWithout(name, cache))
    .map(([, { resource }]) => missingRight(resource.plural));
}

/** Logs what the controller does without, from now on, and when it no longer does. */
export function logMissingRights(caches: Caches, logger: Logger): void {
  for (const [name, cache] of Object.entries(caches)) {
    const { plural } = cache.resource;
    let isMissing = false;
    const check = () => {
      const before = isMissing;
      isMissing = isDoneWithout(name, cache);
      if (isMissing && !before) {
        logger.warn(missingRight(plural));
      } else if (before && !isMissing) {
        logger.info(`${plural} can be read now`);
      }
    };
    cache.onStatusChange(check);
    check();
  }
}

function missingRight(plural: string): string {
  return `${plural} cannot be read and count as absent: the controller may not list them`;
}
