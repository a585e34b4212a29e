import {
  apiKeyApprovals,
  apiKeys,
  authPolicies,
  httpRoutes,
  planPolicies,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { waitFor } from '../waitFor';
import type { Behaviour } from './Stage';

/* eslint-disable jest/no-standalone-expect -- what the behaviours expect */

/** Where this controller differs from the Go controller on purpose. The sentences are those of the README. */
export const DIFFERENCES: Behaviour[] = [
  [
    'A key that fails keeps its request and the decisions on it.',
    async stage => {
      const { product, key, decision } = await stage.approvedKey();
      const { spec } = await stage.world.client.get(authPolicies, product);
      await stage.world.client.delete(authPolicies, product);
      await stage.world.keyBecomes(key, 'Failed', 'AuthSchemeNotFound');
      await stage.world.settled();
      expect(await stage.world.findRequest(product, key)).toBeDefined();
      expect(await stage.world.find(apiKeyApprovals, decision)).toBeDefined();
      await stage.world.client.create(authPolicies, {
        metadata: product,
        spec,
      });
      await stage.world.enforceAuthPolicy(product);
      await stage.world.enforcedValueBecomes(key, 'value');
    },
  ],
  [
    'A key on a plan that its product does not have fails.',
    async ({ world }) =>
      world.keyBecomes(
        await world.key(await world.product(), { planTier: 'none' }),
        'Failed',
        'PlanTierNotFound',
      ),
  ],
  [
    'A key fails when the PlanPolicy of its product is removed.',
    async stage => {
      const { product, key } = await stage.approvedKey();
      await stage.world.client.delete(planPolicies, product);
      await stage.world.keyBecomes(key, 'Failed', 'PlanTierNotFound');
      await stage.productShows(product, 'PlansPresent', {
        status: 'False',
        reason: 'PlanPolicyRemoved',
      });
    },
  ],
  [
    'An HTTPRoute that its Gateway has not reported on is judged by the listeners.',
    async stage => {
      const ref = await stage.world.product();
      await stage.world.setStatus(httpRoutes, ref, { parents: [] });
      await stage.productShows(ref, 'Ready', {
        status: 'True',
        reason: 'HTTPRouteAccepted',
        message: expect.stringContaining('reports nothing about it yet'),
      });
    },
  ],
  [
    'Another plan for an approved key waits for review.',
    async stage => {
      const { product, key } = await stage.approvedKey();
      await stage.world.patchSpec(apiKeys, key, { planTier: 'gold' });
      await stage.requestMatches(product, key, { spec: { planTier: 'gold' } });
      await stage.world.settled();
      expect(await stage.world.enforcedPlan(key)).toBe('silver');
    },
  ],
  [
    'The newest decision counts.',
    async stage => {
      const { product, key } = await stage.approvedKey();
      await stage.world.decide(product, key, { approved: false });
      await stage.world.keyBecomes(key, 'Denied');
      await stage.world.decide(product, key);
      await stage.world.keyBecomes(key, 'Approved');
    },
  ],
  [
    'A decision counts for the key that it was made on.',
    async stage => {
      const { product, key } = await stage.approvedKey();
      await stage.world.client.delete(apiKeys, key);
      await stage.world.client.delete(secrets, key);
      await stage.world.key(product, {}, { ...key, value: 'another' });
      await stage.world.keyBecomes(key, 'Pending');
    },
  ],
  [
    'An expired key is Expired, and the gateway does not know it.',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.patchSpec(apiKeys, key, {
        expiresAt: '2026-01-01T00:00:00Z',
      });
      await stage.world.decide(product, key);
      await stage.world.keyBecomes(key, 'Expired', 'KeyExpired');
      expect(await stage.world.enforcement(key)).toBeUndefined();
    },
  ],
  [
    "The gateway's Secret follows the value and the selector.",
    async stage => {
      const { product, key } = await stage.approvedKey();
      const api_key = Buffer.from('next').toString('base64');
      await stage.world.client.patch(
        secrets,
        key,
        { data: { api_key } },
        { type: 'merge' },
      );
      await stage.world.patchSpec(authPolicies, product, {
        rules: {
          authentication: {
            keys: { apiKey: { selector: { matchLabels: { app: 'next' } } } },
          },
        },
      });
      await waitFor(async () =>
        expect(await stage.world.enforcement(key)).toMatchObject({
          metadata: { labels: { app: 'next' } },
          data: { api_key },
        }),
      );
    },
  ],
  [
    'A Secret that is labelled for a key goes with it.',
    async ({ world }) => {
      const product = await world.product();
      const key = await world.key(product, {}, { labelled: true });
      await world.keyBecomes(key, 'Pending');
      await world.client.delete(apiKeys, key);
      await waitFor(async () =>
        expect(await world.find(secrets, key)).toBeUndefined(),
      );
    },
  ],
  [
    'A key that names no Secret fails.',
    async ({ world }) =>
      world.keyBecomes(
        await world.key(await world.product(), { secretRef: { name: '' } }),
        'Failed',
        'SecretNotFound',
      ),
  ],
  [
    'The message of a rejection comes before its reason.',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.decide(product, key, {
        approved: false,
        reason: 'NotNow',
        message: 'Next year',
      });
      await stage.keyMessageIs(
        key,
        'Denied',
        'API key request denied by user:default/owner: Next year',
      );
    },
  ],
  [
    'While an AuthPolicy is edited, the rules found before stay in force.',
    async stage => {
      const { product, key } = await stage.approvedKey();
      await stage.world.enforceAuthPolicy(product, 'False');
      await stage.productShows(product, 'AuthPolicyDiscovered', {
        status: 'False',
        reason: 'AuthPolicyNotReady',
      });
      await stage.world.settled();
      await stage.world.keyBecomes(key, 'Approved');
      await stage.world.enforcedValueBecomes(key, 'value');
    },
  ],
  [
    'A product says whether keys of others open it.',
    async stage =>
      stage.productShows(await stage.world.product(), 'KeysIsolated', {
        status: expect.any(String) as unknown as string,
        reason: expect.stringMatching(
          /KeysIsolated|SelectorShared/,
        ) as unknown as string,
      }),
  ],
];
