import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useRefreshAll, useRequests } from '../api/queries';
import { useAnnounce } from '../components/Announcer';
import { EmptyState } from '../components/EmptyState';
import { FilterBar } from '../components/FilterBar';
import { ListView } from '../components/ListView';
import { useListState } from '../components/useListState';
import { useFormat } from '../format/useFormat';
import { useSignalsAvailable } from '../live/useLiveUpdates';
import { useKuadrantTranslation } from '../translation';
import { BulkBar } from './BulkBar';
import { LatestDecision, type Latest } from './LatestDecision';
import { requestKey, reviewButtonId } from './requestKey';
import { ReviewPanel, type Outcome } from './ReviewPanel';
import { REQUEST_FILTERS, useRequestFilters } from './useRequestFilters';
import { useRequestColumns } from './useRequestColumns';
import { useRowKeys } from './useRowKeys';
import { useSelection } from './useSelection';

/** How often the queue is read where the app has no signals that tell of changes. */
const POLL_MS = 15_000;
type Query = Parameters<typeof useRequests>[0];

const useStyles = makeStyles(theme => ({
  views: {
    display: 'flex',
    gap: theme.spacing(1),
    marginBlockEnd: theme.spacing(2),
  },
  keys: { marginBlockStart: theme.spacing(1) },
}));

