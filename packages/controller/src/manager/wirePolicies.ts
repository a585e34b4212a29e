import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  policyTarget,
  type PolicyTarget,
  type RouteKind,
  type Targeting,
} from '@kuadrant/gateway-policy';
import type { CacheEvent } from '@kuadrant/kubernetes-cache';
import { isDeepStrictEqual } from 'node:util';
import { type Caches, listenerSetsByGateway, targetKey } from '../caches';
import { keyOf } from '../objects';

/**
 * Turns each change of a Gateway, ListenerSet, route, policy or namespace into the products that it may concern, before
 * the change or after it. They are found by index.
 *
 * @returns a function that stops it
 */
export function wirePolicies(
  caches: Caches,
  productConcerned: (product: string) => void,
): () => void {
  const routeConcerned = (kind: RouteKind, { metadata }: KubernetesObject) =>
    caches.apiProducts
      .byIndex(
        'route',
        targetKey({
          kind,
          namespace: metadata.namespace ?? '',
          name: metadata.name,
        }),
      )
      .forEach(product => productConcerned(keyOf(product.metadata)));
  const routesOn = (parent: string) => {
    caches.httpRoutes
      .byIndex('parent', parent)
      .forEach(route => routeConcerned('HTTPRoute', route));
    caches.grpcRoutes
      .byIndex('parent', parent)
      .forEach(route => routeConcerned('GRPCRoute', route));
  };
  const gatewayConcerned = (gateway: string) => {
    routesOn(`Gateway/${gateway}`);
    caches.listenerSets
      .byIndex('gateway', gateway)
      .forEach(({ metadata }) => routesOn(`ListenerSet/${keyOf(metadata)}`));
  };
  const targetConcerned = (target: PolicyTarget | undefined) => {
    switch (target?.kind) {
      case 'Gateway':
        gatewayConcerned(keyOf(target));
        break;
      case 'HTTPRoute':
      case 'GRPCRoute':
        routeConcerned(target.kind, { metadata: target });
        break;
      default:
    }
  };
  const subscriptions = [
    caches.httpRoutes.subscribe(({ object }) =>
      routeConcerned('HTTPRoute', object),
    ),
    caches.grpcRoutes.subscribe(({ object }) =>
      routeConcerned('GRPCRoute', object),
    ),
    caches.gateways.subscribe(({ object }) =>
      gatewayConcerned(keyOf(object.metadata)),
    ),
    caches.listenerSets.subscribe(event =>
      versionsOf(event).forEach(listenerSet => {
        routesOn(`ListenerSet/${keyOf(listenerSet.metadata)}`);
        // Its listeners may be in conflict with those of the Gateway.
        listenerSetsByGateway(listenerSet).forEach(gatewayConcerned);
      }),
    ),
    caches.namespaces.subscribe(event => {
      const { object, previous } = event;
      const isSame =
        event.type === 'modified' &&
        isDeepStrictEqual(object.metadata.labels, previous?.metadata.labels);
      if (!isSame) {
        const within = { namespace: object.metadata.name };
        caches.httpRoutes
          .list(within)
          .forEach(route => routeConcerned('HTTPRoute', route));
        caches.grpcRoutes
          .list(within)
          .forEach(route => routeConcerned('GRPCRoute', route));
        caches.listenerSets
          .list(within)
          .forEach(({ metadata }) =>
            routesOn(`ListenerSet/${keyOf(metadata)}`),
          );
      }
    }),
    ...[caches.authPolicies, caches.planPolicies, caches.rateLimitPolicies].map(
      cache =>
        (cache as Caches['planPolicies']).subscribe(event =>
          versionsOf(event).forEach(policy =>
            targetConcerned(policyTarget(policy as Targeting)),
          ),
        ),
    ),
  ];
  return () => subscriptions.forEach(unsubscribe => unsubscribe());
}

function versionsOf<T>({ object, previous }: CacheEvent<T>): T[] {
  return previous ? [object, previous] : [object];
}
