import type {
  AllowedNamespaces,
  Gateway,
  GatewayListener,
  ListenerSet,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ClusterLookup, RouteKind } from '../objects';
import { selectsLabels } from '../objects';
import { expressionText } from '../objects/labelSelector';
import { GATEWAY_GROUP, refOf, refText } from '../objects/refs';
import { ANY_HOST } from './hostnames';
import type { ListenerOf } from './types';

/** The pattern of hostnames that a listener serves. */
export function listenerHostname(listener: GatewayListener): string {
  return (listener.hostname || ANY_HOST).toLowerCase();
}

/** The listeners of a Gateway, or those that a ListenerSet adds to it. */
export function listenersOf(
  gateway: Gateway,
  listenerSet?: ListenerSet,
): ListenerOf[] {
  const { listeners = [] } = (listenerSet ?? gateway).spec;
  return listeners.map(listener => ({ gateway, listenerSet, listener }));
}

/** Names a listener, for example `listener http of the Gateway infra/external`. */
export function listenerText({ gateway, listenerSet, listener }: ListenerOf) {
  return listenerSet
    ? `listener ${listener.name} of the ListenerSet ${refText(refOf(listenerSet))}`
    : `listener ${listener.name} of the Gateway ${refText(refOf(gateway))}`;
}

const ROUTE_PROTOCOLS = ['HTTP', 'HTTPS'];

/** Whether a listener of this protocol can carry HTTPRoutes and GRPCRoutes. */
export function carriesRoutes({ protocol }: GatewayListener): boolean {
  return ROUTE_PROTOCOLS.includes(protocol);
}

/** Whether a listener takes routes of a kind; without a list of kinds it takes all that its protocol can carry. */
export function allowsKind(
  { allowedRoutes }: GatewayListener,
  kind: RouteKind,
): boolean {
  const kinds = allowedRoutes?.kinds;
  return (
    !kinds?.length ||
    kinds.some(
      allowed =>
        allowed.kind === kind &&
        (allowed.group ?? GATEWAY_GROUP) === GATEWAY_GROUP,
    )
  );
}

/** Whether objects of a namespace may attach; `unknown` when the labels of the namespace are needed and not known. */
export function allowsNamespace(
  allowed: AllowedNamespaces | undefined,
  defaultFrom: 'Same' | 'None',
  ownNamespace: string,
  namespace: string,
  lookup: Pick<ClusterLookup, 'namespaceLabels'>,
): boolean | 'unknown' {
  switch (allowed?.from ?? defaultFrom) {
    case 'All':
      return true;
    case 'Same':
      return namespace === ownNamespace;
    case 'Selector': {
      const labels = lookup.namespaceLabels(namespace);
      return labels ? selectsLabels(allowed?.selector, labels) : 'unknown';
    }
    default:
      return false;
  }
}

/** Says from which namespaces objects may attach, for messages. */
export function allowedNamespacesText(
  allowed: AllowedNamespaces | undefined,
  ownNamespace: string,
): string {
  if (allowed?.from !== 'Selector') {
    return allowed?.from === 'None'
      ? 'no namespace'
      : `the namespace ${ownNamespace} only`;
  }
  const { matchLabels = {}, matchExpressions = [] } = allowed.selector ?? {};
  const requirements = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(expressionText),
  ];
  return `namespaces with the labels ${requirements.join(', ')} only`;
}
