import {
  ANNOTATIONS,
  type APIKey,
  apiKeyApprovals,
  apiKeys,
  apiProducts,
  authPolicies,
  planPolicies,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { startWorld } from '../__testUtils__/startWorld';
import { planPredicate, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';

// Each case breaks what a key needs, sees the reason and the request kept, repairs it, and sees the key recover.
describe('a key that cannot work', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.startController();
  });

  afterAll(() => stop());

  const requestIs = (
    product: { namespace: string },
    key: { namespace: string; name: string },
    there: boolean,
  ) =>
    waitFor(async () =>
      expect(!!(await world.findRequest(product, key))).toBe(there),
    );

  it('KuadrantNotFound: until Kuadrant is installed, and after it was removed nothing is enforced', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value: 'v' });
    await world.keyBecomes(key, 'Failed', 'KuadrantNotFound');
    await world.kuadrant();
    await world.keyBecomes(key, 'Approved');
    await world.enforcedValueBecomes(key, 'v');
    await world.removeKuadrant();
    await world.keyBecomes(key, 'Failed', 'KuadrantNotFound');
    await world.enforcedValueBecomes(key, undefined);
    await requestIs(product, key, true);
    await world.kuadrant();
    await world.keyBecomes(key, 'Approved');
    await world.enforcedValueBecomes(key, 'v');
  });

  it('APIProductNotFound: until the product is there, and again when it is deleted', async () => {
    const product = await world.product();
    const missing = { ...product, name: 'unborn' };
    const key = await world.key(missing);
    await world.keyBecomes(key, 'Failed', 'APIProductNotFound');
    const { spec } = await world.client.get<{
      metadata: { name: string };
      spec: object;
    }>(apiProducts, product);
    await world.client.create(apiProducts, {
      metadata: missing,
      spec,
    } as never);
    await world.keyBecomes(key, 'Pending');
    await requestIs(missing, key, true);
    await world.client.delete(apiProducts, missing);
    await world.keyBecomes(key, 'Failed', 'APIProductNotFound');
    await requestIs(missing, key, true);
  });

  it.each<[string, Partial<APIKey['spec']>, string]>([
    [
      'a product "..",',
      { apiProductRef: { name: '..' } },
      'APIProductNotFound',
    ],
    [
      'a product "a/b",',
      { apiProductRef: { name: 'a/b' } },
      'APIProductNotFound',
    ],
    [
      'a product in the namespace "..",',
      { apiProductRef: { name: 'toystore', namespace: '..' } },
      'APIProductNotFound',
    ],
    ['a Secret "../x",', { secretRef: { name: '../x' } }, 'SecretNotFound'],
    [
      'a Secret of 40,000 characters,',
      { secretRef: { name: 'x'.repeat(40_000) } },
      'SecretNotFound',
    ],
  ])(
    'that names %s which cannot be, fails and says so',
    async (_, spec, reason) => {
      const key = await world.key(await world.product(), spec);
      await world.keyBecomes(key, 'Failed', reason);
    },
  );

  it.each([
    ['without', {}],
    ['with an empty', { namespace: '' }],
  ])(
    'APIProductNotFound: a reference %s namespace means the namespace of the key',
    async (_, noNamespace) => {
      const product = await world.product();
      const apiProductRef = { name: product.name, ...noNamespace };
      const elsewhere = await world.key(product, { apiProductRef });
      await world.keyBecomes(elsewhere, 'Failed', 'APIProductNotFound');
      const { namespace } = product;
      const here = await world.key(product, { apiProductRef }, { namespace });
      await world.keyBecomes(here, 'Pending');
    },
  );

  it('APIProductDeleting: while a finalizer holds the product', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value: 'v' });
    await world.enforcedValueBecomes(key, 'v');
    const hold = (finalizers: string[] | null) =>
      world.client.patch(
        apiProducts,
        product,
        { metadata: { finalizers } },
        { type: 'merge' },
      );
    await hold(['example.com/hold']);
    await world.client.delete(apiProducts, product);
    await world.keyBecomes(key, 'Failed', 'APIProductDeleting');
    await world.enforcedValueBecomes(key, undefined);
    await hold(null);
    await world.keyBecomes(key, 'Failed', 'APIProductNotFound');
  });

  it('SecretNotFound, SecretAPIKeyNotFound, SecretAPIKeyEmpty: one after the other, until there is a value', async () => {
    const product = await world.product();
    const key = await world.key(product);
    await world.keyBecomes(key, 'Pending');
    await world.client.delete(secrets, key);
    await world.keyBecomes(key, 'Failed', 'SecretNotFound');
    await waitFor(async () =>
      expect(
        (await world.findRequest(product, key))?.status?.conditions,
      ).toMatchObject([{ type: 'Failed', reason: 'SecretNotFound' }]),
    );
    await world.secret(key, undefined);
    await world.keyBecomes(key, 'Failed', 'SecretAPIKeyNotFound');
    const setValue = (value: string) =>
      world.client.patch(
        secrets,
        key,
        { data: { api_key: Buffer.from(value).toString('base64') } },
        { type: 'merge' },
      );
    await setValue('');
    await world.keyBecomes(key, 'Failed', 'SecretAPIKeyEmpty');
    await setValue('value');
    await world.keyBecomes(key, 'Pending');
    await requestIs(product, key, true);
  });

  it('AuthSchemeNotFound, APIKeyAuthSchemeNotFound: until a policy in force knows API keys', async () => {
    const product = await world.product();
    const { spec } = await world.client.get<{
      metadata: { name: string };
      spec: object;
    }>(authPolicies, product);
    const key = await world.key(product);
    await world.keyBecomes(key, 'Pending');
    await world.client.delete(authPolicies, product);
    await world.keyBecomes(key, 'Failed', 'AuthSchemeNotFound');
    await world.client.create(authPolicies, {
      metadata: product,
      spec: { ...spec, rules: { authentication: { open: { anonymous: {} } } } },
    } as never);
    await world.enforceAuthPolicy(product);
    await world.keyBecomes(key, 'Failed', 'APIKeyAuthSchemeNotFound');
    await world.client.patch(
      authPolicies,
      product,
      {
        spec: {
          rules: { authentication: { keys: { apiKey: { selector: {} } } } },
        },
      },
      { type: 'merge' },
    );
    await world.keyBecomes(key, 'Pending');
  });

  it('keeps what was decided while it fails, and shows what its key says by then', async () => {
    const product = await world.product();
    const key = await world.key(product, {}, { value: 'v' });
    await world.keyBecomes(key, 'Pending');
    const decision = await world.decide(product, key);
    await world.enforcedValueBecomes(key, 'v');
    const { spec } = await world.client.get(authPolicies, product);
    await world.client.delete(authPolicies, product);
    await world.keyBecomes(key, 'Failed', 'AuthSchemeNotFound');
    await world.enforcedValueBecomes(key, undefined);
    await world.patchSpec(apiKeys, key, { useCase: 'another shop' });
    await waitFor(async () =>
      expect((await world.findRequest(product, key))?.spec.useCase).toBe(
        'another shop',
      ),
    );
    await world.client.create(authPolicies, { metadata: product, spec });
    await world.enforceAuthPolicy(product);
    await world.enforcedValueBecomes(key, 'v');
    expect(await world.find(apiKeyApprovals, decision)).toBeDefined();
  });

  it('an AuthPolicy that passes through "not enforced" undoes no approval', async () => {
    const product = await world.product();
    const key = await world.key(product, {}, { value: 'v' });
    await world.keyBecomes(key, 'Pending');
    await world.decide(product, key);
    await world.enforcedValueBecomes(key, 'v');
    await world.enforceAuthPolicy(product, 'False');
    await waitFor(async () => {
      const found = await world.client.get(apiProducts, product);
      expect(found.status?.conditions).toContainEqual(
        expect.objectContaining({ reason: 'AuthPolicyNotReady' }),
      );
    });
    await world.keyBecomes(key, 'Approved');
    expect(await world.enforcement(key)).toBeDefined();
  });

  it('PlanTierNotFound: an unknown plan is never approved, not even automatically', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, { planTier: 'platinum' });
    await world.keyBecomes(key, 'Failed', 'PlanTierNotFound');
    expect(await world.enforcement(key)).toBeUndefined();
    const { spec } = await world.client.get(planPolicies, product);
    await world.patchSpec(planPolicies, product, {
      plans: [
        ...spec.plans,
        { tier: 'platinum', predicate: planPredicate('platinum') },
      ],
    });
    await world.keyBecomes(key, 'Approved');
  });

  it('PlanTierNotFound: a PlanPolicy that disappears leaves no key without limits, unless its owner says so', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value: 'v' });
    await world.enforcedValueBecomes(key, 'v');
    const { spec } = await world.client.get(planPolicies, product);
    await world.client.delete(planPolicies, product);
    await world.keyBecomes(key, 'Failed', 'PlanTierNotFound');
    await world.enforcedValueBecomes(key, undefined);
    const late = await world.key(product);
    await world.keyBecomes(late, 'Failed', 'PlanTierNotFound');
    await waitFor(async () => {
      const found = await world.client.get(apiProducts, product);
      expect(found.status?.conditions).toContainEqual(
        expect.objectContaining({ type: 'PlansPresent', status: 'False' }),
      );
    });
    // That it had plans is not forgotten.
    await world.stopControllers();
    await world.startController();
    await world.settled();
    await world.keyBecomes(key, 'Failed', 'PlanTierNotFound');
    const setWithoutPlans = (value: string | null) =>
      world.client.patch(
        apiProducts,
        product,
        { metadata: { annotations: { [ANNOTATIONS.withoutPlans]: value } } },
        { type: 'merge' },
      );
    await setWithoutPlans('true');
    await world.keyBecomes(key, 'Approved');
    await world.keyBecomes(late, 'Approved');
    await world.client.create(planPolicies, { metadata: product, spec });
    await waitFor(async () => {
      const found = await world.client.get(apiProducts, product);
      expect(found.status?.conditions).not.toContainEqual(
        expect.objectContaining({ type: 'PlansPresent' }),
      );
      expect(found.status?.discoveredPlans).toHaveLength(2);
    });
    await setWithoutPlans(null);
    await world.client.delete(planPolicies, product);
    await world.keyBecomes(key, 'Failed', 'PlanTierNotFound');
    await world.client.create(planPolicies, { metadata: product, spec });
    await world.enforcedValueBecomes(key, 'v');
  });

  it('holds up no other key', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const namespace = await world.namespace(world.name('consumer'));
    const refs = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        world.key(
          product,
          index % 3 === 0 ? { secretRef: { name: 'nowhere' } } : {},
          { namespace, name: `key-${index}`, value: `value-${index}` },
        ),
      ),
    );
    await Promise.all(
      refs.map((ref, index) =>
        index % 3 === 0
          ? world.keyBecomes(ref, 'Failed', 'SecretNotFound')
          : world.enforcedValueBecomes(ref, `value-${index}`),
      ),
    );
    await world.client.delete(apiKeys, refs[1]);
    await world.enforcedValueBecomes(refs[1], undefined);
  });
});
