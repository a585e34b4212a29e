import { useKeys } from '../api/queries';
import { EmptyState } from '../components/EmptyState';
import { FilterBar } from '../components/FilterBar';
import { ListView } from '../components/ListView';
import { useListState } from '../components/useListState';
import { useFormat } from '../format/useFormat';
import { useKeyColumns } from '../keys/useKeyColumns';
import { KEY_FILTERS, keyQuery, useKeyFilters } from '../keys/useKeyFilters';
import { useKeyRemoval } from '../keys/useKeyRemoval';
import { useKuadrantTranslation } from '../translation';
import type { ProductTabProps } from './LoadedProduct';
import { ProductFrame } from './ProductFrame';

/** The keys of a product: all of them for those who may read them, else the caller's own. */
export function KeysTab() {
  return (
    <ProductFrame>{({ product }) => <Keys product={product} />}</ProductFrame>
  );
}

function Keys({ product }: ProductTabProps) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const state = useListState(KEY_FILTERS, '-created');
  const { namespace, name } = product.metadata;
  const list = { scope: 'all' as const, product: [`${namespace}/${name}`] };
  const query = useKeys({ ...keyQuery(state), ...list });
  const removal = useKeyRemoval();
  const columns = useKeyColumns({
    actionsFor: removal.actionFor,
    requester: true,
  }).filter(({ id }) => id !== 'product');
  const filters = useKeyFilters(state, query.data, list).filter(
    filter => filter.name !== 'product',
  );
  return (
    <>
      <FilterBar
        searchLabel={t('keys.searchAll')}
        state={state}
        filters={filters}
      />
      <ListView
        state={state}
        query={query}
        columns={columns}
        rowKey={key => `${key.metadata.namespace}/${key.metadata.name}`}
        words={{
          caption: t('product.keys'),
          loading: t('keys.loading'),
          failed: t('keys.failed'),
          noMatch: t('keys.noMatch'),
          count: total =>
            t('keys.count', { count: total, amount: format.number(total) }),
        }}
        empty={<EmptyState>{t('product.noKeysYet')}</EmptyState>}
      />
      {removal.dialog}
    </>
  );
}
