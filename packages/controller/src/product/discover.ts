import {
  ANNOTATIONS,
  type APIProduct,
  type AuthRules,
  findCondition,
  type Plan,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  apiHostname,
  type ClusterLookup,
  type Route,
  type RouteSummary,
  summarizeRoute,
} from '@kuadrant/gateway-policy';
import { isDeepStrictEqual } from 'node:util';
import { type Caches, routeRefOf, type RouteRef, targetKey } from '../caches';
import { keyOf, refOfMeta } from '../objects';

/** What the cluster says about a product's route and the policies in effect on it. */
export interface Discovery {
  ref: RouteRef;
  route?: Route;
  /** Of a route that does not exist: only the policies that target it. */
  summary: RouteSummary;
  /**
   * The plans of a PlanPolicy that is not in force for the time being, as during each edit of it: keys that are approved
   * for them keep working. Undefined where plans are offered, refused for good, or none.
   */
  heldPlans?: Pick<Plan, 'tier' | 'limits'>[];
}

/** Finds what applies to a product. */
export type Discover = (product: APIProduct) => Discovery;

/** Answers that are kept: enough for those that one change concerns, and little memory. */
const MOST_KNOWN = 2_000;

/**
 * Finds what applies to products in the caches. An answer is remembered until a route, a Gateway, a policy or a namespace
 * changes: a product and each of its keys ask the same.
 */
export function discoverIn(
  caches: Pick<
    Caches,
    | 'apiProducts'
    | 'httpRoutes'
    | 'grpcRoutes'
    | 'gateways'
    | 'listenerSets'
    | 'namespaces'
    | 'authPolicies'
    | 'planPolicies'
    | 'rateLimitPolicies'
  >,
  lookup: ClusterLookup,
): Discover {
  const known = new Map<string, { route: string; discovery: Discovery }>();
  const { apiProducts, ...decisive } = caches;
  for (const cache of Object.values(decisive)) {
    (cache as Caches['gateways']).subscribe(() => known.clear());
  }
  apiProducts.subscribe(({ type, object }) => {
    if (type === 'deleted') {
      known.delete(keyOf(object.metadata));
    }
  });
  return product => {
    const key = keyOf(product.metadata);
    const ref = routeRefOf(product);
    const route = targetKey(ref);
    const before = known.get(key);
    if (before?.route === route) {
      return before.discovery;
    }
    const discovery = discover(product, ref, { caches, lookup });
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(key, { route, discovery });
    return discovery;
  };
}

function discover(
  product: APIProduct,
  ref: RouteRef,
  {
    caches,
    lookup,
  }: {
    caches: Pick<Caches, 'httpRoutes' | 'grpcRoutes' | 'planPolicies'>;
    lookup: ClusterLookup;
  },
): Discovery {
  const { kind, namespace, name } = ref;
  const found: Route | undefined =
    kind === 'GRPCRoute'
      ? caches.grpcRoutes.get(ref)
      : caches.httpRoutes.get(ref);
  // Kubernetes leaves the kind out of the items of a list.
  const route = found && { ...found, kind };
  const summary = summarizeRoute(
    route ?? { kind, metadata: { namespace, name }, spec: {} },
    refOfMeta(product.metadata),
    lookup,
  );
  return { ref, route, summary, heldPlans: heldPlans(summary, caches) };
}

// Where the target is away there are no calls that a plan could limit.
function heldPlans(
  { plans }: RouteSummary,
  { planPolicies }: Pick<Caches, 'planPolicies'>,
): Discovery['heldPlans'] {
  if (plans.state !== 'refused') {
    return undefined;
  }
  const { policy, condition, reason } = plans.why;
  return condition === 'Enforced' || reason === 'TargetNotFound'
    ? planPolicies.get(policy)?.spec.plans.map(tierAndLimits)
    : undefined;
}

/**
 * The rules that keys are checked by. While the AuthPolicy is in force these are its own. While it is not, or was edited
 * since the cluster reported on it, the rules found before stay: an edit undoes no approval, and the gateway may not
 * know it yet.
 */
export function authSchemeOf(
  product: APIProduct,
  { summary }: Discovery,
): AuthRules | undefined {
  const { auth } = summary.policies.main.policies;
  if (auth?.state.state === 'inForce') {
    return auth.edited ? (schemeInStatus(product) ?? auth.rules) : auth.rules;
  }
  const { access } = summary;
  return !access.works && access.reason === 'NoAuthPolicy'
    ? undefined
    : schemeInStatus(product);
}

/** The rules that the gateway is about to learn after an edit of the AuthPolicies; undefined where it knows them. */
export function comingSchemeOf(
  product: APIProduct,
  discovery: Discovery,
): AuthRules | undefined {
  const rules = discovery.summary.policies.main.policies.auth?.rules;
  const present = authSchemeOf(product, discovery);
  return present && rules && !isDeepStrictEqual(present, rules)
    ? rules
    : undefined;
}

function schemeInStatus({ metadata, status }: APIProduct) {
  // After a change of the product they may be the rules of another route.
  return status?.observedGeneration === metadata.generation
    ? (status?.discoveredAuthScheme as AuthRules | undefined)
    : undefined;
}

/** The plans that are offered, without the predicates that choose among them; undefined where there are none. */
export function plansOf({
  summary: { plans },
}: Discovery): Pick<Plan, 'tier' | 'limits'>[] | undefined {
  return plans.state === 'offered' ? plans.plans.map(tierAndLimits) : undefined;
}

function tierAndLimits({
  tier,
  limits,
}: Pick<Plan, 'tier' | 'limits'>): Pick<Plan, 'tier' | 'limits'> {
  return limits ? { tier, limits } : { tier };
}

/** Condition, False, of a product that lacks its plans, although nobody has said that it is to have none. */
export const PLANS_PRESENT = 'PlansPresent';

/**
 * Whether a product had plans and has none, or has a PlanPolicy that is not in force. No further key of it works then:
 * without plans nothing limits its calls. The annotation `without-plans` on the product says that this is intended.
 */
export function lacksPlans(
  { metadata, status }: APIProduct,
  { summary: { plans } }: Discovery,
): boolean {
  const had =
    findCondition(status?.conditions, 'PlanPolicyDiscovered')?.status ===
      'True' || findCondition(status?.conditions, PLANS_PRESENT) !== undefined;
  return (
    (plans.state === 'refused' || (plans.state === 'none' && had)) &&
    metadata.annotations?.[ANNOTATIONS.withoutPlans] !== 'true'
  );
}

/** The hostname to call the API at. */
export function hostnameOf({ route, summary }: Discovery): string | undefined {
  return route && apiHostname(route, summary.attachments, summary.hosts);
}
