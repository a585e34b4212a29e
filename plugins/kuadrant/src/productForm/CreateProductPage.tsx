import {
  toastApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { useNavigate } from 'react-router-dom';
import { kuadrantApiRef } from '../api';
import { useRefreshAll } from '../api/queries';
import { KuadrantPageBody } from '../components/KuadrantRoot';
import { productRouteRef, productsRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { createBody, emptyDraft, type ProductDraft } from './draft';
import { ProductForm } from './ProductForm';

const EMPTY = emptyDraft(undefined);

/** Offers one of the cluster's routes as a new product. */
export function CreateProductPage() {
  return (
    <KuadrantPageBody>
      <CreateProduct />
    </KuadrantPageBody>
  );
}

function CreateProduct() {
  const api = useApi(kuadrantApiRef);
  const toastApi = useApi(toastApiRef);
  const refresh = useRefreshAll();
  const navigate = useNavigate();
  const { t } = useKuadrantTranslation();
  const productsLink = useRouteRef(productsRouteRef);
  const productLink = useRouteRef(productRouteRef);

  const create = async (draft: ProductDraft) => {
    if (!draft.route) {
      return;
    }
    const product = await api.createApiProduct({
      body: createBody({ ...draft, route: draft.route }),
    });
    toastApi.post({
      title: t('productForm.created', { product: product.spec.displayName }),
      status: 'success',
      timeout: 5000,
    });
    const { namespace = '', name } = product.metadata;
    if (productLink) {
      navigate(productLink({ namespace, name }));
    }
    await refresh();
  };

  return (
    <ProductForm
      title={t('products.create')}
      submitLabel={t('productForm.create')}
      initial={EMPTY}
      onSubmit={create}
      onCancel={() => productsLink && navigate(productsLink())}
    />
  );
}
