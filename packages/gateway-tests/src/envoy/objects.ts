import type {
  AuthPolicy,
  AuthPolicyContent,
  AuthRules,
  Gateway,
  HTTPRoute,
  KeyCredentials,
  KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { withStatus } from '../kuadrant/demo';

/** The namespace of all objects of the scenarios. */
export const NAMESPACE = 'scenarios';
/** The header by which services learn the Secret of the key that was let in. */
export const IDENTITY_HEADER = 'x-test-secret';

type HTTPRouteSpec = HTTPRoute['spec'];

/** @param listeners - names with their hostnames; undefined for a listener of all hostnames */
export function gateway(
  name: string,
  listeners: Record<string, string | undefined>,
): Gateway {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { namespace: NAMESPACE, name },
    spec: {
      gatewayClassName: 'demo',
      listeners: Object.entries(listeners).map(([listener, hostname]) => ({
        name: listener,
        port: 8080,
        protocol: 'HTTP',
        ...(hostname && { hostname }),
        allowedRoutes: { namespaces: { from: 'All' } },
      })),
    },
  };
}

export function httpRoute(
  name: string,
  options: {
    gateway: string;
    listener?: string;
    hostnames?: string[];
    rules?: HTTPRouteSpec['rules'];
  },
): HTTPRoute {
  return withStatus({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { namespace: NAMESPACE, name },
    spec: {
      parentRefs: [
        {
          name: options.gateway,
          namespace: NAMESPACE,
          ...(options.listener && { sectionName: options.listener }),
        },
      ],
      ...(options.hostnames && { hostnames: options.hostnames }),
      rules: (options.rules ?? [{}]).map(rule => ({
        ...rule,
        backendRefs: [{ name: 'echo', port: 80 }],
      })),
    },
  } as KubernetesObject) as HTTPRoute;
}

/** @param target - as in `HTTPRoute/shop`, `HTTPRoute/shop#rule` or `Gateway/web#listener` */
export function authPolicy(
  name: string,
  target: string,
  spec: Omit<AuthPolicy['spec'], 'targetRef'>,
): AuthPolicy {
  const [kind, targetName, sectionName] = target.split(/[/#]/);
  return withStatus({
    apiVersion: 'kuadrant.io/v1',
    kind: 'AuthPolicy',
    metadata: { namespace: NAMESPACE, name },
    spec: {
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind,
        name: targetName,
        ...(sectionName && { sectionName }),
      },
      ...spec,
    },
  } as KubernetesObject) as AuthPolicy;
}

/** Tells services whose key it was. */
export const telling: NonNullable<AuthRules['response']> = {
  success: {
    headers: {
      [IDENTITY_HEADER]: {
        plain: { expression: 'auth.identity.metadata.name' },
      },
    },
  },
};

/** Rules that take the keys of a group, and tell services whose key it was. */
export function keysOf(
  group: string,
  options: {
    credentials?: KeyCredentials;
    authorization?: AuthRules['authorization'];
    others?: AuthRules['authentication'];
    allNamespaces?: boolean;
  } = {},
): AuthRules {
  const { credentials, authorization, others, allNamespaces } = options;
  return {
    authentication: {
      keys: {
        apiKey: {
          selector: { matchLabels: { group } },
          ...(allNamespaces && { allNamespaces }),
        },
        ...(credentials && { credentials }),
      },
      ...others,
    },
    ...(authorization && { authorization }),
    response: telling,
  };
}

/** Takes nothing but gold keys. */
export const goldOnly: NonNullable<AuthRules['authorization']> = {
  gold: {
    patternMatching: {
      patterns: [
        {
          predicate:
            'auth.identity.metadata.annotations["secret.kuadrant.io/plan-id"] == "gold"',
        },
      ],
    },
  },
};

/** What Authorino is to do on the paths that a rule of a route serves; undefined where no policy is in effect. */
export interface Effect {
  route: string;
  /** Index of the rule; all rules where it is left out. */
  rule?: number;
  /** Of the Gateway; all listeners where it is left out. */
  listener?: string;
  content: AuthPolicyContent | undefined;
}

/** Objects, and what Kuadrant makes of the policies among them. */
export interface Scenario {
  title: string;
  objects: (Gateway | HTTPRoute | AuthPolicy)[];
  effects: Effect[];
  /** Hosts that calls are sent to, beside names that nothing serves. */
  hosts: string[];
}
