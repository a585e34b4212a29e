import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIProduct,
  ListenerSet,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  approvalsByRequest,
  entityKey,
  keysByProduct,
  keysByRequester,
  listenerSetsByGateway,
  policiesByTarget,
  policyTargetKey,
  productsByOwner,
  productsByRoute,
  requestsByKey,
  requestsByProduct,
} from './indexes';

const metadata = { namespace: 'own', name: 'object' };

describe('indexes', () => {
  it('finds keys by product, in their own namespace where none is named', () => {
    const key = (apiProductRef: APIKey['spec']['apiProductRef']) =>
      ({ metadata, spec: { apiProductRef } }) as APIKey;
    expect(keysByProduct(key({ name: 'p' }))).toEqual(['own/p']);
    expect(keysByProduct(key({ name: 'p', namespace: 'n' }))).toEqual(['n/p']);
  });

  it('finds by person and owner, however their references are written', () => {
    const key = (userId: string) =>
      ({ metadata, spec: { requestedBy: { userId } } }) as APIKey;
    expect(keysByRequester(key('User:Default/Jane'))).toEqual([
      'user:default/jane',
    ]);
    expect(keysByRequester(key('jane'))).toEqual(['user:default/jane']);
    expect(keysByRequester(key('user:'))).toEqual([]);
    const product = (owner?: string) =>
      ({
        metadata: {
          ...metadata,
          annotations: owner ? { 'backstage.io/owner': owner } : undefined,
        },
      }) as APIProduct;
    expect(productsByOwner(product('team-a'))).toEqual([
      'group:default/team-a',
    ]);
    expect(productsByOwner(product('user:jane'))).toEqual([
      'user:default/jane',
    ]);
    expect(productsByOwner(product())).toEqual([]);
    expect(entityKey(':a', 'group')).toBeUndefined();
  });

  it('finds ListenerSets by Gateway, in their own namespace where none is named', () => {
    const listenerSet = (parentRef: ListenerSet['spec']['parentRef']) => ({
      metadata,
      spec: { parentRef },
    });
    expect(listenerSetsByGateway(listenerSet({ name: 'edge' }))).toEqual([
      'own/edge',
    ]);
    expect(
      listenerSetsByGateway(listenerSet({ name: 'edge', namespace: 'infra' })),
    ).toEqual(['infra/edge']);
    expect(
      listenerSetsByGateway(listenerSet({ kind: 'Service', name: 'edge' })),
    ).toEqual([]);
  });

  it('finds what stands in the namespace of what it names', () => {
    expect(
      requestsByProduct({
        metadata,
        spec: { apiProductRef: { name: 'p' } },
      } as APIKeyRequest),
    ).toEqual(['own/p']);
    expect(
      requestsByKey({
        metadata,
        spec: { apiKeyRef: { namespace: 'consumer', name: 'k' } },
      } as APIKeyRequest),
    ).toEqual(['consumer/k']);
    expect(
      approvalsByRequest({
        metadata,
        spec: { apiKeyRequestRef: { name: 'r' } },
      } as APIKeyApproval),
    ).toEqual(['own/r']);
    expect(
      productsByRoute({
        metadata,
        spec: { targetRef: { name: 'route' } },
      } as APIProduct),
    ).toEqual(['own/route']);
    expect(
      policiesByTarget({
        metadata,
        spec: { targetRef: { kind: 'Gateway', name: 'g' } },
      }),
    ).toEqual([
      policyTargetKey({ kind: 'Gateway', namespace: 'own', name: 'g' }),
    ]);
  });
});
