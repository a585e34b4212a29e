import type {
  AuthPolicy,
  AuthRules,
  Condition,
  Gateway,
  GatewayListener,
  GRPCRoute,
  HTTPRoute,
  KubernetesObject,
  ListenerSet,
  ParentReference,
  Plan,
  PlanPolicy,
  PolicyTargetReference,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';

// Short ways to write the objects of the cases. The Gateway is infra/edge and the route is shop/api unless a case says
// otherwise.

const GROUP = 'gateway.networking.k8s.io';

/** `http :80 *.example.com` is a listener named http on port 80 for that hostname; the protocol is HTTP unless given. */
export function listener(
  text: string,
  extra: Partial<GatewayListener> = {},
): GatewayListener {
  const [name, port, hostname] = text.split(' ');
  return {
    name,
    port: Number(port.slice(1)),
    protocol: 'HTTP',
    ...(hostname && { hostname }),
    allowedRoutes: { namespaces: { from: 'All' } },
    ...extra,
  };
}

export function gateway(
  listeners: (string | GatewayListener)[],
  extra: Partial<Gateway['spec']> & {
    name?: string;
    namespace?: string;
    status?: Gateway['status'];
  } = {},
): Gateway {
  const { name = 'edge', namespace = 'infra', status, ...spec } = extra;
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: {
      ...spec,
      listeners: listeners.map(each =>
        typeof each === 'string' ? listener(each) : each,
      ),
    },
    ...(status && { status }),
  };
}

export function listenerSet(
  listeners: (string | GatewayListener)[],
  extra: { namespace?: string; status?: ListenerSet['status'] } = {},
): ListenerSet {
  const { namespace = 'shop', status } = extra;
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'ListenerSet',
    metadata: { name: 'extra', namespace },
    spec: {
      parentRef: { name: 'edge', namespace: 'infra' },
      listeners: listeners.map(each =>
        typeof each === 'string' ? listener(each) : each,
      ),
    },
    ...(status && { status }),
  };
}

interface RouteOptions {
  name?: string;
  namespace?: string;
  hostnames?: string[];
  parentRefs?: ParentReference[];
  created?: string;
  generation?: number;
  status?: HTTPRoute['status'];
}

function routeParts(options: RouteOptions) {
  const { name = 'api', namespace = 'shop', created, generation } = options;
  return {
    metadata: {
      name,
      namespace,
      creationTimestamp: created ?? '2026-01-01T00:00:00Z',
      ...(generation !== undefined && { generation }),
    },
    parentRefs: options.parentRefs ?? [edge()],
    ...(options.status && { status: options.status }),
  };
}

/** A parentRef to the Gateway infra/edge. */
export function edge(extra: Partial<ParentReference> = {}): ParentReference {
  return { name: 'edge', namespace: 'infra', ...extra };
}

export function httpRoute(
  options: RouteOptions & { rules?: HTTPRoute['spec']['rules'] } = {},
): HTTPRoute {
  const { metadata, parentRefs, status } = routeParts(options);
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'HTTPRoute',
    metadata,
    spec: { parentRefs, hostnames: options.hostnames, rules: options.rules },
    ...(status && { status }),
  };
}

export function grpcRoute(
  options: RouteOptions & { rules?: GRPCRoute['spec']['rules'] } = {},
): GRPCRoute {
  const { metadata, parentRefs, status } = routeParts(options);
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'GRPCRoute',
    metadata,
    spec: { parentRefs, hostnames: options.hostnames, rules: options.rules },
    ...(status && { status }),
  };
}

/** `Accepted=True Accepted: fine` is a condition. */
export function condition(text: string, observedGeneration?: number) {
  const [, type, status, reason, message = ''] = text.match(
    /^(\w+)=(\w+) (\w+)(?:: (.*))?$/,
  )!;
  return {
    type,
    status: status as Condition['status'],
    reason,
    message,
    lastTransitionTime: '2026-01-01T00:00:00Z',
    ...(observedGeneration !== undefined && { observedGeneration }),
  };
}

export function conditions(...texts: string[]): Condition[] {
  return texts.map(text => condition(text));
}

/** The conditions of a policy in force. */
export const IN_FORCE = conditions(
  'Accepted=True Accepted',
  'Enforced=True Enforced',
);

