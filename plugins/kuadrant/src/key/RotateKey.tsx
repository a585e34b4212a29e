import { useApi } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useId, useState } from 'react';
import { kuadrantApiRef } from '../api';
import { useRefreshAll } from '../api/queries';
import { useAnnounce } from '../components/Announcer';
import { ConfirmDialog } from '../components/ConfirmDialog';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

const paramsOf = ({ metadata }: KeyView) => ({
  namespace: metadata.namespace ?? '',
  name: metadata.name,
});

/** The button that makes a new value, with the question how long the old one works. */
export function RotateButton(props: {
  apiKey: KeyView;
  onRotated: () => void;
}) {
  const { apiKey, onRotated } = props;
  const { t } = useKuadrantTranslation();
  const api = useApi(kuadrantApiRef);
  const announce = useAnnounce();
  const refresh = useRefreshAll();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [overlap, setOverlap] = useState('24h');

  const rotate = async () => {
    await api.rotateApiKey({ params: paramsOf(apiKey), body: { overlap } });
    onRotated();
    announce(t('rotate.done'));
    await refresh();
  };

  return (
    <>
      <Button variant="outlined" color="primary" onClick={() => setOpen(true)}>
        {t('rotate.open')}
      </Button>
      {open && (
        <ConfirmDialog
          title={t('rotate.title')}
          confirmLabel={t('rotate.confirm')}
          onConfirm={rotate}
          onClose={() => setOpen(false)}
        >
          <Typography gutterBottom>{t('rotate.body')}</Typography>
          <TextField
            select
            variant="outlined"
            size="small"
            margin="dense"
            label={t('rotate.overlap')}
            value={overlap}
            onChange={event => setOverlap(event.target.value)}
            SelectProps={{ native: true }}
            InputLabelProps={{ shrink: true, htmlFor: `${id}-overlap` }}
            inputProps={{ id: `${id}-overlap` }}
          >
            <option value="1h">{t('rotate.hours', { count: 1 })}</option>
            <option value="24h">{t('rotate.hours', { count: 24 })}</option>
            <option value="168h">{t('rotate.days', { count: 7 })}</option>
            <option value="0">{t('rotate.now')}</option>
          </TextField>
        </ConfirmDialog>
      )}
    </>
  );
}

/** Until when the value before works, and a way to end that. */
export function PreviousValue({ apiKey }: { apiKey: KeyView }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const api = useApi(kuadrantApiRef);
  const announce = useAnnounce();
  const refresh = useRefreshAll();
  const [asking, setAsking] = useState(false);
  const until = apiKey.rotation.previousValidUntil;
  if (!until) {
    return null;
  }
  return (
    <Typography>
      {t('rotate.oldUntil', { moment: format.dateTime(new Date(until)) })}{' '}
      {apiKey.actions.includes('endRotation') && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('rotate.stop')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={t('rotate.stopTitle')}
          confirmLabel={t('rotate.stop')}
          onConfirm={async () => {
            await api.endApiKeyRotation({ params: paramsOf(apiKey) });
            announce(t('rotate.stopped'));
            await refresh();
          }}
          onClose={() => setAsking(false)}
        >
          {t('rotate.stopBody')}
        </ConfirmDialog>
      )}
    </Typography>
  );
}
