import type { StoreEvent } from './Collection';
import { History } from './History';

function change(revision: number, size: number): StoreEvent {
  const metadata = { name: 'a', resourceVersion: String(revision) };
  return {
    type: 'MODIFIED',
    revision,
    key: { namespace: '', name: 'a' },
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata },
    size,
  };
}

const revisions = (events: StoreEvent[]) =>
  events.map(({ revision }) => revision);

describe('History', () => {
  it.each([
    ['many small changes', { count: 10, size: 1000 }, 1],
    ['few large changes', { count: 1000, size: 1000 }, 100],
  ])(
    'keeps the latest of %s, and never more than twice of what it may',
    (_, limits, size) => {
      const history = new History({ limits, revision: 5 });
      expect(history.oldestRevision).toBe(5);
      for (let revision = 6; revision <= 200; revision++) {
        history.add(change(revision, size));
        const kept = revisions(history.after(0));
        expect(kept.length).toBeLessThanOrEqual(20);
        expect(kept.at(-1)).toBe(revision);
        expect(kept[0]).toBe(history.oldestRevision + 1);
      }
      expect(history.oldestRevision).toBeGreaterThan(175);
      expect(revisions(history.after(197))).toEqual([198, 199, 200]);
    },
  );

  it('keeps nothing of a change that is larger than all that it may keep', () => {
    const history = new History({
      limits: { count: 10, size: 1000 },
      revision: 0,
    });
    history.add(change(1, 10));
    history.add(change(2, 5000));
    expect(revisions(history.after(0))).toEqual([]);
    expect(history.oldestRevision).toBe(2);
    history.add(change(3, 10));
    expect(revisions(history.after(2))).toEqual([3]);
  });
});
