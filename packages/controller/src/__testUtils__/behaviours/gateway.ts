import {
  apiKeys,
  type APIKey,
  apiProducts,
  enforcementSecretName,
  LABELS,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { waitFor } from '../waitFor';
import { KUADRANT_NAMESPACE } from '../TestWorld';
import type { Behaviour, Ref, Stage } from './Stage';

/* eslint-disable jest/no-standalone-expect -- what the behaviours expect */

const automaticKey = async (
  stage: Stage,
  spec: Partial<APIKey['spec']> = {},
): Promise<{ product: Ref; key: Ref }> => {
  const product = await stage.world.product({ approvalMode: 'automatic' });
  const key = await stage.world.key(product, spec, { value: 'value' });
  return { product, key };
};

const isUnknown = async ({ world }: Stage, key: Ref) => {
  await world.settled();
  expect(await world.enforcement(key)).toBeUndefined();
};

/** What the controller approves by itself. */
export const AUTOMATIC: Behaviour[] = [
  [
    'an automatic approval says so, in the namespace of the product',
    async stage => {
      const { product, key } = await automaticKey(stage);
      await stage.world.keyBecomes(key, 'Approved');
      expect(await stage.automaticApproval(product, key)).toMatchObject({
        spec: { approved: true, reviewedBy: 'system', reason: 'AutoApproved' },
      });
    },
  ],
  [
    'an automatic approval is owned by its request and goes with the key',
    async stage => {
      const { product, key } = await automaticKey(stage);
      await stage.world.keyBecomes(key, 'Approved');
      expect(
        (await stage.automaticApproval(product, key))?.metadata.ownerReferences,
      ).toMatchObject([{ kind: 'APIKeyRequest', controller: true }]);
      await stage.world.client.delete(apiKeys, key);
      await waitFor(async () =>
        expect(await stage.automaticApproval(product, key)).toBeUndefined(),
      );
    },
  ],
  [
    'nothing is approved by itself where the product is manual',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.settled();
      expect(await stage.automaticApproval(product, key)).toBeUndefined();
    },
  ],
  [
    'nothing is approved by itself while the key fails',
    async stage => {
      const { product, key } = await automaticKey(stage, {
        secretRef: { name: 'nowhere' },
      });
      await stage.world.keyBecomes(key, 'Failed', 'SecretNotFound');
      await stage.world.settled();
      expect(await stage.automaticApproval(product, key)).toBeUndefined();
    },
  ],
  [
    'nothing is approved by itself where a person has rejected',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.decide(product, key, { approved: false });
      await stage.world.keyBecomes(key, 'Denied');
      await stage.world.patchSpec(apiProducts, product, {
        approvalMode: 'automatic',
      });
      await stage.world.settled();
      await stage.world.keyBecomes(key, 'Denied');
      expect(await stage.automaticApproval(product, key)).toBeUndefined();
    },
  ],
  [
    'a product that becomes automatic approves what waits',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.patchSpec(apiProducts, product, {
        approvalMode: 'automatic',
      });
      await stage.world.keyBecomes(key, 'Approved');
    },
  ],
  [
    'a product that becomes manual leaves approved keys approved',
    async stage => {
      const { product, key } = await automaticKey(stage);
      await stage.world.keyBecomes(key, 'Approved');
      await stage.world.patchSpec(apiProducts, product, {
        approvalMode: 'manual',
      });
      await stage.world.settled();
      await stage.world.keyBecomes(key, 'Approved');
    },
  ],
];

