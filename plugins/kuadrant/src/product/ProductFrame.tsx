import { useRouteRef, useRouteRefParams } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Skeleton from '@material-ui/lab/Skeleton';
import type { ProductView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { useProduct } from '../api/queries';
import { ActionMenu } from '../components/ActionMenu';
import { VisuallyHidden } from '../components/Announcer';
import { ErrorState } from '../components/ErrorState';
import { KuadrantPageBody } from '../components/KuadrantRoot';
import { ObjectHeader } from '../components/ObjectHeader';
import { Person } from '../components/PersonName';
import { PublishStatus } from '../components/StatusLabel';
import { useProductActions } from '../products/useProductActions';
import { RequestAccessDialog } from '../request';
import { productRouteRef, productsRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';

/** What the tabs of a product's page are given. */
export interface ProductTabProps {
  product: ProductView;
  /** Opens the request dialog, with a plan chosen. */
  onRequest?: (plan?: string) => void;
}

/** A tab of the product page: the product is read once for all tabs, its head is drawn above each. */
export function ProductFrame(props: {
  children: (tab: ProductTabProps) => ReactNode;
}) {
  return (
    <KuadrantPageBody>
      <Frame {...props} />
    </KuadrantPageBody>
  );
}

function Frame(props: { children: (tab: ProductTabProps) => ReactNode }) {
  const params = useRouteRefParams(productRouteRef);
  const { t } = useKuadrantTranslation();
  const { data: product, error, refetch } = useProduct(params);
  const [asking, setAsking] = useState<{ plan?: string }>();
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
  const onRequest = product.actions.includes('requestKey')
    ? (plan?: string) => setAsking({ plan })
    : undefined;
  return (
    <>
      <ProductHead product={product} onRequest={onRequest} />
      {props.children({ product, onRequest })}
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

function ProductHead({ product, onRequest }: ProductTabProps) {
  const { t } = useKuadrantTranslation();
  const navigate = useNavigate();
  const productsLink = useRouteRef(productsRouteRef);
  const { actionsFor, dialog } = useProductActions({
    onDeleted: () => productsLink && navigate(productsLink()),
  });
  const { spec, owner } = product;
  return (
    <>
      <ObjectHeader
        parent={
          productsLink && { to: productsLink(), label: t('product.breadcrumb') }
        }
        title={spec.displayName}
        facts={
          <>
            <PublishStatus status={spec.publishStatus} />
            {spec.version && <span>{spec.version}</span>}
            {owner && <Person entityRef={owner} />}
          </>
        }
        actions={
          <>
            {onRequest && (
              <Button
                variant="contained"
                color="primary"
                disableElevation
                onClick={() => onRequest()}
              >
                {t('request.open')}
              </Button>
            )}
            <ActionMenu
              label={t('product.actions')}
              actions={actionsFor(product)}
            />
          </>
        }
      />
      {dialog}
    </>
  );
}
