export * from './computedConditions';
export { ownRules } from './content';
export * from './effect';
export { effectivePolicies } from './effectivePolicies';
export type { EffectiveLimit, LimitSource } from './limitRuleSet';
export { trafficPaths, type PolicyLevel, type TrafficPath } from './paths';
export { stateOf, type PolicyReport, type PolicyState } from './reports';
export * from './routePolicies';
