import type { ResourceCache } from '@kuadrant/kubernetes-cache';
import type {
  ClusterLookup,
  PolicyKinds,
  PolicyTarget,
} from '@kuadrant/gateway-policy';
import { keyOf } from '../objects';
import type { Caches } from './createCaches';
import type { Finder } from './Finder';
import { targetKey } from './indexes';

/** Looks up in the caches what decides about routes and policies. */
export function clusterLookup(
  caches: Caches,
  finder: Pick<Finder, 'watches'>,
): ClusterLookup {
  const policies: {
    [K in keyof PolicyKinds]: Pick<ResourceCache<PolicyKinds[K]>, 'byIndex'>;
  } = {
    AuthPolicy: caches.authPolicies,
    PlanPolicy: caches.planPolicies,
    RateLimitPolicy: caches.rateLimitPolicies,
  };
  return {
    gateway: ref => caches.gateways.get(ref),
    listenerSet: ref => caches.listenerSets.get(ref),
    listenerSetsOf: ref => caches.listenerSets.byIndex('gateway', keyOf(ref)),
    knowsNamespace: name => finder.watches(name),
    namespaceLabels: name => {
      const namespace = caches.namespaces.get({ name });
      return namespace && (namespace.metadata.labels ?? {});
    },
    policiesOn: <K extends keyof PolicyKinds>(kind: K, target: PolicyTarget) =>
      policies[kind].byIndex('target', targetKey(target)),
  };
}
