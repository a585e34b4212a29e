import { usePermission } from '@backstage/plugin-permission-react';
import Badge from '@material-ui/core/Badge';
import {
  apiKeyApprovePermission,
  RESOURCE_TYPE_API_KEY,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ReactNode } from 'react';
import { useRequests } from '../api/queries';
import { KuadrantRoot } from '../components/KuadrantRoot';
import { VisuallyHidden } from '../components/Announcer';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

/** Marks an icon with the number of requests that wait for the signed-in user; nothing where none waits. */
export function PendingBadge({ children }: { children: ReactNode }) {
  const { allowed } = usePermission({
    permission: apiKeyApprovePermission,
    // Permissions on single keys are decided by the server; here it only matters whether there is any.
    resourceRef: `${RESOURCE_TYPE_API_KEY}:any`,
  });
  return allowed ? (
    <KuadrantRoot>
      <Waiting>{children}</Waiting>
    </KuadrantRoot>
  ) : (
    <>{children}</>
  );
}

function Waiting({ children }: { children: ReactNode }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const count =
    useRequests({ awaitingReview: 'true', limit: 1 }).data?.awaitingReview ?? 0;
  return (
    <Badge badgeContent={count} color="error" overlap="rectangular" max={99}>
      {children}
      {count > 0 && (
        <VisuallyHidden>
          {t('entity.cardReview', { count, amount: format.number(count) })}
        </VisuallyHidden>
      )}
    </Badge>
  );
}
