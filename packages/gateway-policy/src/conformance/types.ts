import type { ClusterObjects, Route } from '../objects';

/** A situation with a name that says what must hold. */
export interface ConformanceCase extends ClusterObjects {
  name: string;
  route: Route;
  /** The namespaces whose objects are known; all unless it says otherwise. */
  watched?: string[];
}

/** A route and what becomes of each of its parentRefs. */
export interface AttachmentCase extends ConformanceCase {
  answer: {
    reason: string;
    message?: string;
    reported?: true;
    /** Hostnames by the name of the listener that serves them. */
    serves: Record<string, string[]>;
    /** Reasons by the name of the listener that does not take the route. */
    refuses: Record<string, string>;
  }[];
}

/** A route and the URLs to call it at. */
export interface HostCase extends ConformanceCase {
  baseUrls?: Record<string, string>;
  answer: {
    /** The URLs, the best first. */
    urls: string[];
    placeholder?: boolean[];
    kinds?: string[];
    listeners?: string[];
    viaAddress?: { url: string; hostHeader?: string }[];
    path?: string;
    /** The hostname to tell consumers. */
    hostname?: string;
  };
}

/** A route and the policies in effect on it. */
export interface PolicyCase extends ConformanceCase {
  answer: {
    /** Names of the policies that have a part in it. */
    auth?: string[];
    /** Names of its authentication and authorization rules. */
    rules?: string[];
    plans?: string;
    /** Limits as `source:name`. */
    limits?: string[];
    /** `inForce`, `unreported`, or what the policy says. */
    state?: string;
    planState?: string;
    refused?: string[];
    overridden?: string[];
    /** For rules or listeners that differ: `listener/rule number` and the policies there. */
    exceptions?: Record<string, string[]>;
  };
}

/** A route and its plans and limits. */
export interface LimitCase extends ConformanceCase {
  answer: {
    /** `none`, `refused: …`, or the tiers offered. */
    plans?: string | string[];
    /** Tiers whose predicate does not read the plan of a key. */
    blind?: string[];
    /** Names of the policies that replace the limits of plans. */
    replacedBy?: string[];
    /** Limits as `plan limit/window scope`, with `*` for all calls. */
    limits?: string[];
  };
}

/** A Secret with a key. */
export interface KeySecret {
  name: string;
  value: string;
  namespace?: string;
  labels?: Record<string, string>;
  plan?: string;
  user?: string;
}

/** Calls one after the other, and what becomes of each. */
export interface DecisionCase extends ClusterObjects {
  name: string;
  routes: Route[];
  secrets?: KeySecret[];
  /** Claims of valid JWTs by issuer and token; left out where nobody verifies them. */
  tokens?: Record<string, Record<string, Record<string, unknown>>>;
  calls: {
    /** Method and URL. */
    call: string;
    headers?: Record<string, string | string[]>;
    /** Seconds after the start. */
    at?: number;
    /** `200 route plan`, or the status with the step that refuses. */
    answer: string;
  }[];
}

/** A call and the steps that explain it. */
export interface ExplanationCase extends ClusterObjects {
  name: string;
  routes: Route[];
  call: string;
  headers?: Record<string, string>;
  key?: { secret?: KeySecret; working?: boolean; message?: string };
  /** Calls that limits have counted, by the name of the limit. */
  used?: Record<string, number>;
  /** Messages by `step outcome`, in their order. */
  answer: Record<string, string>;
}

/** Objects, and the conditions that Kuadrant writes for each policy. */
export interface ConditionCase extends ClusterObjects {
  name: string;
  routes: Route[];
  /** Conditions as `Type=Status Reason`, by the name of the policy. */
  answer: Record<string, string[]>;
}

/** A route of the product shop/toys, and whether a key of it would work. */
export interface AccessCase extends ConformanceCase {
  answer:
    | {
        rule: string;
        labels?: Record<string, string>;
        anonymous?: boolean;
        conditional?: boolean;
      }
    | { reason: string; message: string };
}
