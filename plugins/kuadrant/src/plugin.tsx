import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { kuadrantApi } from './api';
import { entityExtensions } from './entityExtensions';
import { KuadrantIcon } from './KuadrantIcon';
import { pages } from './pages';
import {
  allKeysRouteRef,
  approvalsRouteRef,
  createProductRouteRef,
  editProductRouteRef,
  keyRouteRef,
  myKeysRouteRef,
  productRouteRef,
  productsRouteRef,
  rootRouteRef,
} from './routes';

/**
 * Kuadrant in Backstage: API products, access requests, approvals and keys.
 *
 * @public
 */
export const kuadrantPlugin = createFrontendPlugin({
  pluginId: 'kuadrant',
  title: 'Kuadrant',
  icon: <KuadrantIcon />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    products: productsRouteRef,
    myKeys: myKeysRouteRef,
    approvals: approvalsRouteRef,
    allKeys: allKeysRouteRef,
    product: productRouteRef,
    createProduct: createProductRouteRef,
    editProduct: editProductRouteRef,
    key: keyRouteRef,
  },
  extensions: [kuadrantApi, ...pages, ...entityExtensions],
});
