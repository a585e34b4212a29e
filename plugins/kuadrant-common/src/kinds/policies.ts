import type { PlanLimits } from '../limits/limits';
import type { KeyCredentials } from '../auth/credentials';
import type { LabelSelector } from './gateway';
import type { Condition, KubernetesObject } from './KubernetesObject';

/**
 * The object that a policy is attached to; policies attach in their own namespace.
 *
 * @public
 */
export interface PolicyTargetReference {
  group: string;
  kind: string;
  name: string;
  sectionName?: string;
}

/**
 * A condition of a policy or a rule: a CEL predicate, a comparison of a selected value, a reference to named patterns,
 * or a combination of conditions.
 *
 * @public
 */
export interface RuleCondition {
  predicate?: string;
  selector?: string;
  operator?: string;
  value?: string;
  patternRef?: string;
  all?: RuleCondition[];
  any?: RuleCondition[];
}

/**
 * One way to authenticate in an AuthPolicy. Of the many that Authorino knows, this project reads API keys and JWTs.
 *
 * @public
 */
export interface AuthenticationRule {
  apiKey?: { selector?: LabelSelector; allNamespaces?: boolean };
  jwt?: { issuerUrl?: string; jwksUrl?: string };
  anonymous?: Record<string, unknown>;
  credentials?: KeyCredentials;
  /** Rules of a lower number are tried first; the default is 0. */
  priority?: number;
  when?: RuleCondition[];
  [other: string]: unknown;
}

/**
 * One way to authorize in an AuthPolicy. Of the many that Authorino knows, this project reads pattern matching.
 *
 * @public
 */
export interface AuthorizationRule {
  patternMatching?: { patterns?: RuleCondition[] };
  when?: RuleCondition[];
  priority?: number;
  [other: string]: unknown;
}

/**
 * Where a value comes from: a constant, a CEL expression or a selector.
 *
 * @public
 */
export interface ValueSource {
  value?: unknown;
  expression?: string;
  selector?: string;
}

/**
 * What an AuthPolicy hands on about a call that passed.
 *
 * @public
 */
export interface ResponseItem {
  /** Name of the item; defaults to the name of the rule. */
  key?: string;
  json?: { properties?: Record<string, ValueSource> };
  plain?: ValueSource;
  when?: RuleCondition[];
  [other: string]: unknown;
}

/**
 * The rules of an AuthPolicy.
 *
 * @public
 */
export interface AuthRules {
  authentication?: Record<string, AuthenticationRule>;
  authorization?: Record<string, AuthorizationRule>;
  response?: {
    success?: {
      filters?: Record<string, ResponseItem>;
      headers?: Record<string, ResponseItem>;
    };
    [other: string]: unknown;
  };
  [other: string]: unknown;
}

/**
 * How a policy meets those below it: `atomic` replaces them as a whole, `merge` rule by rule.
 *
 * @public
 */
export type MergeStrategy = 'atomic' | 'merge';

/**
 * Rules, conditions and named patterns of an AuthPolicy.
 *
 * @public
 */
export interface AuthPolicyContent {
  rules?: AuthRules;
  when?: { predicate: string }[];
  patterns?: Record<string, { allOf?: RuleCondition[] }>;
}

/**
 * What Kuadrant reports on a policy.
 *
 * @public
 */
export interface PolicyStatus {
  /** The generation of the policy that the report is about. */
  observedGeneration?: number;
  conditions?: Condition[];
}

/**
 * The fields of an AuthPolicy that this project reads. Rules are in the spec itself, or under defaults or overrides.
 *
 * @public
 */
export interface AuthPolicy extends KubernetesObject {
  spec: AuthPolicyContent & {
    targetRef: PolicyTargetReference;
    defaults?: AuthPolicyContent & { strategy?: MergeStrategy };
    overrides?: AuthPolicyContent & { strategy?: MergeStrategy };
  };
  status?: PolicyStatus;
}

/**
 * One plan of a PlanPolicy: who is on it (a CEL predicate) and what it allows.
 *
 * @public
 */
export interface Plan {
  tier: string;
  predicate: string;
  limits?: PlanLimits;
}

/**
 * The fields of a PlanPolicy that this project reads. The first plan whose predicate holds counts.
 *
 * @public
 */
export interface PlanPolicy extends KubernetesObject {
  spec: { targetRef: PolicyTargetReference; plans: Plan[] };
  status?: PolicyStatus;
}

/**
 * One limit of a RateLimitPolicy. It counts the calls for which all conditions hold, once for each combination of the
 * counters' values.
 *
 * @public
 */
export interface RateLimit {
  rates?: { limit: number; window: string }[];
  when?: { predicate: string }[];
  counters?: { expression: string }[];
}

/**
 * The limits of a RateLimitPolicy, by name.
 *
 * @public
 */
export type RateLimits = Record<string, RateLimit>;

/**
 * Limits and conditions of a RateLimitPolicy.
 *
 * @public
 */
export interface RateLimitPolicyContent {
  limits?: RateLimits;
  when?: { predicate: string }[];
}

/**
 * The fields of a RateLimitPolicy that this project reads. Limits are in the spec itself, or under defaults or
 * overrides.
 *
 * @public
 */
export interface RateLimitPolicy extends KubernetesObject {
  spec: RateLimitPolicyContent & {
    targetRef: PolicyTargetReference;
    defaults?: RateLimitPolicyContent & { strategy?: MergeStrategy };
    overrides?: RateLimitPolicyContent & { strategy?: MergeStrategy };
  };
  status?: PolicyStatus;
}

/**
 * An installation of Kuadrant. Its namespace is where enforcement Secrets go.
 *
 * @public
 */
export interface Kuadrant extends KubernetesObject {
  spec?: Record<string, unknown>;
  status?: { conditions?: Condition[] };
}
