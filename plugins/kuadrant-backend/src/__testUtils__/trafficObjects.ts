import {
  authPolicies,
  gateways,
  httpRoutes,
  isolatingSelector,
  planPolicies,
  rateLimitPolicies,
  type AuthPolicy,
  type AuthRules,
  type Condition,
  type Gateway,
  type GatewayListener,
  type HTTPRoute,
  type KubernetesObject,
  type LabelSelector,
  type ObjectRef,
  type PlanPolicy,
  type PolicyTargetReference,
  type RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ResourceCache } from '@kuadrant/kubernetes-cache';
import { until, type World } from './World';

// Short ways to write what decides about a product's calls. All of it is in one namespace, where the Gateway is `edge`
// and the product and its route are `api`.

const GROUP = 'gateway.networking.k8s.io';

/** A kind of object with what is left to know: its namespace. */
export type InNamespace<T> = (namespace: string) => T;
/** An object of one of the kinds that decide about calls. */
export type TrafficObject =
  Gateway | HTTPRoute | AuthPolicy | PlanPolicy | RateLimitPolicy;

/** `http :80 *.example.com` is a listener named http on port 80 for that hostname. */
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
    ...extra,
  };
}

export function gateway(
  listeners: (string | GatewayListener)[],
  status?: Gateway['status'],
): InNamespace<Gateway> {
  return namespace => ({
    kind: 'Gateway',
    metadata: { name: 'edge', namespace },
    spec: {
      listeners: listeners.map(each =>
        typeof each === 'string' ? listener(each) : each,
      ),
    },
    ...(status && { status }),
  });
}

export function route(
  hostnames?: string[],
  spec: Partial<HTTPRoute['spec']> = {},
): InNamespace<HTTPRoute> {
  return namespace => ({
    kind: 'HTTPRoute',
    metadata: { name: 'api', namespace },
    spec: { parentRefs: [{ name: 'edge' }], hostnames, ...spec },
  });
}

export const ON_ROUTE = { group: GROUP, kind: 'HTTPRoute', name: 'api' };
export const ON_GATEWAY = { group: GROUP, kind: 'Gateway', name: 'edge' };

/** A condition that is not True, with the policy's own words. */
export type Refusal = [type: string, reason: string, message: string];

interface PolicyOptions {
  target?: PolicyTargetReference;
  name?: string;
  refusal?: Refusal;
}

function policyParts({ target = ON_ROUTE, ...options }: PolicyOptions) {
  return {
    targetRef: target,
    metadata: {
      name: options.name ?? `${target.kind.toLowerCase()}-policy`,
    },
    status: { conditions: conditionsOf(options.refusal) },
  };
}

function conditionsOf(refusal?: Refusal): Condition[] {
  return ['Accepted', 'Enforced'].map(type => ({
    type,
    status: refusal?.[0] === type ? 'False' : 'True',
    reason: refusal?.[0] === type ? refusal[1] : type,
    message: refusal?.[0] === type ? refusal[2] : '',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  }));
}

/** A rule for keys in a header, with the selector of the product unless another is given. */
export function keyRule(header: string, selector?: LabelSelector) {
  return (namespace: string) => ({
    apiKey: {
      selector: selector ?? {
        matchLabels: isolatingSelector({ namespace, name: 'api' }),
      },
    },
    credentials: { customHeader: { name: header } },
  });
}

type Rules = Record<
  string,
  NonNullable<AuthRules['authentication']>[string] | ReturnType<typeof keyRule>
>;

export function auth(
  rules: Rules,
  options: PolicyOptions & {
    as?: 'defaults' | 'overrides';
    strategy?: 'atomic' | 'merge';
    more?: AuthRules;
  } = {},
): InNamespace<AuthPolicy> {
  const { metadata, targetRef, status } = policyParts(options);
  const { as, strategy, more } = options;
  return namespace => {
    const authentication = Object.fromEntries(
      Object.entries(rules).map(([name, rule]) => [
        name,
        typeof rule === 'function' ? rule(namespace) : rule,
      ]),
    );
    const content = { rules: { authentication, ...more } };
    return {
      kind: 'AuthPolicy',
      metadata: { ...metadata, namespace },
      spec: {
        targetRef,
        ...(as ? { [as]: { ...content, strategy } } : content),
      },
      status,
    } as AuthPolicy;
  };
}

export const readsPlan = (tier: string) =>
  `auth.identity.metadata.annotations["secret.kuadrant.io/plan-id"] == "${tier}"`;

export function plans(
  list: PlanPolicy['spec']['plans'],
  options: PolicyOptions = {},
): InNamespace<PlanPolicy> {
  const { metadata, targetRef, status } = policyParts(options);
  return namespace => ({
    kind: 'PlanPolicy',
    metadata: { ...metadata, namespace },
    spec: { targetRef, plans: list },
    status,
  });
}

/** A plan that reads the annotation of keys. */
export const plan = (tier: string, limits: object = { daily: 50 }) => ({
  tier,
  predicate: readsPlan(tier),
  limits,
});

export function rates(
  limits: RateLimitPolicy['spec']['limits'],
  options: PolicyOptions & { as?: 'defaults'; strategy?: 'merge' } = {},
): InNamespace<RateLimitPolicy> {
  const { metadata, targetRef, status } = policyParts(options);
  const { as, strategy } = options;
  return namespace => ({
    kind: 'RateLimitPolicy',
    metadata: { ...metadata, namespace },
    spec: { targetRef, ...(as ? { [as]: { limits, strategy } } : { limits }) },
    status,
  });
}

/** Puts objects into a namespace of the cluster, and waits until the portal has seen them. */
export async function applyTraffic(
  world: World,
  namespace: string,
  objects: InNamespace<TrafficObject>[],
): Promise<void> {
  const { caches, client } = world.kuadrant;
  const kinds = {
    Gateway: [gateways, caches.gateways],
    HTTPRoute: [httpRoutes, caches.httpRoutes],
    AuthPolicy: [authPolicies, caches.authPolicies],
    PlanPolicy: [planPolicies, caches.planPolicies],
    RateLimitPolicy: [rateLimitPolicies, caches.rateLimitPolicies],
  } as const;
  await world.namespace(namespace);
  for (const make of objects) {
    const { status, ...object } = make(namespace);
    const [resource, cache] = kinds[object.kind as keyof typeof kinds];
    let written: KubernetesObject = await client.create(
      resource as typeof gateways,
      object as Gateway,
    );
    if (status) {
      written = await client.patch(
        resource as typeof gateways,
        object.metadata as ObjectRef,
        { status },
        { type: 'merge', subresource: 'status' },
      );
    }
    await until(
      () =>
        (cache as unknown as ResourceCache<KubernetesObject>).get(
          object.metadata as ObjectRef,
        )?.metadata.resourceVersion === written.metadata.resourceVersion,
    );
  }
}
