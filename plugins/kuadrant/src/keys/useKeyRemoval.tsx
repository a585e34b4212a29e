import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { kuadrantApiRef } from '../api';
import { useRefreshAll } from '../api/queries';
import { ConfirmDialog } from '../components/ConfirmDialog';
import { usePersonName } from '../components/PersonName';
import { useKuadrantTranslation } from '../translation';
import { useOwnRef } from './useOwnRef';

/** Deleting a key, or withdrawing it while it waits, with the question before. */
export function useKeyRemoval(options: { onRemoved?: () => void } = {}) {
  const { t } = useKuadrantTranslation();
  const [asking, setAsking] = useState<KeyView>();

  const actionFor = (key: KeyView) =>
    key.actions.includes('delete')
      ? [
          {
            label:
              key.state === 'Pending' ? t('key.withdraw') : t('key.delete'),
            onClick: () => setAsking(key),
          },
        ]
      : [];

  const dialog = asking && (
    <RemoveKeyDialog
      apiKey={asking}
      onClose={() => setAsking(undefined)}
      onRemoved={options.onRemoved}
    />
  );
  return { actionFor, dialog };
}

function RemoveKeyDialog(props: {
  apiKey: KeyView;
  onClose: () => void;
  onRemoved?: () => void;
}) {
  const { apiKey, onClose, onRemoved } = props;
  const { metadata, spec, state } = apiKey;
  const api = useApi(kuadrantApiRef);
  const toastApi = useApi(toastApiRef);
  const refresh = useRefreshAll();
  const { t } = useKuadrantTranslation();
  const ownRef = useOwnRef();
  const requester = usePersonName(spec.requestedBy.userId);
  const others = ownRef !== undefined && ownRef !== spec.requestedBy.userId;

  const remove = async () => {
    await api.deleteApiKey({
      params: { namespace: metadata.namespace ?? '', name: metadata.name },
    });
    toastApi.post({
      title: t('key.deleted'),
      status: 'success',
      timeout: 5000,
    });
    onRemoved?.();
    await refresh();
  };

  const words = () => {
    if (others) {
      return {
        title: t('key.deleteOthersTitle', { name: requester }),
        body: t('key.deleteOthersBody'),
        confirm: t('key.delete'),
      };
    }
    return state === 'Pending'
      ? {
          title: t('key.withdrawTitle'),
          body: t('key.withdrawBody'),
          confirm: t('key.withdraw'),
        }
      : {
          title: t('key.deleteTitle'),
          body: t('key.deleteBody'),
          confirm: t('key.delete'),
        };
  };
  const { title, body, confirm } = words();
  return (
    <ConfirmDialog
      title={title}
      confirmLabel={confirm}
      onConfirm={remove}
      onClose={onClose}
    >
      <Typography>{body}</Typography>
    </ConfirmDialog>
  );
}
