import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { CopyButton } from '../components/CopyButton';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  root: { marginBlock: theme.spacing(1) },
  code: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1.5),
    overflowX: 'auto',
    borderRadius: theme.shape.borderRadius,
    border: `1px solid ${theme.palette.divider}`,
    background: theme.palette.background.default,
    fontSize: '0.8125rem',
    lineHeight: 1.5,
  },
}));

/** Ready-made YAML for a platform engineer, with a button that copies it. */
export function YamlToCopy(props: {
  /** What it is for, in a sentence. */
  intro: string;
  yaml: string;
}) {
  const { intro, yaml } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  return (
    <details className={classes.root}>
      <summary>{intro}</summary>
      <pre
        className={classes.code}
        dir="ltr"
        tabIndex={0}
        aria-label={t('policies.yaml')}
      >
        <code>{yaml}</code>
      </pre>
      <Typography component="div">
        <CopyButton text={yaml} label={t('policies.copyYaml')} />
      </Typography>
    </details>
  );
}
