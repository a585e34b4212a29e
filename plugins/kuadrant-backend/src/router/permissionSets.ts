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

/** Who reviews requests. */
const REVIEW = [apiKeyApprovePermission, apiKeyUpdateAllPermission];

const READ_PRODUCTS = [
  apiProductReadOwnPermission,
  apiProductReadAllPermission,
  apiProductUpdateAllPermission,
];

/** All that an answer about products and its actions depends on. */
export const PRODUCT_PERMISSIONS = [
  ...READ_PRODUCTS,
  apiProductListPermission,
  apiProductCreatePermission,
  apiProductUpdateOwnPermission,
  apiProductDeleteOwnPermission,
  apiProductDeleteAllPermission,
  apiKeyCreatePermission,
  ...REVIEW,
];

/** All that an answer about keys and its actions depends on. */
export const KEY_PERMISSIONS = [
  apiKeyListPermission,
  apiKeyReadOwnPermission,
  apiKeyReadAllPermission,
  apiKeyUpdateOwnPermission,
  apiKeyDeleteOwnPermission,
  apiKeyDeleteAllPermission,
  ...REVIEW,
];

/** What asking for a key depends on. */
export const CREATE_KEY_PERMISSIONS = [
  ...READ_PRODUCTS,
  apiKeyCreatePermission,
  ...KEY_PERMISSIONS,
];

/** What the approval queue depends on. */
export const REVIEW_PERMISSIONS = [
  ...REVIEW,
  apiKeyReadOwnPermission,
  apiKeyReadAllPermission,
];

/** What reading routes depends on. */
export const ROUTE_PERMISSIONS = [
  apiProductCreatePermission,
  apiProductUpdateOwnPermission,
  apiProductUpdateAllPermission,
];

/** What reading policies depends on. */
export const POLICY_PERMISSIONS = [
  planPolicyListPermission,
  planPolicyReadPermission,
];
