import {
  API_KEY_STATES,
  type RequestList,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { useRequests } from '../api/queries';
import type { Filter } from '../components/FilterBar';
import { optionsOf, productOptions } from '../components/filterOptions';
import { useChoices } from '../components/useChoices';
import type { ListState } from '../components/useListState';
import { useKuadrantTranslation } from '../translation';

/** What the queue can be filtered by. */
export const REQUEST_FILTERS = [
  'status',
  'product',
  'planTier',
  'requester',
] as const;
type RequestFilter = (typeof REQUEST_FILTERS)[number];

function shortName(ref: string): string {
  try {
    return parseEntityRef(ref).name;
  } catch {
    // Requests made by hand may name anybody in any way.
    return ref;
  }
}

/**
 * Choices of the filters: the states of what is shown, and the products, plans and requesters of the whole view.
 *
 * @param data - the queue as it is shown
 */
export function useRequestFilters(
  state: ListState<RequestFilter>,
  data: RequestList | undefined,
  decided: boolean,
): Filter<RequestFilter>[] {
  const { t } = useKuadrantTranslation();
  const { product, planTier, requester } = state.filters;
  const choices = useChoices(useRequests, {
    query: { awaitingReview: decided ? 'false' : 'true' },
    state,
    filters: ['product', 'planTier', 'requester'],
    shown: data,
  });
  const statuses = API_KEY_STATES.filter(
    each => data?.counts[each] || each === state.filters.status,
  );
  return [
    {
      name: 'status',
      label: t('approvals.column.status'),
      // What waits is all in one state, but for changes of approved keys.
      options: decided
        ? statuses.map(each => ({
            value: each,
            label: t(`status.${each}`),
            count: data?.counts[each],
          }))
        : [],
    },
    {
      name: 'product',
      label: t('approvals.filterProduct'),
      options: productOptions(choices?.products, product),
    },
    {
      name: 'planTier',
      label: t('approvals.filterPlan'),
      options: optionsOf(choices?.planTiers, planTier),
    },
    {
      name: 'requester',
      label: t('approvals.filterRequester'),
      options: optionsOf(choices?.requesters, requester, shortName),
    },
  ];
}
