import { ManualClock } from '@kuadrant/test-control-plane';
import type { Caches } from '../caches';
import { WorkQueue } from '../runtime';
import { ConcernedKeys } from './ConcernedKeys';

function setUp() {
  const clock = new ManualClock();
  const products = new WorkQueue({ clock });
  const keys = new WorkQueue({ clock });
  const apiKeys = {
    byIndex: (_: string, product: string) =>
      [1, 2].map(number => ({
        metadata: {
          namespace: 'people',
          name: `${product.slice(5)}-${number}`,
        },
      })),
  };
  const concerned = new ConcernedKeys({
    caches: { apiKeys } as unknown as Pick<Caches, 'apiKeys'>,
    clock,
    products: () => products,
    keys: () => keys,
  });
  return { clock, products, keys, concerned };
}

const ref = (name: string) => ({ namespace: 'toys', name });

describe('ConcernedKeys', () => {
  it('queues keys at once where no product waits, behind those that someone waits for', async () => {
    const { keys, concerned } = setUp();
    concerned.add(ref('a'));
    keys.add('people/urgent');
    expect(concerned.size).toBe(0);
    expect([await keys.take(), await keys.take(), await keys.take()]).toEqual([
      'people/urgent',
      'people/a-1',
      'people/a-2',
    ]);
  });

  it('queues keys once all products that wait are under way', async () => {
    const { products, keys, concerned } = setUp();
    products.add('toys/a');
    products.add('toys/b');
    concerned.add(ref('a'));
    expect([keys.length, concerned.size]).toEqual([0, 1]);
    await products.take();
    concerned.releaseIfDue();
    expect(keys.length).toBe(0);
    await products.take();
    concerned.releaseIfDue();
    expect([keys.length, concerned.size]).toEqual([2, 0]);
  });

  it('lets keys wait no longer than two seconds', () => {
    const { clock, products, keys, concerned } = setUp();
    products.add('toys/a');
    concerned.add(ref('a'));
    clock.advance(1_999);
    concerned.add(ref('b'));
    expect(keys.length).toBe(0);
    clock.advance(1);
    expect([keys.length, concerned.size]).toEqual([4, 0]);
  });

  it('queues nothing after a stop', () => {
    const { clock, products, keys, concerned } = setUp();
    products.add('toys/a');
    concerned.add(ref('a'));
    concerned.stop();
    clock.advance(10_000);
    expect(keys.length).toBe(0);
  });
});
