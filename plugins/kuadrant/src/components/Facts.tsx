import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, auto) minmax(0, 1fr)',
    gap: theme.spacing(0.75, 2),
    alignItems: 'baseline',
    margin: 0,
    overflowWrap: 'anywhere',
    '& dt': { color: theme.palette.text.secondary },
    '& dd': {
      margin: 0,
      whiteSpace: 'pre-wrap',
      unicodeBidi: 'plaintext',
    },
  },
}));

/** Names and values side by side. Entries without a value are left out. */
export function Facts(props: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className={useStyles().root}>
      {props.facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => [
          <dt key={`${name} name`}>{name}</dt>,
          <dd key={`${name} value`}>{value}</dd>,
        ])}
    </dl>
  );
}
