import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import { makeStyles } from '@material-ui/core/styles';
import {
  MAX_BULK_REVIEW,
  type RequestView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useEffect, useState } from 'react';
import { useAnnounce } from '../components/Announcer';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { BulkReviewDialog } from './BulkReviewDialog';
import type { Selection } from './useSelection';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: 44,
    paddingInlineStart: theme.spacing(1),
  },
}));

/** Selects the page, counts what is selected, and decides on all of it. */
export function BulkBar(props: {
  page: RequestView[];
  selection: Selection;
  onDecided: () => void;
}) {
  const { page, selection, onDecided } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const announce = useAnnounce();
  const [decision, setDecision] = useState<'approve' | 'reject'>();
  const count = selection.requests.length;
  const amount = format.number(count);
  const selectable = page.filter(request => request.actions.length > 0);
  const onPage = selectable.filter(request => selection.has(request)).length;
  const all = onPage > 0 && onPage === selectable.length;

  useEffect(() => {
    if (count > 0) {
      announce(t('approvals.selected', { count, amount }));
    }
  }, [announce, t, count, amount]);

  if (selectable.length === 0 && count === 0) {
    return null;
  }
  return (
    <div className={classes.root}>
      <Checkbox
        size="small"
        color="primary"
        checked={all}
        indeterminate={onPage > 0 && !all}
        onChange={() =>
          all ? selection.remove(selectable) : selection.add(selectable)
        }
        inputProps={{ 'aria-label': t('approvals.selectPage') }}
      />
      {count > 0 && (
        <>
          <span>{t('approvals.selected', { count, amount })}</span>
          <Button
            size="small"
            variant="outlined"
            color="primary"
            disabled={count > MAX_BULK_REVIEW}
            onClick={() => setDecision('approve')}
          >
            {t('approvals.approveSelected', { amount })}
          </Button>
          <Button
            size="small"
            variant="outlined"
            disabled={count > MAX_BULK_REVIEW}
            onClick={() => setDecision('reject')}
          >
            {t('approvals.rejectSelected', { amount })}
          </Button>
          <Button size="small" onClick={selection.clear}>
            {t('approvals.clear')}
          </Button>
          {count > MAX_BULK_REVIEW && (
            <span role="alert">
              {t('approvals.bulkTooMany', {
                amount: format.number(MAX_BULK_REVIEW),
              })}
            </span>
          )}
        </>
      )}
      {decision && (
        <BulkReviewDialog
          decision={decision}
          selection={selection}
          onDecided={onDecided}
          onClose={() => setDecision(undefined)}
        />
      )}
    </div>
  );
}
