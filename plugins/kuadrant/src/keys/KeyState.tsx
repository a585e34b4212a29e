import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { usePersonName } from '../components/PersonName';
import { KeyStatus } from '../components/StatusLabel';
import { useFormat } from '../format/useFormat';
import { keyRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { failureText } from './failureText';

/** State of a key with what belongs to it: the reviewer's words, why it fails, that it can be shown now. */
export function KeyState({ apiKey }: { apiKey: KeyView }) {
  const { t } = useKuadrantTranslation();
  const keyLink = useRouteRef(keyRouteRef);
  const format = useFormat();
  const decision = apiKey.decisions[0];
  const change = apiKey.pendingChange;
  return (
    <>
      <KeyStatus state={apiKey.state} />
      {apiKey.state === 'Denied' && decision && (
        <Rejection decision={decision} />
      )}
      {apiKey.state === 'Failed' && (
        <Typography variant="body2">{failureText(apiKey, t)}</Typography>
      )}
      {change?.planTier && !change.refused && (
        <Typography variant="body2">
          {t('keys.changeWaits', change.planTier)}
        </Typography>
      )}
      {change?.expiresAt && !change.refused && (
        <Typography variant="body2">
          {t('keys.expiryWaits', {
            to: change.expiresAt.to
              ? format.date(new Date(change.expiresAt.to))
              : t('expiry.never'),
          })}
        </Typography>
      )}
      {apiKey.reveal.available &&
        apiKey.actions.includes('reveal') &&
        keyLink && (
          <Typography variant="body2">
            <Link
              to={keyLink({
                namespace: apiKey.metadata.namespace ?? '',
                name: apiKey.metadata.name,
              })}
            >
              {t('keys.ready')}
            </Link>
          </Typography>
        )}
    </>
  );
}

function Rejection({ decision }: { decision: KeyView['decisions'][number] }) {
  const { t } = useKuadrantTranslation();
  const reviewer = usePersonName(decision.reviewedBy);
  return (
    <Typography variant="body2">
      {t('keys.rejectedBy', { name: reviewer })}
      {decision.message && (
        <>
          : <q>{decision.message}</q>
        </>
      )}
    </Typography>
  );
}
