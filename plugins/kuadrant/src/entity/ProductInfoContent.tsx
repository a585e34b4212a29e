import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type { ObjectRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import { KuadrantRoot } from '../components/KuadrantRoot';
import { PublishStatus } from '../components/StatusLabel';
import { LoadedProduct } from '../product/LoadedProduct';
import { Overview } from '../product/OverviewTab';
import { RequestAccessButton } from '../request';
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
  return (
    <LoadedProduct
      product={ref}
      notFound={<Alert severity="warning">{t('entity.infoGone')}</Alert>}
    >
      {({ product, onRequest }) => (
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
            {onRequest && <RequestAccessButton onClick={() => onRequest()} />}
          </div>
          <Overview product={product} onRequest={onRequest} />
        </>
      )}
    </LoadedProduct>
  );
}
