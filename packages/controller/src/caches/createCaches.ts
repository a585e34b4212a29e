import {
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  apiProducts,
  authPolicies,
  gateways,
  grpcRoutes,
  httpRoutes,
  kuadrants,
  type KubernetesObject,
  listenerSets,
  namespaces,
  planPolicies,
  rateLimitPolicies,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  KubernetesClient,
  type KubernetesObject as CachedObject,
  type ReflectorTimes,
  ResourceCache,
  type ResourceDefinition,
} from '@kuadrant/kubernetes-cache';
import type { Logger } from '../runtime';
import {
  approvalsByRequest,
  enforcementByKey,
  keysByProduct,
  keysBySecret,
  keysByUid,
  policiesByTarget,
  productsByRoute,
  requestsByKey,
  listenerSetsByGateway,
  routesByParent,
  secretsByLabel,
} from './indexes';

interface CreateCachesOptions {
  client: KubernetesClient;
  /** Namespaces to watch; none means all. */
  namespaces?: string[];
  logger: Logger;
  times?: Partial<ReflectorTimes>;
}

/**
 * One cache for each kind that the controller reads.
 *
 * @remarks
 * Of Secrets only the metadata is held. They are watched without a selector, since a consumer's Secret is made before
 * its APIKey and carries no label of ours; its creation and every change must be noticed all the same.
 */
export function createCaches(options: CreateCachesOptions) {
  const cache = <T extends KubernetesObject>(
    resource: ResourceDefinition<T & CachedObject>,
    more: {
      indexes?: Record<string, (object: T & CachedObject) => string[]>;
      metadataOnly?: boolean;
      optional?: boolean;
    } = {},
  ) =>
    ResourceCache.create<T & CachedObject>({
      client: options.client,
      namespaces: options.namespaces,
      logger: options.logger,
      times: options.times,
      resource,
      ...more,
    });

  return {
    apiKeys: cache(apiKeys, {
      indexes: {
        product: keysByProduct,
        secret: keysBySecret,
        uid: keysByUid,
      },
    }),
    apiProducts: cache(apiProducts, { indexes: { route: productsByRoute } }),
    apiKeyRequests: cache(apiKeyRequests, { indexes: { key: requestsByKey } }),
    apiKeyApprovals: cache(apiKeyApprovals, {
      indexes: { request: approvalsByRequest },
    }),
    httpRoutes: cache(httpRoutes, {
      indexes: { parent: routesByParent },
      optional: true,
    }),
    grpcRoutes: cache(grpcRoutes, {
      indexes: { parent: routesByParent },
      optional: true,
    }),
    gateways: cache(gateways, { optional: true }),
    listenerSets: cache(listenerSets, {
      indexes: { gateway: listenerSetsByGateway },
      optional: true,
    }),
    namespaces: cache(namespaces, { metadataOnly: true, optional: true }),
    authPolicies: cache(authPolicies, {
      indexes: { target: policiesByTarget },
      optional: true,
    }),
    planPolicies: cache(planPolicies, {
      indexes: { target: policiesByTarget },
      optional: true,
    }),
    rateLimitPolicies: cache(rateLimitPolicies, {
      indexes: { target: policiesByTarget },
      optional: true,
    }),
    kuadrants: cache(kuadrants, { optional: true }),
    secrets: cache(secrets, {
      indexes: { enforcement: enforcementByKey, label: secretsByLabel },
      metadataOnly: true,
    }),
  };
}

/** The caches of {@link createCaches}. */
export type Caches = ReturnType<typeof createCaches>;
