import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIProduct,
} from './generated';
import type { Gateway, GRPCRoute, HTTPRoute, ListenerSet } from './gateway';
import type { KubernetesObject } from './KubernetesObject';
import type {
  AuthPolicy,
  Kuadrant,
  PlanPolicy,
  RateLimitPolicy,
} from './policies';

/**
 * Where objects of one kind are found in the Kubernetes API.
 *
 * @public
 */
export interface ResourceDefinition<
  T extends KubernetesObject = KubernetesObject,
> {
  /** API group; the empty text for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  /** The `spec` of objects that have none: Kuadrant's CRDs accept them. Nothing is granted or offered with it. */
  emptySpec?: object;
  /** Never set: carries the type of the objects. */
  readonly type?: T;
}

const define = <T extends KubernetesObject>(
  groupVersion: string,
  kind: string,
  plural: string,
  namespaced = true,
): ResourceDefinition<T> => {
  const [version, group = ''] = groupVersion.split('/').reverse();
  return { group, version, kind, plural, namespaced };
};

/** The same, for kinds whose CRDs do not require a spec. */
const defineWithSpec = <T extends KubernetesObject & { spec: object }>(
  kind: string,
  plural: string,
  emptySpec: T['spec'],
): ResourceDefinition<T> => ({
  ...define<T>('devportal.kuadrant.io/v1alpha1', kind, plural),
  emptySpec,
});

const NOBODY = { userId: '', email: '' };

/** Products offered by owners. @public */
export const apiProducts = defineWithSpec<APIProduct>(
  'APIProduct',
  'apiproducts',
  {
    displayName: '',
    approvalMode: 'manual',
    publishStatus: 'Draft',
    targetRef: { group: '', kind: '', name: '' },
  },
);

/** Keys of consumers, in their own namespaces. @public */
export const apiKeys = defineWithSpec<APIKey>('APIKey', 'apikeys', {
  apiProductRef: { name: '' },
  secretRef: { name: '' },
  planTier: '',
  requestedBy: NOBODY,
});

/** Shadows of the keys in the namespaces of their products. @public */
export const apiKeyRequests = defineWithSpec<APIKeyRequest>(
  'APIKeyRequest',
  'apikeyrequests',
  {
    apiProductRef: { name: '' },
    apiKeyRef: { namespace: '', name: '' },
    planTier: '',
    useCase: '',
    requestedBy: NOBODY,
  },
);

/** Decisions on requests. @public */
export const apiKeyApprovals = defineWithSpec<APIKeyApproval>(
  'APIKeyApproval',
  'apikeyapprovals',
  {
    apiKeyRequestRef: { name: '' },
    approved: false,
    reviewedBy: '',
    reviewedAt: '1970-01-01T00:00:00Z',
  },
);

/** Gateways of Gateway API. @public */
export const gateways = define<Gateway>(
  'gateway.networking.k8s.io/v1',
  'Gateway',
  'gateways',
);

/** HTTP routes of Gateway API. @public */
export const httpRoutes = define<HTTPRoute>(
  'gateway.networking.k8s.io/v1',
  'HTTPRoute',
  'httproutes',
);

/** gRPC routes of Gateway API. @public */
export const grpcRoutes = define<GRPCRoute>(
  'gateway.networking.k8s.io/v1',
  'GRPCRoute',
  'grpcroutes',
);

/** Listeners that other namespaces add to Gateways. @public */
export const listenerSets = define<ListenerSet>(
  'gateway.networking.k8s.io/v1',
  'ListenerSet',
  'listenersets',
);

/** Authentication and authorization of routes. @public */
export const authPolicies = define<AuthPolicy>(
  'kuadrant.io/v1',
  'AuthPolicy',
  'authpolicies',
);

/** Rate limits of routes. @public */
export const rateLimitPolicies = define<RateLimitPolicy>(
  'kuadrant.io/v1',
  'RateLimitPolicy',
  'ratelimitpolicies',
);

/** Plans with their limits. @public */
export const planPolicies = define<PlanPolicy>(
  'extensions.kuadrant.io/v1alpha1',
  'PlanPolicy',
  'planpolicies',
);

/** Installations of Kuadrant. @public */
export const kuadrants = define<Kuadrant>(
  'kuadrant.io/v1beta1',
  'Kuadrant',
  'kuadrants',
);

/** Secrets: watched as metadata only, read one by one. @public */
export const secrets = define<KubernetesObject>('v1', 'Secret', 'secrets');

/** A ConfigMap. @public */
export interface ConfigMap extends KubernetesObject {
  immutable?: boolean;
  data?: Record<string, string>;
  /** Values in base64. */
  binaryData?: Record<string, string>;
}

/** ConfigMaps: read and written one by one. @public */
export const configMaps = define<ConfigMap>('v1', 'ConfigMap', 'configmaps');

/** Namespaces. @public */
export const namespaces = define<KubernetesObject>(
  'v1',
  'Namespace',
  'namespaces',
  false,
);

/** Events, which tell the story of an object. @public */
export const events = define<KubernetesObject>('v1', 'Event', 'events');

/** Leases, for leader election. @public */
export const leases = define<KubernetesObject>(
  'coordination.k8s.io/v1',
  'Lease',
  'leases',
);
