import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Alert from '@material-ui/lab/Alert';
import type { ObjectRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useKeys } from '../api/queries';
import { heldTerms } from '../keys/heldTerms';
import { keyTitle } from '../keys/keyTitle';
import { keyRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';

/** Tells that the caller has an active key on the plan already; no barrier. */
export function HeldKeyHint(props: { product: ObjectRef; tier: string }) {
  const { product, tier } = props;
  const { t } = useKuadrantTranslation();
  const keyLink = useRouteRef(keyRouteRef);
  const { data } = useKeys({
    scope: 'own',
    product: [`${product.namespace}/${product.name}`],
    planTier: [tier],
    status: ['Approved'],
    limit: 1,
  });
  const held = data?.items[0];
  if (!held || heldTerms(held).planTier !== tier || !keyLink) {
    return null;
  }
  return (
    <Alert severity="info">
      {t('request.already')}{' '}
      <Link
        to={keyLink({
          namespace: held.metadata.namespace ?? '',
          name: held.metadata.name,
        })}
      >
        {keyTitle(held)}
      </Link>
    </Alert>
  );
}
