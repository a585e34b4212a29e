import { KubernetesError } from '@kuadrant/kubernetes-cache';
import { ManualClock } from '@kuadrant/test-control-plane';
import { waitFor } from '../__testUtils__/waitFor';
import { ReconcileLoop, type ReconcileResult } from './ReconcileLoop';

const MINUTE_MS = 60_000;

describe('ReconcileLoop', () => {
  const clock = new ManualClock();
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const stops: (() => Promise<void>)[] = [];

  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });

  /** Lets a key be worked on for so long, and tells the time between attempts when it has failed for a while. */
  const lastDelay = async (
    reconcile: () => Promise<ReconcileResult | void>,
  ): Promise<number> => {
    const attempts: number[] = [];
    const loop = new ReconcileLoop({
      name: 'test',
      clock,
      logger,
      reconciler: {
        reconcile() {
          attempts.push(clock.now());
          return reconcile();
        },
      },
    });
    stops.push(() => loop.stop());
    loop.start();
    loop.queue.add('a/b');
    const begin = clock.now();
    for (let count = 1; clock.now() - begin < 10 * MINUTE_MS;) {
      const expected = count;
      await waitFor(() =>
        expect(attempts.length).toBeGreaterThanOrEqual(expected),
      );
      // The round after the attempt ends in its own time.
      await waitFor(() => expect(loop.queue.failures('a/b')).toBe(expected));
      while (
        attempts.length === count &&
        clock.now() - begin < 20 * MINUTE_MS
      ) {
        clock.advance(5);
        await Promise.resolve();
      }
      count = attempts.length;
    }
    const [before, last] = attempts.slice(-2);
    return last - before;
  };

  it('comes back soon after an outage, however long that was', async () => {
    const delay = await lastDelay(() =>
      Promise.reject(new KubernetesError('gone', { status: 503 })),
    );
    expect(delay).toBeLessThan(5_100);
  });

  it('waits ever longer with a key that goes on failing by itself', async () => {
    const delay = await lastDelay(() => Promise.reject(new Error('broken')));
    expect(delay).toBeGreaterThan(MINUTE_MS);
  });
});
