import {
  apiKeyApprovals,
  apiKeys,
  type APIProduct,
  apiProducts,
  authPolicies,
  httpRoutes,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Behaviour } from './Stage';

/** What state a key is in. The wait for a state also sees that no other state is there. */
export const STATES: Behaviour[] = [
  [
    'a key on which nobody has decided awaits approval',
    async ({ world }) =>
      world.keyBecomes(
        await world.key(await world.product()),
        'Pending',
        'AwaitingApproval',
      ),
  ],
  [
    'a key fails while there is no Kuadrant object, and recovers',
    async ({ world }) => {
      const key = await world.key(await world.product());
      await world.removeKuadrant();
      await world.keyBecomes(key, 'Failed', 'KuadrantNotFound');
      await world.kuadrant();
      await world.keyBecomes(key, 'Pending');
    },
  ],
  [
    'a key of a product that does not exist fails',
    async ({ world }) => {
      const product = await world.product();
      await world.keyBecomes(
        await world.key({ ...product, name: 'nothing' }),
        'Failed',
        'APIProductNotFound',
      );
    },
  ],
  [
    'a key of a product that is being deleted fails',
    async stage => {
      const { product, key } = await stage.pendingKey();
      const release = await stage.hold(apiProducts, product);
      await stage.world.client.delete(apiProducts, product);
      await stage.world.keyBecomes(key, 'Failed', 'APIProductDeleting');
      await release();
      await stage.world.keyBecomes(key, 'Failed', 'APIProductNotFound');
    },
  ],
  [
    'a key whose Secret does not exist fails, and recovers with it',
    async ({ world }) => {
      const key = await world.key(await world.product(), {
        secretRef: { name: 'nowhere' },
      });
      await world.keyBecomes(key, 'Failed', 'SecretNotFound');
      await world.secret({ ...key, name: 'nowhere' }, 'value');
      await world.keyBecomes(key, 'Pending');
    },
  ],
  [
    'a key whose Secret has no entry api_key fails',
    async ({ world }) => {
      const key = await world.key(await world.product(), {
        secretRef: { name: 'other' },
      });
      await world.secret({ ...key, name: 'other' }, undefined);
      await world.keyBecomes(key, 'Failed', 'SecretAPIKeyNotFound');
    },
  ],
  [
    'a key whose value is empty fails',
    async ({ world }) =>
      world.keyBecomes(
        await world.key(await world.product(), {}, { value: '' }),
        'Failed',
        'SecretAPIKeyEmpty',
      ),
  ],
  [
    'a key fails while no AuthPolicy applies to its product',
    async ({ world }) => {
      const product = await world.product();
      await world.client.delete(authPolicies, product);
      await world.keyBecomes(
        await world.key(product),
        'Failed',
        'AuthSchemeNotFound',
      );
    },
  ],
  [
    'a key fails while the AuthPolicy of its product knows no API keys',
    async ({ world }) => {
      const product = await world.product();
      await world.patchSpec(authPolicies, product, {
        rules: { authentication: { keys: null, open: { anonymous: {} } } },
      });
      await world.keyBecomes(
        await world.key(product),
        'Failed',
        'APIKeyAuthSchemeNotFound',
      );
    },
  ],
  [
    'an approved key names its reviewer and what they wrote',
    async stage => {
      const { key } = await stage.approvedKey();
      await stage.keyMessageIs(
        key,
        'Approved',
        'API key request approved by user:default/owner: Welcome',
      );
    },
  ],
  [
    'an approval without words names the reviewer only',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.decide(product, key);
      await stage.keyMessageIs(
        key,
        'Approved',
        'API key request approved by user:default/owner',
      );
    },
  ],
  [
    'a rejected key is Denied and names its reviewer and their reason',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.decide(product, key, {
        approved: false,
        reason: 'NotNow',
      });
      await stage.keyMessageIs(
        key,
        'Denied',
        'API key request denied by user:default/owner: NotNow',
      );
    },
  ],
  [
    'an edited decision is followed',
    async stage => {
      const { key, decision } = await stage.approvedKey();
      await stage.world.patchSpec(apiKeyApprovals, decision, {
        approved: false,
      });
      await stage.world.keyBecomes(key, 'Denied');
    },
  ],
  [
    'an approved key fails when its product is deleted',
    async stage => {
      const { product, key } = await stage.approvedKey();
      await stage.world.client.delete(apiProducts, product);
      await stage.world.keyBecomes(key, 'Failed', 'APIProductNotFound');
    },
  ],
  [
    'an approved key fails when its Secret is deleted',
    async stage => {
      const { key } = await stage.approvedKey();
      await stage.world.client.delete(secrets, key);
      await stage.world.keyBecomes(key, 'Failed', 'SecretNotFound');
    },
  ],
  [
    'a reference without a namespace means the namespace of the key',
    async ({ world }) => {
      const product = await world.product();
      const apiProductRef = { name: product.name };
      const here = { namespace: product.namespace, name: 'here' };
      await world.keyBecomes(
        await world.key(product, { apiProductRef }, here),
        'Pending',
      );
      await world.keyBecomes(
        await world.key(product, { apiProductRef }),
        'Failed',
        'APIProductNotFound',
      );
    },
  ],
];

/** What else its status says. */
export const STATUS: Behaviour[] = [
  [
    'the status of a key says which generation it is about',
    async stage => {
      const { key } = await stage.pendingKey();
      await stage.keyStatusMatches(key, { observedGeneration: 1 });
      await stage.world.patchSpec(apiKeys, key, { useCase: 'another' });
      await stage.keyStatusMatches(key, { observedGeneration: 2 });
    },
  ],
  [
    'the limits of the requested plan are shown while the key is Pending',
    async stage => {
      const { key } = await stage.pendingKey({ planTier: 'gold' });
      await stage.keyStatusMatches(key, { limits: { daily: 100 } });
    },
  ],
  [
    'the limits of the approved plan are shown afterwards',
    async stage => {
      const { key } = await stage.approvedKey();
      await stage.keyStatusMatches(key, { limits: { daily: 50 } });
    },
  ],
  [
    'the hostname is the first of the HTTPRoute',
    async stage => {
      const product = await stage.world.product();
      await stage.world.patchSpec(httpRoutes, product, {
        hostnames: ['first.example.com', 'second.example.com'],
      });
      await stage.keyStatusMatches(await stage.world.key(product), {
        apiHostname: 'first.example.com',
      });
    },
  ],
  [
    'selector and credentials are those of the AuthPolicy',
    async stage => {
      const { key } = await stage.pendingKey();
      await stage.keyStatusMatches(key, {
        authScheme: {
          authenticationSpec: {
            selector: { matchLabels: { app: 'toystore' } },
          },
          credentials: { authorizationHeader: { prefix: 'APIKEY' } },
        },
      });
    },
  ],
  [
    'the place of the key follows the AuthPolicy',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.patchSpec(authPolicies, product, {
        rules: {
          authentication: {
            keys: {
              credentials: {
                authorizationHeader: null,
                queryString: { name: 'key' },
              },
            },
          },
        },
      });
      await stage.keyStatusMatches(key, {
        authScheme: { credentials: { queryString: { name: 'key' } } },
      });
    },
  ],
  [
    'a Draft product takes keys',
    async ({ world }) => {
      const product = await world.product({
        publishStatus: 'Draft',
      } as Partial<APIProduct['spec']>);
      await world.keyBecomes(await world.key(product), 'Pending');
    },
  ],
];
