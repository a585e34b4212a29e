import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    alignItems: 'flex-start',
    marginBlockEnd: theme.spacing(2.5),
  },
  title: { marginBlockStart: theme.spacing(0.5), unicodeBidi: 'plaintext' },
  text: { flex: '1 1 400px', minWidth: 0, overflowWrap: 'anywhere' },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 1.5),
    alignItems: 'center',
    marginBlockStart: theme.spacing(0.5),
  },
  actions: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
}));

/** The head of a page about one object: the list it is from, what it is called, its most important facts, and what can be done. */
export function ObjectHeader(props: {
  /** The list above; left out where the app has no page for it. */
  parent?: { to: string; label: string };
  title: string;
  facts: ReactNode;
  actions: ReactNode;
}) {
  const { parent, title, facts, actions } = props;
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <div className={classes.text}>
        {parent && <Link to={parent.to}>{parent.label}</Link>}
        <Typography variant="h4" component="h2" className={classes.title}>
          {title}
        </Typography>
        <div className={classes.facts}>{facts}</div>
      </div>
      <div className={classes.actions}>{actions}</div>
    </div>
  );
}
