import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { ActionMenu } from '../components/ActionMenu';
import { ObjectHeader } from '../components/ObjectHeader';
import { ProductLink } from '../components/ProductLink';
import { KeyStatus } from '../components/StatusLabel';
import { useFormat } from '../format/useFormat';
import { useNow } from '../format/useNow';
import { expiryState } from '../keys/expiryState';
import { heldTerms } from '../keys/heldTerms';
import { keyTitle } from '../keys/keyTitle';
import { useKeyRemoval } from '../keys/useKeyRemoval';
import { myKeysRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { EditKeyDialog } from './EditKeyDialog';
import { RotateButton } from './RotateKey';

/** What the key is called, its state, plan, API and end, and what can be done with it. */
export function KeyHeader(props: {
  apiKey: KeyView;
  onRotated: () => void;
  onRemoved: () => void;
}) {
  const { apiKey, onRotated, onRemoved } = props;
  const { t } = useKuadrantTranslation();
  const myKeysLink = useRouteRef(myKeysRouteRef);
  const removal = useKeyRemoval({ onRemoved });
  const [editing, setEditing] = useState(false);
  const facts = (
    <>
      <KeyStatus state={apiKey.state} />
      <span>·</span>
      <span>{heldTerms(apiKey).planTier}</span>
      <span>·</span>
      <span>
        <ProductLink product={apiKey.product} />
      </span>
      <span>·</span>
      <End apiKey={apiKey} />
    </>
  );
  const actions = (
    <>
      {apiKey.actions.includes('rotate') && (
        <RotateButton apiKey={apiKey} onRotated={onRotated} />
      )}
      <ActionMenu
        label={t('key.actions')}
        actions={[
          ...(apiKey.actions.includes('update')
            ? [{ label: t('key.edit'), onClick: () => setEditing(true) }]
            : []),
          ...removal.actionFor(apiKey),
        ]}
      />
    </>
  );
  return (
    <>
      <ObjectHeader
        parent={myKeysLink && { to: myKeysLink(), label: t('key.breadcrumb') }}
        title={keyTitle(apiKey)}
        facts={facts}
        actions={actions}
      />
      {editing && (
        <EditKeyDialog apiKey={apiKey} onClose={() => setEditing(false)} />
      )}
      {removal.dialog}
    </>
  );
}

function End({ apiKey }: { apiKey: KeyView }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const now = useNow();
  const { expiresAt } = heldTerms(apiKey);
  const state = expiryState(apiKey, now);
  if (!expiresAt) {
    return <span>{t('key.noEnd')}</span>;
  }
  const end = new Date(expiresAt);
  return (
    <span>
      <time dateTime={expiresAt}>
        {t('key.until', { moment: format.dateTime(end) })}
      </time>
      {state === 'soon' && ` (${format.relative(end, now)})`}
      {state === 'now' && ` (${t('key.expiringNow')})`}
    </span>
  );
}
