import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import type { ObjectRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { errorStatus } from '../api/errors';
import { useProduct } from '../api/queries';
import { VisuallyHidden } from '../components/Announcer';
import { ErrorState } from '../components/ErrorState';
import { KuadrantRoot } from '../components/KuadrantRoot';
import { PublishStatus } from '../components/StatusLabel';
import { Overview } from '../product/OverviewTab';
import { RequestAccessDialog } from '../request';
import { productRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { entityProduct } from './entityProduct';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBlockEnd: theme.spacing(2),
  },
  title: { marginInlineEnd: 'auto' },
}));

/** The product behind an API entity: plans, how to call it, whether it works, whom to ask. */
export function ProductInfoContent() {
  const { entity } = useEntity();
  const product = entityProduct(entity);
  return (
    product && (
      <KuadrantRoot>
        <ProductInfo product={product} />
      </KuadrantRoot>
    )
  );
}

function ProductInfo({ product: ref }: { product: ObjectRef }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const productLink = useRouteRef(productRouteRef);
  const { data: product, error, refetch } = useProduct(ref);
  const [asking, setAsking] = useState<{ plan?: string }>();
  if (errorStatus(error) === 404) {
    return <Alert severity="warning">{t('entity.infoGone')}</Alert>;
  }
  if (!product) {
    return error ? (
      <ErrorState
        title={t('product.failed')}
        error={error}
        onRetry={() => refetch()}
      />
    ) : (
      <div aria-busy>
        <VisuallyHidden>{t('product.loading')}</VisuallyHidden>
        <Skeleton height={56} width="50%" />
        <Skeleton variant="rect" height={160} />
      </div>
    );
  }
  const mayAsk = product.actions.includes('requestKey');
  const ask = (plan?: string) => setAsking({ plan });
  return (
    <>
      <div className={classes.bar}>
        <Typography variant="h5" component="h2" className={classes.title}>
          {t('entity.infoTitle')}
        </Typography>
        <PublishStatus status={product.spec.publishStatus} />
        {productLink && (
          <LinkButton to={productLink(ref)} variant="outlined">
            {t('entity.openProduct')}
          </LinkButton>
        )}
        {mayAsk && (
          <Button
            variant="contained"
            color="primary"
            disableElevation
            onClick={() => ask()}
          >
            {t('request.open')}
          </Button>
        )}
      </div>
      <Overview product={product} onRequest={mayAsk ? ask : undefined} />
      {asking && (
        <RequestAccessDialog
          product={product}
          plan={asking.plan}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
