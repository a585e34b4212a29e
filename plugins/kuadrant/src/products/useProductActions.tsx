import {
  toastApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { ProductView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { kuadrantApiRef } from '../api';
import { useErrorText } from '../components/useErrorText';
import { useRefreshAll } from '../api/queries';
import { ConfirmDialog } from '../components/ConfirmDialog';
import type { MenuAction } from '../components/ActionMenu';
import { useFormat } from '../format/useFormat';
import { editProductRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { DeleteProductDialog } from './DeleteProductDialog';

/**
 * What the caller may do with a product, as the server says, ready for a menu, and the dialog that is open.
 */
export function useProductActions(options: { onDeleted?: () => void } = {}) {
  const api = useApi(kuadrantApiRef);
  const toastApi = useApi(toastApiRef);
  const refresh = useRefreshAll();
  const navigate = useNavigate();
  const editLink = useRouteRef(editProductRouteRef);
  const format = useFormat();
  const { t } = useKuadrantTranslation();
  const errorText = useErrorText();
  const [open, setOpen] = useState<{
    dialog: 'unpublish' | 'delete';
    product: ProductView;
  }>();

  const setPublished = async (
    product: ProductView,
    publishStatus: 'Draft' | 'Published',
  ) => {
    await api.updateApiProduct({
      params: refOf(product),
      body: { publishStatus },
    });
    toastApi.post({
      title: t(
        publishStatus === 'Published'
          ? 'productAction.published'
          : 'productAction.unpublished',
        { product: product.spec.displayName },
      ),
      status: 'success',
      timeout: 5000,
    });
    await refresh();
  };

  const publish = (product: ProductView) =>
    setPublished(product, 'Published').catch(error =>
      toastApi.post({
        title: t('productAction.publishFailed', {
          product: product.spec.displayName,
          reason: errorText(error),
        }),
        status: 'danger',
      }),
    );

  const actionsFor = (product: ProductView): MenuAction[] => {
    const can = (action: ProductView['actions'][number]) =>
      product.actions.includes(action);
    const edit = editLink?.(refOf(product));
    return [
      can('update') &&
        edit !== undefined && {
          label: t('productAction.edit'),
          onClick: () => navigate(edit),
        },
      can('publish') && {
        label: t('productAction.publish'),
        onClick: () => publish(product),
      },
      can('unpublish') && {
        label: t('productAction.unpublish'),
        onClick: () => setOpen({ dialog: 'unpublish', product }),
      },
      can('delete') && {
        label: t('productAction.delete'),
        onClick: () => setOpen({ dialog: 'delete', product }),
      },
    ].filter(action => action !== false);
  };

  const close = () => setOpen(undefined);
  const active = open?.product.counts?.Approved ?? 0;
  const dialog = open && (
    <>
      {open.dialog === 'unpublish' && (
        <ConfirmDialog
          title={t('productAction.unpublishTitle', {
            product: open.product.spec.displayName,
          })}
          confirmLabel={t('productAction.unpublishConfirm')}
          onConfirm={() => setPublished(open.product, 'Draft')}
          onClose={close}
        >
          <Typography>{t('productAction.unpublishBody')}</Typography>
          {active > 0 && (
            <Typography>
              {t('productAction.unpublishKeys', {
                count: active,
                amount: format.number(active),
              })}
            </Typography>
          )}
        </ConfirmDialog>
      )}
      {open.dialog === 'delete' && (
        <DeleteProductDialog
          product={open.product}
          onClose={close}
          onDeleted={async () => {
            options.onDeleted?.();
            await refresh();
          }}
        />
      )}
    </>
  );
  return { actionsFor, dialog };
}

function refOf({ metadata }: ProductView) {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}
