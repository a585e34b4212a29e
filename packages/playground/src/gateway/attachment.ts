import type {
  Gateway,
  HTTPRoute,
  ParentReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** Whether a reference means a Gateway and not, for example, a Service of a mesh. */
export function refersToGateway(parent: ParentReference): boolean {
  return (
    (parent.group ?? GATEWAY_GROUP) === GATEWAY_GROUP &&
    (parent.kind ?? 'Gateway') === 'Gateway'
  );
}

/** The Gateway that a route's parentRef names, if it exists. */
export function findParent(
  route: HTTPRoute,
  parent: ParentReference,
  gateways: readonly Gateway[],
): Gateway | undefined {
  const namespace = parent.namespace ?? route.metadata.namespace;
  return refersToGateway(parent)
    ? gateways.find(
        ({ metadata }) =>
          metadata.namespace === namespace && metadata.name === parent.name,
      )
    : undefined;
}

/** The Gateways that a route is attached to. */
export function parentsOf(
  route: HTTPRoute,
  gateways: readonly Gateway[],
): Gateway[] {
  return (route.spec.parentRefs ?? []).flatMap(parent => {
    const gateway = findParent(route, parent, gateways);
    return gateway && hostnamesAt(route, parent, gateway).length > 0
      ? [gateway]
      : [];
  });
}

/** A hostname under which a route is reached. */
export interface AttachedHostname {
  /** What the route and the listener both let pass; `*` stands for any. */
  hostname: string;
  /** What the route itself asks for. */
  wanted: string;
}

/**
 * The hostnames under which a route is reached through a Gateway: those of the route that one of the listeners named
 * by the parentRef lets pass.
 */
export function hostnamesAt(
  route: HTTPRoute,
  parent: ParentReference,
  gateway: Gateway,
): AttachedHostname[] {
  const listeners = (gateway.spec.listeners ?? []).filter(
    listener =>
      (parent.sectionName === undefined ||
        listener.name === parent.sectionName) &&
      (parent.port === undefined || listener.port === parent.port),
  );
  const hostnames = route.spec.hostnames?.length ? route.spec.hostnames : ['*'];
  return listeners.flatMap(listener =>
    hostnames.flatMap(wanted => {
      const hostname = intersect(wanted, listener.hostname || '*');
      return hostname === undefined ? [] : [{ hostname, wanted }];
    }),
  );
}

function intersect(a: string, b: string): string | undefined {
  if (covers(a, b)) {
    return b;
  }
  return covers(b, a) ? a : undefined;
}

/**
 * Whether a pattern (`api.example.com`, `*.example.com` or `*`) holds for a hostname, or for all of another pattern.
 * A wildcard stands for one label or more, as in the Gateway API.
 */
export function covers(pattern: string, hostname: string): boolean {
  return (
    pattern === '*' ||
    pattern === hostname ||
    (pattern.startsWith('*.') && hostname.endsWith(pattern.slice(1)))
  );
}
