import { pageOf, type Pageable, type SortValue } from './page';

interface Item extends Pageable {
  value: SortValue;
}

const item = (name: string, value: SortValue, namespace = 'a'): Item => ({
  metadata: { namespace, name },
  value,
});

function walk(
  source: () => Item[],
  sort: string,
  limit: number,
  between?: (page: number) => void,
): string[] {
  const names: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page++) {
    const { items, nextCursor } = pageOf(source(), {
      sort,
      limit,
      cursor,
      valueOf: entry => entry.value,
    });
    names.push(...items.map(({ metadata }) => metadata.name));
    if (!nextCursor) {
      return names;
    }
    cursor = nextCursor;
    between?.(page);
  }
  throw new Error('The pages do not end');
}

describe('pages of a list', () => {
  const items = [
    item('d', 2),
    item('c', 2),
    item('none', undefined),
    item('a', 3),
    item('b', 1),
    item('c', 2, 'b'),
  ];

  it.each([1, 2, 3, 6, 50])('give every item once, %i a page', limit => {
    const up = walk(() => items, 'value', limit);
    expect(up).toEqual(['b', 'c', 'd', 'c', 'a', 'none']);
    const down = walk(() => items, '-value', limit);
    expect(down).toEqual(['a', 'c', 'd', 'c', 'b', 'none']);
  });

  it('agree with a plain sort on many items', () => {
    const many = Array.from({ length: 2000 }, (_, index) =>
      item(`n${index}`, (index * 7919) % 101),
    );
    const expected = [...many]
      .sort(
        (one, other) =>
          Number(one.value) - Number(other.value) ||
          (one.metadata.name < other.metadata.name ? -1 : 1),
      )
      .map(({ metadata }) => metadata.name);
    expect(walk(() => many, 'value', 70)).toEqual(expected);
  });

  it('neither repeat nor hide an item when others come and go', () => {
    let current = Array.from({ length: 20 }, (_, index) =>
      item(`n${String(index).padStart(2, '0')}`, index),
    );
    const names = walk(
      () => current,
      'value',
      5,
      page => {
        if (page === 0) {
          current = [item('early', -1), ...current.slice(3)];
        }
      },
    );
    expect(names).toEqual(
      Array.from(
        { length: 20 },
        (_, index) => `n${String(index).padStart(2, '0')}`,
      ),
    );
  });

  it('refuse a cursor that is none or of another order', () => {
    const options = { limit: 1, valueOf: (entry: Item) => entry.value };
    const { nextCursor } = pageOf(items, { ...options, sort: 'value' });
    expect(() =>
      pageOf(items, { ...options, sort: '-value', cursor: nextCursor }),
    ).toThrow('another order');
    for (const cursor of ['x', 'bnVsbA', 'WzEsMiwzLDRd']) {
      expect(() =>
        pageOf(items, { ...options, sort: 'value', cursor }),
      ).toThrow('pageInfo.nextCursor');
    }
  });
});
