import { Link, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  APIKeyState,
  KeyView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useId, useState } from 'react';
import type { MenuAction } from '../components/ActionMenu';
import { TimeText } from '../components/TimeText';
import { useFormat } from '../format/useFormat';
import { ExpiryText } from '../keys/ExpiryText';
import { KeyState } from '../keys/KeyState';
import { heldTerms } from '../keys/heldTerms';
import { keyTitle } from '../keys/keyTitle';
import { keyRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';

const SECTIONS = {
  active: ['Approved'],
  waiting: ['Pending'],
  past: ['Failed', 'Denied', 'Expired'],
} satisfies Record<string, APIKeyState[]>;

const useStyles = makeStyles(theme => ({
  section: { marginBlockEnd: theme.spacing(3) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    alignItems: 'center',
    padding: theme.spacing(1.5, 2),
    overflowWrap: 'anywhere',
    '& + &': { borderBlockStart: `1px solid ${theme.palette.divider}` },
  },
  title: { flex: '2 1 220px', minWidth: 0 },
  fact: { flex: '1 1 110px', minWidth: 0 },
  state: { flex: '2 1 180px', minWidth: 0 },
}));

/** Keys under headings: active, waiting, past. Those that cannot be used are always shown. */
export function KeySections(props: {
  keys: KeyView[];
  actionsFor: (key: KeyView) => MenuAction[];
}) {
  const { keys, actionsFor } = props;
  const { t } = useKuadrantTranslation();
  const inStates = (states: readonly APIKeyState[]) =>
    keys.filter(key => states.includes(key.state));
  const past = inStates(SECTIONS.past);
  // What is broken must not hide behind a heading that nobody opens.
  const open =
    past.some(key => key.state === 'Failed') || past.length === keys.length;
  return (
    <>
      <KeySection
        title={t('entity.active')}
        keys={inStates(SECTIONS.active)}
        actionsFor={actionsFor}
      />
      <KeySection
        title={t('entity.waiting')}
        keys={inStates(SECTIONS.waiting)}
        actionsFor={actionsFor}
      />
      <KeySection
        title={t('entity.past')}
        keys={past}
        actionsFor={actionsFor}
        folded={!open}
      />
    </>
  );
}

function KeySection(props: {
  title: string;
  keys: KeyView[];
  actionsFor: (key: KeyView) => MenuAction[];
  folded?: boolean;
}) {
  const { title, keys, actionsFor, folded = false } = props;
  const classes = useStyles();
  const format = useFormat();
  const id = useId();
  const [open, setOpen] = useState<boolean>();
  const shown = open ?? !folded;
  if (keys.length === 0) {
    return null;
  }
  const heading = `${title} ${format.number(keys.length)}`;
  return (
    <section className={classes.section} aria-label={title}>
      <Typography variant="h6" component="h3" gutterBottom>
        {folded ? (
          <Button
            aria-expanded={shown}
            aria-controls={id}
            onClick={() => setOpen(!shown)}
          >
            {shown ? '▾' : '▸'} {heading}
          </Button>
        ) : (
          heading
        )}
      </Typography>
      {shown && (
        <Paper variant="outlined" id={id}>
          <ul className={classes.list}>
            {keys.map(key => (
              <KeyItem
                key={`${key.metadata.namespace}/${key.metadata.name}`}
                apiKey={key}
                actions={actionsFor(key)}
              />
            ))}
          </ul>
        </Paper>
      )}
    </section>
  );
}

function KeyItem(props: { apiKey: KeyView; actions: MenuAction[] }) {
  const { apiKey, actions } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const keyLink = useRouteRef(keyRouteRef);
  const title = keyTitle(apiKey);
  const link = keyLink?.({
    namespace: apiKey.metadata.namespace ?? '',
    name: apiKey.metadata.name,
  });
  const waits = apiKey.state === 'Pending';
  return (
    <li className={classes.item}>
      <span className={classes.title}>
        {link ? <Link to={link}>{title}</Link> : title}
      </span>
      <span className={classes.fact}>{heldTerms(apiKey).planTier}</span>
      <span className={classes.state}>
        <KeyState apiKey={apiKey} />
      </span>
      <span className={classes.fact}>
        {waits && apiKey.metadata.creationTimestamp ? (
          <TimeText value={apiKey.metadata.creationTimestamp} />
        ) : (
          <ExpiryText apiKey={apiKey} />
        )}
      </span>
      {link && (
        <LinkButton
          to={link}
          size="small"
          aria-label={t('entity.openKey', { key: title })}
        >
          {t('entity.open')}
        </LinkButton>
      )}
      {waits &&
        actions.map(action => (
          <Button key={action.label} size="small" onClick={action.onClick}>
            {action.label}
          </Button>
        ))}
    </li>
  );
}
