import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { Person, usePersonName } from '../components/PersonName';
import { TimeText } from '../components/TimeText';
import { Words } from '../components/Words';
import { useFormat } from '../format/useFormat';
import { heldTerms } from '../keys/heldTerms';
import { useKuadrantTranslation } from '../translation';
import { requestKey, reviewButtonId } from './requestKey';

const useStyles = makeStyles(theme => ({
  useCase: { maxWidth: 360 },
  review: { whiteSpace: 'nowrap' },
  own: { color: theme.palette.text.secondary },
}));

/** Who asks; one's own requests are marked. */
export function RequesterCell({ request }: { request: RequestView }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  return (
    <>
      <Person entityRef={request.spec.requestedBy.userId} />
      {request.ownRequest && (
        <Typography variant="body2" className={classes.own}>
          {t('approvals.own')}
        </Typography>
      )}
      {request.requesterUnverified && (
        <Typography variant="body2" className={classes.own}>
          {t('approvals.nameUnverified')}
        </Typography>
      )}
    </>
  );
}

/** When the requested key expires, or the change of its expiry. */
export function ExpiryCell({ request }: { request: RequestView }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const { expiresAt: change } = request.pendingChange ?? {};
  const text = (moment: string | undefined) =>
    moment ? format.date(new Date(moment)) : t('expiry.never');
  if (change) {
    return (
      <>
        {text(change.from)} → {text(change.to)}
      </>
    );
  }
  const { expiresAt } = heldTerms(request);
  return expiresAt ? <TimeText value={expiresAt} /> : <>{t('expiry.never')}</>;
}

/** The plan requested, or the change of plan. */
export function PlanCell({ request }: { request: RequestView }) {
  const { t } = useKuadrantTranslation();
  const { planTier } = request.pendingChange ?? {};
  return (
    <>
      {planTier
        ? t('approvals.planChange', planTier)
        : heldTerms(request).planTier}
    </>
  );
}

/** The beginning of the use case; the panel shows all of it. */
export function UseCaseCell({ request }: { request: RequestView }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const { useCase } = request.spec;
  return useCase?.trim() ? (
    <Words variant="body2" lines={2} className={classes.useCase}>
      {useCase}
    </Words>
  ) : (
    <em>{t('approvals.noReason')}</em>
  );
}

/** Opens the review of a request. */
export function ReviewCell(props: {
  request: RequestView;
  open: boolean;
  onToggle: () => void;
}) {
  const { request, open, onToggle } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const requester = usePersonName(request.spec.requestedBy.userId);
  if (request.actions.length === 0) {
    return null;
  }
  return (
    <Button
      id={reviewButtonId(requestKey(request))}
      size="small"
      variant="outlined"
      color="primary"
      className={classes.review}
      aria-expanded={open}
      aria-label={t('approvals.reviewOf', {
        requester,
        product: request.product.displayName,
      })}
      onClick={onToggle}
    >
      {t('approvals.review')}
    </Button>
  );
}

/** Takes a request into the selection. */
export function SelectCell(props: {
  request: RequestView;
  selected: boolean;
  onToggle: () => void;
}) {
  const { request, selected, onToggle } = props;
  const { t } = useKuadrantTranslation();
  const requester = usePersonName(request.spec.requestedBy.userId);
  if (request.actions.length === 0) {
    return null;
  }
  return (
    <Checkbox
      size="small"
      color="primary"
      checked={selected}
      onChange={onToggle}
      inputProps={{
        'aria-label': t('approvals.select', {
          requester,
          product: request.product.displayName,
        }),
      }}
    />
  );
}
