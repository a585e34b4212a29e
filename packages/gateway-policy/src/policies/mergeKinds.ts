import type {
  AuthPolicy,
  PlanPolicy,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { PolicyKinds } from '../objects';
import { byAge } from '../objects/refs';
import {
  authContentOf,
  authenticationSources,
  authMergeInput,
} from './authRuleSet';
import type {
  EffectiveAuthPolicy,
  EffectivePlanPolicy,
  EffectivePolicy,
} from './effect';
import {
  effectiveLimits,
  isMadeFrom,
  limitMergeInput,
  type EffectiveLimit,
  type LimitSource,
} from './limitRuleSet';
import { mergePolicies, type RuleSet } from './merge';
import type { AttachedPolicy, PolicyLevel } from './paths';
import { isEdited, stateOf } from './reports';

/** Merges AuthPolicies that are attached along a path. */
export function mergeAuth(
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

/**
 * The PlanPolicy that counts: it has neither defaults nor overrides, so the most specific does, on one target the oldest
 * (GEP-713).
 */
export function mostSpecificPlans(
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

/** Merges RateLimitPolicies with those that Kuadrant makes from PlanPolicies. */
export function mergeLimits(
  rateLimits: AttachedPolicy<RateLimitPolicy>[],
  planPolicies: AttachedPolicy<PlanPolicy>[],
): EffectiveLimit[] {
  const plans = oldestOfEach(planPolicies);
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
    edited: sources.some(isEdited),
  };
}
