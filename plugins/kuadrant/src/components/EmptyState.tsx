import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(6, 3),
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(2),
    textAlign: 'center',
  },
}));

/** Nothing is there, or nothing was found: a sentence and what can be done. */
export function EmptyState(props: { children: ReactNode; action?: ReactNode }) {
  return (
    <Paper variant="outlined" className={useStyles().root}>
      <Typography>{props.children}</Typography>
      {props.action}
    </Paper>
  );
}
