import { InfoCard, Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  KeyView,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { useKeys, useProduct } from '../api/queries';
import { NoAccess } from '../calling/NoAccess';
import { offeredPlans } from '../calling/offeredPlans';
import { VisuallyHidden } from '../components/Announcer';
import { KuadrantRoot } from '../components/KuadrantRoot';
import { Person, usePersonName } from '../components/PersonName';
import { KeyStatus } from '../components/StatusLabel';
import { useFormat } from '../format/useFormat';
import { ExpiryText } from '../keys/ExpiryText';
import { heldTerms } from '../keys/heldTerms';
import { keyTitle } from '../keys/keyTitle';
import { RequestAccessDialog } from '../request';
import { approvalsRouteRef, keyRouteRef, myKeysRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { entityProduct } from './entityProduct';

/** Keys that the card lists; the API Keys tab has them all. */
const SHOWN = 3;

/** The caller's access to the API of the entity at a glance. */
export function AccessCard() {
  const { entity } = useEntity();
  const { t } = useKuadrantTranslation();
  const product = entityProduct(entity);
  return (
    product && (
      <section aria-label={t('entity.cardTitle')}>
        <InfoCard title={t('entity.cardTitle')}>
          <KuadrantRoot>
            <Access product={product} />
          </KuadrantRoot>
        </InfoCard>
      </section>
    )
  );
}

function Access({ product: ref }: { product: ObjectRef }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const qualified = `${ref.namespace}/${ref.name}`;
  const product = useProduct(ref);
  const keys = useKeys({
    scope: 'own',
    product: [qualified],
    sort: '-created',
    limit: SHOWN,
  });
  const approvalsLink = useRouteRef(approvalsRouteRef);
  const myKeysLink = useRouteRef(myKeysRouteRef);
  const [asking, setAsking] = useState(false);
  const owner = product.data?.owner;
  const ownerName = usePersonName(owner ?? '');

  if (keys.error && !keys.data) {
    return (
      <Typography role="alert">
        {t('entity.cardFailed')}{' '}
        <Button size="small" onClick={() => keys.refetch()}>
          {t('error.retry')}
        </Button>
      </Typography>
    );
  }
  if (!keys.data || product.isPending) {
    return (
      <div aria-busy>
        <VisuallyHidden>{t('keys.loading')}</VisuallyHidden>
        <Skeleton />
        <Skeleton />
        <Skeleton />
      </div>
    );
  }
  const { items, totalItems } = keys.data;
  const waiting = product.data?.awaitingReview ?? 0;
  const plans = product.data ? offeredPlans(product.data) : [];
  const mayAsk = product.data?.actions.includes('requestKey');
  return (
    <>
      {items.length === 0 && <Typography>{t('entity.cardNone')}</Typography>}
      {items.map(key => (
        <CardKey key={key.metadata.name} apiKey={key} />
      ))}
      {totalItems > items.length && (
        <Typography>
          {t('entity.cardMore', {
            count: totalItems - items.length,
            amount: format.number(totalItems - items.length),
          })}
        </Typography>
      )}
      {waiting > 0 && approvalsLink && (
        <Typography>
          <Link to={`${approvalsLink()}?product=${qualified}`}>
            {t('entity.cardReview', {
              count: waiting,
              amount: format.number(waiting),
            })}
          </Link>
        </Typography>
      )}
      {plans.length > 0 && (
        <Typography>
          {t('entity.cardPlans', {
            plans: format.list(plans.map(({ tier }) => tier)),
          })}
        </Typography>
      )}
      {owner && (
        <Typography>
          {t('entity.cardOwned')} <Person entityRef={owner} inText />
        </Typography>
      )}
      {product.data?.spec.publishStatus === 'Published' && (
        <NoAccess access={product.data.access} intro={t('access.noRequest')} />
      )}
      {mayAsk ? (
        <Button color="primary" onClick={() => setAsking(true)}>
          {t('request.open')}
        </Button>
      ) : (
        owner && (
          <Typography>{t('entity.cardAsk', { owner: ownerName })}</Typography>
        )
      )}
      {items.length > 0 && myKeysLink && (
        <Link to={`${myKeysLink()}?product=${qualified}`}>
          {t('entity.cardAll')}
        </Link>
      )}
      {asking && product.data && (
        <RequestAccessDialog
          product={product.data}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function CardKey({ apiKey }: { apiKey: KeyView }) {
  const keyLink = useRouteRef(keyRouteRef);
  const title = keyTitle(apiKey);
  const { namespace = '', name } = apiKey.metadata;
  return (
    <Typography component="div">
      <KeyStatus state={apiKey.state} />{' '}
      {keyLink ? (
        <Link to={keyLink({ namespace, name })} underline="always">
          {title}
        </Link>
      ) : (
        title
      )}
      {' · '}
      {heldTerms(apiKey).planTier}
      {apiKey.state === 'Approved' && (
        <>
          {' · '}
          <ExpiryText apiKey={apiKey} />
        </>
      )}
    </Typography>
  );
}
