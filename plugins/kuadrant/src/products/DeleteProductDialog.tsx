import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { ProductView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { kuadrantApiRef } from '../api';
import { errorStatus } from '../api/errors';
import { ConfirmDialog } from '../components/ConfirmDialog';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

/** Number of keys of a product in whatever state; undefined when the server does not tell this caller. */
function keysOf(product: ProductView): number | undefined {
  return (
    product.counts &&
    Object.values(product.counts).reduce((sum, count) => sum + count, 0)
  );
}

/** Deletes a product; where keys go with it, their number is told and the product's name typed first. */
export function DeleteProductDialog(props: {
  product: ProductView;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { product, onClose, onDeleted } = props;
  const api = useApi(kuadrantApiRef);
  const toastApi = useApi(toastApiRef);
  const format = useFormat();
  const { t } = useKuadrantTranslation();
  const [keys, setKeys] = useState(keysOf(product) ?? 0);
  const params = {
    namespace: product.metadata.namespace ?? '',
    name: product.metadata.name,
  };
  const name = product.spec.displayName;

  const remove = async () => {
    try {
      await api.deleteApiProduct({
        params,
        query: keys > 0 ? { cascade: 'true' } : {},
      });
    } catch (error) {
      // Keys were asked for since the page was loaded: ask again, with their number.
      if (errorStatus(error) === 409 && keys === 0) {
        const latest = await api.getApiProduct({ params });
        setKeys(keysOf(latest) ?? 1);
      }
      throw error;
    }
    toastApi.post({
      title: t('productAction.deleted', { product: name }),
      status: 'success',
      timeout: 5000,
    });
    onDeleted();
  };

  const amount = { count: keys, amount: format.number(keys), product: name };
  return keys > 0 ? (
    <ConfirmDialog
      title={t('productAction.deleteWithKeysTitle', amount)}
      confirmLabel={t('productAction.deleteWithKeysConfirm', amount)}
      typeToConfirm={product.metadata.name}
      onConfirm={remove}
      onClose={onClose}
    >
      <Typography>{t('productAction.deleteWithKeysBody')}</Typography>
    </ConfirmDialog>
  ) : (
    <ConfirmDialog
      title={t('productAction.deleteTitle', { product: name })}
      confirmLabel={t('productAction.deleteConfirm')}
      onConfirm={remove}
      onClose={onClose}
    >
      <Typography>{t('productAction.deleteBody')}</Typography>
    </ConfirmDialog>
  );
}
