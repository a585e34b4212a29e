import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2, 2.5),
    marginBlockEnd: theme.spacing(2),
    overflowWrap: 'anywhere',
  },
  title: { marginBlockEnd: theme.spacing(1) },
}));

/** A part of a page under a heading. */
export function Section(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  const id = useId();
  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-labelledby={id}
    >
      <Typography id={id} variant="h6" component="h3" className={classes.title}>
        {props.title}
      </Typography>
      {props.children}
    </Paper>
  );
}
