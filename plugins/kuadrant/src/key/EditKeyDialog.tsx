import { useApi } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  fieldErrors,
  type KeyView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { kuadrantApiRef } from '../api';
import { errorStatus } from '../api/errors';
import { offeredPlans } from '../calling/offeredPlans';
import { useErrorText } from '../components/useErrorText';
import { useProduct, useRefreshAll } from '../api/queries';
import { useAnnounce } from '../components/Announcer';
import { FormDialog } from '../components/FormDialog';
import { pickedDay } from '../format/time';
import { expiryMoment, type ExpiryChoice } from '../request/expiry';
import { ExpiryField } from '../request/ExpiryField';
import { PlanField } from '../request/PlanField';
import { UseCaseField } from '../request/UseCaseField';
import { useKuadrantTranslation } from '../translation';
import { ChangedMeanwhile } from './ChangedMeanwhile';

/** Changes a key's plan, use case or end, or asks for it. */
export function EditKeyDialog(props: { apiKey: KeyView; onClose: () => void }) {
  // The form keeps what it began with; later answers must not change it under somebody's hands.
  const [base, setBase] = useState(props.apiKey);
  return (
    <EditKey
      key={base.metadata.resourceVersion}
      apiKey={base}
      onSeeChanges={() => setBase(props.apiKey)}
      onClose={props.onClose}
    />
  );
}

/** What was not touched is not sent. */
function EditKey(props: {
  apiKey: KeyView;
  /** Starts again from what the key is now. */
  onSeeChanges: () => void;
  onClose: () => void;
}) {
  const { apiKey, onSeeChanges, onClose } = props;
  const { spec, metadata } = apiKey;
  const { t } = useKuadrantTranslation();
  const errorText = useErrorText();
  const api = useApi(kuadrantApiRef);
  const announce = useAnnounce();
  const refresh = useRefreshAll();
  const product = useProduct(apiKey.product).data;
  const [now] = useState(() => new Date());
  const [tier, setTier] = useState(spec.planTier);
  const [useCase, setUseCase] = useState(spec.useCase ?? '');
  const [expiry, setExpiry] = useState<ExpiryChoice>();
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [keepMine, setKeepMine] = useState(false);
  const changedMeanwhile = errorStatus(failure) === 412;
  const shownExpiry: ExpiryChoice =
    expiry ??
    (spec.expiresAt
      ? { kind: 'date', day: pickedDay(new Date(spec.expiresAt)) }
      : { kind: 'never' });
  const moment = expiry && expiryMoment(expiry, now);
  const expiryError =
    expiry?.kind === 'date' && (!moment || moment <= now)
      ? t('expiry.dateNeeded')
      : undefined;
  const wrong = new Map(
    fieldErrors(failure).map(({ path, message }) => [path, message]),
  );
  const changes = {
    ...(tier !== spec.planTier && { planTier: tier }),
    ...(useCase.trim() !== (spec.useCase ?? '') && { useCase: useCase.trim() }),
    ...(expiry && { expiresAt: moment?.toISOString() ?? null }),
  };
  const dirty = Object.keys(changes).length > 0;

  const save = async () => {
    if (!dirty) {
      onClose();
      return;
    }
    if (expiryError || useCase.trim() === '') {
      return;
    }
    setRunning(true);
    setFailure(undefined);
    try {
      await api.updateApiKey(
        {
          params: { namespace: metadata.namespace ?? '', name: metadata.name },
          body: changes,
        },
        keepMine ? undefined : { ifMatch: `"${metadata.resourceVersion}"` },
      );
      onClose();
      announce(t('key.edited'));
    } catch (error) {
      setFailure(error);
      setRunning(false);
    }
    await refresh();
  };

  return (
    <FormDialog
      title={t('key.editTitle')}
      submitLabel={t('key.editSend')}
      dirty={dirty}
      running={running}
      error={
        failure !== undefined && wrong.size === 0 && !changedMeanwhile
          ? errorText(failure)
          : undefined
      }
      onSubmit={save}
      onClose={onClose}
    >
      {changedMeanwhile && !keepMine && (
        <ChangedMeanwhile
          onSeeChanges={onSeeChanges}
          onKeepMine={() => setKeepMine(true)}
        />
      )}
      {product && (
        <PlanField
          plans={offeredPlans(product)}
          value={tier}
          onChange={setTier}
          error={wrong.get('planTier')}
        />
      )}
      <UseCaseField
        value={useCase}
        onChange={setUseCase}
        error={
          wrong.get('useCase') ??
          (useCase.trim() === '' ? t('request.useCaseNeeded') : undefined)
        }
      />
      <ExpiryField
        value={shownExpiry}
        onChange={setExpiry}
        lifetime={product?.spec.keyLifetime}
        now={now}
        error={wrong.get('expiresAt') ?? expiryError}
      />
      {apiKey.state === 'Approved' && (
        <Typography variant="body2">{t('key.editReview')}</Typography>
      )}
    </FormDialog>
  );
}
