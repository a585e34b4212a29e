import {
  apiKeyApprovals,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  type APIKeyRequest,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { createHash } from 'node:crypto';
import { waitFor } from '../waitFor';
import type { Behaviour, Stage } from './Stage';

/* eslint-disable jest/no-standalone-expect -- what the behaviours expect */

const mirrors = (type: string, reason: string) => ({
  status: { conditions: [{ type, status: 'True', reason }] },
});

/** The request that stands for a key in the namespace of its product. */
export const REQUESTS: Behaviour[] = [
  [
    'the request is in the namespace of the product, under a name made of the key',
    async stage => {
      const { product, key } = await stage.pendingKey();
      const hash = createHash('sha256')
        .update(`${key.namespace}/${key.name}`)
        .digest('hex');
      const name = `${key.namespace}-${key.name}-${hash.slice(0, 8)}`;
      await waitFor(async () =>
        expect(
          await stage.world.find(apiKeyRequests, { ...product, name }),
        ).toBeDefined(),
      );
    },
  ],
  [
    'the request repeats what the key requests',
    async stage => {
      const expiresAt = '2099-01-01T00:00:00Z';
      const { product, key } = await stage.pendingKey({ expiresAt });
      await stage.requestMatches(product, key, {
        spec: {
          apiProductRef: { name: product.name },
          apiKeyRef: key,
          planTier: 'silver',
          useCase: 'a shop',
          requestedBy: { userId: 'user:default/jane' },
          expiresAt,
        },
      });
    },
  ],
  [
    'the request follows the key',
    async stage => {
      const { product, key } = await stage.pendingKey();
      const spec = { useCase: 'two shops', planTier: 'gold' };
      await stage.world.patchSpec(apiKeys, key, spec);
      await stage.requestMatches(product, key, { spec });
    },
  ],
  [
    'the request holds no key value',
    async stage => {
      const { product, key } = await stage.approvedKey();
      const request = JSON.stringify(
        await stage.world.findRequest(product, key),
      );
      expect(request).not.toContain(Buffer.from('value').toString('base64'));
      expect(request).not.toContain('api_key');
    },
  ],
  [
    'the request shows the state of a key that waits',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.requestMatches(
        product,
        key,
        mirrors('Pending', 'AwaitingApproval'),
      );
    },
  ],
  [
    'the request shows the state of an approved key',
    async stage => {
      const { product, key } = await stage.approvedKey();
      await stage.requestMatches(product, key, mirrors('Approved', 'Approved'));
    },
  ],
  [
    'the request shows the state of a rejected key',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.decide(product, key, { approved: false });
      await stage.requestMatches(product, key, mirrors('Denied', 'Denied'));
    },
  ],
  [
    'the request goes with its key',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.client.delete(apiKeys, key);
      await stage.requestIsAbsent(product, key);
    },
  ],
  [
    'a request that stands for no key goes',
    async stage => {
      const { product, key } = await stage.pendingKey();
      const { spec } = (await stage.world.findRequest(product, key))!;
      const orphan = { ...product, name: 'orphan' };
      await stage.world.client.create<APIKeyRequest>(apiKeyRequests, {
        metadata: orphan,
        spec: { ...spec, apiKeyRef: { ...key, name: 'nobody' } },
      });
      await waitFor(async () =>
        expect(await stage.world.find(apiKeyRequests, orphan)).toBeUndefined(),
      );
    },
  ],
  [
    'a deleted request is created again while its key exists',
    async stage => {
      const { product, key } = await stage.pendingKey();
      const name = apiKeyRequestName(key);
      await stage.world.client.delete(apiKeyRequests, { ...product, name });
      await stage.requestMatches(product, key, {
        ...mirrors('Pending', 'AwaitingApproval'),
      });
    },
  ],
  [
    'keys of one name in two namespaces have a request each',
    async stage => {
      const product = await stage.world.product();
      for (const key of [
        await stage.world.key(product),
        await stage.world.key(product),
      ]) {
        await stage.requestMatches(product, key, { spec: { apiKeyRef: key } });
      }
    },
  ],
  [
    'a key beside its product has its request there too',
    async stage => {
      const product = await stage.world.product();
      const key = await stage.world.key(
        product,
        { apiProductRef: { name: product.name } },
        { namespace: product.namespace, name: 'beside' },
      );
      await stage.requestMatches(product, key, { spec: { apiKeyRef: key } });
    },
  ],
  [
    'the request moves with a key that moves to another product',
    async stage => {
      const { product, key } = await stage.pendingKey();
      const other = await stage.world.product();
      await stage.world.patchSpec(apiKeys, key, { apiProductRef: other });
      await stage.requestIsAbsent(product, key);
      await stage.requestMatches(other, key, { spec: { apiKeyRef: key } });
    },
  ],
];

