import {
  API_KEY_STATES,
  type KeyList,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useKeys } from '../api/queries';
import type { Filter } from '../components/FilterBar';
import { optionsOf, productOptions } from '../components/filterOptions';
import { useChoices } from '../components/useChoices';
import type { ListState } from '../components/useListState';
import { useKuadrantTranslation } from '../translation';

/** What lists of keys can be filtered by. */
export const KEY_FILTERS = ['status', 'product', 'planTier'] as const;
type KeyFilter = (typeof KEY_FILTERS)[number];
type Query = Parameters<typeof useKeys>[0];

/** The server's query for what a list shows. */
export function keyQuery(state: ListState<KeyFilter>): Query {
  const { status, product, planTier } = state.filters;
  return {
    q: state.q || undefined,
    sort: state.sort as Query['sort'],
    limit: state.limit,
    cursor: state.cursor,
    status: status ? ([status] as Query['status']) : undefined,
    product: product ? [product] : undefined,
    planTier: planTier ? [planTier] : undefined,
  };
}

/**
 * Choices of the filters: the states of what is shown, and the products and plans of the whole list.
 *
 * @param data - the list as it is shown
 * @param list - which list it is
 */
export function useKeyFilters(
  state: ListState<KeyFilter>,
  data: KeyList | undefined,
  list: Pick<Query, 'scope' | 'product'>,
): Filter<KeyFilter>[] {
  const { t } = useKuadrantTranslation();
  const { product, planTier } = state.filters;
  const choices = useChoices(useKeys, {
    query: list,
    state,
    filters: ['product', 'planTier'],
    shown: data,
  });
  return [
    {
      name: 'status',
      label: t('keys.column.status'),
      options: API_KEY_STATES.filter(
        each => data?.counts[each] || each === state.filters.status,
      ).map(each => ({
        value: each,
        label: t(`status.${each}`),
        count: data?.counts[each],
      })),
    },
    {
      name: 'product',
      label: t('keys.column.product'),
      options: productOptions(choices?.products, product),
    },
    {
      name: 'planTier',
      label: t('keys.column.plan'),
      options: optionsOf(choices?.planTiers, planTier),
    },
  ];
}
