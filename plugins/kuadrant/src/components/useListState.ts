import { useCallback, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';

/** Rows per page that people can choose. */
export const PAGE_SIZES = [20, 50, 100] as const;
const DEFAULT_PAGE_SIZE = 50;

/** What a list shows: search, filters, order and size live in the address, the way back in the history's state. */
export interface ListState<F extends string> {
  q: string;
  sort: string | undefined;
  limit: number;
  cursor: string | undefined;
  /** Number of pages before this one. */
  page: number;
  filters: Partial<Record<F, string>>;
  /** Whether a search or a filter narrows the list. */
  narrowed: boolean;
  setQ(q: string): void;
  setFilter(name: F, value: string | undefined): void;
  setSort(sort: string): void;
  setLimit(limit: number): void;
  next(cursor: string): void;
  previous(): void;
  first(): void;
  clear(): void;
}

/** State of a list, kept in the address so that a link shows the same. */
export function useListState<F extends string>(
  filterNames: readonly F[],
  defaultSort?: string,
): ListState<F> {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation();
  const cursors = useMemo(
    () => (state as { cursors?: string[] } | null)?.cursors ?? [],
    [state],
  );

  const change = useCallback(
    (values: Record<string, string | undefined>, replace = false) =>
      setParams(
        previous => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(values)) {
            if (value) {
              next.set(name, value);
            } else {
              next.delete(name);
            }
          }
          return next;
        },
        { replace, state: null },
      ),
    [setParams],
  );

  const goTo = (to: string[]) => setParams(params, { state: { cursors: to } });

  const filters = Object.fromEntries(
    filterNames.flatMap(name => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  ) as Partial<Record<F, string>>;
  const q = params.get('q') ?? '';
  const limit = Number(params.get('limit'));

  return {
    q,
    sort: params.get('sort') ?? defaultSort,
    limit: PAGE_SIZES.some(size => size === limit) ? limit : DEFAULT_PAGE_SIZE,
    cursor: cursors.at(-1),
    page: cursors.length,
    filters,
    narrowed: q !== '' || Object.keys(filters).length > 0,
    setQ: useCallback(value => change({ q: value }, true), [change]),
    setFilter: (name, value) => change({ [name]: value }),
    setSort: sort => change({ sort }),
    setLimit: size => change({ limit: String(size) }),
    next: cursor => goTo([...cursors, cursor]),
    previous: () => goTo(cursors.slice(0, -1)),
    first: () => goTo([]),
    clear: () =>
      change(
        Object.fromEntries(
          ['q', ...filterNames].map(name => [name, undefined]),
        ),
      ),
  };
}
