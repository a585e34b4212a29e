import type {
  GatewayListener,
  ObjectRef,
  PolicyTargetReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { servingListeners, type ParentAttachment } from '../attachment';
import {
  routeKind,
  type ClusterLookup,
  type PolicyKinds,
  type PolicyTarget,
  type Route,
} from '../objects';
import { parentKind, parentRefOf } from '../attachment/parents';
import { byAge, refOf, refText } from '../objects/refs';

/**
 * Where a policy is attached, from the least to the most specific.
 *
 * @public
 */
export type PolicyLevel = 'gateway' | 'listener' | 'route' | 'rule';

/**
 * The way of calls to a rule of a route: through a listener of a Gateway.
 *
 * @public
 */
export interface TrafficPath {
  gateway: ObjectRef;
  /** The listener; undefined where no listener serves the route and only its parentRef is known. */
  listener?: Pick<GatewayListener, 'name'>;
  /** Whether the listener is one of a ListenerSet, which policies on the Gateway's listeners do not mean. */
  ofListenerSet?: boolean;
  route: Route;
  /** Index of the rule in the route. */
  rule: number;
}

/** A policy with the level at which it meets a path. */
export interface AttachedPolicy<P> {
  policy: P;
  level: PolicyLevel;
}

/**
 * All ways of calls to a route: each listener that serves it with each of its rules. A route that no listener serves has
 * the ways that its parentRefs mean, so that its policies are found before its Gateway is.
 *
 * @public
 */
export function trafficPaths(
  route: Route,
  attachments: readonly ParentAttachment[],
): TrafficPath[] {
  const entries = entriesOf(route, attachments);
  const rules = route.spec.rules?.length || 1;
  return entries.flatMap(entry =>
    Array.from({ length: rules }, (_, rule) => ({ ...entry, route, rule })),
  );
}

type Entry = Pick<TrafficPath, 'gateway' | 'listener' | 'ofListenerSet'>;

function entriesOf(
  route: Route,
  attachments: readonly ParentAttachment[],
): Entry[] {
  const serving = servingListeners(attachments).map(
    ({ gateway, listenerSet, listener }) => ({
      gateway: refOf(gateway),
      listener,
      ofListenerSet: listenerSet !== undefined,
    }),
  );
  if (serving.length > 0) {
    return serving;
  }
  const named = (route.spec.parentRefs ?? []).flatMap(parent =>
    parentKind(parent) === 'Gateway'
      ? [
          {
            gateway: parentRefOf(route, parent),
            listener: parent.sectionName
              ? { name: parent.sectionName }
              : undefined,
          },
        ]
      : [],
  );
  return named.length > 0 ? named : [{ gateway: { namespace: '', name: '' } }];
}

/**
 * Whether a section of a policy's target means a rule of a route: by the rule's name, or as `rule-1`, `rule-2`, … for
 * rules without one, as Kuadrant numbers them.
 */
export function meansRule(
  sectionName: string,
  route: Route,
  rule: number,
): boolean {
  const name = route.spec.rules?.[rule]?.name;
  return name ? name === sectionName : sectionName === `rule-${rule + 1}`;
}

/** The policies of a kind that are attached along a path, the least specific first, on one target the oldest first. */
export function policiesAlong<K extends keyof PolicyKinds>(
  kind: K,
  path: TrafficPath,
  lookup: ClusterLookup,
): AttachedPolicy<PolicyKinds[K]>[] {
  const gateway = { kind: 'Gateway', ...path.gateway };
  const route = { kind: routeKind(path.route), ...refOf(path.route) };
  const on = (
    target: PolicyTarget,
    level: PolicyLevel,
    means: (sectionName: string | undefined) => boolean,
  ) =>
    lookup
      .policiesOn(kind, target)
      .filter(({ spec }) => means(sectionOf(spec.targetRef)))
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .slice()
      .sort(byAge)
      .map(policy => ({ policy, level }));
  return [
    ...on(gateway, 'gateway', section => section === undefined),
    ...on(
      gateway,
      'listener',
      section =>
        section === path.listener?.name &&
        !path.ofListenerSet &&
        section !== undefined,
    ),
    ...on(route, 'route', section => section === undefined),
    ...on(
      route,
      'rule',
      section =>
        section !== undefined && meansRule(section, path.route, path.rule),
    ),
  ];
}

function sectionOf({ sectionName }: PolicyTargetReference) {
  return sectionName || undefined;
}

/** Names a path, so that equal ones are told together. */
export function pathText({ gateway, listener, route, rule }: TrafficPath) {
  return `${refText(gateway)} ${listener?.name ?? ''} ${refText(refOf(route))} ${rule}`;
}
