import type { MergeStrategy } from '@kuadrant/backstage-plugin-kuadrant-common';

/** One rule with the policy that it comes from. */
export interface SourcedRule<P> {
  value: unknown;
  source: P;
}

/** The rules of a policy, by a key that tells what they are for and their name. */
export type RuleSet<P> = ReadonlyMap<string, SourcedRule<P>>;

/** A policy on the path of a call. */
export interface MergeInput<P> {
  role: 'defaults' | 'overrides';
  strategy: MergeStrategy;
  rules: RuleSet<P>;
  /** Whether it contains anything that atomic defaults above it would give way to. */
  empty: boolean;
}

/**
 * Merges policies as Kuadrant does, given from the least to the most specific and on one target from the oldest to the
 * newest: starting with the last, each further one meets what is there by its own strategy. So atomic defaults give
 * way to whatever is below them, atomic overrides replace it, and `merge` does the same rule by rule. On one target the
 * older policy counts as above the newer: of two defaults the newer is in force, of two overrides the older.
 *
 * @see https://docs.kuadrant.io/latest/architecture/rfcs/0009-defaults-and-overrides/
 */
export function mergePolicies<P>(
  policies: readonly MergeInput<P>[],
): RuleSet<P> {
  const [last, ...above] = [...policies].reverse();
  let rules = last?.rules ?? new Map();
  let empty = last?.empty ?? true;
  for (const policy of above) {
    rules = meet(policy, rules, empty);
    empty = empty && policy.empty;
  }
  return rules;
}

function meet<P>(
  above: MergeInput<P>,
  below: RuleSet<P>,
  belowIsEmpty: boolean,
): RuleSet<P> {
  const merged = above.strategy === 'merge';
  if (above.role === 'overrides') {
    return merged ? new Map([...below, ...above.rules]) : above.rules;
  }
  if (merged) {
    return new Map([...above.rules, ...below]);
  }
  return belowIsEmpty ? above.rules : below;
}
