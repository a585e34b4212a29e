import type {
  AuthPolicy,
  AuthRules,
  Gateway,
  HTTPRoute,
  PlanPolicy,
  PolicyTargetReference,
  RateLimitPolicy,
  RateLimits,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { parentsOf } from './attachment';
import { refText, type Snapshot } from './snapshot';

interface Policy {
  metadata: { namespace?: string; name: string; creationTimestamp?: string };
  spec: { targetRef: PolicyTargetReference };
}

/** The policies that hold for the requests of a route. */
export interface EffectivePolicies {
  auth?: AuthPolicy;
  plans?: PlanPolicy;
  rateLimits?: RateLimitPolicy;
}

/** The policies in force on a route: each is its own one, or else one of a Gateway that the route is attached to. */
export function effectivePolicies(
  route: HTTPRoute,
  snapshot: Snapshot,
): EffectivePolicies {
  const gateways = parentsOf(route, snapshot.gateways);
  return {
    auth: effective(route, gateways, snapshot.authPolicies),
    plans: effective(route, gateways, snapshot.planPolicies),
    rateLimits: effective(route, gateways, snapshot.rateLimitPolicies),
  };
}

function effective<T extends Policy>(
  route: HTTPRoute,
  gateways: Gateway[],
  policies: readonly T[],
): T | undefined {
  const ofGateways = policies.filter(policy =>
    gateways.some(gateway => targets(policy, 'Gateway', gateway)),
  );
  return (
    oldest(ofGateways.filter(overrides)) ??
    oldest(policies.filter(policy => targets(policy, 'HTTPRoute', route))) ??
    oldest(ofGateways)
  );
}

function overrides(policy: Policy): boolean {
  return 'overrides' in policy.spec && Boolean(policy.spec.overrides);
}

/** Whether a policy targets this object; policies can only target objects of their own namespace. */
export function targets(
  policy: Policy,
  kind: string,
  object: { metadata: { namespace?: string; name: string } },
): boolean {
  const { targetRef } = policy.spec;
  return (
    targetRef.kind === kind &&
    targetRef.name === object.metadata.name &&
    policy.metadata.namespace === object.metadata.namespace
  );
}

/** Of several policies on one target the oldest counts, then the first by name. */
export function oldest<T extends Policy>(policies: T[]): T | undefined {
  const rank = (policy: T) =>
    `${policy.metadata.creationTimestamp ?? ''} ${refText(policy)}`;
  return [...policies].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}

/** The rules of an AuthPolicy, wherever they are written. */
export function authRules(policy: AuthPolicy): AuthRules {
  const { overrides: forced, rules, defaults } = policy.spec;
  return forced?.rules ?? rules ?? defaults?.rules ?? {};
}

/** The names, in lower case, of the headers that an AuthPolicy sets on requests to services. */
export function identityHeaders(
  policy: AuthPolicy | undefined,
): ReadonlySet<string> {
  const { response } = (policy ? authRules(policy) : {}) as {
    response?: { success?: { headers?: Record<string, { key?: string }> } };
  };
  return new Set(
    Object.entries(response?.success?.headers ?? {}).map(([name, { key }]) =>
      (key ?? name).toLowerCase(),
    ),
  );
}

/** The limits of a RateLimitPolicy, wherever they are written. */
export function rateLimits(policy: RateLimitPolicy): RateLimits {
  const { overrides: forced, limits, defaults } = policy.spec;
  return forced?.limits ?? limits ?? defaults?.limits ?? {};
}

/** Names the target of a policy, for example `HTTPRoute toystore/toystore`. */
export function targetText(policy: Policy): string {
  const { kind, name } = policy.spec.targetRef;
  return `${kind} ${policy.metadata.namespace}/${name}`;
}

/**
 * Why this gateway cannot enforce an AuthPolicy as it is written; undefined when it can. It knows API keys and
 * anonymous access: whoever writes more relies on protection that would not be there.
 */
export function unsupportedInAuthPolicy(
  policy: AuthPolicy,
): string | undefined {
  const { authentication, authorization, metadata, callbacks } =
    authRules(policy);
  for (const [name, rule] of Object.entries(authentication ?? {})) {
    if (!rule.apiKey && !('anonymous' in rule)) {
      return `the authentication of "${name}"`;
    }
    if ('when' in rule) {
      return `the conditions of "${name}"`;
    }
  }
  if (Object.keys(authorization ?? {}).length > 0) {
    return 'authorization rules';
  }
  if (Object.keys(metadata ?? {}).length > 0) {
    return 'external metadata';
  }
  if (Object.keys(callbacks ?? {}).length > 0) {
    return 'callbacks';
  }
  return 'when' in policy.spec ? 'conditions on the policy' : undefined;
}
