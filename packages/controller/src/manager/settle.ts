import { type Caches, isDoneWithout } from '../caches';
import type { Work } from './Work';

/**
 * Resolves when everything that the cluster held at the time of the call was read and worked on, and what came of it
 * too.
 *
 * @remarks
 * The controller's own writes come back as news. So it is settled only once the caches caught up with the cluster and
 * that brought no work.
 *
 * @param workNow - the work of the present term; none while another replica leads
 * @throws Error that names what is left when the signal aborts
 */
export async function settle(
  caches: Caches,
  workNow: () => Work | undefined,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const work = workNow();
    await work?.whenIdle(signal);
    const rounds = work?.rounds;
    await Promise.all(
      Object.entries(caches)
        .filter(([name, cache]) => !isDoneWithout(name, cache))
        .map(([, cache]) => cache.catchUp({ signal })),
    );
    const isSettled = !work || (work.isIdle && work.rounds === rounds);
    if (isSettled && work === workNow()) {
      return;
    }
  }
}
