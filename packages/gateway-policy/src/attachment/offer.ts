import type { ParentReference } from '@kuadrant/backstage-plugin-kuadrant-common';
import { routeKind, type ClusterLookup, type Route } from '../objects';
import { refOf } from '../objects/refs';
import { ANY_HOST, intersectHostnames } from './hostnames';
import {
  allowedNamespacesText,
  allowsKind,
  allowsNamespace,
  carriesRoutes,
  listenerHostname,
  listenerText,
} from './listeners';
import { listenerProblem, moreSpecificListener } from './siblings';
import type { ListenerOf, RefusalReason, ServedHostname } from './types';

/** What a listener does with a route. */
export type Offer =
  { hostnames: ServedHostname[] } | { reason: RefusalReason; message: string };

/**
 * Whether a listener takes a route, and under which hostnames.
 *
 * @param siblings - all listeners of the Gateway
 * @param anyNamespace - whether the namespaces that the listener allows do not count
 */
export function offer(
  route: Route,
  parentRef: ParentReference,
  candidate: ListenerOf,
  siblings: readonly ListenerOf[],
  lookup: ClusterLookup,
  anyNamespace: boolean,
): Offer {
  const { listener } = candidate;
  const text = listenerText(candidate);
  const kind = routeKind(route);
  const { namespace } = refOf(route);
  if (
    parentRef.sectionName !== undefined &&
    parentRef.sectionName !== listener.name
  ) {
    return {
      reason: 'NoMatchingParent',
      message: `The route names the listener ${parentRef.sectionName}.`,
    };
  }
  if (parentRef.port !== undefined && parentRef.port !== listener.port) {
    return {
      reason: 'NoMatchingParent',
      message: `The route names port ${parentRef.port}; the ${text} has port ${listener.port}.`,
    };
  }
  if (!carriesRoutes(listener)) {
    return {
      reason: 'ProtocolNotSupported',
      message: `The ${text} speaks ${listener.protocol}, which carries no ${kind}.`,
    };
  }
  if (!allowsKind(listener, kind)) {
    return {
      reason: 'KindNotAllowed',
      message: `The ${text} takes no ${kind}.`,
    };
  }
  const ownNamespace = refOf(
    candidate.listenerSet ?? candidate.gateway,
  ).namespace;
  const allowed =
    anyNamespace ||
    allowsNamespace(
      listener.allowedRoutes?.namespaces,
      'Same',
      ownNamespace,
      namespace,
      lookup,
    );
  if (allowed !== true) {
    return {
      reason: 'NamespaceNotAllowed',
      message: `The ${text} takes routes from ${allowedNamespacesText(
        listener.allowedRoutes?.namespaces,
        ownNamespace,
      )}.`,
    };
  }
  const hostnames = commonHostnames(route, candidate, siblings);
  if (hostnames.length === 0) {
    return {
      reason: 'NoMatchingListenerHostname',
      message: `The ${text} serves ${listenerHostname(listener)}, which no hostname of the route has in common with it.`,
    };
  }
  const problem = listenerProblem(candidate, siblings);
  return problem
    ? {
        reason: 'ListenerNotReady',
        message: `The ${text} does not work: ${problem}`,
      }
    : { hostnames };
}

function commonHostnames(
  route: Route,
  candidate: ListenerOf,
  siblings: readonly ListenerOf[],
): ServedHostname[] {
  const ofListener = listenerHostname(candidate.listener);
  const wanted = route.spec.hostnames?.length
    ? route.spec.hostnames
    : [ANY_HOST];
  return wanted.flatMap(routeHostname => {
    const hostname = intersectHostnames(routeHostname, ofListener);
    return hostname === undefined
      ? []
      : [
          {
            hostname,
            routeHostname: routeHostname.toLowerCase(),
            ...(moreSpecificListener(candidate, hostname, siblings) && {
              taken: true as const,
            }),
          },
        ];
  });
}
