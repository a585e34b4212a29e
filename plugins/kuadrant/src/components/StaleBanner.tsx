import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  root: { marginBlockEnd: theme.spacing(2) },
}));

/** Says that the cluster does not answer and from when the list is. */
export function StaleBanner(props: { since: string | undefined }) {
  const classes = useStyles();
  const format = useFormat();
  const { t } = useKuadrantTranslation();
  if (!props.since) {
    return null;
  }
  return (
    <Alert severity="warning" className={classes.root}>
      {t('list.stale', { time: format.dateTime(new Date(props.since)) })}
    </Alert>
  );
}
