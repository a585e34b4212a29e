import type {
  Condition,
  ParentReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ClusterLookup, Route } from '../objects';
import { refOf, refText } from '../objects/refs';
import { listenersOf, listenerText } from './listeners';
import { offer } from './offer';
import { findParent } from './parents';
import { reportedAcceptance } from './reportedAcceptance';
import { allListenersOf } from './siblings';
import type {
  ListenerOf,
  ParentAttachment,
  RefusalReason,
  RefusedListener,
  ServingListener,
} from './types';

/**
 * Options of `attachRoute`.
 *
 * @public
 */
export interface AttachRouteOptions {
  /** Computes from specs alone, for the program that writes the route's conditions. */
  ignoreReports?: boolean;
}

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
  { ignoreReports = false }: AttachRouteOptions = {},
): ParentAttachment[] {
  return (route.spec.parentRefs ?? []).map(parentRef =>
    attachToParent(
      route,
      parentRef,
      lookup,
      ignoreReports ? undefined : reportedAcceptance(route, parentRef),
    ),
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
  report: Condition | undefined,
): ParentAttachment {
  const parent = findParent(route, parentRef, lookup);
  if (!('gateway' in parent)) {
    // Of what cannot be seen, the report is all that is known.
    const known = parent.mayExist ? report : undefined;
    return {
      parentRef,
      accepted: known?.status === 'True',
      reason: known?.reason ?? parent.reason,
      message: known?.message ?? parent.message,
      reported: known !== undefined,
      listeners: [],
      refused: [],
    };
  }

  const { gateway, listenerSet } = parent;
  const candidates = listenersOf(gateway, listenerSet);
  const siblings = allListenersOf(gateway, lookup, listenerSet);
  const offers = (anyNamespace: boolean) =>
    candidates.map(listener => ({
      listener,
      result: offer(route, parentRef, listener, siblings, lookup, anyNamespace),
    }));
  const computed = offers(false);
  // A program that reports the route as accepted has seen the labels of its namespace.
  const trusted =
    report?.status === 'True' &&
    computed.every(({ result }) => 'reason' in result);
  const listeners: ServingListener[] = [];
  const refused: RefusedListener[] = [];
  for (const { listener, result } of trusted ? offers(true) : computed) {
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
