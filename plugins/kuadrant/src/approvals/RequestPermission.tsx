import { usePermission } from '@backstage/plugin-permission-react';
import {
  apiKeyApprovePermission,
  RESOURCE_TYPE_API_KEY,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ReactNode } from 'react';
import { EmptyState } from '../components/EmptyState';
import { useKuadrantTranslation } from '../translation';

/** Shows the queue to those who may approve at all; what they may decide on comes with each request. */
export function RequestPermission({ children }: { children: ReactNode }) {
  const { t } = useKuadrantTranslation();
  const { loading, allowed } = usePermission({
    permission: apiKeyApprovePermission,
    // Permissions on single keys are decided by the server; here it only matters whether there is any.
    resourceRef: `${RESOURCE_TYPE_API_KEY}:any`,
  });
  if (loading) {
    return null;
  }
  return allowed ? (
    <>{children}</>
  ) : (
    <EmptyState>{t('approvals.forbidden')}</EmptyState>
  );
}
