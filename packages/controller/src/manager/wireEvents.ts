import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  findCondition,
  type KubernetesObject,
  LABELS,
  refOfObject,
  requestRefOf,
  secretNamesOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { CacheEvent } from '@kuadrant/kubernetes-cache';
import { isDeepStrictEqual } from 'node:util';
import { type Caches, secretsByLabel } from '../caches';
import { enforcedKeyOf } from '../enforcement';
import { keyOf } from '../objects';
import { PLANS_PRESENT } from '../product/discover';
import type { ProductIndex } from '../product/ProductIndex';
import type { WorkQueue } from '../runtime';
import type { ConcernedKeys } from './ConcernedKeys';
import { wirePolicies } from './wirePolicies';

/** The queues that events lead to. */
export interface Queues {
  keys: WorkQueue;
  /** Of APIKeys too: what becomes of their Secrets. */
  secrets: WorkQueue;
  approvals: WorkQueue;
  products: WorkQueue;
}

/**
 * Turns each change in a cache into the keys of those objects whose state may depend on it, before the change or after
 * it. What is found by index costs nothing for all the objects that are not concerned.
 */
export function wireEvents(
  caches: Caches,
  queues: Queues,
  products: Pick<ProductIndex, 'notice'>,
  concernedKeys: Pick<ConcernedKeys, 'add'>,
): () => void {
  const productConcerned = (key: string) => {
    products.notice(key);
    queues.products.add(key);
  };
  const subscriptions = [
    caches.apiKeys.subscribe(event => keyChanged(event, queues)),
    caches.apiKeyRequests.subscribe(event => {
      forBoth(event, request => requestChanged(request, caches, queues));
      if (event.type === 'deleted') {
        queues.secrets.add(keyOf(event.object.spec.apiKeyRef), 'low');
      }
    }),
    caches.apiKeyApprovals.subscribe(event => {
      forBoth(event, approval => approvalChanged(approval, caches, queues));
      queues.approvals.add(keyOf(event.object.metadata));
    }),
    caches.apiProducts.subscribe(event => {
      productConcerned(keyOf(event.object.metadata));
      productChanged(event, caches, queues, concernedKeys);
    }),
    wirePolicies(caches, productConcerned),
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

/** Puts everything there is into the queues, also what is left of keys that no longer exist. */
export function enqueueAll(caches: Caches, queues: Queues): void {
  const requested = caches.apiKeyRequests
    .list()
    .map(({ spec }) => keyOf(spec.apiKeyRef));
  const secrets = caches.secrets.list();
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
        ...requested,
        ...secrets.flatMap(secret => enforcedKeyOf(secret) ?? []),
      ],
    ],
    [
      queues.secrets,
      [
        ...caches.apiKeys.list().map(({ metadata }) => keyOf(metadata)),
        ...requested,
        ...secrets.flatMap(labelledKeyOf),
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

function keyChanged(event: CacheEvent<APIKey>, queues: Queues): void {
  const { type, object, previous } = event;
  const key = keyOf(object.metadata);
  queues.keys.add(key);
  if (
    type === 'deleted' ||
    !isDeepStrictEqual(concernOfSecrets(object), concernOfSecrets(previous))
  ) {
    queues.secrets.add(key, 'low');
  }
}

function concernOfSecrets(apiKey: APIKey | undefined) {
  return (
    apiKey && [
      apiKey.metadata.uid,
      apiKey.metadata.deletionTimestamp,
      apiKey.metadata.annotations?.[ANNOTATIONS.previousSecretRef],
      apiKey.metadata.annotations?.[ANNOTATIONS.rotatedAt],
      secretNamesOf(apiKey),
      // From its first status on it may own its Secret.
      (apiKey.status?.conditions ?? []).length > 0,
      // A key that fails from the start has no request, and owns its Secret instead.
      (apiKey.status?.conditions ?? []).some(({ type }) => type === 'Failed'),
    ]
  );
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
  { object, previous, type }: CacheEvent<APIProduct>,
  caches: Caches,
  { approvals }: Queues,
  concernedKeys: Pick<ConcernedKeys, 'add'>,
): void {
  if (
    type === 'deleted' ||
    !isDeepStrictEqual(concernOfKeys(object), concernOfKeys(previous))
  ) {
    concernedKeys.add(refOfObject(object));
  }
  if (object.metadata.uid !== previous?.metadata.uid) {
    // Decisions belong to the very product.
    caches.apiKeys
      .byIndex('product', keyOf(object.metadata))
      .flatMap(apiKey =>
        caches.apiKeyApprovals.byIndex('request', keyOf(requestRefOf(apiKey))),
      )
      .forEach(({ metadata }) => approvals.add(keyOf(metadata), 'low'));
  }
}

function concernOfKeys(product: APIProduct | undefined) {
  const { annotations = {} } = product?.metadata ?? {};
  return (
    product && [
      product.metadata.uid,
      product.metadata.deletionTimestamp,
      annotations[ANNOTATIONS.owner],
      annotations[ANNOTATIONS.keyLifetime],
      annotations[ANNOTATIONS.withoutPlans],
      product.spec.approvalMode,
      product.spec.keyLifetime,
      product.spec.targetRef,
      product.status?.discoveredAuthScheme,
      lackedPlans(product),
    ]
  );
}

function lackedPlans({ status }: APIProduct): boolean {
  return findCondition(status?.conditions, PLANS_PRESENT) !== undefined;
}

function secretChanged(
  secret: KubernetesObject,
  caches: Caches,
  { keys, secrets }: Queues,
): void {
  const enforced = enforcedKeyOf(secret);
  if (enforced !== undefined) {
    keys.add(enforced);
    return;
  }
  labelledKeyOf(secret).forEach(key => {
    secrets.add(key, 'low');
    // What a deleted key has left holds up the end of its request.
    keys.add(key, 'low');
  });
  for (const { metadata } of caches.apiKeys.byIndex(
    'secret',
    keyOf(secret.metadata),
  )) {
    keys.add(keyOf(metadata));
    secrets.add(keyOf(metadata), 'low');
  }
}

/** The key that a Secret is labelled for; a label may hold its name shortened, the annotation holds it in full. */
function labelledKeyOf(secret: KubernetesObject): string[] {
  const { annotations = {}, labels = {} } = secret.metadata;
  return labels[LABELS.apiKey] === undefined
    ? []
    : secretsByLabel(secret).map(key => annotations[ANNOTATIONS.apiKey] ?? key);
}
