import {
  listenerSetGateway,
  type AuthPolicy,
  type Gateway,
  type GRPCRoute,
  type HTTPRoute,
  type KubernetesObject,
  type ListenerSet,
  type ObjectRef,
  type PlanPolicy,
  type PolicyTargetReference,
  type RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { refOf, refText } from './refs';

/**
 * A route that Kuadrant attaches policies to.
 *
 * @public
 */
export type Route = HTTPRoute | GRPCRoute;

/**
 * Kind of a route.
 *
 * @public
 */
export type RouteKind = 'HTTPRoute' | 'GRPCRoute';

/**
 * Kinds of policies, by name.
 *
 * @public
 */
export interface PolicyKinds {
  AuthPolicy: AuthPolicy;
  PlanPolicy: PlanPolicy;
  RateLimitPolicy: RateLimitPolicy;
}

/**
 * What policies have in common.
 *
 * @public
 */
export type Targeting = KubernetesObject & {
  spec: { targetRef?: PolicyTargetReference };
};

/**
 * An object that a policy targets.
 *
 * @public
 */
export interface PolicyTarget extends ObjectRef {
  kind: string;
}

/**
 * How the functions of this package look up objects. A caller with watch caches answers from its own indexes; `indexObjects`
 * makes one from lists.
 *
 * @public
 */
export interface ClusterLookup {
  gateway(ref: ObjectRef): Gateway | undefined;
  listenerSet(ref: ObjectRef): ListenerSet | undefined;
  /** The ListenerSets that name a Gateway, in any order. Left out: their listeners are in nobody's way. */
  listenerSetsOf?(gateway: ObjectRef): readonly ListenerSet[];
  /**
   * Whether the objects of a namespace are known, so that one which is not found does not exist. Left out: those of all
   * namespaces are.
   */
  knowsNamespace?(name: string): boolean;
  /** Labels of a namespace; undefined when they are not known. */
  namespaceLabels(name: string): Record<string, string> | undefined;
  /** The policies that target an object or a section of it, in any order. */
  policiesOn<K extends keyof PolicyKinds>(
    kind: K,
    target: PolicyTarget,
  ): readonly PolicyKinds[K][];
}

/**
 * Objects of a cluster as lists.
 *
 * @public
 */
export interface ClusterObjects {
  gateways?: readonly Gateway[];
  listenerSets?: readonly ListenerSet[];
  namespaces?: readonly KubernetesObject[];
  authPolicies?: readonly AuthPolicy[];
  planPolicies?: readonly PlanPolicy[];
  rateLimitPolicies?: readonly RateLimitPolicy[];
}

/**
 * Indexes lists of objects for lookups.
 *
 * @public
 */
export function indexObjects(objects: ClusterObjects): ClusterLookup {
  const gateways = byRef(objects.gateways);
  const listenerSets = byRef(objects.listenerSets);
  const setsOfGateway = groupBy(objects.listenerSets, set => {
    const gateway = listenerSetGateway(set);
    return gateway && refText(gateway);
  });
  const namespaces = byRef(objects.namespaces);
  const policies = {
    AuthPolicy: byTarget(objects.authPolicies),
    PlanPolicy: byTarget(objects.planPolicies),
    RateLimitPolicy: byTarget(objects.rateLimitPolicies),
  };
  return {
    gateway: ref => gateways.get(refText(ref)),
    listenerSet: ref => listenerSets.get(refText(ref)),
    listenerSetsOf: ref => setsOfGateway.get(refText(ref)) ?? [],
    namespaceLabels: name => {
      const namespace = namespaces.get(refText({ namespace: '', name }));
      return namespace && (namespace.metadata.labels ?? {});
    },
    policiesOn: <K extends keyof PolicyKinds>(kind: K, target: PolicyTarget) =>
      (policies[kind].get(targetText(target)) ?? []) as PolicyKinds[K][],
  };
}

/**
 * The kind of a route. Where a list leaves the kind out, as Kubernetes does for its items, the matches tell it: only
 * those of a GRPCRoute name a service.
 *
 * @public
 */
export function routeKind(route: Route): RouteKind {
  if (route.kind) {
    return route.kind === 'GRPCRoute' ? 'GRPCRoute' : 'HTTPRoute';
  }
  const matches = (route.spec.rules ?? []).flatMap<{ method?: unknown }>(
    rule => rule.matches ?? [],
  );
  return matches.some(({ method }) => typeof method === 'object')
    ? 'GRPCRoute'
    : 'HTTPRoute';
}

/**
 * The object that a policy targets, for an index of policies; undefined when it names none.
 *
 * @public
 */
export function policyTarget(policy: Targeting): PolicyTarget | undefined {
  const { targetRef } = policy.spec;
  return (
    targetRef && {
      kind: targetRef.kind,
      namespace: refOf(policy).namespace,
      name: targetRef.name,
    }
  );
}

function byRef<T extends KubernetesObject>(list: readonly T[] = []) {
  return new Map(list.map(object => [refText(refOf(object)), object]));
}

function byTarget<T extends Targeting>(list?: readonly T[]) {
  return groupBy(list, policy => {
    const target = policyTarget(policy);
    return target && targetText(target);
  });
}

function groupBy<T>(
  list: readonly T[] = [],
  keyOf: (object: T) => string | undefined,
) {
  const index = new Map<string, T[]>();
  for (const object of list) {
    const key = keyOf(object);
    const known = key !== undefined && index.get(key);
    if (known) {
      known.push(object);
    } else if (key !== undefined) {
      index.set(key, [object]);
    }
  }
  return index;
}

function targetText({ kind, namespace, name }: PolicyTarget): string {
  return `${kind} ${namespace}/${name}`;
}
