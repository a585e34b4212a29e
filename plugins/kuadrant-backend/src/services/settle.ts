import type { KubernetesObject, ResourceCache } from '@kuadrant/kubernetes-cache';

/** Waits until what is asked holds after some change of a cache, or the time is over. */
export async function settle<T extends KubernetesObject>(
  cache: ResourceCache<T>,
  holds: () => boolean,
  timeoutMs: number,
): Promise<void> {
  if (holds()) {
    return;
  }
  await new Promise<void>(resolve => {
    const finish = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const unsubscribe = cache.subscribe(() => {
      if (holds()) {
        finish();
      }
    });
    const timer = setTimeout(finish, timeoutMs);
  });
}
