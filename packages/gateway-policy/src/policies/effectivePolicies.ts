import type {
  AuthPolicy,
  PlanPolicy,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ClusterLookup, PolicyKinds } from '../objects';
import type { EffectivePolicyOptions, PathPolicies } from './effect';
import { mergeAuth, mergeLimits, mostSpecificPlans } from './mergeKinds';
import { policiesAlong, type AttachedPolicy, type TrafficPath } from './paths';
import {
  invalidityOf,
  isReportedOverridden,
  nameOf,
  refusalOf,
  type PolicyReport,
} from './reports';

/**
 * The policies in effect on a path, as Kuadrant computes them from those on the Gateway, the listener, the route and
 * the rule. Refused policies count for nothing. A policy that the cluster reports as overridden counts only when
 * nothing else is left.
 *
 * @see https://docs.kuadrant.io/latest/architecture/rfcs/0009-defaults-and-overrides/
 * @public
 */
export function effectivePolicies(
  path: TrafficPath,
  lookup: ClusterLookup,
  options: EffectivePolicyOptions = {},
): PathPolicies {
  return effectOf(attachedPolicies(path, lookup), options);
}

/** The policies attached along a path, by kind. */
export interface AttachedPolicies {
  AuthPolicy: AttachedPolicy<AuthPolicy>[];
  PlanPolicy: AttachedPolicy<PlanPolicy>[];
  RateLimitPolicy: AttachedPolicy<RateLimitPolicy>[];
}

/** Finds the policies attached along a path. */
export function attachedPolicies(
  path: TrafficPath,
  lookup: ClusterLookup,
): AttachedPolicies {
  return {
    AuthPolicy: policiesAlong('AuthPolicy', path, lookup),
    PlanPolicy: policiesAlong('PlanPolicy', path, lookup),
    RateLimitPolicy: policiesAlong('RateLimitPolicy', path, lookup),
  };
}

/** What attached policies come to. */
export function effectOf(
  attached: AttachedPolicies,
  options: EffectivePolicyOptions,
): PathPolicies {
  const auth = candidates('AuthPolicy', attached.AuthPolicy, options);
  const plans = candidates('PlanPolicy', attached.PlanPolicy, options);
  const rateLimits = candidates(
    'RateLimitPolicy',
    attached.RateLimitPolicy,
    options,
  );
  const limits = mergeLimits(rateLimits.usable, plans.usable);
  const effectiveAuth = mergeAuth(auth.usable);
  const effectivePlans = mostSpecificPlans(plans.usable);
  return {
    auth: effectiveAuth,
    plans: effectivePlans,
    limits,
    refused: [auth, plans, rateLimits].flatMap(({ refused }) => refused),
    overridden: [
      ...unused('AuthPolicy', auth.accepted, effectiveAuth?.sources ?? []),
      ...unused('PlanPolicy', plans.accepted, effectivePlans?.sources ?? []),
      ...unused(
        'RateLimitPolicy',
        rateLimits.accepted,
        limits.map(({ source }) => source.policy as RateLimitPolicy),
      ),
    ],
  };
}

interface Candidates<P> {
  accepted: AttachedPolicy<P>[];
  /** Those of them that take part. */
  usable: AttachedPolicy<P>[];
  refused: PolicyReport[];
}

function candidates<K extends keyof PolicyKinds>(
  kind: K,
  attached: AttachedPolicy<PolicyKinds[K]>[],
  { ignoreReports = false }: EffectivePolicyOptions,
): Candidates<PolicyKinds[K]> {
  const refused: PolicyReport[] = [];
  const accepted = attached.filter(({ policy }) => {
    const refusal = ignoreReports
      ? invalidityOf(kind, policy)
      : refusalOf(kind, policy);
    if (refusal) {
      refused.push(refusal);
    }
    return !refusal;
  });
  const remaining = accepted.filter(
    ({ policy }) => ignoreReports || !isReportedOverridden(policy),
  );
  return {
    accepted,
    usable: remaining.length > 0 ? remaining : accepted,
    refused,
  };
}

function unused<K extends keyof PolicyKinds>(
  kind: K,
  attached: AttachedPolicy<PolicyKinds[K]>[],
  used: PolicyKinds[K][],
): PolicyReport['policy'][] {
  return attached
    .filter(({ policy }) => !used.includes(policy))
    .map(({ policy }) => nameOf(kind, policy));
}
