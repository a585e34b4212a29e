import { useApi } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useEffect, useRef, useState } from 'react';
import { kuadrantApiRef } from '../api';
import { errorCode, errorStatus } from '../api/errors';
import { useErrorText } from '../components/useErrorText';
import { useRefreshAll } from '../api/queries';
import { useAnnounce } from '../components/Announcer';
import { CopyButton } from '../components/CopyButton';
import { usePersonName } from '../components/PersonName';
import { useFormat } from '../format/useFormat';
import { useOwnRef } from '../keys/useOwnRef';
import { useKuadrantTranslation } from '../translation';
import { RotateButton } from './RotateKey';
import { useLeaveGuard } from './useLeaveGuard';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  },
  value: {
    flex: '1 1 320px',
    '& input': { fontFamily: 'monospace' },
  },
}));

/** The one place where a key's value is shown: once, to the person who asked for it. */
export function RevealPanel(props: {
  apiKey: KeyView;
  /** The value while it is shown. */
  value: string | undefined;
  onShow: (value: string) => void;
  onDone: () => void;
}) {
  const { apiKey, value, onShow, onDone } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const api = useApi(kuadrantApiRef);
  const announce = useAnnounce();
  const refresh = useRefreshAll();
  const [failure, setFailure] = useState<unknown>();
  const [running, setRunning] = useState(false);
  // State arrives too late to stop the second click of a double click.
  const called = useRef(false);

  const show = async () => {
    if (called.current) {
      return;
    }
    called.current = true;
    setRunning(true);
    setFailure(undefined);
    try {
      const { apiKey: revealed } = await api.revealApiKey({
        params: {
          namespace: apiKey.metadata.namespace ?? '',
          name: apiKey.metadata.name,
        },
      });
      onShow(revealed);
      announce(t('reveal.shown'));
    } catch (error) {
      setFailure(error);
    } finally {
      called.current = false;
      setRunning(false);
      refresh();
    }
  };

  if (value !== undefined) {
    return <ShownKey value={value} onDone={onDone} />;
  }
  return (
    <>
      {failure !== undefined && (
        <RevealFailure
          failure={failure}
          apiKey={apiKey}
          onRotated={() => setFailure(undefined)}
        />
      )}
      {failure === undefined && <RevealState apiKey={apiKey} />}
      {apiKey.actions.includes('reveal') && apiKey.reveal.available && (
        <div className={classes.row}>
          <Typography>{t('reveal.prepare')}</Typography>
          <Button
            variant="contained"
            color="primary"
            disableElevation
            disabled={running}
            onClick={show}
          >
            {t('reveal.show')}
          </Button>
        </div>
      )}
    </>
  );
}

function RevealState({ apiKey }: { apiKey: KeyView }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const ownRef = useOwnRef();
  const { userId } = apiKey.spec.requestedBy;
  const requester = usePersonName(userId);
  const { available, revealedAt } = apiKey.reveal;
  const text = () => {
    if (ownRef !== undefined && ownRef !== userId) {
      return t('reveal.others', { name: requester });
    }
    if (available) {
      return t('reveal.notYet');
    }
    if (apiKey.state === 'Pending') {
      return t('reveal.pending');
    }
    return revealedAt
      ? t('reveal.before', { date: format.date(new Date(revealedAt)) })
      : t('reveal.notNow');
  };
  return <Typography gutterBottom>{text()}</Typography>;
}

/** Why there is nothing to show. Where only a new value helps, it offers to rotate. */
function RevealFailure(props: {
  failure: unknown;
  apiKey: KeyView;
  onRotated: () => void;
}) {
  const { failure, apiKey, onRotated } = props;
  const { t } = useKuadrantTranslation();
  const errorText = useErrorText();
  const status = errorStatus(failure);
  const code = errorCode(failure);
  const needsNewValue = code === 'notPortalSecret' || code === 'valueMissing';
  const text = () => {
    switch (status) {
      case 409:
        return code === 'notApproved'
          ? t('reveal.pending')
          : errorText(failure);
      case 410:
        return t('reveal.gone');
      default:
        // Without an answer, or with a broken one, the key may have been handed out all the same.
        return status === undefined || status >= 500
          ? t('reveal.unknown')
          : errorText(failure);
    }
  };
  return (
    <Alert
      severity="error"
      role="alert"
      action={
        needsNewValue &&
        apiKey.actions.includes('update') && (
          <RotateButton apiKey={apiKey} onRotated={onRotated} />
        )
      }
    >
      {text()}
    </Alert>
  );
}

function ShownKey(props: { value: string; onDone: () => void }) {
  const { value, onDone } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const [stored, setStored] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const guard = useLeaveGuard(!stored, {
    title: t('reveal.leaveTitle'),
    body: t('reveal.leaveBody'),
    confirm: t('reveal.leaveConfirm'),
  });

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  return (
    <>
      <div className={classes.row}>
        <TextField
          className={classes.value}
          label={t('reveal.label')}
          value={value}
          variant="outlined"
          size="small"
          inputRef={input}
          InputProps={{ readOnly: true }}
          inputProps={{
            'aria-label': t('reveal.label'),
            dir: 'ltr',
            autoComplete: 'off',
            autoCorrect: 'off',
            spellCheck: false,
            onFocus: event => event.currentTarget.select(),
          }}
        />
        <CopyButton
          text={value}
          variant="contained"
          onRefused={() => input.current?.select()}
        />
      </div>
      <div className={classes.row}>
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={stored}
              onChange={event => setStored(event.target.checked)}
            />
          }
          label={t('reveal.stored')}
        />
        <Button
          variant="outlined"
          disabled={!stored}
          onClick={onDone}
          title={stored ? undefined : t('reveal.doneHelp')}
        >
          {t('reveal.done')}
        </Button>
      </div>
      {guard}
    </>
  );
}
