import { useApi } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  fieldErrors,
  type KeyView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { kuadrantApiRef } from '../api';
import { errorMessage } from '../api/errors';
import { useProduct, useRefreshAll } from '../api/queries';
import { useAnnounce } from '../components/Announcer';
import { FormDialog } from '../components/FormDialog';
import { pickedDay } from '../format/time';
import { expiryMoment, type ExpiryChoice } from '../request/expiry';
import { ExpiryField } from '../request/ExpiryField';
import { PlanField } from '../request/PlanField';
import { UseCaseField } from '../request/UseCaseField';
import { useKuadrantTranslation } from '../translation';

/** Changes a key's plan, use case or end. What was not touched is not sent. */
export function EditKeyDialog(props: { apiKey: KeyView; onClose: () => void }) {
  const { apiKey, onClose } = props;
  const { spec, metadata } = apiKey;
  const { t } = useKuadrantTranslation();
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
        { ifMatch: `"${metadata.resourceVersion}"` },
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
        failure !== undefined && wrong.size === 0
          ? errorMessage(failure)
          : undefined
      }
      onSubmit={save}
      onClose={onClose}
    >
      {product && (
        <PlanField
          plans={product.status?.discoveredPlans ?? []}
          limitsScope={product.limitsScope}
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
