import type {
  Gateway,
  GatewayListener,
  ListenerSet,
  ParentReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/**
 * A hostname under which a listener serves a route.
 *
 * @public
 */
export interface ServedHostname {
  /** What route and listener have in common: a hostname, `*.example.com`, or `*` for any. */
  hostname: string;
  /** The pattern of the route that it comes from; `*` when the route names none. */
  routeHostname: string;
  /** A more specific listener of the port takes all calls for the hostname, so none of them reaches the route. */
  taken?: true;
}

/**
 * A listener with the object that it is defined on.
 *
 * @public
 */
export interface ListenerOf {
  gateway: Gateway;
  /** The ListenerSet that adds the listener; undefined for the Gateway's own. */
  listenerSet?: ListenerSet;
  listener: GatewayListener;
}

/**
 * A listener that serves a route.
 *
 * @public
 */
export interface ServingListener extends ListenerOf {
  hostnames: ServedHostname[];
}

/**
 * A listener that does not take a route although its parentRef may mean it.
 *
 * @public
 */
export interface RefusedListener extends ListenerOf {
  reason: RefusalReason;
  message: string;
}

/**
 * Why a listener does not take a route. `NoMatchingParent`: section or port differ; `ProtocolNotSupported` and
 * `KindNotAllowed`: it takes no routes of that kind; `NamespaceNotAllowed`: it takes none from that namespace;
 * `NoMatchingListenerHostname`: no hostname in common; `ListenerNotReady`: the listener itself does not work.
 *
 * @public
 */
export type RefusalReason =
  | 'NoMatchingParent'
  | 'ProtocolNotSupported'
  | 'KindNotAllowed'
  | 'NamespaceNotAllowed'
  | 'NoMatchingListenerHostname'
  | 'ListenerNotReady';

/**
 * What becomes of one parentRef of a route.
 *
 * @public
 */
export interface ParentAttachment {
  parentRef: ParentReference;
  gateway?: Gateway;
  listenerSet?: ListenerSet;
  accepted: boolean;
  /** Reason of the condition `Accepted`, as Gateway API names them. */
  reason: string;
  message: string;
  /** Whether the cluster reports it; otherwise it is computed. */
  reported: boolean;
  /** The listeners that serve the route. Empty when it is not accepted. */
  listeners: ServingListener[];
  refused: RefusedListener[];
}
