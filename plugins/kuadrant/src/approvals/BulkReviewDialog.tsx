import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  MAX_MESSAGE_LENGTH,
  type BulkReviewResult,
  type RequestView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useId, useState } from 'react';
import { kuadrantApiRef } from '../api';
import { useErrorText } from '../components/useErrorText';
import { FormDialog } from '../components/FormDialog';
import { usePersonName } from '../components/PersonName';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { heldTerms } from '../keys/heldTerms';
import { ExpiryCell } from './RequestCells';
import { requestKey } from './requestKey';
import type { Selection } from './useSelection';

/** One decision and one message for all selected requests; what failed stays selected and is told with its reason. */
export function BulkReviewDialog(props: {
  decision: 'approve' | 'reject';
  selection: Selection;
  onDecided: () => void;
  onClose: () => void;
}) {
  const { decision, selection, onDecided, onClose } = props;
  const { t } = useKuadrantTranslation();
  const errorText = useErrorText();
  const format = useFormat();
  const api = useApi(kuadrantApiRef);
  const toastApi = useApi(toastApiRef);
  const id = useId();
  const [message, setMessage] = useState('');
  const [checked, setChecked] = useState(false);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [failed, setFailed] = useState<BulkReviewResult['results']>([]);
  const { requests } = selection;
  const amount = {
    count: requests.length,
    amount: format.number(requests.length),
  };
  const messageMissing = decision === 'reject' && message.trim() === '';

  const decide = async () => {
    setChecked(true);
    if (messageMissing) {
      return;
    }
    setRunning(true);
    setFailure(undefined);
    try {
      const { results } = await api.bulkReviewRequests({
        body: {
          decision,
          requests: requests.map(({ metadata, revision }) => ({
            namespace: metadata.namespace ?? '',
            name: metadata.name,
            revision,
          })),
          message: message.trim() || undefined,
        },
      });
      const refused = results.filter(result => !result.success);
      const isRefused = (request: RequestView) =>
        refused.some(
          ({ namespace, name }) =>
            `${namespace}/${name}` === requestKey(request),
        );
      selection.remove(requests.filter(request => !isRefused(request)));
      const done = results.length - refused.length;
      if (done > 0) {
        toastApi.post({
          title: t(
            decision === 'approve'
              ? 'approvals.bulkApproved'
              : 'approvals.bulkRejected',
            { count: done, amount: format.number(done) },
          ),
          status: 'success',
          timeout: 5000,
        });
      }
      onDecided();
      if (refused.length === 0) {
        onClose();
      } else {
        setFailed(refused);
        setRunning(false);
      }
    } catch (error) {
      setFailure(error);
      setRunning(false);
    }
  };

  const submitLabel = () => {
    if (failed.length > 0) {
      return t('approvals.bulkRetry', { amount: amount.amount });
    }
    return decision === 'approve'
      ? t('approvals.approve')
      : t('approvals.reject');
  };
  return (
    <FormDialog
      title={t(
        decision === 'approve'
          ? 'approvals.bulkApproveTitle'
          : 'approvals.bulkRejectTitle',
        amount,
      )}
      submitLabel={submitLabel()}
      dirty={message !== ''}
      running={running}
      error={failure === undefined ? undefined : errorText(failure)}
      onSubmit={decide}
      onClose={onClose}
    >
      {failed.length > 0 && (
        <Alert severity="warning" role="alert">
          {t('approvals.bulkFailed', {
            count: failed.length,
            amount: format.number(failed.length),
          })}
          <ul>
            {failed.map(result => {
              const request = requests.find(
                each =>
                  requestKey(each) === `${result.namespace}/${result.name}`,
              );
              return (
                <li key={`${result.namespace}/${result.name}`}>
                  {request && (
                    <Requester userId={request.spec.requestedBy.userId} />
                  )}
                  : {errorText({ body: { error: result.error } })}
                </li>
              );
            })}
          </ul>
        </Alert>
      )}
      <Groups requests={requests} />
      <TextField
        id={`${id}-message`}
        label={t('approvals.bulkMessage')}
        value={message}
        onChange={event => setMessage(event.target.value)}
        multiline
        minRows={2}
        fullWidth
        autoFocus
        variant="outlined"
        required={decision === 'reject'}
        error={checked && messageMissing}
        helperText={
          checked && messageMissing
            ? t('approvals.bulkMessageNeeded')
            : t('approvals.messageHelp')
        }
        inputProps={{ maxLength: MAX_MESSAGE_LENGTH }}
      />
    </FormDialog>
  );
}

/** The requests by product and plan. */
function Groups({ requests }: { requests: RequestView[] }) {
  const { t } = useKuadrantTranslation();
  const groups = new Map<string, RequestView[]>();
  for (const request of requests) {
    const { displayName } = request.product;
    const { planTier } = request.pendingChange ?? {};
    const plan = planTier
      ? `${planTier.from} → ${planTier.to}`
      : heldTerms(request).planTier;
    const group = `${displayName} · ${plan}`;
    groups.set(group, [...(groups.get(group) ?? []), request]);
  }
  return (
    <div>
      {[...groups].map(([group, members]) => (
        <div key={group}>
          <Typography variant="subtitle2" component="h3">
            {group}
          </Typography>
          <ul>
            {members.map(request => (
              <li key={requestKey(request)}>
                <Requester userId={request.spec.requestedBy.userId} />
                {request.requesterUnverified &&
                  ` (${t('approvals.nameUnverified')})`}
                {' · '}
                <ExpiryCell request={request} />
                {request.spec.useCase?.trim() && `: ${request.spec.useCase}`}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Requester({ userId }: { userId: string }) {
  return <>{usePersonName(userId)}</>;
}
