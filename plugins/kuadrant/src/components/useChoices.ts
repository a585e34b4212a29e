import type { ListState } from './useListState';

/**
 * Values that a list can be filtered by: those of the whole list, so that whoever has chosen one can go on to the next.
 * As long as none is chosen, the list as it is shown has them all; from then on the whole list is asked for them.
 *
 * @param useList - asks the server for a page of the list
 * @param options.query - which list it is; the search is added
 * @param options.filters - the filters that narrow the choices once a value of them is chosen
 * @param options.shown - the list as it is shown, once it has come
 * @returns the choices of the whole list; until they have come, those of what is shown
 */
export function useChoices<
  Query extends { q?: string; limit?: unknown },
  Name extends string,
  Choices,
>(
  useList: (
    query: Query,
    options: { enabled: boolean },
  ) => { data?: { choices: Choices } },
  options: {
    query: NoInfer<Query>;
    state: ListState<Name>;
    filters: readonly Name[];
    shown?: { choices: Choices };
  },
): Choices | undefined {
  const { query, state, filters, shown } = options;
  const narrowed = filters.some(name => state.filters[name] !== undefined);
  const whole = useList(
    // One row is the least that can be asked for.
    { ...query, q: state.q || undefined, limit: 1 },
    { enabled: narrowed },
  );
  return (narrowed && whole.data ? whole.data : shown)?.choices;
}
