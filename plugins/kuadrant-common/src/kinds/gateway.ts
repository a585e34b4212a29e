import type {
  Condition,
  KubernetesObject,
  ObjectRef,
} from './KubernetesObject';

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/**
 * Selects objects by their labels, as metav1.LabelSelector of Kubernetes: all requirements must hold, and a selector
 * without any selects everything.
 *
 * @public
 */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: string;
    values?: string[];
  }[];
}

/**
 * Reference to a parent, as in Gateway API. Group and kind default to those of a Gateway, the namespace to the
 * referring object's own.
 *
 * @public
 */
export interface ParentReference {
  group?: string;
  kind?: string;
  namespace?: string;
  name: string;
  sectionName?: string;
  port?: number;
}

/**
 * What the parents of a route report about it.
 *
 * @public
 */
export interface RouteStatus {
  parents?: {
    parentRef: ParentReference;
    controllerName: string;
    conditions?: Condition[];
  }[];
}

/**
 * Where a rule of a route sends calls.
 *
 * @public
 */
export interface BackendReference {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
}

/**
 * A match of a header or a query parameter. The type defaults to `Exact`.
 *
 * @public
 */
export interface ValueMatch {
  type?: string;
  name: string;
  value: string;
}

/**
 * The fields of an HTTPRoute that this project reads.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httproute
 * @public
 */
export interface HTTPRoute extends KubernetesObject {
  spec: {
    parentRefs?: ParentReference[];
    hostnames?: string[];
    rules?: HTTPRouteRule[];
  };
  status?: RouteStatus;
}

/**
 * One rule of an HTTPRoute.
 *
 * @public
 */
export interface HTTPRouteRule {
  name?: string;
  matches?: {
    path?: { type?: string; value?: string };
    method?: string;
    headers?: ValueMatch[];
    queryParams?: ValueMatch[];
  }[];
  filters?: { type: string; [other: string]: unknown }[];
  backendRefs?: BackendReference[];
}

/**
 * The fields of a GRPCRoute that this project reads.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute
 * @public
 */
export interface GRPCRoute extends KubernetesObject {
  spec: {
    parentRefs?: ParentReference[];
    hostnames?: string[];
    rules?: GRPCRouteRule[];
  };
  status?: RouteStatus;
}

/**
 * One rule of a GRPCRoute.
 *
 * @public
 */
export interface GRPCRouteRule {
  name?: string;
  matches?: {
    method?: { type?: string; service?: string; method?: string };
    headers?: ValueMatch[];
  }[];
  filters?: { type: string; [other: string]: unknown }[];
  backendRefs?: BackendReference[];
}

/**
 * Namespaces from which objects may attach: `All`, `Same`, `Selector` or `None`.
 *
 * @public
 */
export interface AllowedNamespaces {
  from?: string;
  selector?: LabelSelector;
}

/**
 * A listener of a Gateway or a ListenerSet. Without a hostname it serves all hostnames; routes may attach from its own
 * namespace only, unless it says otherwise.
 *
 * @public
 */
export interface GatewayListener {
  name: string;
  hostname?: string;
  port: number;
  protocol: string;
  allowedRoutes?: {
    namespaces?: AllowedNamespaces;
    kinds?: { group?: string; kind: string }[];
  };
}

/**
 * What is reported about a listener.
 *
 * @public
 */
export interface ListenerStatus {
  name: string;
  conditions?: Condition[];
}

/**
 * The fields of a Gateway that this project reads.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#gateway
 * @public
 */
export interface Gateway extends KubernetesObject {
  spec: {
    gatewayClassName?: string;
    listeners?: GatewayListener[];
    /** Namespaces whose ListenerSets may add listeners; none unless it says otherwise. */
    allowedListeners?: { namespaces?: AllowedNamespaces };
  };
  status?: {
    addresses?: { type?: string; value: string }[];
    conditions?: Condition[];
    listeners?: ListenerStatus[];
  };
}

/**
 * The fields of a ListenerSet that this project reads: listeners that another namespace adds to a Gateway.
 *
 * @see https://gateway-api.sigs.k8s.io/geps/gep-1713/
 * @public
 */
export interface ListenerSet extends KubernetesObject {
  spec: {
    parentRef: {
      group?: string;
      kind?: string;
      namespace?: string;
      name: string;
    };
    listeners?: GatewayListener[];
  };
  status?: {
    conditions?: Condition[];
    listeners?: ListenerStatus[];
  };
}

/**
 * The Gateway that a ListenerSet adds listeners to; undefined when it names an object of another kind.
 *
 * @public
 */
export function listenerSetGateway({
  metadata,
  spec: { parentRef },
}: ListenerSet): ObjectRef | undefined {
  const {
    group = GATEWAY_GROUP,
    kind = 'Gateway',
    namespace,
    name,
  } = parentRef;
  return group === GATEWAY_GROUP && kind === 'Gateway'
    ? { namespace: namespace ?? metadata.namespace ?? '', name }
    : undefined;
}
