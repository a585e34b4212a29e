import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type { KeyAccessView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  root: { marginBlockEnd: theme.spacing(2), overflowWrap: 'anywhere' },
}));

/** Why no key works, and who can fix it. Nothing where keys work. */
export function NoAccess(props: {
  access: KeyAccessView | undefined;
  /** What follows for the reader, in a sentence. */
  intro: string;
}) {
  const { access, intro } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  if (!access || access.works) {
    return null;
  }
  return (
    <Alert severity="warning" className={classes.root}>
      <Typography variant="body2">
        {intro} {t(`access.reason.${access.reason}`)}{' '}
        {t(`access.fixer.${access.fixer}`)}
      </Typography>
      <Typography variant="body2">{access.message}</Typography>
    </Alert>
  );
}
