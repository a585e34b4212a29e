import {
  ANNOTATIONS,
  type Plan,
  type PlanLimits,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { readPaths } from '../expressions';
import type { PathPolicies, PolicyReport } from '../policies';
import { isMadeFrom } from '../policies/limitRuleSet';
import { nameOf } from '../policies/reports';
import { planOfLimit, scopeOfLimit, type ScopeOfLimit } from './scope';
import { countedRate, type CountedRate } from './windows';

/**
 * A limit in effect, with who shares its counter.
 *
 * @public
 */
export interface RouteLimit extends CountedRate, ScopeOfLimit {
  /** Name of the limit in its policy. */
  name: string;
  /** The policy that it comes from. */
  policy: PolicyReport['policy'];
  /** The plan whose calls it counts; undefined for limits on all calls. */
  plan?: string;
  /** Whether it counts only some calls, by conditions other than the plan. */
  conditional: boolean;
}

/**
 * A plan that consumers can choose.
 *
 * @public
 */
export interface OfferedPlan {
  tier: string;
  limits?: PlanLimits;
  /**
   * Whether its predicate reads the plan of a key. Where it does not, calls with a key of this plan may be counted as
   * calls of another plan, or of none.
   */
  readsPlanId: boolean;
  /** The limits in effect on calls of this plan, whichever policy they come from. */
  inEffect: RouteLimit[];
  /** The policies that replace the limits of the plan; empty while its own limits are in effect. */
  replacedBy: PolicyReport['policy'][];
}

/**
 * The plans of a route. `refused`: there is a PlanPolicy, but it is not in force.
 *
 * @public
 */
export type RoutePlans =
  | { state: 'none' }
  | { state: 'refused'; why: PolicyReport }
  | { state: 'offered'; policy: PolicyReport['policy']; plans: OfferedPlan[] };

/**
 * The plans that hold on a path. A PlanPolicy that is refused or not enforced offers none. One of which the cluster
 * reports nothing yet does: older releases of Kuadrant report nothing about PlanPolicies.
 *
 * @public
 */
export function plansOf(policies: PathPolicies): RoutePlans {
  const { plans, refused } = policies;
  if (!plans) {
    const why = refused.find(({ policy }) => policy.kind === 'PlanPolicy');
    return why ? { state: 'refused', why } : { state: 'none' };
  }
  if (plans.state.state === 'notInForce') {
    const { policy, condition, reason, message } = plans.state;
    return { state: 'refused', why: { policy, condition, reason, message } };
  }
  const limits = limitsOf(policies);
  const policy = nameOf('PlanPolicy', plans.policy);
  const ownInEffect = policies.limits.some(
    ({ source }) =>
      source.policy === plans.policy ||
      (source.kind === 'RateLimitPolicy' &&
        isMadeFrom(source.policy, plans.policy)),
  );
  return {
    state: 'offered',
    policy,
    plans: (plans.policy.spec.plans ?? []).map(plan => ({
      tier: plan.tier,
      ...(plan.limits && { limits: plan.limits }),
      readsPlanId: readsPlanId(plan.predicate),
      inEffect: limits.filter(
        limit => limit.plan === undefined || limit.plan === plan.tier,
      ),
      replacedBy:
        ownInEffect || !hasLimits(plan) ? [] : policiesOfLimits(limits),
    })),
  };
}

/**
 * Whether a predicate reads the annotation with the plan of a key. One that does not, such as a claim of a JWT, chooses
 * the plan by something else.
 *
 * @public
 */
export function readsPlanId(predicate: string): boolean {
  return readPaths(predicate).some(path => path.includes(ANNOTATIONS.planId));
}

/**
 * All limits in effect on a path, one for each rate, with who shares the counter of each.
 *
 * @public
 */
export function limitsOf({ limits, auth }: PathPolicies): RouteLimit[] {
  return limits.flatMap(({ name, limit, source }) => {
    const plan = planOfLimit(limit);
    const planConditions = plan === undefined ? 0 : 1;
    return (limit.rates ?? []).map(rate => ({
      ...countedRate(rate),
      name,
      policy: nameOf(source.kind, source.policy),
      ...(plan !== undefined && { plan }),
      ...scopeOfLimit(limit, auth?.rules),
      conditional: (limit.when ?? []).length > planConditions,
    }));
  });
}

function hasLimits({ limits }: Plan): boolean {
  return Object.values(limits ?? {}).flat().length > 0;
}

function policiesOfLimits(
  limits: readonly RouteLimit[],
): PolicyReport['policy'][] {
  return limits
    .map(({ policy }) => policy)
    .filter(
      (policy, index, all) =>
        all.findIndex(
          ({ namespace, name }) =>
            namespace === policy.namespace && name === policy.name,
        ) === index,
    );
}
