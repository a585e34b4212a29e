import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { usePersonName } from '../components/PersonName';
import { useKuadrantTranslation } from '../translation';
import type { Outcome } from './ReviewPanel';

/** The decision that was made last on this page. */
export interface Latest {
  outcome: Outcome;
  request: RequestView;
}

const useStyles = makeStyles(theme => ({
  root: { marginBlockEnd: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/**
 * What was decided last, with the way to decide otherwise.
 *
 * @remarks
 * There is no taking back: the requester has been told, and an approved key may have been shown already. Deciding
 * otherwise is a decision of its own, with words of its own.
 */
export function LatestDecision(props: {
  latest: Latest;
  onReopen: () => void;
}) {
  const { latest, onReopen } = props;
  const { outcome, request } = latest;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const requester = usePersonName(request.spec.requestedBy.userId);
  const other = outcome === 'approved' ? 'reject' : 'approve';
  return (
    <Alert
      severity={outcome === 'approved' ? 'success' : 'info'}
      className={classes.root}
      action={
        request.actions.includes(other) && (
          <Button color="inherit" size="small" onClick={onReopen}>
            {t('approvals.decideOtherwise')}
          </Button>
        )
      }
    >
      {t(
        outcome === 'approved'
          ? 'approvals.latestApproved'
          : 'approvals.latestRejected',
        { requester, product: request.product.displayName },
      )}
    </Alert>
  );
}
