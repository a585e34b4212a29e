import type { PlanLimits } from '../limits/limits';
import type { KeyCredentials } from '../auth/credentials';
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
 * One way to authenticate in an AuthPolicy. Of the many that Authorino knows, this project reads API keys and JWTs.
 *
 * @public
 */
export interface AuthenticationRule {
  apiKey?: {
    selector?: {
      matchLabels?: Record<string, string>;
      matchExpressions?: {
        key: string;
        operator: string;
        values?: string[];
      }[];
    };
    allNamespaces?: boolean;
  };
  jwt?: { issuerUrl?: string };
  credentials?: KeyCredentials;
  [other: string]: unknown;
}

/**
 * The rules of an AuthPolicy.
 *
 * @public
 */
export interface AuthRules {
  authentication?: Record<string, AuthenticationRule>;
  [other: string]: unknown;
}

/**
 * The fields of an AuthPolicy that this project reads. Rules stand in the spec itself, or under defaults or
 * overrides.
 *
 * @public
 */
export interface AuthPolicy extends KubernetesObject {
  spec: {
    targetRef: PolicyTargetReference;
    rules?: AuthRules;
    defaults?: { rules?: AuthRules };
    overrides?: { rules?: AuthRules };
  };
  status?: { conditions?: Condition[] };
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
  status?: { conditions?: Condition[] };
}

/**
 * The limits of a RateLimitPolicy, by name.
 *
 * @public
 */
export type RateLimits = Record<
  string,
  {
    rates?: { limit: number; window: string }[];
    when?: { predicate: string }[];
    counters?: { expression: string }[];
  }
>;

/**
 * The fields of a RateLimitPolicy that this project reads.
 *
 * @public
 */
export interface RateLimitPolicy extends KubernetesObject {
  spec: {
    targetRef: PolicyTargetReference;
    limits?: RateLimits;
    defaults?: { limits?: RateLimits };
    overrides?: { limits?: RateLimits };
  };
  status?: { conditions?: Condition[] };
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
