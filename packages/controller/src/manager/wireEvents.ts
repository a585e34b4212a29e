import {
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  type HTTPRoute,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { CacheEvent } from '@kuadrant/kubernetes-cache';
import { isDeepStrictEqual } from 'node:util';
import { type Caches, policiesByTarget, unownedByKey } from '../caches';
import { enforcedKeyOf, namedAndUnowned } from '../enforcement';
import { keyOf } from '../objects';
import type { WorkQueue } from '../runtime';

/** The queues that events lead to. */
export interface Queues {
  keys: WorkQueue;
  approvals: WorkQueue;
  products: WorkQueue;
}

/**
 * Turns each change in a cache into the keys of those objects whose state may depend on it, before the change or after
 * it. What is found by index costs nothing for all the objects that are not concerned.
 */
export function wireEvents(caches: Caches, queues: Queues): () => void {
  const subscriptions = [
    caches.apiKeys.subscribe(({ type, object }) => {
      queues.keys.add(keyOf(object.metadata));
      if (type === 'deleted') {
        namedAndUnowned(object, caches.secrets)
          .flatMap(unownedByKey)
          .forEach(key => queues.keys.add(key));
      }
    }),
    caches.apiKeyRequests.subscribe(event =>
      forBoth(event, request => requestChanged(request, caches, queues)),
    ),
    caches.apiKeyApprovals.subscribe(event => {
      forBoth(event, approval => approvalChanged(approval, caches, queues));
      queues.approvals.add(keyOf(event.object.metadata));
    }),
    caches.apiProducts.subscribe(event =>
      productChanged(event, caches, queues),
    ),
    caches.httpRoutes.subscribe(event =>
      forBoth(event, route => routeChanged(route, caches, queues)),
    ),
    caches.gateways.subscribe(({ object }) =>
      caches.httpRoutes
        .byIndex('gateway', keyOf(object.metadata))
        .forEach(route => routeChanged(route, caches, queues)),
    ),
    ...[caches.authPolicies, caches.planPolicies].map(cache =>
      (cache as Caches['planPolicies']).subscribe(event =>
        forBoth(event, policy =>
          targetChanged(policiesByTarget(policy)[0], caches, queues),
        ),
      ),
    ),
    caches.kuadrants.subscribe(({ type, object, previous }) => {
      const moved =
        object.metadata.deletionTimestamp !==
        previous?.metadata.deletionTimestamp;
      if (type !== 'modified' || moved) {
        caches.apiKeys
          .list()
          .forEach(({ metadata }) => queues.keys.add(keyOf(metadata), 'low'));
      }
    }),
    caches.secrets.subscribe(({ object }) =>
      secretChanged(object, caches, queues),
    ),
  ];
  return () => subscriptions.forEach(unsubscribe => unsubscribe());
}

/** Puts everything there is into the queues, also what is left of keys that are gone. */
export function enqueueAll(caches: Caches, queues: Queues): void {
  const all: [WorkQueue, string[]][] = [
    [
      queues.products,
      caches.apiProducts.list().map(({ metadata }) => keyOf(metadata)),
    ],
    [
      queues.approvals,
      caches.apiKeyApprovals.list().map(({ metadata }) => keyOf(metadata)),
    ],
    [
      queues.keys,
      [
        ...caches.apiKeys.list().map(({ metadata }) => keyOf(metadata)),
        ...caches.apiKeyRequests
          .list()
          .map(({ spec }) => keyOf(spec.apiKeyRef)),
        ...caches.secrets
          .list()
          .flatMap(secret => enforcedKeyOf(secret) ?? unownedByKey(secret)),
      ],
    ],
  ];
  all.forEach(([queue, keys]) => keys.forEach(key => queue.add(key, 'low')));
}

function forBoth<T>(
  { object, previous }: CacheEvent<T>,
  handle: (object: T) => void,
): void {
  handle(object);
  if (previous) {
    handle(previous);
  }
}

function requestChanged(
  { metadata, spec }: APIKeyRequest,
  caches: Caches,
  { keys, approvals }: Queues,
): void {
  keys.add(keyOf(spec.apiKeyRef));
  caches.apiKeyApprovals
    .byIndex('request', keyOf(metadata))
    .forEach(approval => approvals.add(keyOf(approval.metadata)));
}

function approvalChanged(
  { metadata, spec }: APIKeyApproval,
  caches: Caches,
  { keys }: Queues,
): void {
  const request = caches.apiKeyRequests.get({
    namespace: metadata.namespace,
    name: spec.apiKeyRequestRef.name,
  });
  if (request) {
    keys.add(keyOf(request.spec.apiKeyRef));
  }
}

// A status that only tells of documents, or of conditions, concerns no key.
function productChanged(
  { object, previous }: CacheEvent<APIProduct>,
  caches: Caches,
  { keys, products }: Queues,
): void {
  products.add(keyOf(object.metadata));
  if (!isDeepStrictEqual(concernOfKeys(object), concernOfKeys(previous))) {
    enqueueKeysOf(object, caches, keys);
  }
}

function concernOfKeys(product: APIProduct | undefined) {
  return (
    product && [
      product.metadata.uid,
      product.metadata.deletionTimestamp,
      product.spec.approvalMode,
      product.spec.targetRef,
      product.status?.discoveredAuthScheme,
    ]
  );
}

function routeChanged(route: HTTPRoute, caches: Caches, queues: Queues): void {
  enqueueProductsOf(
    { namespace: route.metadata.namespace ?? '', name: route.metadata.name },
    caches,
    queues,
  );
}

function targetChanged(target: string, caches: Caches, queues: Queues): void {
  const [kind, namespace, name] = target.split('/');
  if (kind === 'HTTPRoute') {
    enqueueProductsOf({ namespace, name }, caches, queues);
  } else if (kind === 'Gateway') {
    caches.httpRoutes
      .byIndex('gateway', keyOf({ namespace, name }))
      .forEach(route => routeChanged(route, caches, queues));
  }
}

function enqueueProductsOf(
  route: ObjectRef,
  caches: Caches,
  { keys, products }: Queues,
): void {
  for (const product of caches.apiProducts.byIndex('route', keyOf(route))) {
    products.add(keyOf(product.metadata));
    enqueueKeysOf(product, caches, keys);
  }
}

// Many keys may be concerned at once; one that someone waits for goes before them.
function enqueueKeysOf(
  product: APIProduct,
  caches: Caches,
  keys: WorkQueue,
): void {
  caches.apiKeys
    .byIndex('product', keyOf(product.metadata))
    .forEach(({ metadata }: APIKey) => keys.add(keyOf(metadata), 'low'));
}

function secretChanged(
  secret: KubernetesObject,
  caches: Caches,
  { keys }: Queues,
): void {
  const enforced = enforcedKeyOf(secret);
  if (enforced !== undefined) {
    keys.add(enforced);
  }
  unownedByKey(secret).forEach(key => keys.add(key, 'low'));
  caches.apiKeys
    .byIndex('secret', keyOf(secret.metadata))
    .forEach(({ metadata }) => keys.add(keyOf(metadata)));
}
