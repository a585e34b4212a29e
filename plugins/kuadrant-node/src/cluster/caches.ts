import {
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  apiProducts,
  authPolicies,
  cleanObject,
  gateways,
  httpRoutes,
  kuadrants,
  listenerSets,
  namespaces as namespaceDefinition,
  planPolicies,
  rateLimitPolicies,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  KubernetesClient,
  Logger,
  ReflectorTimes,
  ResourceCache,
} from '@kuadrant/kubernetes-cache';
import {
  approvalsByRequest,
  keysByProduct,
  keysByRequester,
  listenerSetsByGateway,
  policiesByTarget,
  productsByName,
  productsByOwner,
  productsByRoute,
  requestsByKey,
  requestsByProduct,
} from '../indexes';

/**
 * Names of the indexes of each cache.
 *
 * @public
 */
export const INDEXES = {
  apiProducts: { owner: 'owner', route: 'route', name: 'name' },
  apiKeys: { requester: 'requester', product: 'product' },
  apiKeyRequests: { product: 'product', key: 'key' },
  apiKeyApprovals: { request: 'request' },
  listenerSets: { gateway: 'gateway' },
  /** Of AuthPolicies, PlanPolicies and RateLimitPolicies. */
  policies: { target: 'target' },
} as const;

/** One cache for each kind that the portal reads. Secrets are in none. */
export function createCaches(options: {
  client: KubernetesClient;
  namespaces?: string[];
  logger?: Logger;
  times?: Partial<ReflectorTimes>;
}) {
  const { namespaces, ...connection } = options;
  // Whatever is shown, stored, sent or logged is clean, as it comes from here.
  const common = { ...connection, transform: cleanObject };
  // The namespaces of consumers are made on their first request, nobody can list them beforehand.
  const everywhere = common;
  const where = { ...common, namespaces };
  // Installed by others than this project, perhaps later or never.
  const foreign = { ...where, optional: true };
  const byTarget = { [INDEXES.policies.target]: policiesByTarget };
  return {
    apiProducts: ResourceCache.create({
      ...where,
      resource: apiProducts,
      indexes: {
        [INDEXES.apiProducts.owner]: productsByOwner,
        [INDEXES.apiProducts.route]: productsByRoute,
        [INDEXES.apiProducts.name]: productsByName,
      },
    }),
    apiKeys: ResourceCache.create({
      ...everywhere,
      resource: apiKeys,
      indexes: {
        [INDEXES.apiKeys.requester]: keysByRequester,
        [INDEXES.apiKeys.product]: keysByProduct,
      },
    }),
    apiKeyRequests: ResourceCache.create({
      ...where,
      resource: apiKeyRequests,
      indexes: {
        [INDEXES.apiKeyRequests.product]: requestsByProduct,
        [INDEXES.apiKeyRequests.key]: requestsByKey,
      },
    }),
    apiKeyApprovals: ResourceCache.create({
      ...where,
      resource: apiKeyApprovals,
      indexes: { [INDEXES.apiKeyApprovals.request]: approvalsByRequest },
    }),
    // They say for whom their routes are, and which of them hold consumers' keys.
    namespaces: ResourceCache.create({
      ...everywhere,
      resource: namespaceDefinition,
      metadataOnly: true,
    }),
    httpRoutes: ResourceCache.create({ ...foreign, resource: httpRoutes }),
    gateways: ResourceCache.create({ ...foreign, resource: gateways }),
    listenerSets: ResourceCache.create({
      ...foreign,
      resource: listenerSets,
      indexes: { [INDEXES.listenerSets.gateway]: listenerSetsByGateway },
    }),
    kuadrants: ResourceCache.create({ ...foreign, resource: kuadrants }),
    authPolicies: ResourceCache.create({
      ...foreign,
      resource: authPolicies,
      indexes: byTarget,
    }),
    planPolicies: ResourceCache.create({
      ...foreign,
      resource: planPolicies,
      indexes: byTarget,
    }),
    rateLimitPolicies: ResourceCache.create({
      ...foreign,
      resource: rateLimitPolicies,
      indexes: byTarget,
    }),
  };
}

/**
 * The caches of a {@link KuadrantCluster}, by the plural names of their kinds.
 *
 * @public
 */
export type KuadrantCaches = ReturnType<typeof createCaches>;
