import {
  listenerSetGateway,
  type Gateway,
  type ListenerSet,
  type ObjectRef,
  type ParentReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ClusterLookup, PolicyTarget, Route } from '../objects';
import { currentCondition } from '../objects/currentCondition';
import { GATEWAY_GROUP, refOf, refText } from '../objects/refs';
import { allowedNamespacesText, allowsNamespace } from './listeners';

/** The objects that a parentRef names, or why there are none. */
export type FoundParent =
  | { gateway: Gateway; listenerSet?: ListenerSet }
  | {
      reason: string;
      message: string;
      /** It may exist in a namespace of which nothing is known. */
      mayExist?: boolean;
    };

/** Kind of a parent; undefined for kinds that are no Gateway and no ListenerSet, such as Services of a mesh. */
export function parentKind(
  parent: Pick<ParentReference, 'group' | 'kind'>,
): 'Gateway' | 'ListenerSet' | undefined {
  const { group = GATEWAY_GROUP, kind = 'Gateway' } = parent;
  return group === GATEWAY_GROUP &&
    (kind === 'Gateway' || kind === 'ListenerSet')
    ? kind
    : undefined;
}

/** Namespace and name of a parent. */
export function parentRefOf(route: Route, parent: ParentReference): ObjectRef {
  return {
    namespace: parent.namespace ?? refOf(route).namespace,
    name: parent.name,
  };
}

/**
 * The Gateways and ListenerSets that a route names as its parents, for an index of routes.
 *
 * @public
 */
export function routeParents(route: Route): PolicyTarget[] {
  return (route.spec.parentRefs ?? []).flatMap(parent => {
    const kind = parentKind(parent);
    return kind ? [{ kind, ...parentRefOf(route, parent) }] : [];
  });
}

/** Finds the Gateway that a parentRef means, by way of a ListenerSet where it names one. */
export function findParent(
  route: Route,
  parent: ParentReference,
  lookup: ClusterLookup,
): FoundParent {
  const kind = parentKind(parent);
  const ref = parentRefOf(route, parent);
  if (!kind) {
    return {
      reason: 'UnsupportedParent',
      message: `The parent ${parent.kind} ${refText(ref)} is neither a Gateway nor a ListenerSet.`,
    };
  }
  if (kind === 'Gateway') {
    const gateway = lookup.gateway(ref);
    return gateway ? gatewayInUse(gateway) : noParent('Gateway', ref, lookup);
  }
  const listenerSet = lookup.listenerSet(ref);
  return listenerSet
    ? gatewayOfListenerSet(listenerSet, lookup)
    : noParent('ListenerSet', ref, lookup);
}

function noParent(
  kind: string,
  ref: ObjectRef,
  { knowsNamespace = () => true }: ClusterLookup,
): FoundParent {
  const reason = 'NoMatchingParent';
  return knowsNamespace(ref.namespace)
    ? { reason, message: `There is no ${kind} ${refText(ref)}.` }
    : {
        reason,
        message: `The ${kind} ${refText(ref)} is in a namespace that is not watched, and the cluster reports nothing about the route.`,
        mayExist: true,
      };
}

function gatewayInUse(gateway: Gateway): FoundParent {
  const accepted = currentCondition(
    gateway,
    gateway.status?.conditions,
    'Accepted',
  );
  return accepted?.status === 'False'
    ? {
        reason: 'NoMatchingParent',
        message: `The Gateway ${refText(refOf(gateway))} is not accepted: ${accepted.reason}: ${accepted.message}`,
      }
    : { gateway };
}

function gatewayOfListenerSet(
  listenerSet: ListenerSet,
  lookup: ClusterLookup,
): FoundParent {
  const { namespace } = refOf(listenerSet);
  const ref = listenerSetGateway(listenerSet);
  const gateway = ref && lookup.gateway(ref);
  if (!ref || !gateway) {
    const { parentRef } = listenerSet.spec;
    return noParent(
      parentRef.kind ?? 'Gateway',
      ref ?? {
        namespace: parentRef.namespace ?? namespace,
        name: parentRef.name,
      },
      lookup,
    );
  }
  const problem = listenerSetProblem(listenerSet, gateway, lookup);
  if (problem) {
    return {
      reason: 'NoMatchingParent',
      message: `The ListenerSet ${refText(refOf(listenerSet))} is not attached to the Gateway ${refText(ref)}: ${problem}`,
    };
  }
  const found = gatewayInUse(gateway);
  return 'gateway' in found ? { ...found, listenerSet } : found;
}

/**
 * Why a Gateway does not take a ListenerSet, as the cluster reports it or by the namespaces that the Gateway allows;
 * undefined when it does. A Gateway takes no ListenerSets unless it says otherwise (GEP-1713).
 */
export function listenerSetProblem(
  listenerSet: ListenerSet,
  gateway: Gateway,
  lookup: Pick<ClusterLookup, 'namespaceLabels'>,
): string | undefined {
  const accepted = currentCondition(
    listenerSet,
    listenerSet.status?.conditions,
    'Accepted',
  );
  if (accepted) {
    return accepted.status === 'False'
      ? `${accepted.reason}: ${accepted.message}`
      : undefined;
  }
  const { namespaces = { from: 'None' } } = gateway.spec.allowedListeners ?? {};
  const own = refOf(gateway).namespace;
  const allowed = allowsNamespace(
    namespaces,
    'None',
    own,
    refOf(listenerSet).namespace,
    lookup,
  );
  return allowed === true
    ? undefined
    : `the Gateway takes listeners from ${allowedNamespacesText(namespaces, own)}.`;
}
