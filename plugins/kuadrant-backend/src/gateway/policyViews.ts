import type { PolicyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantCaches } from '@kuadrant/backstage-plugin-kuadrant-node';
import {
  limitsOf,
  stateOf,
  type ObjectName,
  type PathPolicies,
  type PolicyKinds,
  type RouteSummary,
} from '@kuadrant/gateway-policy';
import { policyCache } from './clusterLookup';

type Kind = keyof PolicyKinds;
type NamedPolicy = ObjectName & { overridden: boolean };

/** The policies on the way of a route's calls, those that hold for the route as a whole first. */
export function policyViewsOf(
  { policies: { main, exceptions } }: RouteSummary,
  caches: KuadrantCaches,
): PolicyView[] {
  const views = new Map<string, PolicyView>();
  for (const { policies } of [main, ...exceptions]) {
    for (const named of namedIn(policies)) {
      const { kind, namespace, name } = named;
      const text = `${kind} ${namespace}/${name}`;
      const onlySome = policies !== main.policies;
      const view =
        views.get(text) ?? policyView(named, onlySome, policies, caches);
      if (view) {
        views.set(text, view);
      }
    }
  }
  return [...views.values()];
}

function namedIn(policies: PathPolicies): NamedPolicy[] {
  const { auth, plans, limits, refused, overridden } = policies;
  const inEffect = (kind: Kind, policy: PolicyKinds[Kind]): NamedPolicy => ({
    kind,
    namespace: policy.metadata.namespace ?? '',
    name: policy.metadata.name,
    overridden: false,
  });
  return [
    ...(plans?.sources ?? []).map(policy => inEffect('PlanPolicy', policy)),
    ...(auth?.sources ?? []).map(policy => inEffect('AuthPolicy', policy)),
    ...limits.map(({ source }) => inEffect(source.kind, source.policy)),
    ...refused.map(({ policy }) => ({ ...policy, overridden: false })),
    ...overridden.map(policy => ({ ...policy, overridden: true })),
  ];
}

function policyView(
  { kind, namespace, name, overridden }: NamedPolicy,
  onlySome: boolean,
  policies: PathPolicies,
  caches: KuadrantCaches,
): PolicyView | undefined {
  const policy = policyCache(caches, kind as Kind).get({ namespace, name });
  if (!policy) {
    return undefined;
  }
  const { targetRef } = policy.spec;
  const report = stateOf(kind as Kind, policy);
  const limits =
    kind === 'RateLimitPolicy'
      ? limitsOf(policies).filter(
          limit =>
            limit.policy.kind === kind &&
            limit.policy.namespace === namespace &&
            limit.policy.name === name,
        )
      : [];
  return {
    kind,
    namespace,
    name,
    target: { kind: targetRef.kind, namespace, name: targetRef.name },
    ...(targetRef.sectionName && { sectionName: targetRef.sectionName }),
    state: overridden ? 'overridden' : report.state,
    ...(report.state === 'notInForce' && {
      reason: report.reason,
      message: report.message,
    }),
    ...(limits.length > 0 && { limits }),
    onlySome,
  };
}
