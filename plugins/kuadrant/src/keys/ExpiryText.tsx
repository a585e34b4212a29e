import { makeStyles } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/WarningRounded';
import type { APIKeyState } from '@kuadrant/backstage-plugin-kuadrant-common';
import { TimeText } from '../components/TimeText';
import { useNow } from '../format/useNow';
import { useKuadrantTranslation } from '../translation';
import { expiryState } from './expiryState';
import { type HasTerms, heldTerms } from './heldTerms';

const useStyles = makeStyles(theme => ({
  soon: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    '& svg': { fontSize: '1.15em', color: theme.palette.warning.main },
  },
}));

/** When a key ends, with a warning when that is near. */
export function ExpiryText(props: {
  apiKey: HasTerms & { state: APIKeyState };
}) {
  const classes = useStyles();
  const now = useNow();
  const { t } = useKuadrantTranslation();
  const { expiresAt } = heldTerms(props.apiKey);
  switch (expiryState(props.apiKey, now)) {
    case 'far':
      return <TimeText value={expiresAt!} />;
    case 'soon':
      return (
        <span className={classes.soon}>
          <WarningIcon aria-hidden />
          <TimeText value={expiresAt!} />
        </span>
      );
    case 'now':
      return <>{t('key.expiringNow')}</>;
    case 'expired':
      return expiresAt ? <TimeText value={expiresAt} /> : <>–</>;
    default:
      return <>{t('expiry.never')}</>;
  }
}
