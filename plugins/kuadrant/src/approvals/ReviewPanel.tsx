import { useApi } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import {
  MAX_MESSAGE_LENGTH,
  type RequestView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { kuadrantApiRef } from '../api';
import { changedRequest, errorStatus } from '../api/errors';
import { useErrorText } from '../components/useErrorText';
import { useRefreshAll } from '../api/queries';
import { usePersonName } from '../components/PersonName';
import { useKuadrantTranslation } from '../translation';
import { ChangedRequest } from './ChangedRequest';
import { RequestFacts } from './RequestFacts';
import { useSeenRequest } from './useSeenRequest';

/** What was decided. */
export type Outcome = 'approved' | 'rejected';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1, 1, 1.5),
    maxWidth: 860,
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'center',
  },
}));

/** One request in full, with the reviewer's words and the two decisions. */
export function ReviewPanel(props: {
  request: RequestView;
  /** Whether the next request is opened after a decision; absent where there is no next. */
  goOn?: boolean;
  onGoOnChange: (goOn: boolean) => void;
  onDecided: (outcome: Outcome, decided: RequestView) => Promise<void>;
  onClose: () => void;
}) {
  const { goOn, onGoOnChange, onDecided, onClose } = props;
  const {
    seen: request,
    isOutdated,
    changes,
    showChanges,
    take,
  } = useSeenRequest(props.request);
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const errorText = useErrorText();
  const api = useApi(kuadrantApiRef);
  const refresh = useRefreshAll();
  const id = useId();
  const requester = usePersonName(request.spec.requestedBy.userId);
  const heading = useRef<HTMLHeadingElement>(null);
  const messageField = useRef<HTMLTextAreaElement>(null);
  const [message, setMessage] = useState('');
  const [messageNeeded, setMessageNeeded] = useState(false);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  useEffect(() => heading.current?.focus(), []);

  const decide = async (outcome: Outcome) => {
    if (outcome === 'rejected' && message.trim() === '') {
      setMessageNeeded(true);
      messageField.current?.focus();
      return;
    }
    setRunning(true);
    setFailure(undefined);
    const input = {
      params: {
        namespace: request.metadata.namespace ?? '',
        name: request.metadata.name,
      },
      body: {
        revision: request.revision,
        ...(message.trim() !== '' && { message: message.trim() }),
      },
    };
    try {
      const decided =
        outcome === 'approved'
          ? await api.approveRequest(input)
          : await api.rejectRequest(input);
      await onDecided(outcome, decided);
    } catch (error) {
      setFailure(error);
      setRunning(false);
      const newer = changedRequest(error);
      if (newer) {
        take(newer);
      }
      if (errorStatus(error) === 409) {
        await refresh();
      }
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && message === '' && !running) {
      event.stopPropagation();
      onClose();
    }
  };

  const can = (action: 'approve' | 'reject') =>
    request.actions.includes(action);
  const revokes = request.state === 'Approved' && !request.pendingChange;
  return (
    <section
      className={classes.root}
      aria-label={t('approvals.panelRegion', { requester })}
      onKeyDown={onKeyDown}
    >
      <Typography variant="h6" component="h2" tabIndex={-1} ref={heading}>
        {t('approvals.panelTitle', { requester })}
      </Typography>
      <ChangedRequest
        isOutdated={isOutdated}
        changes={changes}
        onShow={showChanges}
      />
      <RequestFacts request={request} />
      <TextField
        id={`${id}-message`}
        label={t('approvals.message', { requester })}
        value={message}
        onChange={event => {
          setMessage(event.target.value);
          setMessageNeeded(false);
        }}
        multiline
        minRows={2}
        maxRows={8}
        fullWidth
        variant="outlined"
        size="small"
        error={messageNeeded}
        helperText={
          messageNeeded
            ? t('approvals.messageNeeded', { requester })
            : t('approvals.messageHelp')
        }
        inputRef={messageField}
        inputProps={{ maxLength: MAX_MESSAGE_LENGTH }}
      />
      {failure !== undefined && (
        <Alert severity="error" role="alert">
          {errorText(failure)}
        </Alert>
      )}
      <div className={classes.actions}>
        {can('reject') && (
          <Button
            variant="outlined"
            disabled={running || isOutdated}
            onClick={() => decide('rejected')}
          >
            {revokes ? t('approvals.revoke') : t('approvals.reject')}
          </Button>
        )}
        {can('approve') && (
          <Button
            variant="contained"
            color="primary"
            disableElevation
            disabled={running || isOutdated}
            onClick={() => decide('approved')}
          >
            {t('approvals.approve')}
          </Button>
        )}
        <Button disabled={running} onClick={onClose}>
          {t('approvals.close')}
        </Button>
        {goOn !== undefined && (
          <FormControlLabel
            control={
              <Checkbox
                size="small"
                color="primary"
                checked={goOn}
                onChange={event => onGoOnChange(event.target.checked)}
              />
            }
            label={t('approvals.goOn')}
          />
        )}
      </div>
    </section>
  );
}
