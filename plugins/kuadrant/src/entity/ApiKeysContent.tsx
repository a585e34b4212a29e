import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import type { ObjectRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { errorStatus } from '../api/errors';
import { useKeys, useProduct } from '../api/queries';
import { NoAccess } from '../calling/NoAccess';
import { VisuallyHidden } from '../components/Announcer';
import { EmptyState } from '../components/EmptyState';
import { ErrorState } from '../components/ErrorState';
import { KuadrantRoot } from '../components/KuadrantRoot';
import { usePersonName } from '../components/PersonName';
import { useWaitingInterval } from '../key/useWaitingInterval';
import { useKeyRemoval } from '../keys/useKeyRemoval';
import { RequestAccessButton, RequestAccessDialog } from '../request';
import { useKuadrantTranslation } from '../translation';
import { entityProduct } from './entityProduct';
import { KeySections } from './KeySections';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBlockEnd: theme.spacing(2),
  },
  title: { flex: 1 },
  notice: { marginBlockEnd: theme.spacing(2) },
}));

/** The caller's keys for the API of the entity, and the way to ask for one. */
export function ApiKeysContent() {
  const { entity } = useEntity();
  const product = entityProduct(entity);
  return (
    product && (
      <KuadrantRoot>
        <ApiKeys product={product} />
      </KuadrantRoot>
    )
  );
}

/** Most keys of one person for one API that the tab lists; "My API keys" has pages. */
const MOST = 200;

function ApiKeys({ product: ref }: { product: ObjectRef }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const waitingInterval = useWaitingInterval();
  const product = useProduct(ref);
  const keys = useKeys(
    {
      scope: 'own',
      product: [`${ref.namespace}/${ref.name}`],
      sort: '-created',
      limit: MOST,
    },
    {
      refetchInterval: data =>
        data?.items.some(key => key.state === 'Pending')
          ? waitingInterval()
          : false,
    },
  );
  const removal = useKeyRemoval();
  const [asking, setAsking] = useState(false);
  const owner = usePersonName(product.data?.owner ?? '');

  if (keys.error && !keys.data) {
    return (
      <ErrorState
        title={t('keys.failed')}
        error={keys.error}
        onRetry={() => keys.refetch()}
      />
    );
  }
  const mayAsk = product.data?.actions.includes('requestKey');
  const ask = mayAsk && <RequestAccessButton onClick={() => setAsking(true)} />;
  const items = keys.data?.items;
  return (
    <>
      <div className={classes.bar}>
        <Typography variant="h5" component="h2" className={classes.title}>
          {t('entity.apiKeys')}
        </Typography>
        {ask}
      </div>
      {errorStatus(product.error) === 404 && (
        <Alert severity="warning" className={classes.notice}>
          {t('entity.productGone')}
        </Alert>
      )}
      {product.data?.spec.publishStatus === 'Draft' && (
        <Alert severity="info" className={classes.notice}>
          {t('entity.productDraft')}
        </Alert>
      )}
      {product.data?.spec.publishStatus === 'Published' && (
        <NoAccess access={product.data.access} intro={t('access.noRequest')} />
      )}
      {!items && (
        <div aria-busy>
          <VisuallyHidden>{t('keys.loading')}</VisuallyHidden>
          <Skeleton height={56} />
          <Skeleton height={56} />
        </div>
      )}
      {items?.length === 0 && (
        <EmptyState action={ask}>
          {!mayAsk && t('entity.none')}
          {mayAsk &&
            (product.data?.spec.approvalMode === 'automatic'
              ? t('entity.noneAutomatic')
              : t('entity.noneManual', {
                  owner: owner || t('products.noOwner'),
                }))}
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <KeySections keys={items} actionsFor={removal.actionFor} />
      )}
      {asking && product.data && (
        <RequestAccessDialog
          product={product.data}
          onClose={() => setAsking(false)}
        />
      )}
      {removal.dialog}
    </>
  );
}
