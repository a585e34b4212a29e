import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The page with the tabs: products, my keys, approvals, all keys. */
export const rootRouteRef = createRouteRef();
/** The list of products. */
export const productsRouteRef = createRouteRef();
/** The signed-in user's keys. */
export const myKeysRouteRef = createRouteRef();
/** The queue of requests that the signed-in user may decide on. */
export const approvalsRouteRef = createRouteRef();
/** Everybody's keys, for administrators. */
export const allKeysRouteRef = createRouteRef();
/** One product. */
export const productRouteRef = createRouteRef({
  params: ['namespace', 'name'],
});
/** The form for a new product. */
export const createProductRouteRef = createSubRouteRef({
  parent: productsRouteRef,
  path: '/new',
});
/** The form for changing a product. */
export const editProductRouteRef = createRouteRef({
  params: ['namespace', 'name'],
});
/** One key. */
export const keyRouteRef = createRouteRef({ params: ['namespace', 'name'] });
