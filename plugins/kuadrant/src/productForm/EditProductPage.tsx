import {
  toastApiRef,
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import type { ProductView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { kuadrantApiRef } from '../api';
import { errorStatus } from '../api/errors';
import { useProduct, useRefreshAll } from '../api/queries';
import { ErrorState } from '../components/ErrorState';
import { KuadrantPageBody } from '../components/KuadrantRoot';
import { useFormat } from '../format/useFormat';
import { editProductRouteRef, productRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { draftOf, patchBody, type ProductDraft } from './draft';
import { ProductForm } from './ProductForm';

/** Changes a product. */
export function EditProductPage() {
  return (
    <KuadrantPageBody>
      <LoadProduct />
    </KuadrantPageBody>
  );
}

function LoadProduct() {
  const params = useRouteRefParams(editProductRouteRef);
  const { t } = useKuadrantTranslation();
  const { data, error, refetch } = useProduct(params);
  // The form keeps what it began with: later answers only tell that somebody else changed the product.
  const [base, setBase] = useState<ProductView>();
  if (!base && data) {
    setBase(data);
  }
  if (!base) {
    return error ? (
      <ErrorState
        title={t('product.failed')}
        error={error}
        onRetry={() => refetch()}
      />
    ) : (
      <Skeleton variant="rect" height={320} />
    );
  }
  return (
    <EditProduct
      key={base.metadata.resourceVersion}
      base={base}
      latest={data ?? base}
      onReload={() => setBase(data)}
    />
  );
}

function EditProduct(props: {
  base: ProductView;
  latest: ProductView;
  onReload: () => void;
}) {
  const { base, latest, onReload } = props;
  const api = useApi(kuadrantApiRef);
  const toastApi = useApi(toastApiRef);
  const refresh = useRefreshAll();
  const navigate = useNavigate();
  const format = useFormat();
  const { t } = useKuadrantTranslation();
  const productLink = useRouteRef(productRouteRef);
  const [initial] = useState(() => draftOf(base));
  const [conflict, setConflict] = useState(false);
  const [keepMine, setKeepMine] = useState(false);
  const params = {
    namespace: base.metadata.namespace ?? '',
    name: base.metadata.name,
  };
  const changedElsewhere =
    conflict || latest.metadata.generation !== base.metadata.generation;
  const back = () => productLink && navigate(productLink(params));

  const save = async (draft: ProductDraft) => {
    const body = patchBody(initial, draft);
    if (Object.keys(body).length > 0) {
      try {
        const { approvedPending } = await api.updateApiProduct(
          { params, body },
          keepMine
            ? undefined
            : { ifMatch: `"${base.metadata.resourceVersion}"` },
        );
        toastApi.post({
          title: approvedPending
            ? t('productForm.savedApproved', {
                count: approvedPending,
                amount: format.number(approvedPending),
              })
            : t('productForm.saved'),
          status: 'success',
          timeout: 5000,
        });
      } catch (error) {
        if (errorStatus(error) === 412 || errorStatus(error) === 409) {
          setConflict(true);
          await refresh();
        }
        throw error;
      }
    }
    back();
    await refresh();
  };

  const waiting = base.awaitingReview ?? base.counts?.Pending ?? 0;
  return (
    <ProductForm
      title={t('productForm.editTitle', { product: base.spec.displayName })}
      submitLabel={t('productForm.save')}
      initial={initial}
      existing
      automaticNote={
        initial.approvalMode === 'manual' && waiting > 0
          ? t('productForm.automaticNote', {
              count: waiting,
              amount: format.number(waiting),
            })
          : undefined
      }
      notice={
        changedElsewhere &&
        !keepMine && (
          <Alert
            severity="warning"
            role="alert"
            action={
              <>
                <Button color="inherit" size="small" onClick={onReload}>
                  {t('productForm.seeChanges')}
                </Button>
                <Button
                  color="inherit"
                  size="small"
                  onClick={() => setKeepMine(true)}
                >
                  {t('productForm.keepMine')}
                </Button>
              </>
            }
          >
            {t('productForm.changedElsewhere')}
          </Alert>
        )
      }
      onSubmit={save}
      onCancel={back}
    />
  );
}
