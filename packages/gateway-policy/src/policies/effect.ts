import type {
  AuthPolicy,
  AuthPolicyContent,
  PlanPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { EffectiveLimit } from './limitRuleSet';
import type { PolicyLevel } from './paths';
import type { PolicyReport, PolicyState } from './reports';

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
  /** Whether one of them was edited since the cluster reported that it is in force. */
  edited: boolean;
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
