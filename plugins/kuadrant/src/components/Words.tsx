import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  words: {
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    unicodeBidi: 'plaintext',
  },
  beginning: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    whiteSpace: 'pre-line',
  },
});

/** What a person wrote: its lines as they were, long words broken, in the direction of its own script. */
export function Words(props: {
  children: string;
  /** Said by somebody, in quotation marks. */
  quoted?: boolean;
  /** Shows no more than so many lines. */
  lines?: number;
  variant?: 'body1' | 'body2';
  className?: string;
}) {
  const { children, quoted, lines, variant, className = '' } = props;
  const classes = useStyles();
  return (
    <Typography
      variant={variant}
      className={`${classes.words} ${lines ? classes.beginning : ''} ${className}`}
      style={lines ? { WebkitLineClamp: lines } : undefined}
    >
      {quoted ? <q>{children}</q> : children}
    </Typography>
  );
}
