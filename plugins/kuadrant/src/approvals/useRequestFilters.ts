import {
  API_KEY_STATES,
  type RequestList,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { parseEntityRef } from '@backstage/catalog-model';
import type { Filter } from '../components/FilterBar';
import { optionsOf, productOptions } from '../components/filterOptions';
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

/** Choices of the filters, as the server gives them, and what is chosen already. */
export function useRequestFilters(
  state: ListState<RequestFilter>,
  data: RequestList | undefined,
  decided: boolean,
): Filter<RequestFilter>[] {
  const { t } = useKuadrantTranslation();
  const { product, planTier, requester } = state.filters;
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
      options: productOptions(data?.choices.products, product),
    },
    {
      name: 'planTier',
      label: t('approvals.filterPlan'),
      options: optionsOf(data?.choices.planTiers, planTier),
    },
    {
      name: 'requester',
      label: t('approvals.filterRequester'),
      options: optionsOf(data?.choices.requesters, requester, shortName),
    },
  ];
}
