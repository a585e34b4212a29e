import {
  authPolicies,
  gateways,
  grpcRoutes,
  httpRoutes,
  kuadrants,
  namespaces,
  planPolicies,
  rateLimitPolicies,
  type AuthPolicy,
  type Gateway,
  type GRPCRoute,
  type HTTPRoute,
  type Kuadrant,
  type KubernetesObject,
  type PlanPolicy,
  type RateLimitPolicy,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  ResourceCache,
  type KubernetesClient,
  type Logger,
} from '@kuadrant/kubernetes-cache';

/** The kinds that describe traffic, kept in step with the cluster for the gateway and the operator's stand-in. */
export interface World {
  gateways: ResourceCache<Gateway>;
  routes: ResourceCache<HTTPRoute>;
  grpcRoutes: ResourceCache<GRPCRoute>;
  /** Their labels decide which routes listeners take. */
  namespaces: ResourceCache<KubernetesObject>;
  authPolicies: ResourceCache<AuthPolicy>;
  planPolicies: ResourceCache<PlanPolicy>;
  rateLimitPolicies: ResourceCache<RateLimitPolicy>;
  kuadrants: ResourceCache<Kuadrant>;
  /** Calls the listener after any change of any of them. */
  subscribe(listener: () => void): () => void;
  /** Resolves when all kinds are known as the cluster has them at this moment. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

/** Resolves when all kinds are known. */
export async function watchWorld(
  client: KubernetesClient,
  logger?: Logger,
): Promise<World> {
  const cache = <T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    options: { metadataOnly?: boolean; optional?: boolean } = {},
  ) => ResourceCache.create<T>({ client, resource, logger, ...options });
  const caches = {
    gateways: cache(gateways),
    routes: cache(httpRoutes),
    grpcRoutes: cache(grpcRoutes, { optional: true }),
    namespaces: cache(namespaces, { metadataOnly: true }),
    authPolicies: cache(authPolicies),
    planPolicies: cache(planPolicies),
    rateLimitPolicies: cache(rateLimitPolicies),
    kuadrants: cache(kuadrants),
  };
  const all = Object.values(caches);
  const stop = async () => {
    await Promise.all(all.map(entry => entry.stop()));
  };
  all.forEach(entry => entry.start());
  try {
    await Promise.all(
      all.map(entry => entry.waitForSync({ timeoutMs: 15_000 })),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...caches,
    subscribe(listener) {
      const ends = all.map(entry => entry.subscribe(listener));
      return () => ends.forEach(end => end());
    },
    async catchUp() {
      await Promise.all(all.map(entry => entry.catchUp()));
    },
    stop,
  };
}
