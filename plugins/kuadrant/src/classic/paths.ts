import type {
  AnyRouteRefParams,
  RouteRef,
  SubRouteRef,
} from '@backstage/frontend-plugin-api';
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
} from '../routes';

type AnyRef = RouteRef<AnyRouteRefParams> | SubRouteRef<AnyRouteRefParams>;

/** Where the pages lie below the path of `KuadrantPage`. */
export const PATHS = {
  products: '/products',
  newProduct: '/products/new',
  product: '/products/:namespace/:name',
  editProduct: '/products/:namespace/:name/edit',
  myKeys: '/my-keys',
  approvals: '/approvals',
  allKeys: '/keys',
  key: '/keys/:namespace/:name',
} as const;

/** The same by the references that the pages link with. */
export const pathOf: ReadonlyMap<AnyRef, string> = new Map<AnyRef, string>([
  [rootRouteRef as AnyRef, ''],
  [productsRouteRef as AnyRef, PATHS.products],
  [createProductRouteRef as AnyRef, PATHS.newProduct],
  [productRouteRef as AnyRef, PATHS.product],
  [editProductRouteRef as AnyRef, PATHS.editProduct],
  [myKeysRouteRef as AnyRef, PATHS.myKeys],
  [approvalsRouteRef as AnyRef, PATHS.approvals],
  [allKeysRouteRef as AnyRef, PATHS.allKeys],
  [keyRouteRef as AnyRef, PATHS.key],
]);