const denyAndHold = async (stage: Stage) => {
  const { product, key, decision } = await stage.approvedKey();
  const request = { ...product, name: apiKeyRequestName(key) };
  const release = await stage.hold(apiKeyRequests, request);
  await stage.world.client.delete(apiKeyRequests, request);
  return { decision, release };
};

/** The decision of an owner. */
export const DECISIONS: Behaviour[] = [
  [
    'a decision on a request is Valid',
    async stage => {
      const { decision } = await stage.approvedKey();
      await stage.decisionShows(decision, 'True', 'Valid');
    },
  ],
  [
    'the request controls a valid decision, and waits for it when it is deleted in the foreground',
    async stage => {
      const { product, key, decision } = await stage.approvedKey();
      const request = await stage.world.findRequest(product, key);
      const { metadata } = await stage.decisionShows(decision, 'True', 'Valid');
      expect(metadata.ownerReferences).toEqual([
        {
          apiVersion: 'devportal.kuadrant.io/v1alpha1',
          kind: 'APIKeyRequest',
          name: apiKeyRequestName(key),
          uid: request?.metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ]);
    },
  ],
  [
    'a decision on a request that does not exist is not valid, and nobody owns it',
    async stage => {
      const product = await stage.world.product();
      const decision = await stage.world.decide(product, {
        namespace: 'nowhere',
        name: 'key',
      });
      const { metadata } = await stage.decisionShows(
        decision,
        'False',
        'APIKeyRequestNotFound',
      );
      expect(metadata.ownerReferences).toBeUndefined();
    },
  ],
  [
    'a decision becomes valid when its request appears',
    async stage => {
      const product = await stage.world.product();
      const namespace = await stage.world.namespace(
        stage.world.name('consumer'),
      );
      const key = { namespace, name: 'key' };
      const decision = await stage.world.decide(product, key);
      await stage.decisionShows(decision, 'False', 'APIKeyRequestNotFound');
      await stage.world.key(product, {}, { namespace });
      await stage.decisionShows(decision, 'True', 'Valid');
      await stage.world.keyBecomes(key, 'Approved');
    },
  ],
  [
    'a decision on a request that is being deleted is not valid',
    async stage => {
      const { decision, release } = await denyAndHold(stage);
      await stage.decisionShows(decision, 'False', 'APIKeyRequestDeleting');
      await release();
    },
  ],
  [
    'a decision in the namespace of the consumer changes nothing',
    async stage => {
      const { product, key } = await stage.pendingKey();
      const forged = await stage.world.decide(
        product,
        key,
        {},
        { namespace: key.namespace },
      );
      await stage.decisionShows(forged, 'False', 'APIKeyRequestNotFound');
      await stage.world.settled();
      await stage.world.keyBecomes(key, 'Pending');
    },
  ],
  [
    'a decision says which generation its condition is about',
    async stage => {
      const { decision } = await stage.approvedKey();
      await stage.world.patchSpec(apiKeyApprovals, decision, { message: 'Hi' });
      await waitFor(async () => {
        const { status } = await stage.decisionShows(decision, 'True', 'Valid');
        expect(status?.observedGeneration).toBe(2);
      });
    },
  ],
  [
    'a decision goes with its key',
    async stage => {
      const { key, decision } = await stage.approvedKey();
      await stage.world.client.delete(apiKeys, key);
      await waitFor(async () =>
        expect(
          await stage.world.find(apiKeyApprovals, decision),
        ).toBeUndefined(),
      );
    },
  ],
  [
    'a key awaits approval again when its decision is deleted',
    async stage => {
      const { key, decision } = await stage.approvedKey();
      await stage.world.client.delete(apiKeyApprovals, decision);
      await stage.world.keyBecomes(key, 'Pending', 'AwaitingApproval');
    },
  ],
];
