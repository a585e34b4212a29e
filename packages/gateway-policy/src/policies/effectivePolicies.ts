import type {
  AuthPolicy,
  AuthPolicyContent,
  PlanPolicy,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ClusterLookup, PolicyKinds } from '../objects';
import { byAge } from '../objects/refs';
import {
  authContentOf,
  authenticationSources,
  authMergeInput,
} from './authRuleSet';
import {
  effectiveLimits,
  isMadeFrom,
  limitMergeInput,
  type EffectiveLimit,
  type LimitSource,
} from './limitRuleSet';
import { mergePolicies, type RuleSet } from './merge';
import {
  policiesAlong,
  type AttachedPolicy,
  type PolicyLevel,
  type TrafficPath,
} from './paths';
import {
  invalidityOf,
  isReportedOverridden,
  nameOf,
  refusalOf,
  stateOf,
  type PolicyReport,
  type PolicyState,
} from './reports';

/**
 * What the policies of one kind come to on a path.
 *
 * @public
 */
export interface EffectivePolicy<P> {
  /** The policies that have a part in it, the one with most rules first. */
  sources: P[];
  /** The level at which the first of them is attached. */
  level: PolicyLevel;
  /** Whether all of them are in force; otherwise the first that is not. */
  state: PolicyState;
}

/**
 * The AuthPolicy in effect.
 *
 * @public
 */
export interface EffectiveAuthPolicy
  extends EffectivePolicy<AuthPolicy>, Required<AuthPolicyContent> {
  /** The policy that each authentication rule comes from. */
  authenticationSources: Record<string, AuthPolicy>;
}

/**
 * Options of `effectivePolicies`.
 *
 * @public
 */
export interface EffectivePolicyOptions {
  /** Computes from the policies' specs alone, for the program that writes their conditions. */
  ignoreReports?: boolean;
}

/**
 * The PlanPolicy in effect: the most specific one that is not refused.
 *
 * @public
 */
export interface EffectivePlanPolicy extends EffectivePolicy<PlanPolicy> {
  policy: PlanPolicy;
}

/**
 * The policies that hold for the calls on a path.
 *
 * @public
 */
export interface PathPolicies {
  auth?: EffectiveAuthPolicy;
  plans?: EffectivePlanPolicy;
  limits: EffectiveLimit[];
  /** Policies on the path that the cluster refuses, in their own words. They have no effect. */
  refused: PolicyReport[];
  /** Policies on the path that are accepted and of which no rule is in effect. */
  overridden: PolicyReport['policy'][];
}

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
  const limits = mergeLimits(rateLimits.usable, oldestOfEach(plans.usable));
  const effectiveAuth = mergeAuth(auth.usable);
  const effectivePlans = mostSpecificPlans(plans.usable);
  return {
    auth: effectiveAuth,
    plans: effectivePlans,
    limits,
    refused: [auth, plans, rateLimits].flatMap(({ refused }) => refused),
    overridden: [
      ...unused('AuthPolicy', auth.usable, effectiveAuth?.sources ?? []),
      ...unused('PlanPolicy', plans.usable, effectivePlans?.sources ?? []),
      ...unused(
        'RateLimitPolicy',
        rateLimits.usable,
        limits.map(({ source }) => source.policy as RateLimitPolicy),
      ),
    ],
  };
}

interface Candidates<P> {
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
  return { usable: remaining.length > 0 ? remaining : accepted, refused };
}

function mergeAuth(
  attached: AttachedPolicy<AuthPolicy>[],
): EffectiveAuthPolicy | undefined {
  const rules = mergePolicies(
    attached.map(({ policy }) => authMergeInput(policy)),
  );
  const sources = sourcesOf(rules);
  return sources.length === 0
    ? undefined
    : {
        ...authContentOf(rules),
        authenticationSources: authenticationSources(rules),
        ...summary('AuthPolicy', sources, attached),
      };
}

// A PlanPolicy has neither defaults nor overrides: the most specific counts, on one target the oldest (GEP-713).
function mostSpecificPlans(
  attached: AttachedPolicy<PlanPolicy>[],
): EffectivePlanPolicy | undefined {
  const winner = oldestOfEach(attached).at(-1);
  return (
    winner && {
      policy: winner.policy,
      ...summary('PlanPolicy', [winner.policy], attached),
    }
  );
}

function oldestOfEach<P extends PlanPolicy>(
  attached: AttachedPolicy<P>[],
): AttachedPolicy<P>[] {
  return attached.filter(
    ({ level }, index) =>
      attached.findIndex(other => other.level === level) === index,
  );
}

const LEVELS: PolicyLevel[] = ['gateway', 'listener', 'route', 'rule'];

function mergeLimits(
  rateLimits: AttachedPolicy<RateLimitPolicy>[],
  plans: AttachedPolicy<PlanPolicy>[],
): EffectiveLimit[] {
  const made = (plan: PlanPolicy) =>
    rateLimits.some(({ policy }) => isMadeFrom(policy, plan));
  const sources: AttachedPolicy<LimitSource>[] = [
    ...plans
      .filter(({ policy }) => !made(policy))
      .map(({ policy, level }) => ({
        level,
        policy: { kind: 'PlanPolicy' as const, policy },
      })),
    ...rateLimits.map(({ policy, level }) => ({
      level,
      policy: { kind: 'RateLimitPolicy' as const, policy },
    })),
  ];
  const ordered = sources
    .sort(
      (a, b) =>
        LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
        byAge(a.policy.policy, b.policy.policy),
    )
    .map(({ policy }) => limitMergeInput(policy));
  return effectiveLimits(mergePolicies(ordered));
}

/** The policies that rules come from, the one with most rules first. */
function sourcesOf<P>(rules: RuleSet<P>): P[] {
  const counts = new Map<P, number>();
  for (const { source } of rules.values()) {
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([source]) => source);
}

function summary<K extends keyof PolicyKinds>(
  kind: K,
  sources: PolicyKinds[K][],
  attached: AttachedPolicy<PolicyKinds[K]>[],
): EffectivePolicy<PolicyKinds[K]> {
  const states = sources.map(source => stateOf(kind, source));
  return {
    sources,
    level: attached.find(({ policy }) => policy === sources[0])!.level,
    state: states.find(({ state }) => state === 'notInForce') ??
      states.find(({ state }) => state === 'unreported') ?? {
        state: 'inForce',
      },
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
