import type {
  HTTPRoute,
  KubernetesObject,
  PolicyTargetReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';

type Policy = KubernetesObject & { spec: { targetRef: PolicyTargetReference } };

/** The policy that applies to a route: its own, else one of a Gateway that it hangs on. */
export function effectivePolicy<P extends Policy>(
  policies: P[],
  route: HTTPRoute,
): P | undefined {
  const targets = (
    policy: P,
    kind: string,
    namespace: string | undefined,
    name: string,
  ) =>
    policy.spec.targetRef.kind === kind &&
    policy.spec.targetRef.name === name &&
    policy.metadata.namespace === namespace;
  const { namespace, name } = route.metadata;
  const own = policies.find(policy =>
    targets(policy, 'HTTPRoute', namespace, name),
  );
  return (
    own ??
    (route.spec.parentRefs ?? [])
      .filter(({ kind = 'Gateway' }) => kind === 'Gateway')
      .map(parent =>
        policies.find(policy =>
          targets(
            policy,
            'Gateway',
            parent.namespace ?? namespace,
            parent.name,
          ),
        ),
      )
      .find(policy => policy !== undefined)
  );
}

/** Namespaces in which a policy of a route may stand. */
export function policyNamespaces(route: HTTPRoute): string[] {
  const { namespace = '' } = route.metadata;
  return [
    ...new Set([
      namespace,
      ...(route.spec.parentRefs ?? []).map(
        parent => parent.namespace ?? namespace,
      ),
    ]),
  ];
}
