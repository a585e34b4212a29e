import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type {
  Decision,
  KeyView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { useProduct } from '../api/queries';
import { NoAccess } from '../calling/NoAccess';
import { usePersonName } from '../components/PersonName';
import { failureText } from '../keys/failureText';
import { RequestAccessDialog } from '../request';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  notice: { marginBlockEnd: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/** What the reader has to know first: why the key does not work, what the reviewer wrote, what waits. */
export function KeyNotices({ apiKey }: { apiKey: KeyView }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const decision = apiKey.decisions[0];
  return (
    <>
      {apiKey.requesterUnverified && (
        <Alert severity="warning" className={classes.notice}>
          {t('key.requesterUnverified')}
        </Alert>
      )}
      {apiKey.state === 'Failed' && (
        <Alert severity="error" className={classes.notice}>
          {failureText(apiKey, t)}
        </Alert>
      )}
      {apiKey.state === 'Approved' && (
        <NoAccess access={apiKey.access} intro={t('access.keyFails')} />
      )}
      {apiKey.state === 'Denied' && decision && (
        <Rejected apiKey={apiKey} decision={decision} />
      )}
      {apiKey.state === 'Approved' &&
        decision?.approved &&
        !decision.automatic &&
        decision.message && (
          <Alert severity="success" className={classes.notice}>
            <ApprovedWords decision={decision} />
          </Alert>
        )}
      {apiKey.pendingChange && <PendingChange apiKey={apiKey} />}
    </>
  );
}

function ApprovedWords({ decision }: { decision: Decision }) {
  const { t } = useKuadrantTranslation();
  const name = usePersonName(decision.reviewedBy);
  return (
    <>{t('key.approvedBecause', { name, message: decision.message ?? '' })}</>
  );
}

function Rejected(props: { apiKey: KeyView; decision: Decision }) {
  const { apiKey, decision } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const name = usePersonName(decision.reviewedBy);
  const product = useProduct(apiKey.product).data;
  const [asking, setAsking] = useState(false);
  return (
    <Alert
      severity="error"
      className={classes.notice}
      action={
        product?.actions.includes('requestKey') && (
          <Button color="inherit" size="small" onClick={() => setAsking(true)}>
            {t('key.askAgain')}
          </Button>
        )
      }
    >
      {decision.message
        ? t('key.rejectedBecause', { name, message: decision.message })
        : t('key.rejected', { name })}
      {asking && product && (
        <RequestAccessDialog
          product={product}
          plan={apiKey.spec.planTier}
          useCase={apiKey.spec.useCase}
          onClose={() => setAsking(false)}
        />
      )}
    </Alert>
  );
}

function PendingChange({ apiKey }: { apiKey: KeyView }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const { planTier, refused } = apiKey.pendingChange ?? {};
  const name = usePersonName(refused?.by ?? '');
  const text = () => {
    if (refused) {
      return refused.message
        ? t('key.changeRefusedBecause', { name, message: refused.message })
        : t('key.changeRefused', { name });
    }
    return planTier ? t('key.changePlan', planTier) : t('key.changeExpiry');
  };
  return (
    <Alert severity={refused ? 'warning' : 'info'} className={classes.notice}>
      {text()}
    </Alert>
  );
}
