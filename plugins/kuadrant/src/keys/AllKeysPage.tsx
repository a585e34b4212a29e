import { useKeys } from '../api/queries';
import { EmptyState } from '../components/EmptyState';
import { FilterBar } from '../components/FilterBar';
import { KuadrantPageBody } from '../components/KuadrantRoot';
import { ListView } from '../components/ListView';
import { useListState } from '../components/useListState';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { KeysNotice } from './KeysNotice';
import { useKeyColumns } from './useKeyColumns';
import { keyQuery, KEY_FILTERS, useKeyFilters } from './useKeyFilters';
import { useKeyRemoval } from './useKeyRemoval';

/** Everybody's keys, for those who may read them all; without any value. */
export function AllKeysPage() {
  return (
    <KuadrantPageBody>
      <AllKeys />
    </KuadrantPageBody>
  );
}

function AllKeys() {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const state = useListState(KEY_FILTERS, '-created');
  const query = useKeys({ ...keyQuery(state), scope: 'all' });
  const removal = useKeyRemoval();
  const columns = useKeyColumns({
    actionsFor: removal.actionFor,
    requester: true,
  });
  const filters = useKeyFilters(state, query.data, { scope: 'all' });
  const broken = query.data?.counts.Failed ?? 0;
  return (
    <>
      {broken > 0 && state.filters.status !== 'Failed' && (
        <KeysNotice
          severity="error"
          onShow={() => state.setFilter('status', 'Failed')}
        >
          {t('keys.broken', { count: broken, amount: format.number(broken) })}
        </KeysNotice>
      )}
      <FilterBar
        searchLabel={t('keys.searchAll')}
        state={state}
        filters={filters}
      />
      <ListView
        state={state}
        query={query}
        columns={columns}
        rowKey={({ metadata }) => `${metadata.namespace}/${metadata.name}`}
        words={{
          caption: t('keys.allCaption'),
          loading: t('keys.loading'),
          failed: t('keys.failed'),
          noMatch: t('keys.noMatch'),
          count: total =>
            t('keys.count', { count: total, amount: format.number(total) }),
        }}
        empty={<EmptyState>{t('keys.allEmpty')}</EmptyState>}
      />
      {removal.dialog}
    </>
  );
}
