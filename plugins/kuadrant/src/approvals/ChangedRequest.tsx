import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import type { RequestChange } from './requestChanges';

/** Says that the request is no longer the one that the reviewer saw, and then what changed. */
export function ChangedRequest(props: {
  isOutdated: boolean;
  changes: RequestChange[];
  onShow: () => void;
}) {
  const { isOutdated, changes, onShow } = props;
  const { t } = useKuadrantTranslation();
  if (isOutdated) {
    return (
      <Alert
        severity="warning"
        role="alert"
        action={
          <Button color="inherit" size="small" onClick={onShow}>
            {t('approvals.showChanges')}
          </Button>
        }
      >
        {t('approvals.changedSince')}
      </Alert>
    );
  }
  return changes.length === 0 ? null : (
    <Alert severity="info" role="status">
      {t('approvals.changes')}
      <ul>
        {changes.map(change => (
          <li key={change.what}>
            <Change change={change} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Change({ change }: { change: RequestChange }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  if (change.what === 'decided') {
    return <>{t('approvals.changed.decided')}</>;
  }
  const text = (value: string | undefined) => {
    if (change.what === 'expiresAt') {
      return value ? format.dateTime(new Date(value)) : t('expiry.never');
    }
    return value ?? '–';
  };
  return (
    <>
      {t(`approvals.changed.${change.what}`, {
        from: text(change.from),
        to: text(change.to),
      })}
    </>
  );
}
