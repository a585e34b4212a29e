import type {
  Gateway,
  GatewayListener,
  ListenerSet,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ClusterLookup } from '../objects';
import { currentCondition } from '../objects/currentCondition';
import { byAge, isSameObject, refOf } from '../objects/refs';
import { coversHostname, specificity } from './hostnames';
import { listenerHostname, listenersOf } from './listeners';
import { listenerSetProblem } from './parents';
import type { ListenerOf } from './types';

/**
 * All listeners that a Gateway has to serve at once: its own, then those of its ListenerSets, the oldest first.
 *
 * @param known - a ListenerSet of the Gateway to take in although the lookup may not list those of a Gateway
 * @see https://gateway-api.sigs.k8s.io/geps/gep-1713/
 */
export function allListenersOf(
  gateway: Gateway,
  lookup: ClusterLookup,
  known?: ListenerSet,
): ListenerOf[] {
  const listed = lookup.listenerSetsOf?.(refOf(gateway)) ?? [];
  const sets =
    known && !listed.some(set => isSameObject(set, known))
      ? [...listed, known]
      : listed;
  return [
    ...listenersOf(gateway),
    ...sets
      .filter(set => !listenerSetProblem(set, gateway, lookup))
      .sort(byAge)
      .flatMap(set => listenersOf(gateway, set)),
  ];
}

/**
 * Why a listener does not work, as its status or its siblings tell; undefined when it does. Listeners that calls cannot
 * be told apart by are in conflict, and none of them works. Those of a ListenerSet give way to those of the Gateway and of
 * older ListenerSets.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec
 */
export function listenerProblem(
  candidate: ListenerOf,
  siblings: readonly ListenerOf[],
): string | undefined {
  const { gateway, listenerSet, listener } = candidate;
  const owner = listenerSet ?? gateway;
  const { conditions = [] } =
    owner.status?.listeners?.find(({ name }) => name === listener.name) ?? {};
  const reported = (type: string) => currentCondition(owner, conditions, type);
  const conflicted = reported('Conflicted');
  if (conflicted?.status === 'True') {
    return `${conflicted.reason}: ${conflicted.message}`;
  }
  for (const type of ['Accepted', 'Programmed']) {
    const condition = reported(type);
    if (condition?.status === 'False') {
      return `${condition.reason}: ${condition.message}`;
    }
  }
  if (conditions.some(({ type }) => reported(type))) {
    return undefined;
  }
  const rival = rivalOf(candidate, siblings);
  return (
    rival &&
    `it is in conflict with the listener ${rival.listener.name} on port ${listener.port}`
  );
}

function rivalOf(
  candidate: ListenerOf,
  siblings: readonly ListenerOf[],
): ListenerOf | undefined {
  const isOwn = (other: ListenerOf) =>
    ownerText(other) === ownerText(candidate);
  const first = siblings.findIndex(isOwn);
  return siblings.find(
    (other, index) =>
      (index < first || isOwn(other)) &&
      !(isOwn(other) && other.listener.name === candidate.listener.name) &&
      areIndistinct(other.listener, candidate.listener),
  );
}

function ownerText({ listenerSet }: ListenerOf): string {
  return listenerSet
    ? JSON.stringify([
        listenerSet.metadata.namespace,
        listenerSet.metadata.name,
      ])
    : '';
}

/** How calls to a port are told apart. */
const FAMILIES: Record<string, 'http' | 'tls' | 'tcp' | 'udp'> = {
  HTTP: 'http',
  HTTPS: 'tls',
  TLS: 'tls',
  TCP: 'tcp',
  UDP: 'udp',
};

function familyOf({ protocol }: GatewayListener): string {
  return FAMILIES[protocol] ?? protocol;
}

function areIndistinct(a: GatewayListener, b: GatewayListener): boolean {
  if (a.port !== b.port) {
    return false;
  }
  const families = [familyOf(a), familyOf(b)];
  if (families[0] !== families[1]) {
    return !families.includes('udp');
  }
  return (
    !['http', 'tls'].includes(families[0]) ||
    listenerHostname(a) === listenerHostname(b)
  );
}

/**
 * The listener that takes calls for a hostname away from another one of the same port, because it names the hostname
 * more exactly; undefined when there is none. A call goes to the most specific listener alone (Gateway API, listener
 * isolation), so a route on the other listener never sees it. A listener for TLS takes calls from one for HTTPS, since
 * both are chosen by the server name of the TLS handshake.
 */
export function moreSpecificListener(
  { listener }: ListenerOf,
  hostname: string,
  siblings: readonly ListenerOf[],
): ListenerOf | undefined {
  const rank = specificity(listenerHostname(listener));
  return siblings.find(other => {
    const pattern = listenerHostname(other.listener);
    return (
      other.listener.port === listener.port &&
      familyOf(other.listener) === familyOf(listener) &&
      specificity(pattern) > rank &&
      coversHostname(pattern, hostname) &&
      listenerProblem(other, siblings) === undefined
    );
  });
}
