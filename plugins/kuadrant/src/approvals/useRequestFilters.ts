import {
  API_KEY_STATES,
  type RequestList,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { parseEntityRef } from '@backstage/catalog-model';
import type { Filter } from '../components/FilterBar';
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

/** Choices of the filters: what the requests in sight are about, and what is chosen already. */
export function useRequestFilters(
  state: ListState<RequestFilter>,
  data: RequestList | undefined,
  decided: boolean,
): Filter<RequestFilter>[] {
  const { t } = useKuadrantTranslation();
  const { product, planTier, requester } = state.filters;
  const products = new Map(product ? [[product, product]] : []);
  const plans = new Set(planTier ? [planTier] : []);
  const requesters = new Set(requester ? [requester] : []);
  for (const request of data?.items ?? []) {
    products.set(
      `${request.product.namespace}/${request.product.name}`,
      request.product.displayName,
    );
    plans.add(request.spec.planTier);
    requesters.add(request.spec.requestedBy.userId);
  }
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
      options: [...products].map(([value, label]) => ({ value, label })),
    },
    {
      name: 'planTier',
      label: t('approvals.filterPlan'),
      options: [...plans].sort().map(value => ({ value, label: value })),
    },
    {
      name: 'requester',
      label: t('approvals.filterRequester'),
      options: [...requesters]
        .sort()
        .map(value => ({ value, label: shortName(value) })),
    },
  ];
}
