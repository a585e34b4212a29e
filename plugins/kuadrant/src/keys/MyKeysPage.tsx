import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { useKeys } from '../api/queries';
import { EmptyState } from '../components/EmptyState';
import { FilterBar } from '../components/FilterBar';
import { KuadrantPageBody } from '../components/KuadrantRoot';
import { ListView } from '../components/ListView';
import { useListState } from '../components/useListState';
import { useFormat } from '../format/useFormat';
import { useWaitingInterval } from '../key/useWaitingInterval';
import { RequestAccessButton, RequestAccessDialog } from '../request';
import { productsRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { ExpiringNotice } from './ExpiringNotice';
import { useKeyColumns } from './useKeyColumns';
import { keyQuery, KEY_FILTERS, useKeyFilters } from './useKeyFilters';
import { useKeyRemoval } from './useKeyRemoval';

/** The keys that the signed-in user asked for, of all products. */
export function MyKeysPage() {
  return (
    <KuadrantPageBody>
      <MyKeys />
    </KuadrantPageBody>
  );
}

function MyKeys() {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const state = useListState(KEY_FILTERS, '-created');
  const waitingInterval = useWaitingInterval();
  const query = useKeys(
    { ...keyQuery(state), scope: 'own' },
    {
      refetchInterval: data =>
        data?.items.some(key => key.state === 'Pending')
          ? waitingInterval()
          : false,
    },
  );
  const removal = useKeyRemoval();
  const columns = useKeyColumns({ actionsFor: removal.actionFor });
  const filters = useKeyFilters(state, query.data, { scope: 'own' });
  const productsLink = useRouteRef(productsRouteRef);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ExpiringNotice active={query.data?.counts.Approved} />
      <FilterBar
        searchLabel={t('keys.search')}
        state={state}
        filters={filters}
        action={<RequestAccessButton onClick={() => setAsking(true)} />}
      />
      <ListView
        state={state}
        query={query}
        columns={columns}
        rowKey={({ metadata }) => `${metadata.namespace}/${metadata.name}`}
        words={{
          caption: t('keys.caption'),
          loading: t('keys.loading'),
          failed: t('keys.failed'),
          noMatch: t('keys.noMatch'),
          count: total =>
            t('keys.count', { count: total, amount: format.number(total) }),
        }}
        empty={
          <EmptyState
            action={
              productsLink && (
                <LinkButton to={productsLink()} color="primary">
                  {t('keys.browse')}
                </LinkButton>
              )
            }
          >
            {t('keys.empty')}
          </EmptyState>
        }
      />
      {asking && <RequestAccessDialog onClose={() => setAsking(false)} />}
      {removal.dialog}
    </>
  );
}
