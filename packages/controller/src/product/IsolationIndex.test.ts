import type { AuthRules } from '@kuadrant/backstage-plugin-kuadrant-common';
import { IsolationIndex } from './IsolationIndex';

const rules = (matchLabels?: Record<string, string>): AuthRules => ({
  authentication: { keys: { apiKey: { selector: { matchLabels } } } },
});

const shared = rules({ app: 'everyone' });
const nameOf = (index: number) => `toys/p${`${index}`.padStart(5, '0')}`;

describe('IsolationIndex', () => {
  it('names the first few and says which others are concerned by a change', () => {
    const index = new IsolationIndex();
    for (let product = 0; product < 8; product++) {
      index.update(nameOf(product), shared);
    }
    expect(index.isolationOf(nameOf(0))).toEqual({
      isIsolated: false,
      openedBy: [1, 2, 3, 4, 5].map(nameOf),
      hasMore: true,
    });
    expect(index.update('toys/own', rules({ app: 'own' }))).toEqual([]);
    expect(index.isolationOf('toys/own')?.isIsolated).toBe(true);
    // A selector without labels is met by all keys, and its own keys meet no other selector.
    expect(index.update('toys/any', rules())).toEqual([]);
    expect(index.isolationOf('toys/any')).toMatchObject({ hasMore: true });
    expect(index.update('toys/own', undefined)).toEqual(['toys/any']);
    expect(index.isolationOf('toys/own')).toBeUndefined();
  });

  it('takes in 10,000 products that share a selector, and one more, in little time', () => {
    const index = new IsolationIndex();
    index.learn(
      Array.from({ length: 10_000 }, (_, product) => [nameOf(product), shared]),
    );
    const begin = performance.now();
    for (let product = 0; product < 10_000; product++) {
      index.isolationOf(nameOf(product));
    }
    expect(index.update('toys/z', shared)).toHaveLength(10_000);
    expect(index.isolationOf(nameOf(0))?.openedBy).toContain(nameOf(1));
    // Seconds where each product were compared with each.
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
