import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { makeStyles } from '@material-ui/core/styles';
import { useKeys } from '../api/queries';
import { EmptyState } from '../components/EmptyState';
import { FilterBar } from '../components/FilterBar';
import { KuadrantPageBody } from '../components/KuadrantRoot';
import { ListView } from '../components/ListView';
import { useListState } from '../components/useListState';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { useKeyColumns } from './useKeyColumns';
import { keyQuery, KEY_FILTERS, useKeyFilters } from './useKeyFilters';
import { useKeyRemoval } from './useKeyRemoval';

const useStyles = makeStyles(theme => ({
  notice: { marginBlockEnd: theme.spacing(2) },
}));

/** Everybody's keys, for those who may read them all; without any value. */
export function AllKeysPage() {
  return (
    <KuadrantPageBody>
      <AllKeys />
    </KuadrantPageBody>
  );
}

function AllKeys() {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const state = useListState(KEY_FILTERS, '-created');
  const query = useKeys({ ...keyQuery(state), scope: 'all' });
  const removal = useKeyRemoval();
  const columns = useKeyColumns({
    actionsFor: removal.actionFor,
    requester: true,
  });
  const filters = useKeyFilters(state, query.data);
  const broken = query.data?.counts.Failed ?? 0;
  return (
    <>
      {broken > 0 && state.filters.status !== 'Failed' && (
        <Alert
          severity="error"
          className={classes.notice}
          action={
            <Button
              color="inherit"
              size="small"
              onClick={() => state.setFilter('status', 'Failed')}
            >
              {t('keys.showThem')}
            </Button>
          }
        >
          {t('keys.broken', { count: broken, amount: format.number(broken) })}
        </Alert>
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
