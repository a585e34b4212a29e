import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { apiProductCreatePermission } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useProducts } from '../api/queries';
import { EmptyState } from '../components/EmptyState';
import { FilterBar } from '../components/FilterBar';
import { KuadrantPageBody } from '../components/KuadrantRoot';
import { ListView } from '../components/ListView';
import { useListState } from '../components/useListState';
import { useFormat } from '../format/useFormat';
import { createProductRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { useProductActions } from './useProductActions';
import { useProductColumns } from './useProductColumns';

const FILTERS = ['publishStatus', 'approvalMode', 'tag'] as const;
type Query = Parameters<typeof useProducts>[0];

/** All products that the caller may see, with what can be done with them. */
export function ProductsPage() {
  return (
    <KuadrantPageBody>
      <Products />
    </KuadrantPageBody>
  );
}

function Products() {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const state = useListState(FILTERS, 'displayName');
  const query = useProducts({
    q: state.q || undefined,
    sort: state.sort as Query['sort'],
    limit: state.limit,
    cursor: state.cursor,
    publishStatus: state.filters.publishStatus as Query['publishStatus'],
    approvalMode: state.filters.approvalMode as Query['approvalMode'],
    tag: state.filters.tag ? [state.filters.tag] : undefined,
  });
  const actions = useProductActions();
  const columns = useProductColumns({
    actionsFor: actions.actionsFor,
    onTag: tag => state.setFilter('tag', tag),
    seesKeys:
      query.data?.items.some(
        ({ counts, awaitingReview }) =>
          counts !== undefined || awaitingReview !== undefined,
      ) ?? false,
  });
  const seesDrafts =
    (query.data?.counts?.Draft ?? 0) > 0 ||
    state.filters.publishStatus !== undefined;

  return (
    <>
      <FilterBar
        searchLabel={t('products.search')}
        state={state}
        action={<CreateProductButton />}
        filters={[
          {
            name: 'publishStatus',
            label: t('products.column.status'),
            options: seesDrafts
              ? [
                  {
                    value: 'Published',
                    label: t('status.Published'),
                    count: query.data?.counts.Published,
                  },
                  {
                    value: 'Draft',
                    label: t('status.Draft'),
                    count: query.data?.counts.Draft,
                  },
                ]
              : [],
          },
          {
            name: 'approvalMode',
            label: t('products.column.approval'),
            options: [
              { value: 'manual', label: t('status.manual') },
              { value: 'automatic', label: t('status.automatic') },
            ],
          },
          {
            name: 'tag',
            label: t('product.tags'),
            options: state.filters.tag
              ? [{ value: state.filters.tag, label: state.filters.tag }]
              : [],
          },
        ]}
      />
      <ListView
        state={state}
        query={query}
        columns={columns}
        rowKey={({ metadata }) => `${metadata.namespace}/${metadata.name}`}
        words={{
          caption: t('products.caption'),
          loading: t('products.loading'),
          failed: t('products.failed'),
          noMatch: t('products.noMatch'),
          count: total =>
            t('products.count', { count: total, amount: format.number(total) }),
        }}
        empty={<NoProducts />}
      />
      {actions.dialog}
    </>
  );
}

// Permissions are asked for in the parts that need them: their answer must not draw the whole table anew.
const useMayCreate = () =>
  usePermission({ permission: apiProductCreatePermission }).allowed;

function CreateProductButton() {
  const { t } = useKuadrantTranslation();
  const createLink = useRouteRef(createProductRouteRef);
  return useMayCreate() && createLink ? (
    <LinkButton
      to={createLink()}
      variant="contained"
      color="primary"
      disableElevation
    >
      {t('products.create')}
    </LinkButton>
  ) : null;
}

function NoProducts() {
  const { t } = useKuadrantTranslation();
  const mayCreate = useMayCreate();
  return (
    <EmptyState action={<CreateProductButton />}>
      {mayCreate ? t('products.emptyMayCreate') : t('products.empty')}
    </EmptyState>
  );
}
