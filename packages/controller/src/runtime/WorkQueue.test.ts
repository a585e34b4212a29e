import { ManualClock } from '@kuadrant/test-control-plane';
import { WorkQueue } from './WorkQueue';

async function drain(queue: WorkQueue): Promise<string[]> {
  const keys: string[] = [];
  while (queue.length > 0) {
    const key = (await queue.take())!;
    keys.push(key);
    queue.done(key);
  }
  return keys;
}

describe('WorkQueue', () => {
  it('hands a key out once however often it was added, in the order of arrival', async () => {
    const queue = new WorkQueue();
    ['a', 'b', 'a', 'c', 'b'].forEach(key => queue.add(key));
    expect(await drain(queue)).toEqual(['a', 'b', 'c']);
  });

  it('hands no key out while it is being worked on, and again afterwards if it was added meanwhile', async () => {
    const queue = new WorkQueue();
    queue.add('a');
    expect(await queue.take()).toBe('a');
    queue.add('a');
    queue.add('a');
    expect(queue.length).toBe(0);
    queue.done('a');
    expect(await drain(queue)).toEqual(['a']);
  });

  it('hands keys of low priority out last, unless they become urgent', async () => {
    const queue = new WorkQueue();
    queue.add('old-1', 'low');
    queue.add('old-2', 'low');
    queue.add('new');
    queue.add('old-2');
    queue.add('new', 'low');
    expect(await drain(queue)).toEqual(['new', 'old-2', 'old-1']);
  });

  it('gives a key straight to whoever waits for one', async () => {
    const queue = new WorkQueue();
    const taken = queue.take();
    queue.add('a');
    expect(await taken).toBe('a');
    expect(queue.active).toBe(1);
  });

  it('adds later, at the earliest of several times, also beyond the longest timer', async () => {
    const clock = new ManualClock();
    const queue = new WorkQueue({ clock });
    const year = 365 * 24 * 3_600_000;
    queue.addAfter('a', year);
    queue.addAfter('a', 2 * year);
    queue.addAfter('b', 20);
    queue.addAfter('b', 10);
    clock.advance(9);
    expect(queue.length).toBe(0);
    clock.advance(1);
    expect(await drain(queue)).toEqual(['b']);
    clock.advance(year - 11);
    expect(queue.length).toBe(0);
    clock.advance(1);
    expect(await drain(queue)).toEqual(['a']);
  });

  it('drops a later time when the key is worked on before: the work decides anew', async () => {
    const clock = new ManualClock();
    const queue = new WorkQueue({ clock });
    queue.addAfter('a', 100);
    queue.add('a');
    await drain(queue);
    clock.advance(1_000);
    expect(queue.length).toBe(0);
  });

  it('doubles the delay of a key with each failure up to the longest, and forgets it on success', () => {
    const clock = new ManualClock();
    const queue = new WorkQueue({ clock });
    const delays = Array.from({ length: 20 }, () => queue.addRateLimited('a'));
    expect(delays.slice(0, 4)).toEqual([5, 10, 20, 40]);
    expect(delays.slice(-2)).toEqual([1_000_000, 1_000_000]);
    expect(queue.addRateLimited('b')).toBe(5);
    queue.forget('a');
    expect(queue.addRateLimited('a')).toBe(5);
  });

  it('hands out nothing after it was closed', async () => {
    const queue = new WorkQueue();
    const waiting = queue.take();
    queue.close();
    queue.add('a');
    expect(await waiting).toBeUndefined();
    expect(await queue.take()).toBeUndefined();
  });

  it('takes as long for the last of many keys as for the first', async () => {
    const millisecondsFor = async (count: number) => {
      const queue = new WorkQueue();
      const started = performance.now();
      for (let index = 0; index < count; index++) {
        queue.add(`key-${index}`);
      }
      expect(await drain(queue)).toHaveLength(count);
      return performance.now() - started;
    };
    const fastest = async (count: number) =>
      Math.min(
        await millisecondsFor(count),
        await millisecondsFor(count),
        await millisecondsFor(count),
      );
    // Ten times as many take ten times as long; with a search among them it would be a hundred times.
    const few = await fastest(20_000);
    expect(await fastest(200_000)).toBeLessThan(few * 40);
  });
});
