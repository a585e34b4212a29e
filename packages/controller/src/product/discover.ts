import {
  ANNOTATIONS,
  type APIProduct,
  type AuthenticationRule,
  type AuthPolicy,
  type AuthRules,
  type Condition,
  findCondition,
  type Gateway,
  type HTTPRoute,
  type KubernetesObject,
  type ObjectRef,
  type Plan,
  type PlanPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Caches, parentGateways, targetKey } from '../caches';
import { refOfMeta } from '../objects';

/** What the cluster says about a product's route and the policies in force on it. */
export interface Discovery {
  route?: HTTPRoute;
  /** The route's parent Gateways that exist, in the route's order. */
  gateways: Gateway[];
  planPolicy?: PlanPolicy;
  authPolicy?: AuthPolicy;
}

/** Gathers what applies to a product from the caches. */
export function discover(
  product: APIProduct,
  caches: Pick<
    Caches,
    'httpRoutes' | 'gateways' | 'authPolicies' | 'planPolicies'
  >,
): Discovery {
  const namespace = product.metadata.namespace ?? '';
  const routeRef = { namespace, name: product.spec.targetRef.name };
  const route = caches.httpRoutes.get(routeRef);
  const parents = route ? parentGateways(route) : [];
  const applied = <T extends KubernetesObject>(
    byTarget: (key: string) => T[],
  ) => policyFor(routeRef, parents, byTarget);
  return {
    route,
    gateways: parents.flatMap(parent => caches.gateways.get(parent) ?? []),
    authPolicy: applied(key => caches.authPolicies.byIndex('target', key)),
    planPolicy: applied(key => caches.planPolicies.byIndex('target', key)),
  };
}

// The nearest target counts; among several policies on one target the oldest, as in Gateway API's GEP-713.
function policyFor<T extends KubernetesObject>(
  route: ObjectRef,
  parents: ObjectRef[],
  byTarget: (key: string) => T[],
): T | undefined {
  const targets = [
    targetKey('HTTPRoute', route),
    ...parents.map(parent => targetKey('Gateway', parent)),
  ];
  for (const target of targets) {
    const [policy] = byTarget(target)
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .sort(oldestFirst);
    if (policy) {
      return policy;
    }
  }
  return undefined;
}

/** Orders objects by age, and by name where that is equal. */
export function oldestFirst(a: KubernetesObject, b: KubernetesObject): number {
  const time = ({ metadata }: KubernetesObject) =>
    metadata.creationTimestamp ?? '';
  const key = ({ metadata }: KubernetesObject) => {
    const { namespace, name } = refOfMeta(metadata);
    return `${namespace}/${name}`;
  };
  if (time(a) !== time(b)) {
    return time(a) < time(b) ? -1 : 1;
  }
  return key(a) < key(b) ? -1 : 1;
}

/** The rules of an AuthPolicy, wherever its spec has them. */
export function rulesOf(policy: AuthPolicy): AuthRules | undefined {
  const { rules, defaults, overrides } = policy.spec;
  return rules ?? defaults?.rules ?? overrides?.rules;
}

/** The rule by which keys are known: of several the first by name, so that no order in a document matters. */
export function keyRuleOf(
  rules: AuthRules | undefined,
): AuthenticationRule | undefined {
  const found = Object.entries(rules?.authentication ?? {})
    .filter(([, rule]) => rule.apiKey)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return found[0]?.[1];
}

/** Whether the policy is accepted and enforced. */
export function isInForce(policy: AuthPolicy): boolean {
  return ['Accepted', 'Enforced'].every(
    type => findCondition(policy.status?.conditions, type)?.status === 'True',
  );
}

/**
 * The rules that keys are checked by. While the policy is in force these are its own. While it is not (each edit of a
 * policy passes through that state) the rules found before stay, so that an edit does not undo every approval.
 */
export function authSchemeOf(
  product: APIProduct,
  { authPolicy }: Discovery,
): AuthRules | undefined {
  if (!authPolicy) {
    return undefined;
  }
  if (isInForce(authPolicy)) {
    return rulesOf(authPolicy);
  }
  const { metadata, status } = product;
  // After a change of the product they may be the rules of another route.
  return status?.observedGeneration === metadata.generation
    ? (status?.discoveredAuthScheme as AuthRules | undefined)
    : undefined;
}

/** The plans of the policy, without the predicates that choose among them. */
export function plansOf({
  planPolicy,
}: Discovery): Pick<Plan, 'tier' | 'limits'>[] | undefined {
  return planPolicy?.spec.plans.map(({ tier, limits }) =>
    limits ? { tier, limits } : { tier },
  );
}

/** Condition, False, of a product whose plans no longer exist, although nobody has said that it is to have none. */
export const PLANS_PRESENT = 'PlansPresent';

/**
 * Whether a product had plans and has none. Its keys do not work then: without the PlanPolicy nothing limits their calls.
 * The annotation `without-plans` on the product says that this is intended.
 */
export function lacksPlans(
  { metadata, status }: APIProduct,
  { planPolicy }: Discovery,
): boolean {
  const had =
    findCondition(status?.conditions, 'PlanPolicyDiscovered')?.status ===
      'True' || findCondition(status?.conditions, PLANS_PRESENT) !== undefined;
  return (
    !planPolicy &&
    had &&
    metadata.annotations?.[ANNOTATIONS.withoutPlans] !== 'true'
  );
}

/** The hostname to call the API at: the route's first, else that of a Gateway's listener. */
export function hostnameOf({ route, gateways }: Discovery): string | undefined {
  return (
    route?.spec.hostnames?.[0] ??
    gateways
      .flatMap(gateway => gateway.spec.listeners ?? [])
      .find(({ hostname }) => hostname)?.hostname
  );
}

/** The condition by which a Gateway accepts the route, or the first that refuses it. */
export function acceptedCondition(route: HTTPRoute): Condition | undefined {
  const conditions = (route.status?.parents ?? []).flatMap(
    parent => findCondition(parent.conditions, 'Accepted') ?? [],
  );
  return conditions.find(({ status }) => status === 'True') ?? conditions[0];
}
