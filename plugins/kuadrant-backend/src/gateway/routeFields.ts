import type {
  APIProduct,
  HTTPRoute,
  KeyAccessView,
  LimitsScope,
  ProductView,
  RouteHostView,
  RouteLimitView,
  RoutePlansView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { objectKey } from '@kuadrant/backstage-plugin-kuadrant-node';
import type {
  RouteHost,
  RoutePlans,
  RouteSummary,
} from '@kuadrant/gateway-policy';

/** What the API shows of a product's route. */
export type RouteFields = Pick<
  ProductView,
  | 'baseUrl'
  | 'hosts'
  | 'pathPrefix'
  | 'access'
  | 'anonymous'
  | 'jwtIssuers'
  | 'plans'
  | 'limits'
  | 'limitsScope'
>;

/** A route as it is summarized, for those who call it. */
export function routeFieldsOf(
  route: HTTPRoute,
  summary: RouteSummary,
): RouteFields {
  const { pathPrefix, authentication, limits } = summary;
  const hosts = summary.hosts.map(hostView);
  const inForce =
    summary.policies.main.policies.auth?.state.state === 'inForce';
  return {
    ...(hosts.length > 0 && {
      baseUrl: hosts.find(({ placeholder }) => !placeholder)?.url,
    }),
    hosts,
    pathPrefix,
    access: summary.accepted ? accessOf(summary) : notAccepted(route, summary),
    anonymous: inForce && authentication.anonymous,
    jwtIssuers: inForce ? authentication.jwtIssuers : [],
    plans: plansView(summary.plans),
    limits,
    limitsScope: limitsScopeOf(summary.plans, limits),
  };
}

/** A product whose route does not exist. */
export function missingRoute({ metadata, spec }: APIProduct): RouteFields {
  const { namespace } = metadata;
  const { kind, name } = spec.targetRef;
  return {
    hosts: [],
    pathPrefix: '',
    access: {
      works: false,
      reason: 'HTTPRouteNotFound',
      message: `There is no ${kind} ${objectKey({ namespace, name })}.`,
      fixer: 'productOwner',
    },
    anonymous: false,
    jwtIssuers: [],
    plans: { state: 'none' },
    limits: [],
    limitsScope: 'unknown',
  };
}

/** A host without the objects that it comes from. */
export function hostView(host: RouteHost): RouteHostView {
  const { kind, hostname, url, placeholder, viaAddress } = host;
  return {
    kind,
    hostname,
    url,
    placeholder,
    ...(viaAddress && { viaAddress }),
  };
}

/** The plans without what only the policy needs. */
export function plansView(plans: RoutePlans): RoutePlansView {
  return plans.state === 'offered'
    ? {
        state: 'offered',
        plans: plans.plans.map(
          ({ tier, readsPlanId, inEffect, replacedBy }) => ({
            tier,
            readsPlanId,
            limits: inEffect,
            replacedBy,
          }),
        ),
      }
    : plans;
}

/** The limits on calls with a key of a plan. */
export function limitsOfPlan(
  { limits }: Pick<RouteFields, 'limits'>,
  planTier: string,
): RouteLimitView[] {
  return limits.filter(({ plan }) => plan === undefined || plan === planTier);
}

function accessOf({ access }: RouteSummary): KeyAccessView {
  return access.works
    ? {
        works: true,
        placement: access.rule.placement,
        conditional: access.rule.conditional,
      }
    : { ...access, fixer: 'platformEngineer' };
}

function notAccepted(
  { metadata }: HTTPRoute,
  { attachments }: RouteSummary,
): KeyAccessView {
  const reasons = attachments.map(({ message }) => message);
  const why = [...new Set(reasons)].join(' ') || 'It names no Gateway.';
  return {
    works: false,
    reason: 'HTTPRouteNotAccepted',
    message: `No Gateway accepts the HTTPRoute ${objectKey(metadata)}. ${why}`,
    fixer: 'platformEngineer',
  };
}

/** Who shares the limits of the plans as a whole: a shared one among them makes all shared. */
function limitsScopeOf(
  plans: RoutePlans,
  limits: readonly RouteLimitView[],
): LimitsScope {
  const ofPlans = limits.filter(({ plan }) => plan !== undefined);
  const scopes = (ofPlans.length > 0 ? ofPlans : limits).map(
    ({ scope }) => scope,
  );
  if (scopes.some(scope => scope === 'everyone' || scope === 'plan')) {
    return 'shared';
  }
  if (scopes.length === 0) {
    return plans.state === 'offered' ? 'shared' : 'unknown';
  }
  return scopes.includes('unknown') ? 'unknown' : 'perSubscriber';
}
