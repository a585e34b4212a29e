import type {
  AuthPolicy,
  AuthPolicyContent,
  AuthRules,
  MergeStrategy,
  RateLimitPolicy,
  RateLimitPolicyContent,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** A kind of policy that Kuadrant merges along the path of a call. */
export type MergeablePolicy = AuthPolicy | RateLimitPolicy;

/** What a policy contains, and how it meets the policies below it. */
export interface PolicyContent<C> {
  role: 'defaults' | 'overrides';
  strategy: MergeStrategy;
  content: C;
}

/**
 * The content of a policy: of `defaults` or `overrides` where it has one of them, otherwise of the spec itself, which
 * means atomic defaults.
 *
 * @see https://docs.kuadrant.io/latest/architecture/rfcs/0009-defaults-and-overrides/
 */
export function contentOf(policy: AuthPolicy): PolicyContent<AuthPolicyContent>;
export function contentOf(
  policy: RateLimitPolicy,
): PolicyContent<RateLimitPolicyContent>;
export function contentOf(
  policy: MergeablePolicy,
): PolicyContent<AuthPolicyContent | RateLimitPolicyContent> {
  const { defaults, overrides } = policy.spec;
  if (defaults) {
    return {
      role: 'defaults',
      strategy: defaults.strategy ?? 'atomic',
      content: defaults,
    };
  }
  return overrides
    ? {
        role: 'overrides',
        strategy: overrides.strategy ?? 'atomic',
        content: overrides,
      }
    : { role: 'defaults', strategy: 'atomic', content: policy.spec };
}

/**
 * The rules that an AuthPolicy has itself, wherever its spec has them. Which of them are in effect depends on the other
 * policies; see `effectivePolicies`.
 *
 * @public
 */
export function ownRules(policy: AuthPolicy): AuthRules {
  return contentOf(policy).content.rules ?? {};
}
