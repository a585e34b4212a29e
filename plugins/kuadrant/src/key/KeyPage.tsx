import { useRouteRef, useRouteRefParams } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import Skeleton from '@material-ui/lab/Skeleton';
import { useNavigate } from 'react-router-dom';
import { useKey } from '../api/queries';
import { CallExamples } from '../calling/CallExamples';
import { useAnnounce, VisuallyHidden } from '../components/Announcer';
import { ErrorState } from '../components/ErrorState';
import { KuadrantPageBody } from '../components/KuadrantRoot';
import { Section } from '../components/Section';
import { keyRouteRef, myKeysRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { KeyDetails } from './KeyDetails';
import { KeyHeader } from './KeyHeader';
import { KeyLimits } from './KeyLimits';
import { KeyNotices } from './KeyNotices';
import { KeyTimeline } from './KeyTimeline';
import { RevealPanel } from './RevealPanel';
import { PreviousValue } from './RotateKey';
import { useShownKey } from './useShownKey';
import { useWaitingInterval } from './useWaitingInterval';

/** One key: its state, its value (once), how to call with it, its limits and its history. */
export function KeyPage() {
  return (
    <KuadrantPageBody>
      <Key />
    </KuadrantPageBody>
  );
}

function Key() {
  const params = useRouteRefParams(keyRouteRef);
  const { t } = useKuadrantTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const myKeysLink = useRouteRef(myKeysRouteRef);
  const waitingInterval = useWaitingInterval();
  const {
    data: key,
    error,
    refetch,
  } = useKey(params, {
    refetchInterval: latest =>
      latest?.state === 'Pending' ? waitingInterval() : false,
  });
  const onExpire = useCallback(
    () => announce(t('reveal.cleared')),
    [announce, t],
  );
  const shown = useShownKey(onExpire);

  if (!key) {
    return error ? (
      <ErrorState
        title={t('key.failed')}
        error={error}
        onRetry={() => refetch()}
      />
    ) : (
      <div aria-busy>
        <VisuallyHidden>{t('key.loading')}</VisuallyHidden>
        <Skeleton height={56} width="50%" />
        <Skeleton variant="rect" height={120} />
        <Skeleton height={40} />
        <Skeleton variant="rect" height={160} />
      </div>
    );
  }
  return (
    <>
      <KeyHeader
        apiKey={key}
        onRotated={shown.clear}
        onRemoved={() => myKeysLink && navigate(myKeysLink())}
      />
      <KeyNotices apiKey={key} />
      {key.state !== 'Denied' && key.state !== 'Expired' && (
        <Section title={t('key.yourKey')}>
          <RevealPanel
            apiKey={key}
            value={shown.value}
            onShow={shown.show}
            onDone={shown.clear}
          />
          <PreviousValue apiKey={key} />
        </Section>
      )}
      {key.state === 'Approved' && (
        <Section title={t('call.title')}>
          <CallExamples apiKey={key} value={shown.value} />
        </Section>
      )}
      <Section title={t('key.limits')}>
        <KeyLimits apiKey={key} />
      </Section>
      <Section title={t('key.history')}>
        <KeyTimeline apiKey={key} />
      </Section>
      <Section title={t('key.details')}>
        <KeyDetails apiKey={key} />
      </Section>
    </>
  );
}
