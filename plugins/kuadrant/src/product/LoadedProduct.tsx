import Skeleton from '@material-ui/lab/Skeleton';
import type {
  ObjectRef,
  ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState, type ReactNode } from 'react';
import { errorStatus } from '../api/errors';
import { useProduct } from '../api/queries';
import { VisuallyHidden } from '../components/Announcer';
import { ErrorState } from '../components/ErrorState';
import { RequestAccessDialog } from '../request';
import { useKuadrantTranslation } from '../translation';

/** What each view of a product is given. */
export interface ProductTabProps {
  product: ProductView;
  /** Opens the request dialog, with a plan chosen. */
  onRequest?: (plan?: string) => void;
}

/** Reads a product and draws it, with the request dialog where the caller may ask for a key. */
export function LoadedProduct(props: {
  product: ObjectRef;
  /** What stands in the place of a product that is not there; an error as any other if not given. */
  notFound?: ReactNode;
  children: (tab: ProductTabProps) => ReactNode;
}) {
  const { t } = useKuadrantTranslation();
  const { data: product, error, refetch } = useProduct(props.product);
  const [asking, setAsking] = useState<{ plan?: string }>();
  if (props.notFound && errorStatus(error) === 404) {
    return <>{props.notFound}</>;
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
  const onRequest = product.actions.includes('requestKey')
    ? (plan?: string) => setAsking({ plan })
    : undefined;
  return (
    <>
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
