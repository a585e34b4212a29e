import { useRouteRef, useRouteRefParams } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { NoAccess } from '../calling/NoAccess';
import { ActionMenu } from '../components/ActionMenu';
import { KuadrantPageBody } from '../components/KuadrantRoot';
import { ObjectHeader } from '../components/ObjectHeader';
import { Person } from '../components/PersonName';
import { PublishStatus } from '../components/StatusLabel';
import { useProductActions } from '../products/useProductActions';
import { RequestAccessButton } from '../request';
import { productRouteRef, productsRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { LoadedProduct, type ProductTabProps } from './LoadedProduct';

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
  return (
    <LoadedProduct product={params}>
      {tab => (
        <>
          <ProductHead {...tab} />
          {tab.product.spec.publishStatus === 'Published' && (
            <NoAccess
              access={tab.product.access}
              intro={t('access.noRequest')}
            />
          )}
          {props.children(tab)}
        </>
      )}
    </LoadedProduct>
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
            {onRequest && <RequestAccessButton onClick={() => onRequest()} />}
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
