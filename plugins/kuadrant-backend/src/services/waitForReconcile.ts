import type {
  KubernetesObject,
  ResourceCache,
} from '@kuadrant/kubernetes-cache';

/** Waits until a condition holds after some change of a cache, or the time is over. */
export async function waitForReconcile<T extends KubernetesObject>(
  cache: ResourceCache<T>,
  holds: () => boolean,
  timeoutMs: number,
): Promise<void> {
  if (holds()) {
    return;
  }
  let finish: () => void = () => undefined;
  const settled = new Promise<void>(resolve => {
    finish = resolve;
  });
  const timer = setTimeout(finish, timeoutMs);
  const unsubscribe = cache.subscribe(() => {
    if (holds()) {
      finish();
    }
  });
  await settled;
  clearTimeout(timer);
  unsubscribe();
}
