import type {
  Condition,
  ParentReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { findCondition } from '@kuadrant/backstage-plugin-kuadrant-common';
import { routeKind, type ClusterLookup, type Route } from '../objects';
import { refOf, refText } from '../objects/refs';
import { ANY_HOST, intersectHostnames } from './hostnames';
import {
  allowedNamespacesText,
  allowsKind,
  allowsNamespace,
  carriesRoutes,
  listenerHostname,
  listenerProblem,
  listenersOf,
  listenerText,
} from './listeners';
import { findParent, parentKind, parentRefOf } from './parents';
import type {
  ListenerOf,
  ParentAttachment,
  RefusalReason,
  RefusedListener,
  ServedHostname,
  ServingListener,
} from './types';

/**
 * Tells which listeners serve a route, one answer for each of its parentRefs. Where the cluster reports the condition
 * `Accepted` for the present generation of the route, the report counts; otherwise the answer is computed by Gateway
 * API's rules.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#parentreference
 * @public
 */
export function attachRoute(
  route: Route,
  lookup: ClusterLookup,
): ParentAttachment[] {
  return (route.spec.parentRefs ?? []).map(parentRef =>
    attachToParent(route, parentRef, lookup),
  );
}

/**
 * The listeners that serve a route, in the order of its parentRefs, each once.
 *
 * @public
 */
export function servingListeners(
  attachments: readonly ParentAttachment[],
): ServingListener[] {
  const seen = new Set<string>();
  return attachments
    .flatMap(({ listeners }) => listeners)
    .filter(listener => {
      const text = listenerText(listener);
      return !seen.has(text) && Boolean(seen.add(text));
    });
}

function attachToParent(
  route: Route,
  parentRef: ParentReference,
  lookup: ClusterLookup,
): ParentAttachment {
  const report = reportedAcceptance(route, parentRef);
  const parent = findParent(route, parentRef, lookup);
  if (!('gateway' in parent)) {
    return {
      parentRef,
      accepted: false,
      reason: parent.reason,
      message: parent.message,
      reported: false,
      listeners: [],
      refused: [],
    };
  }

  const { gateway, listenerSet } = parent;
  const listeners: ServingListener[] = [];
  const refused: RefusedListener[] = [];
  for (const listener of listenersOf(gateway, listenerSet)) {
    const result = offer(route, parentRef, listener, lookup, report);
    if ('reason' in result) {
      refused.push({ ...listener, ...result });
    } else {
      listeners.push({ ...listener, hostnames: result.hostnames });
    }
  }

  const base = { parentRef, gateway, listenerSet, refused };
  if (report) {
    const accepted = report.status === 'True';
    return {
      ...base,
      accepted,
      reason: report.reason,
      message: report.message,
      reported: true,
      listeners: accepted ? listeners : [],
    };
  }
  return listeners.length > 0
    ? {
        ...base,
        accepted: true,
        reason: 'Accepted',
        message: 'The route is attached to the Gateway.',
        reported: false,
        listeners,
      }
    : { ...base, accepted: false, reported: false, listeners, ...why(base) };
}

type Offer =
  { hostnames: ServedHostname[] } | { reason: RefusalReason; message: string };

/** Whether a listener takes a route, and under which hostnames. */
function offer(
  route: Route,
  parentRef: ParentReference,
  candidate: ListenerOf,
  lookup: ClusterLookup,
  report: Condition | undefined,
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
  const allowed = allowsNamespace(
    listener.allowedRoutes?.namespaces,
    'Same',
    ownNamespace,
    namespace,
    lookup,
  );
  // Who reports has seen the labels of the namespace.
  if (allowed === false || (allowed === 'unknown' && !report)) {
    return {
      reason: 'NamespaceNotAllowed',
      message: `The ${text} takes routes from ${allowedNamespacesText(
        listener.allowedRoutes?.namespaces,
        ownNamespace,
      )}.`,
    };
  }
  const hostnames = commonHostnames(route, listenerHostname(listener));
  if (hostnames.length === 0) {
    return {
      reason: 'NoMatchingListenerHostname',
      message: `The ${text} serves ${listenerHostname(listener)}, which no hostname of the route has in common with it.`,
    };
  }
  const problem = listenerProblem(candidate);
  return problem
    ? {
        reason: 'ListenerNotReady',
        message: `The ${text} does not work: ${problem}`,
      }
    : { hostnames };
}

function commonHostnames(route: Route, ofListener: string): ServedHostname[] {
  const wanted = route.spec.hostnames?.length
    ? route.spec.hostnames
    : [ANY_HOST];
  return wanted.flatMap(routeHostname => {
    const hostname = intersectHostnames(routeHostname, ofListener);
    return hostname === undefined
      ? []
      : [{ hostname, routeHostname: routeHostname.toLowerCase() }];
  });
}

// The listener that came nearest to taking the route tells the reason, as implementations of Gateway API do.
const NEAREST_FIRST: [RefusalReason, string][] = [
  ['ListenerNotReady', 'NoMatchingParent'],
  ['NoMatchingListenerHostname', 'NoMatchingListenerHostname'],
  ['NamespaceNotAllowed', 'NotAllowedByListeners'],
  ['KindNotAllowed', 'NotAllowedByListeners'],
  ['ProtocolNotSupported', 'NotAllowedByListeners'],
];

function why({
  gateway,
  parentRef,
  refused,
}: Pick<ParentAttachment, 'parentRef' | 'refused'> & {
  gateway: ListenerOf['gateway'];
}): { reason: string; message: string } {
  for (const [refusal, reason] of NEAREST_FIRST) {
    const nearest = refused.find(listener => listener.reason === refusal);
    if (nearest) {
      return { reason, message: nearest.message };
    }
  }
  const { sectionName, port } = parentRef;
  const named = [
    ...(sectionName === undefined ? [] : [`the name ${sectionName}`]),
    ...(port === undefined ? [] : [`port ${port}`]),
  ].join(' and ');
  const name = refText(refOf(gateway));
  return {
    reason: 'NoMatchingParent',
    message: named
      ? `The Gateway ${name} has no listener with ${named}.`
      : `The Gateway ${name} has no listeners.`,
  };
}

/** The condition `Accepted` that the cluster reports for a parentRef and the present route, if any. */
function reportedAcceptance(
  route: Route,
  parentRef: ParentReference,
): Condition | undefined {
  const text = parentText(route, parentRef);
  const reports = (route.status?.parents ?? []).flatMap(parent => {
    const condition = findCondition(parent.conditions, 'Accepted');
    return condition &&
      condition.status !== 'Unknown' &&
      parentText(route, parent.parentRef) === text &&
      isCurrent(route, condition)
      ? [condition]
      : [];
  });
  return reports.find(({ status }) => status === 'True') ?? reports[0];
}

function isCurrent(route: Route, { observedGeneration }: Condition): boolean {
  const { generation } = route.metadata;
  return (
    generation === undefined ||
    observedGeneration === undefined ||
    observedGeneration >= generation
  );
}

function parentText(route: Route, parent: ParentReference): string {
  return JSON.stringify([
    parentKind(parent) ?? `${parent.group}/${parent.kind}`,
    refText(parentRefOf(route, parent)),
    parent.sectionName ?? '',
    parent.port ?? 0,
  ]);
}