/** What a Gateway reports about a route. */
export function reports(text: string, parentRef = edge(), generation?: number) {
  return {
    parents: [
      {
        parentRef,
        controllerName: 'example.com/gateway',
        conditions: [condition(text, generation)],
      },
    ],
  };
}

export function namespaceObject(
  name: string,
  labels: Record<string, string> = {},
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { 'kubernetes.io/metadata.name': name, ...labels },
    },
  };
}

/** `Gateway`, `Gateway#http`, `HTTPRoute`, `HTTPRoute#admin` target infra/edge and shop/api. */
export function targetOf(text: string): {
  namespace: string;
  targetRef: PolicyTargetReference;
} {
  const [kind, sectionName] = text.split('#');
  const onGateway = kind === 'Gateway';
  return {
    namespace: onGateway ? 'infra' : 'shop',
    targetRef: {
      group: GROUP,
      kind,
      name: onGateway ? 'edge' : 'api',
      ...(sectionName && { sectionName }),
    },
  };
}

interface PolicyOptions {
  /** Day of January 2026 on which it was created. */
  day?: number;
  status?: Condition[] | 'none';
  deleting?: boolean;
  target?: Partial<PolicyTargetReference>;
  namespace?: string;
}

function policyParts(name: string, target: string, options: PolicyOptions) {
  const { namespace: home, targetRef } = targetOf(target);
  const { day = 1, status = IN_FORCE } = options;
  const time = (number: number) =>
    `2026-01-${String(number).padStart(2, '0')}T00:00:00Z`;
  return {
    metadata: {
      name,
      namespace: options.namespace ?? home,
      creationTimestamp: time(day),
      ...(options.deleting && { deletionTimestamp: time(day + 1) }),
    },
    targetRef: { ...targetRef, ...options.target },
    ...(status !== 'none' && { status: { conditions: status } }),
  };
}

export function authPolicy(
  name: string,
  target: string,
  content: Omit<AuthPolicy['spec'], 'targetRef'>,
  options: PolicyOptions = {},
): AuthPolicy {
  const { metadata, targetRef, status } = policyParts(name, target, options);
  return {
    apiVersion: 'kuadrant.io/v1',
    kind: 'AuthPolicy',
    metadata,
    spec: { targetRef, ...content },
    ...(status && { status }),
  };
}

export function planPolicy(
  name: string,
  target: string,
  plans: Plan[],
  options: PolicyOptions = {},
): PlanPolicy {
  const { metadata, targetRef, status } = policyParts(name, target, options);
  return {
    apiVersion: 'extensions.kuadrant.io/v1alpha1',
    kind: 'PlanPolicy',
    metadata,
    spec: { targetRef, plans },
    ...(status && { status }),
  };
}

export function rateLimitPolicy(
  name: string,
  target: string,
  content: Omit<RateLimitPolicy['spec'], 'targetRef'>,
  options: PolicyOptions & { madeFrom?: string } = {},
): RateLimitPolicy {
  const { metadata, targetRef, status } = policyParts(name, target, options);
  return {
    apiVersion: 'kuadrant.io/v1',
    kind: 'RateLimitPolicy',
    metadata: {
      ...metadata,
      ...(options.madeFrom && {
        ownerReferences: [
          {
            apiVersion: 'extensions.kuadrant.io/v1alpha1',
            kind: 'PlanPolicy',
            name: options.madeFrom,
            uid: 'plan-policy-uid',
          },
        ],
      }),
    },
    spec: { targetRef, ...content },
    ...(status && { status }),
  };
}

/** Rules with one API key rule of that name, for Secrets labelled `app: <app>`. */
export function keyRules(name: string, app = name): AuthRules {
  return {
    authentication: {
      [name]: { apiKey: { selector: { matchLabels: { app } } } },
    },
  };
}

export const PLAN_ID =
  'auth.identity.metadata.annotations["secret.kuadrant.io/plan-id"]';

/** A plan for the keys of its tier. */
export function plan(tier: string, limits?: Plan['limits']): Plan {
  return {
    tier,
    predicate: `${PLAN_ID} == "${tier}"`,
    ...(limits && { limits }),
  };
}
