import {
  apiKeyApprovePermission,
  apiKeyCreatePermission,
  apiKeyDeleteAllPermission,
  apiKeyDeleteOwnPermission,
  apiKeyListPermission,
  apiKeyReadAllPermission,
  apiKeyReadOwnPermission,
  apiKeyUpdateAllPermission,
  apiKeyUpdateOwnPermission,
  apiProductCreatePermission,
  apiProductDeleteAllPermission,
  apiProductDeleteOwnPermission,
  apiProductListPermission,
  apiProductReadAllPermission,
  apiProductReadOwnPermission,
  apiProductUpdateAllPermission,
  apiProductUpdateOwnPermission,
  planPolicyListPermission,
  planPolicyReadPermission,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** The permissions on products. */
export const ON_PRODUCTS = {
  list: apiProductListPermission,
  create: apiProductCreatePermission,
  read: { own: apiProductReadOwnPermission, all: apiProductReadAllPermission },
  update: {
    own: apiProductUpdateOwnPermission,
    all: apiProductUpdateAllPermission,
  },
  delete: {
    own: apiProductDeleteOwnPermission,
    all: apiProductDeleteAllPermission,
  },
};

/** The permissions on keys and the requests for them. */
export const ON_KEYS = {
  list: apiKeyListPermission,
  create: apiKeyCreatePermission,
  approve: apiKeyApprovePermission,
  read: { own: apiKeyReadOwnPermission, all: apiKeyReadAllPermission },
  update: { own: apiKeyUpdateOwnPermission, all: apiKeyUpdateAllPermission },
  delete: { own: apiKeyDeleteOwnPermission, all: apiKeyDeleteAllPermission },
};

/** The permissions on policies, of which the portal changes none. */
export const ON_POLICIES = {
  list: planPolicyListPermission,
  read: planPolicyReadPermission,
};

/** Who reviews requests. */
const REVIEW = [ON_KEYS.approve, ON_KEYS.update.all];

const READ_PRODUCTS = [
  ON_PRODUCTS.read.own,
  ON_PRODUCTS.read.all,
  ON_PRODUCTS.update.all,
];

/** All that an answer about products and its actions depends on. */
export const PRODUCT_PERMISSIONS = [
  ...READ_PRODUCTS,
  ON_PRODUCTS.list,
  ON_PRODUCTS.create,
  ON_PRODUCTS.update.own,
  ON_PRODUCTS.delete.own,
  ON_PRODUCTS.delete.all,
  ON_KEYS.create,
  ON_POLICIES.read,
  ...REVIEW,
];

/** All that an answer about keys and its actions depends on. */
export const KEY_PERMISSIONS = [
  ON_KEYS.list,
  ON_KEYS.read.own,
  ON_KEYS.read.all,
  ON_KEYS.update.own,
  ON_KEYS.delete.own,
  ON_KEYS.delete.all,
  ON_POLICIES.read,
  ...REVIEW,
];

/** What asking for a key depends on. */
export const CREATE_KEY_PERMISSIONS = [
  ...READ_PRODUCTS,
  ON_KEYS.create,
  ...KEY_PERMISSIONS,
];

/** What the change of a key depends on. */
export const CHANGE_KEY_PERMISSIONS = [
  ...KEY_PERMISSIONS,
  ON_PRODUCTS.update.all,
];

/** What the approval queue depends on. */
export const REVIEW_PERMISSIONS = [
  ...REVIEW,
  ON_KEYS.read.own,
  ON_KEYS.read.all,
];

/** What reading routes depends on. */
export const ROUTE_PERMISSIONS = [
  ...READ_PRODUCTS,
  ON_PRODUCTS.create,
  ON_PRODUCTS.update.own,
];

/** What reading policies depends on. */
export const POLICY_PERMISSIONS = [ON_POLICIES.list, ON_POLICIES.read];
