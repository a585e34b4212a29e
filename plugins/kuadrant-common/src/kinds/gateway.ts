import type { Condition, KubernetesObject } from './KubernetesObject';

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
  status?: {
    parents?: {
      parentRef: ParentReference;
      controllerName: string;
      conditions?: Condition[];
    }[];
  };
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
  }[];
  backendRefs?: {
    group?: string;
    kind?: string;
    name: string;
    namespace?: string;
    port?: number;
  }[];
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
    listeners?: {
      name: string;
      hostname?: string;
      port: number;
      protocol: string;
    }[];
  };
  status?: {
    addresses?: { type?: string; value: string }[];
    conditions?: Condition[];
  };
}
