import type {
  KeyAccessView,
  KeyView,
  ProductView,
  RequestView,
  RouteHostView,
  RouteLimitView,
  RoutePlansView,
  RouteView,
} from '@kuadrant/backstage-plugin-kuadrant-common';

type Changes<V extends { spec: object }> = Partial<Omit<V, 'spec'>> & {
  spec?: Partial<V['spec']>;
};

/** The moment that the examples are written for. */
export const NOW = '2026-11-22T10:00:00Z';

const PLANS: Record<
  string,
  [limit: number, window: string, seconds: number][]
> = {
  gold: [
    [50000, '24h', 86_400],
    [100, '1s', 1],
  ],
  silver: [
    [50, '24h', 86_400],
    [5, '1m', 60],
  ],
};

/** A limit on the calls of a plan, in one counter for all its keys. */
export function exampleLimit(
  changes: Partial<RouteLimitView> = {},
): RouteLimitView {
  return {
    name: changes.plan ?? 'all',
    policy: { kind: 'PlanPolicy', namespace: 'demo', name: 'plans' },
    limit: 50,
    window: '24h',
    seconds: 86_400,
    effective: true,
    inexact: false,
    scope: changes.plan === undefined ? 'everyone' : 'plan',
    conditional: false,
    ...changes,
  };
}

const limitsOf = (plan: string) =>
  PLANS[plan].map(([limit, window, seconds]) =>
    exampleLimit({ plan, limit, window, seconds }),
  );

/** A host with one name. */
export function exampleHost(
  hostname: string,
  changes: Partial<RouteHostView> = {},
): RouteHostView {
  return {
    kind: 'concrete',
    hostname,
    url: `http://${hostname}:8080`,
    placeholder: false,
    ...changes,
  };
}

/** Where the keys of the examples go. */
export const KEYS_WORK: KeyAccessView = {
  works: true,
  placement: { in: 'header', name: 'Authorization', prefix: 'APIKEY' },
  conditional: false,
};

const OFFERED: RoutePlansView = {
  state: 'offered',
  plans: Object.keys(PLANS).map(tier => ({
    tier,
    readsPlanId: true,
    limits: limitsOf(tier),
    replacedBy: [],
  })),
};

/** A product as the server tells it to somebody who may ask for keys. */
export function exampleProduct(
  name: string,
  changes: Changes<ProductView> = {},
): ProductView {
  const { spec, ...rest } = changes;
  return {
    apiVersion: 'devportal.kuadrant.io/v1alpha1',
    kind: 'APIProduct',
    metadata: {
      namespace: 'demo',
      name,
      creationTimestamp: NOW,
      resourceVersion: '1',
    },
    spec: {
      displayName: `${name[0].toUpperCase()}${name.slice(1)} API`,
      approvalMode: 'manual',
      publishStatus: 'Published',
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name,
      },
      ...spec,
    },
    status: {
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'HTTPRouteAccepted',
          message: 'accepted',
          lastTransitionTime: NOW,
        },
      ],
    },
    owner: 'group:default/api-owners',
    sharedRoute: [],
    actions: ['requestKey'],
    limitsScope: 'shared',
    baseUrl: `http://${name}.localhost:8080`,
    hosts: [exampleHost(`${name}.localhost`)],
    pathPrefix: '',
    access: KEYS_WORK,
    anonymous: false,
    jwtIssuers: [],
    plans: OFFERED,
    limits: Object.keys(PLANS).flatMap(limitsOf),
    ...rest,
  };
}

/** A key as the server tells it to its requester. */
export function exampleKey(
  name: string,
  changes: Changes<KeyView> = {},
): KeyView {
  const { spec, ...rest } = changes;
  return {
    apiVersion: 'devportal.kuadrant.io/v1alpha1',
    kind: 'APIKey',
    metadata: {
      namespace: 'kuadrant-consumer1-3f2a91c0',
      name,
      creationTimestamp: '2026-11-20T10:00:00Z',
      resourceVersion: '1',
    },
    spec: {
      apiProductRef: { namespace: 'demo', name: 'toystore' },
      secretRef: { name },
      planTier: 'silver',
      useCase: 'Nightly stock import',
      requestedBy: {
        userId: 'user:default/consumer1',
        email: 'consumer1@example.com',
      },
      ...spec,
    },
    product: {
      namespace: 'demo',
      name: 'toystore',
      displayName: 'Toystore API',
      owner: 'group:default/api-owners',
    },
    state: 'Approved',
    reason: 'Approved',
    message: 'approved',
    actions: ['delete', 'update', 'reveal', 'rotate'],
    reveal: { available: true },
    requested: requestedTerms(spec),
    requesterEmail: 'consumer1@example.com',
    rotation: {},
    baseUrl: 'http://toystore.localhost:8080',
    hosts: [exampleHost('toystore.localhost')],
    pathPrefix: '',
    access: KEYS_WORK,
    anonymous: false,
    limits: limitsOf('silver'),
    limitsScope: 'shared',
    decisions: [],
    ...rest,
  };
}

function requestedTerms({
  planTier = 'silver',
  expiresAt,
}: { planTier?: string; expiresAt?: string } = {}) {
  return { planTier, ...(expiresAt && { expiresAt }) };
}

/** A request as the server tells it to a reviewer. */
export function exampleRequest(
  name: string,
  changes: Changes<RequestView> = {},
): RequestView {
  const { spec, ...rest } = changes;
  return {
    apiVersion: 'devportal.kuadrant.io/v1alpha1',
    kind: 'APIKeyRequest',
    metadata: {
      namespace: 'demo',
      name,
      creationTimestamp: '2026-11-22T08:00:00Z',
    },
    spec: {
      apiProductRef: { name: 'toystore' },
      apiKeyRef: { namespace: 'kuadrant-consumer1-3f2a91c0', name },
      planTier: 'silver',
      useCase: 'Nightly stock import',
      requestedBy: {
        userId: 'user:default/consumer1',
        email: 'consumer1@example.com',
      },
      ...spec,
    },
    product: {
      namespace: 'demo',
      name: 'toystore',
      displayName: 'Toystore API',
      owner: 'group:default/api-owners',
    },
    state: 'Pending',
    reason: 'AwaitingApproval',
    message: 'waiting',
    actions: ['approve', 'reject'],
    revision: `revision-${name}`,
    requested: requestedTerms(spec),
    requesterEmail: 'consumer1@example.com',
    awaitingReview: true,

    ownRequest: false,
    otherKeys: 0,
    limitsScope: 'shared',
    decisions: [],
    ...rest,
  };
}

/** A route as the server tells it to somebody whom it is exposed to. */
export function exampleRoute(
  name: string,
  changes: Partial<RouteView> = {},
): RouteView {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { namespace: 'toys', name },
    spec: { hostnames: ['toys.example.com'] },
    exposedTo: ['*'],
    hostnames: ['toys.example.com'],
    hosts: [exampleHost('toys.example.com')],
    plans: { state: 'none' },
    keyProblem: 'No AuthPolicy is in effect on the route.',
    gateways: [{ namespace: 'gateway-system', name: 'external' }],
    products: [],
    otherProducts: 0,
    ...changes,
  };
}
