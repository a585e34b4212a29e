import Button from '@material-ui/core/Button';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { errorStatus } from '../api/errors';
import { useKuadrantTranslation } from '../translation';
import { useAnnounce } from './Announcer';
import { DataTable, type Column, type RowProps } from './DataTable';
import { EmptyState } from './EmptyState';
import { ErrorState } from './ErrorState';
import { Pager } from './Pager';
import { StaleBanner } from './StaleBanner';
import { useAnnouncedCount } from './useAnnouncedCount';
import type { ListState } from './useListState';

interface Page<T> {
  items: T[];
  totalItems: number;
  pageInfo: { nextCursor?: string };
  stale?: { since: string };
}

/** A list in all its states: loading, failed, empty, nothing found, stale, and a page of rows. */
export function ListView<T, F extends string>(props: {
  state: ListState<F>;
  query: UseQueryResult<Page<T>>;
  columns: Column<T>[];
  rowKey: (row: T) => string;
  words: {
    caption: string;
    loading: string;
    /** What failed, as a sentence. */
    failed: string;
    /** Nothing matches the search and filters. */
    noMatch: string;
    /** "312 products" */
    count: (total: number) => string;
  };
  /** Drawn when nothing is there at all. */
  empty: ReactNode;
  renderDetail?: (row: T) => ReactNode;
  rowProps?: (row: T) => RowProps;
}) {
  const { state, query, columns, rowKey, words, empty } = props;
  const { t } = useKuadrantTranslation();
  const announce = useAnnounce();
  const { data, error } = query;
  useAnnouncedCount(data && words.count(data.totalItems));

  // A cursor that the server does not know any more leads back to the first page.
  const cursorRefused =
    error !== null &&
    state.cursor !== undefined &&
    [400, 410].includes(errorStatus(error) ?? 0);
  const { first } = state;
  useEffect(() => {
    if (cursorRefused) {
      announce(t('list.pageReset'));
      first();
    }
    // first and t are new with each render; the refusal is what counts
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [cursorRefused]);

  if (error && !data) {
    return (
      <ErrorState
        title={words.failed}
        error={error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (data && data.items.length === 0 && state.page === 0) {
    return state.narrowed ? (
      <EmptyState
        action={<Button onClick={state.clear}>{t('list.clearAll')}</Button>}
      >
        {words.noMatch}
      </EmptyState>
    ) : (
      <>{empty}</>
    );
  }
  return (
    <>
      <StaleBanner since={data?.stale?.since} />
      {error && (
        <ErrorState
          title={words.failed}
          error={error}
          onRetry={() => query.refetch()}
        />
      )}
      <DataTable
        caption={words.caption}
        columns={columns}
        rows={data?.items}
        rowKey={rowKey}
        sort={state.sort}
        onSort={state.setSort}
        loadingText={words.loading}
        fetching={query.isPlaceholderData}
        renderDetail={props.renderDetail}
        rowProps={props.rowProps}
      />
      {data && (
        <Pager
          state={state}
          shown={data.items.length}
          total={data.totalItems}
          nextCursor={data.pageInfo.nextCursor}
        />
      )}
    </>
  );
}
