import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  apiKeyApprovePermission,
  apiKeyReadAllPermission,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { makePage } from './makePage';
import { NavIcon } from './nav/NavIcon';
import {
  allKeysRouteRef,
  approvalsRouteRef,
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

const kuadrantPage = makePage({
  path: '/kuadrant',
  routeRef: rootRouteRef,
  icon: <NavIcon />,
});

const productsPage = SubPageBlueprint.make({
  name: 'products',
  params: {
    path: 'products',
    title: 'API products',
    routeRef: productsRouteRef,
    loader: () => import('./products').then(m => <m.ProductsRouter />),
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

const keyPage = makePage({
  name: 'key',
  path: '/kuadrant/keys/:namespace/:name',
  title: 'API key',
  routeRef: keyRouteRef,
  loader: () => import('./key/KeyPage').then(m => <m.KeyPage />),
});

const productPage = makePage({
  name: 'product',
  path: '/kuadrant/products/:namespace/:name',
  title: 'API product',
  routeRef: productRouteRef,
});

const editProductPage = makePage({
  name: 'edit-product',
  path: '/kuadrant/products/:namespace/:name/edit',
  title: 'Edit API product',
  routeRef: editProductRouteRef,
  loader: () => import('./productForm').then(m => <m.EditProductPage />),
});

const productTab = { id: 'page:kuadrant/product', input: 'pages' };

const productOverview = SubPageBlueprint.make({
  name: 'product-overview',
  attachTo: productTab,
  params: {
    path: 'overview',
    title: 'Overview',
    loader: () => import('./product/OverviewTab').then(m => <m.OverviewTab />),
  },
});

const productDefinition = SubPageBlueprint.make({
  name: 'product-definition',
  attachTo: productTab,
  params: {
    path: 'definition',
    title: 'Definition',
    loader: () =>
      import('./product/DefinitionTab').then(m => <m.DefinitionTab />),
  },
});

const productPolicies = SubPageBlueprint.make({
  name: 'product-policies',
  attachTo: productTab,
  params: {
    path: 'policies',
    title: 'Policies and plans',
    loader: () => import('./product/PoliciesTab').then(m => <m.PoliciesTab />),
  },
});

const productKeys = SubPageBlueprint.make({
  name: 'product-keys',
  attachTo: productTab,
  params: {
    path: 'keys',
    title: 'API keys',
    loader: () => import('./product/KeysTab').then(m => <m.KeysTab />),
  },
});

const productActivity = SubPageBlueprint.make({
  name: 'product-activity',
  attachTo: productTab,
  params: {
    path: 'activity',
    title: 'Activity',
    loader: () => import('./product/ActivityTab').then(m => <m.ActivityTab />),
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
  editProductPage,
  productPage,
  productOverview,
  productDefinition,
  productPolicies,
  productKeys,
  productActivity,
];
