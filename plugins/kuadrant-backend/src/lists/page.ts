import { CodedError } from '../errors';

/** What a list is sorted by: a text or a number; undefined comes last. */
export type SortValue = string | number | undefined;

/** An object that can be paged through. */
export interface Pageable {
  metadata: { namespace?: string; name: string };
}

/** Options of {@link pageOf}. */
export interface PageOptions<T> {
  limit: number;
  cursor?: string;
  /** What the order is called, so that a cursor is not used with another. */
  sort: string;
  valueOf: (item: T) => SortValue;
}

/** A page, and where the next one begins. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

type Position = [value: SortValue, namespace: string, name: string];

/**
 * The page after the cursor.
 *
 * @remarks
 * A cursor holds the place of the last item in the order, not a number of items: what is made or deleted between two
 * pages neither repeats nor hides another item. Only the items of the page are kept sorted, so that the first page of
 * many items does not cost the sorting of them all.
 *
 * @throws CodedError invalidCursor when the cursor is of another order, or no cursor at all
 */
export function pageOf<T extends Pageable>(
  items: Iterable<T>,
  options: PageOptions<T>,
): Page<T> {
  const { limit, sort, valueOf } = options;
  const after = options.cursor ? decodeCursor(options.cursor, sort) : undefined;
  const descending = sort.startsWith('-');
  const kept: { item: T; position: Position }[] = [];
  for (const item of items) {
    const value = valueOf(item);
    const last = kept.length > limit ? kept[kept.length - 1] : undefined;
    // Most of many items are told apart by their value alone, and need no more work.
    if (last && compareValues(value, last.position[0], descending) > 0) {
      continue;
    }
    const { namespace = '', name } = item.metadata;
    const position: Position = [value, namespace, name];
    if (after && comparePositions(position, after, descending) <= 0) {
      continue;
    }
    if (!last || comparePositions(position, last.position, descending) < 0) {
      insert(kept, { item, position }, descending);
      if (kept.length > limit + 1) {
        kept.pop();
      }
    }
  }
  const page = kept.slice(0, limit);
  return {
    items: page.map(({ item }) => item),
    ...(kept.length > limit && {
      nextCursor: encodeCursor(sort, page[page.length - 1].position),
    }),
  };
}

function insert<E extends { position: Position }>(
  kept: E[],
  entry: E,
  descending: boolean,
): void {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (
      comparePositions(kept[middle].position, entry.position, descending) < 0
    ) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  kept.splice(low, 0, entry);
}

function comparePositions(
  [value, namespace, name]: Position,
  [otherValue, otherNamespace, otherName]: Position,
  descending: boolean,
): number {
  return (
    compareValues(value, otherValue, descending) ||
    compareTexts(namespace, otherNamespace) ||
    compareTexts(name, otherName)
  );
}

function compareValues(
  value: SortValue,
  other: SortValue,
  descending: boolean,
): number {
  if (value === other) {
    return 0;
  }
  if (value === undefined || other === undefined) {
    return value === undefined ? 1 : -1;
  }
  return value < other === descending ? 1 : -1;
}

function compareTexts(one: string, other: string): number {
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}

function encodeCursor(sort: string, position: Position): string {
  const [value = null, namespace, name] = position;
  return Buffer.from(JSON.stringify([sort, value, namespace, name])).toString(
    'base64url',
  );
}

function decodeCursor(cursor: string, sort: string): Position {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    decoded = undefined;
  }
  const [cursorSort, value, namespace, name] = Array.isArray(decoded)
    ? (decoded as unknown[])
    : [];
  if (
    typeof namespace !== 'string' ||
    typeof name !== 'string' ||
    !(value === null || typeof value === 'string' || typeof value === 'number')
  ) {
    throw new CodedError(
      'invalidCursor',
      'cursor: must be pageInfo.nextCursor of the page before',
    );
  }
  if (cursorSort !== sort) {
    throw new CodedError(
      'invalidCursor',
      'cursor: belongs to a list in another order',
    );
  }
  return [value ?? undefined, namespace, name];
}
