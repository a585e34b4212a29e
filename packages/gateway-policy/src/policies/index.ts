export * from './computedConditions';
export { ownRules } from './content';
export {
  effectivePolicies,
  type EffectiveAuthPolicy,
  type EffectivePlanPolicy,
  type EffectivePolicy,
  type EffectivePolicyOptions,
  type PathPolicies,
} from './effectivePolicies';
export type { EffectiveLimit, LimitSource } from './limitRuleSet';
export { trafficPaths, type PolicyLevel, type TrafficPath } from './paths';
export type { PolicyReport, PolicyState } from './reports';
export * from './routePolicies';