/** What the gateway knows keys by. */
export const ENFORCEMENT: Behaviour[] = [
  [
    'an approved key has a Secret beside the Kuadrant object, under a name made of the key',
    async stage => {
      const { key } = await stage.approvedKey();
      const name = enforcementSecretName(key);
      expect(name).toMatch(
        new RegExp(`^devportal-${key.namespace}-${key.name}-[0-9a-f]{8}$`),
      );
      expect(
        await stage.world.find(secrets, {
          namespace: KUADRANT_NAMESPACE,
          name,
        }),
      ).toBeDefined();
    },
  ],
  [
    'its labels say whose it is, and that Authorino reads it',
    async stage => {
      const { product, key } = await stage.approvedKey();
      const secret = await stage.world.enforcement(key);
      expect(secret?.metadata.labels).toMatchObject({
        [LABELS.enforcement]: 'true',
        [LABELS.apiProduct]: product.name,
        [LABELS.apiProductNamespace]: product.namespace,
        [LABELS.apiKey]: key.name,
        [LABELS.apiKeyNamespace]: key.namespace,
        'authorino.kuadrant.io/managed-by': 'authorino',
      });
    },
  ],
  [
    'it has the labels that the AuthPolicy selects',
    async stage => {
      const { key } = await stage.approvedKey();
      const secret = await stage.world.enforcement(key);
      expect(secret?.metadata.labels).toMatchObject({ app: 'toystore' });
    },
  ],
  [
    'its annotations name plan and user',
    async stage => {
      const { key } = await stage.approvedKey();
      const secret = await stage.world.enforcement(key);
      expect(secret?.metadata.annotations).toMatchObject({
        'secret.kuadrant.io/plan-id': 'silver',
        'secret.kuadrant.io/user-id': 'user:default/jane',
      });
      expect(secret?.metadata.annotations).not.toHaveProperty([
        'secret.kuadrant.io/expires-at',
      ]);
    },
  ],
  [
    'its annotations name the expiry of a key that has one',
    async stage => {
      const expiresAt = '2099-01-01T00:00:00Z';
      const { key } = await stage.approvedKey({ expiresAt });
      const secret = await stage.world.enforcement(key);
      expect(secret?.metadata.annotations).toMatchObject({
        'secret.kuadrant.io/expires-at': expiresAt,
      });
    },
  ],
  [
    "it holds the value of the consumer's Secret, and nothing else",
    async stage => {
      const { key } = await stage.approvedKey();
      const secret = await stage.world.enforcement(key);
      expect(secret?.data).toEqual({
        api_key: Buffer.from('value').toString('base64'),
      });
    },
  ],
  [
    'a key that waits has none',
    async stage => {
      const { key } = await stage.pendingKey();
      await isUnknown(stage, key);
    },
  ],
  [
    'a rejected key has none',
    async stage => {
      const { product, key } = await stage.pendingKey();
      await stage.world.decide(product, key, { approved: false });
      await stage.world.keyBecomes(key, 'Denied');
      await isUnknown(stage, key);
    },
  ],
  [
    'a revoked key loses it',
    async stage => {
      const { product, key } = await stage.approvedKey();
      await stage.world.decide(product, key, { approved: false });
      await stage.world.enforcedValueBecomes(key, undefined);
    },
  ],
  [
    'a deleted key loses it',
    async stage => {
      const { key } = await stage.approvedKey();
      await stage.world.client.delete(apiKeys, key);
      await stage.world.enforcedValueBecomes(key, undefined);
    },
  ],
  [
    'the keys of a deleted product lose it',
    async stage => {
      const { product, key } = await stage.approvedKey();
      await stage.world.client.delete(apiProducts, product);
      await stage.world.enforcedValueBecomes(key, undefined);
    },
  ],
  [
    'it is created again when somebody deletes it',
    async stage => {
      const { key } = await stage.approvedKey();
      await stage.world.client.delete(secrets, {
        namespace: KUADRANT_NAMESPACE,
        name: enforcementSecretName(key),
      });
      await stage.world.enforcedValueBecomes(key, 'value');
    },
  ],
  [
    'an enforcement Secret of no key goes',
    async ({ world }) => {
      const stray = {
        namespace: KUADRANT_NAMESPACE,
        name: world.name('stray'),
      };
      await world.secret(stray, 'value', {
        [LABELS.enforcement]: 'true',
        [LABELS.apiKey]: 'nobody',
        [LABELS.apiKeyNamespace]: 'nowhere',
      });
      await waitFor(async () =>
        expect(await world.find(secrets, stray)).toBeUndefined(),
      );
    },
  ],
  [
    'a Secret made by hand stays as it is when its key is deleted',
    async stage => {
      const { key } = await stage.approvedKey();
      const before = await stage.world.client.get(secrets, key);
      await stage.world.client.delete(apiKeys, key);
      await stage.world.enforcedValueBecomes(key, undefined);
      await stage.world.settled();
      expect(await stage.world.client.get(secrets, key)).toEqual(before);
    },
  ],
];
