import { useNavigate } from 'react-router-dom';
import { useKeys } from '../api/queries';
import { useFormat } from '../format/useFormat';
import { useNow } from '../format/useNow';
import { useKuadrantTranslation } from '../translation';
import { expiryState } from './expiryState';
import { KeysNotice } from './KeysNotice';

/** Those that end next, in the terms of a list's address. */
const NEXT = { status: 'Approved', sort: 'expiresAt' } as const;

/**
 * Says how many of the caller's keys end within a week, and leads to them; nothing where none does. It asks for them
 * only where the caller has active keys, and so not before the page knows that.
 */
export function ExpiringNotice({ active }: { active: number | undefined }) {
  const navigate = useNavigate();
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const now = useNow();
  const { data } = useKeys(
    { scope: 'own', status: [NEXT.status], sort: NEXT.sort, limit: 100 },
    { enabled: Boolean(active) },
  );
  const count =
    data?.items.filter(key => expiryState(key, now) === 'soon').length ?? 0;
  if (count === 0) {
    return null;
  }
  return (
    <KeysNotice
      severity="warning"
      onShow={() => navigate({ search: `${new URLSearchParams(NEXT)}` })}
    >
      {t('keys.expiring', { count, amount: format.number(count) })}
    </KeysNotice>
  );
}
