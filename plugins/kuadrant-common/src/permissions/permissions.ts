import {
  createPermission,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/**
 * Type of the resource behind permissions on a product.
 *
 * @public
 */
export const RESOURCE_TYPE_API_PRODUCT = 'apiproduct';

/**
 * Type of the resource behind permissions on a key and its request.
 *
 * @public
 */
export const RESOURCE_TYPE_API_KEY = 'apikey';

type Action = 'create' | 'read' | 'update' | 'delete';

const basic = (name: string, action: Action): BasicPermission =>
  createPermission({ name: `kuadrant.${name}`, attributes: { action } });

const onProduct = (
  name: string,
  action: Action,
): ResourcePermission<typeof RESOURCE_TYPE_API_PRODUCT> =>
  createPermission({
    name: `kuadrant.${name}`,
    attributes: { action },
    resourceType: RESOURCE_TYPE_API_PRODUCT,
  });

const onKey = (
  name: string,
  action: Action,
): ResourcePermission<typeof RESOURCE_TYPE_API_KEY> =>
  createPermission({
    name: `kuadrant.${name}`,
    attributes: { action },
    resourceType: RESOURCE_TYPE_API_KEY,
  });

/** Create a PlanPolicy. @public */
export const planPolicyCreatePermission = basic('planpolicy.create', 'create');
/** Read one PlanPolicy or another policy of a route. @public */
export const planPolicyReadPermission = basic('planpolicy.read', 'read');
/** Change a PlanPolicy. @public */
export const planPolicyUpdatePermission = basic('planpolicy.update', 'update');
/** Delete a PlanPolicy. @public */
export const planPolicyDeletePermission = basic('planpolicy.delete', 'delete');
/** List policies. @public */
export const planPolicyListPermission = basic('planpolicy.list', 'read');

/** Publish a new product. @public */
export const apiProductCreatePermission = basic('apiproduct.create', 'create');
/** Read one's own products, drafts among them. @public */
export const apiProductReadOwnPermission = onProduct(
  'apiproduct.read.own',
  'read',
);
/** Read all published products. @public */
export const apiProductReadAllPermission = onProduct(
  'apiproduct.read.all',
  'read',
);
/** Change one's own products. @public */
export const apiProductUpdateOwnPermission = onProduct(
  'apiproduct.update.own',
  'update',
);
/** Change every product. @public */
export const apiProductUpdateAllPermission = onProduct(
  'apiproduct.update.all',
  'update',
);
/** Delete one's own products. @public */
export const apiProductDeleteOwnPermission = onProduct(
  'apiproduct.delete.own',
  'delete',
);
/** Delete every product. @public */
export const apiProductDeleteAllPermission = onProduct(
  'apiproduct.delete.all',
  'delete',
);
/** List the products that one may read. @public */
export const apiProductListPermission = basic('apiproduct.list', 'read');

/** Ask for a key for a product. @public */
export const apiKeyCreatePermission = onProduct('apikey.create', 'create');
/** Read the keys that one asked for. @public */
export const apiKeyReadOwnPermission = onKey('apikey.read.own', 'read');
/** Read every key. @public */
export const apiKeyReadAllPermission = onKey('apikey.read.all', 'read');
/** Change and rotate the keys that one asked for. @public */
export const apiKeyUpdateOwnPermission = onKey('apikey.update.own', 'update');
/** Change every key; with apikey.approve, review the requests of every product. @public */
export const apiKeyUpdateAllPermission = onKey('apikey.update.all', 'update');
/** Delete the keys that one asked for. @public */
export const apiKeyDeleteOwnPermission = onKey('apikey.delete.own', 'delete');
/** Delete every key. @public */
export const apiKeyDeleteAllPermission = onKey('apikey.delete.all', 'delete');
/** Review the requests on the products that one owns. @public */
export const apiKeyApprovePermission = onKey('apikey.approve', 'update');
/** List the keys that one may read. @public */
export const apiKeyListPermission = basic('apikey.list', 'read');

/**
 * All 22 permissions of the portal.
 *
 * @public
 */
export const kuadrantPermissions = [
  planPolicyCreatePermission,
  planPolicyReadPermission,
  planPolicyUpdatePermission,
  planPolicyDeletePermission,
  planPolicyListPermission,
  apiProductCreatePermission,
  apiProductReadOwnPermission,
  apiProductReadAllPermission,
  apiProductUpdateOwnPermission,
  apiProductUpdateAllPermission,
  apiProductDeleteOwnPermission,
  apiProductDeleteAllPermission,
  apiProductListPermission,
  apiKeyCreatePermission,
  apiKeyReadOwnPermission,
  apiKeyReadAllPermission,
  apiKeyUpdateOwnPermission,
  apiKeyUpdateAllPermission,
  apiKeyDeleteOwnPermission,
  apiKeyDeleteAllPermission,
  apiKeyApprovePermission,
  apiKeyListPermission,
];
