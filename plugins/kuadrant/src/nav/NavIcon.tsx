import { lazy, Suspense } from 'react';
import { KuadrantIcon } from '../KuadrantIcon';

const PendingBadge = lazy(() =>
  import('./PendingBadge').then(m => ({ default: m.PendingBadge })),
);

/** The icon in the app's navigation, with the number of requests that wait for the signed-in user. */
export function NavIcon() {
  return (
    <Suspense fallback={<KuadrantIcon />}>
      <PendingBadge>
        <KuadrantIcon />
      </PendingBadge>
    </Suspense>
  );
}
