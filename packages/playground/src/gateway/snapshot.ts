import type {
  AuthPolicy,
  Gateway,
  HTTPRoute,
  ObjectRef,
  PlanPolicy,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** What the cluster says about traffic at one moment. */
export interface Snapshot {
  gateways: readonly Gateway[];
  routes: readonly HTTPRoute[];
  authPolicies: readonly AuthPolicy[];
  planPolicies: readonly PlanPolicy[];
  rateLimitPolicies: readonly RateLimitPolicy[];
  /** The namespaces of the Kuadrant installations, where keys are looked for. */
  kuadrantNamespaces: readonly string[];
}

/** The namespace and name of an object that came from the cluster. */
export function refOf(object: {
  metadata: { namespace?: string; name: string };
}): ObjectRef {
  const { namespace = '', name } = object.metadata;
  return { namespace, name };
}

/** `namespace/name` */
export function refText(object: {
  metadata: { namespace?: string; name: string };
}): string {
  const { namespace, name } = refOf(object);
  return `${namespace}/${name}`;
}
