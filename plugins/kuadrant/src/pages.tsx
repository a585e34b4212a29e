import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  apiKeyApprovePermission,
  apiKeyReadAllPermission,
  apiProductCreatePermission,
} from '@kuadrant/backstage-plugin-kuadrant-common';
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

/** Leaves an extension out for people without a permission. The name of the permission alone decides. */
const permitted = ({ name, attributes }: Permission) => ({
  permissions: { $contains: `${name}#${attributes.action}` },
});

const kuadrantPage = PageBlueprint.make({
  params: { path: '/kuadrant', routeRef: rootRouteRef },
});

const productsPage = SubPageBlueprint.make({
  name: 'products',
  params: {
    path: 'products',
    title: 'API products',
    routeRef: productsRouteRef,
    loader: () =>
      import('./products/ProductsPage').then(m => <m.ProductsPage />),
  },
});

const myKeysPage = SubPageBlueprint.make({
  name: 'my-keys',
  params: {
    path: 'my-keys',
    title: 'My API keys',
    routeRef: myKeysRouteRef,
    loader: () => import('./keys/MyKeysPage').then(m => <m.MyKeysPage />),
  },
});

const approvalsPage = SubPageBlueprint.make({
  name: 'approvals',
  if: permitted(apiKeyApprovePermission),
  params: {
    path: 'approvals',
    title: 'Approvals',
    routeRef: approvalsRouteRef,
    loader: () =>
      import('./approvals/ApprovalsPage').then(m => <m.ApprovalsPage />),
  },
});

const allKeysPage = SubPageBlueprint.make({
  name: 'all-keys',
  if: permitted(apiKeyReadAllPermission),
  params: {
    path: 'keys',
    title: 'All API keys',
    routeRef: allKeysRouteRef,
    loader: () => import('./keys/AllKeysPage').then(m => <m.AllKeysPage />),
  },
});

const keyPage = PageBlueprint.make({
  name: 'key',
  params: {
    path: '/kuadrant/keys/:namespace/:name',
    title: 'API key',
    routeRef: keyRouteRef,
    loader: () => import('./key/KeyPage').then(m => <m.KeyPage />),
  },
});

const productPage = PageBlueprint.make({
  name: 'product',
  params: {
    path: '/kuadrant/products/:namespace/:name',
    title: 'API product',
    routeRef: productRouteRef,
  },
});

const createProductPage = PageBlueprint.make({
  name: 'create-product',
  if: permitted(apiProductCreatePermission),
  params: {
    path: '/kuadrant/products/new',
    title: 'Create API product',
    routeRef: createProductRouteRef,
    loader: () => import('./productForm').then(m => <m.CreateProductPage />),
  },
});

const editProductPage = PageBlueprint.make({
  name: 'edit-product',
  params: {
    path: '/kuadrant/products/:namespace/:name/edit',
    title: 'Edit API product',
    routeRef: editProductRouteRef,
    loader: () => import('./productForm').then(m => <m.EditProductPage />),
  },
});

const productOverview = SubPageBlueprint.make({
  name: 'product-overview',
  attachTo: { id: 'page:kuadrant/product', input: 'pages' },
  params: {
    path: 'overview',
    title: 'Overview',
    loader: () => import('./product/OverviewTab').then(m => <m.OverviewTab />),
  },
});

/** Pages and their tabs, each an extension of its own. */
export const pages = [
  kuadrantPage,
  productsPage,
  myKeysPage,
  approvalsPage,
  allKeysPage,
  keyPage,
  createProductPage,
  editProductPage,
  productPage,
  productOverview,
];
