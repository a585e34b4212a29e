/**
 * Method and path of every call of the REST API, below the plugin's base address. Kept apart from the schemas so that
 * the client brings no validation library into a browser.
 *
 * @public
 */
export const routes = {
  listApiProducts: { method: 'GET', path: '/apiproducts' },
  createApiProduct: { method: 'POST', path: '/apiproducts' },
  getApiProduct: { method: 'GET', path: '/apiproducts/:namespace/:name' },
  getApiDefinition: {
    method: 'GET',
    path: '/apiproducts/:namespace/:name/definition',
  },
  listApiOperations: {
    method: 'GET',
    path: '/apiproducts/:namespace/:name/operations',
  },
  updateApiProduct: { method: 'PATCH', path: '/apiproducts/:namespace/:name' },
  deleteApiProduct: { method: 'DELETE', path: '/apiproducts/:namespace/:name' },

  listApiKeys: { method: 'GET', path: '/apikeys' },
  createApiKey: { method: 'POST', path: '/apikeys' },
  getApiKey: { method: 'GET', path: '/apikeys/:namespace/:name' },
  updateApiKey: { method: 'PATCH', path: '/apikeys/:namespace/:name' },
  deleteApiKey: { method: 'DELETE', path: '/apikeys/:namespace/:name' },
  revealApiKey: { method: 'POST', path: '/apikeys/:namespace/:name/reveal' },
  rotateApiKey: { method: 'POST', path: '/apikeys/:namespace/:name/rotate' },
  endApiKeyRotation: {
    method: 'DELETE',
    path: '/apikeys/:namespace/:name/rotation',
  },

  listRequests: { method: 'GET', path: '/requests' },
  bulkReviewRequests: { method: 'POST', path: '/requests/bulk-review' },
  approveRequest: {
    method: 'POST',
    path: '/requests/:namespace/:name/approve',
  },
  rejectRequest: { method: 'POST', path: '/requests/:namespace/:name/reject' },

  listHttpRoutes: { method: 'GET', path: '/httproutes' },
  getHttpRoute: { method: 'GET', path: '/httproutes/:namespace/:name' },
  listPlanPolicies: { method: 'GET', path: '/planpolicies' },
  getPlanPolicy: { method: 'GET', path: '/planpolicies/:namespace/:name' },
  listAuthPolicies: { method: 'GET', path: '/authpolicies' },
  getAuthPolicy: { method: 'GET', path: '/authpolicies/:namespace/:name' },
  listRateLimitPolicies: { method: 'GET', path: '/ratelimitpolicies' },
  getRateLimitPolicy: {
    method: 'GET',
    path: '/ratelimitpolicies/:namespace/:name',
  },

  getOpenApiDocument: { method: 'GET', path: '/openapi.json' },
} as const;

/**
 * Name of a call of the REST API.
 *
 * @public
 */
export type OperationName = keyof typeof routes;
