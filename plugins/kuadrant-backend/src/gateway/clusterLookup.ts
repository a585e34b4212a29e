import {
  INDEXES,
  objectKey,
  policyTargetKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import type {
  ClusterLookup,
  PolicyKinds,
  PolicyTarget,
} from '@kuadrant/gateway-policy';

/** Looks objects up in the portal's caches, by their indexes. */
export function clusterLookup(caches: KuadrantCaches): ClusterLookup {
  return {
    gateway: ref => caches.gateways.get(ref),
    listenerSet: ref => caches.listenerSets.get(ref),
    listenerSetsOf: ref =>
      caches.listenerSets.byIndex(INDEXES.listenerSets.gateway, objectKey(ref)),
    namespaceLabels: name => {
      const namespace = caches.namespaces.get({ name });
      return namespace && (namespace.metadata.labels ?? {});
    },
    policiesOn<K extends keyof PolicyKinds>(kind: K, target: PolicyTarget) {
      return policyCache(caches, kind).byIndex(
        INDEXES.policies.target,
        policyTargetKey(target),
      ) as readonly PolicyKinds[K][];
    },
  };
}

/** The cache of a kind of policies. */
export function policyCache(caches: KuadrantCaches, kind: keyof PolicyKinds) {
  return {
    AuthPolicy: caches.authPolicies,
    PlanPolicy: caches.planPolicies,
    RateLimitPolicy: caches.rateLimitPolicies,
  }[kind];
}