/** The queue: filter, read, decide one by one or together. */
export function Approvals() {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const announce = useAnnounce();
  const refresh = useRefreshAll();
  const signals = useSignalsAvailable();
  const [params, setParams] = useSearchParams();
  const decided = params.get('view') === 'decided';
  const state = useListState(REQUEST_FILTERS, decided ? '-created' : 'created');
  const { product, planTier, requester, status } = state.filters;
  const query = useRequests(
    {
      awaitingReview: decided ? 'false' : 'true',
      status: decided && status ? ([status] as Query['status']) : undefined,
      q: state.q || undefined,
      sort: state.sort as Query['sort'],
      limit: state.limit,
      cursor: state.cursor,
      product: product ? [product] : undefined,
      planTier: planTier ? [planTier] : undefined,
      requester: requester ? [requester] : undefined,
    },
    { refetchInterval: () => (signals ? false : POLL_MS) },
  );
  const rows = query.data?.items ?? [];
  const waiting = query.data?.awaitingReview;
  const filters = useRequestFilters(state, query.data, decided);
  const selection = useSelection();
  const [open, setOpen] = useState<RequestView>();
  const [goOn, setGoOn] = useState(false);
  const [latest, setLatest] = useState<Latest>();
  /** What is said and focused once the list shows the decision. */
  const decision = useRef<{ words: string; next: string | undefined }>();
  const region = useRef<HTMLDivElement>(null);

  // What was selected under other filters is out of sight: nobody should decide on it.
  const narrowing = JSON.stringify([decided, state.q, state.filters]);
  const { clear } = selection;
  useEffect(() => {
    clear();
    setOpen(undefined);
    setLatest(undefined);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [narrowing]);

  const toggle = (request: RequestView) =>
    setOpen(previous =>
      previous && requestKey(previous) === requestKey(request)
        ? undefined
        : request,
    );
  const openKey = open && requestKey(open);
  const columns = useRequestColumns({
    decided,
    selection,
    openKey,
    onToggle: toggle,
  });
  const keys = useRowKeys({ rows, selection, onOpen: setOpen });

  const close = () => {
    const button =
      open && document.getElementById(reviewButtonId(requestKey(open)));
    setOpen(undefined);
    button?.focus();
  };

  const onDecided = async (
    request: RequestView,
    outcome: Outcome,
    after: RequestView,
  ) => {
    const index = rows.findIndex(
      row => requestKey(row) === requestKey(request),
    );
    const next = rows[index + 1] ?? rows[index - 1];
    const left = Math.max((waiting ?? 1) - (decided ? 0 : 1), 0);
    decision.current = {
      next: next && requestKey(next),
      words: t(
        outcome === 'approved' ? 'approvals.approved' : 'approvals.rejected',
        { count: left, amount: format.number(left) },
      ),
    };
    selection.remove([request]);
    setOpen(undefined);
    setLatest({ outcome, request: after });
    await refresh();
  };

  const { data, isFetching } = query;
  useEffect(() => {
    if (!decision.current || isFetching) {
      return;
    }
    const { words, next } = decision.current;
    decision.current = undefined;
    announce(words);
    const nextRequest = data?.items.find(each => requestKey(each) === next);
    if (goOn && nextRequest) {
      // its panel takes the focus
      setOpen(nextRequest);
      return;
    }
    const button = next && document.getElementById(reviewButtonId(next));
    (button || region.current)?.focus();
  }, [announce, data, goOn, isFetching]);

  const panel = (request: RequestView) => (
    <ReviewPanel
      key={requestKey(request)}
      request={request}
      goOn={decided || rows.length < 2 ? undefined : goOn}
      onGoOnChange={setGoOn}
      onDecided={(outcome, after) => onDecided(request, outcome, after)}
      onClose={close}
    />
  );
  const openIsListed = rows.some(row => requestKey(row) === openKey);

  return (
    <div ref={region} tabIndex={-1} style={{ outline: 'none' }}>
      <div
        className={classes.views}
        role="group"
        aria-label={t('approvals.tabs')}
      >
        <Button
          variant={decided ? 'text' : 'outlined'}
          aria-pressed={!decided}
          onClick={() => setParams({})}
        >
          {waiting === undefined
            ? t('approvals.waitingTab')
            : t('approvals.waitingTabCount', {
                amount: format.number(waiting),
              })}
        </Button>
        <Button
          variant={decided ? 'outlined' : 'text'}
          aria-pressed={decided}
          onClick={() => setParams({ view: 'decided' })}
        >
          {t('approvals.decidedTab')}
        </Button>
      </div>
      <FilterBar
        searchLabel={t('approvals.search')}
        state={state}
        filters={filters}
        action={
          <TextField
            select
            size="small"
            variant="outlined"
            value={state.sort === '-created' ? '-created' : 'created'}
            onChange={event => state.setSort(event.target.value)}
            SelectProps={{ native: true }}
            inputProps={{ 'aria-label': t('approvals.order') }}
          >
            <option value="created">{t('approvals.oldest')}</option>
            <option value="-created">{t('approvals.newest')}</option>
          </TextField>
        }
      />
      {!decided && (
        <BulkBar page={rows} selection={selection} onDecided={refresh} />
      )}
      {latest && (
        <LatestDecision
          latest={latest}
          onReopen={() => setOpen(latest.request)}
        />
      )}
      {open && !openIsListed && panel(open)}
      {/* The handler adds keys to the controls inside; each works without it. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div onKeyDown={keys.onKeyDown}>
        <ListView
          state={state}
          query={query}
          columns={columns}
          rowKey={requestKey}
          rowProps={request => ({
            selected: selection.has(request),
            'data-row': requestKey(request),
          })}
          renderDetail={request =>
            requestKey(request) === openKey && panel(request)
          }
          words={{
            caption: t('approvals.caption'),
            loading: t('approvals.loading'),
            failed: t('approvals.failed'),
            noMatch: t('approvals.noMatch'),
            count: total =>
              t('approvals.count', {
                count: total,
                amount: format.number(total),
              }),
          }}
          empty={
            <EmptyState>
              {decided ? t('approvals.emptyDecided') : t('approvals.empty')}
            </EmptyState>
          }
        />
      </div>
      {rows.length > 0 && (
        <details open={keys.help} className={classes.keys}>
          <summary>{t('approvals.shortcuts')}</summary>
          <Typography variant="body2">
            {t('approvals.shortcutsText')}
          </Typography>
        </details>
      )}
    </div>
  );
}
