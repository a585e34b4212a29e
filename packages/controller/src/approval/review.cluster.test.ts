import {
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  apiProducts,
  findCondition,
  namespaces,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { startWorld } from '../__testUtils__/startWorld';
import { TestWorld } from '../__testUtils__/TestWorld';
import { nextSecondAfter, waitFor } from '../__testUtils__/waitFor';

type Ref = { namespace: string; name: string };

describe('review of a key', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    await world.startController();
  });

  afterAll(() => stop());

  const pendingKey = async (spec: Partial<APIKey['spec']> = {}) => {
    const product = await world.product();
    const key = await world.key(product, spec, { value: 'v' });
    await world.keyBecomes(key, 'Pending');
    return { product, key };
  };

  const approvedKey = async () => {
    const { product, key } = await pendingKey();
    const decision = await world.decide(product, key, { message: 'Welcome' });
    await world.keyBecomes(key, 'Approved');
    await world.enforcedValueBecomes(key, 'v');
    return { product, key, decision };
  };

  const validBecomes = (ref: Ref, status: string, reason: string) =>
    waitFor(async () => {
      const approval = await world.client.get<APIKeyApproval>(
        apiKeyApprovals,
        ref,
      );
      expect(approval.status?.conditions).toMatchObject([
        { type: 'Valid', status, reason },
      ]);
      return approval;
    });

  const approvedPlanBecomes = (key: Ref, tier: string) =>
    waitFor(async () => {
      const { status } = await world.client.get<APIKey>(apiKeys, key);
      expect(status?.approved?.planTier).toBe(tier);
    });

  const approvedMessage = async (key: Ref) =>
    findCondition(
      (await world.client.get<APIKey>(apiKeys, key)).status?.conditions,
      'Approved',
    )?.message;

  it('is not impressed by an approval made in another namespace', async () => {
    const { product, key } = await pendingKey();
    const forged = await world.decide(
      product,
      key,
      {},
      { namespace: key.namespace },
    );
    await validBecomes(forged, 'False', 'APIKeyRequestNotFound');
    // Not even by one that names a request that the consumer made up beside it.
    const { spec } = (await world.findRequest(product, key))!;
    await world.client.create(apiKeyRequests, {
      metadata: {
        namespace: key.namespace,
        name: apiKeyRequestName(key),
      },
      spec,
    });
    await world.settled();
    await world.keyBecomes(key, 'Pending');
    expect(await world.enforcement(key)).toBeUndefined();
    expect(await world.findRequest(product, key)).toBeDefined();
  });

  it('denies with the words of the reviewer, and approves when the owner changes their mind', async () => {
    const { product, key } = await pendingKey();
    await world.decide(product, key, { approved: false, message: 'Not yet' });
    const denied = await world.keyBecomes(key, 'Denied', 'Denied');
    expect(findCondition(denied.status?.conditions, 'Denied')?.message).toBe(
      'API key request denied by user:default/owner: Not yet',
    );
    expect(await world.enforcement(key)).toBeUndefined();
    await world.decide(product, key);
    await world.keyBecomes(key, 'Approved');
    await world.enforcedValueBecomes(key, 'v');
  });

  it('revokes an approved key by a later rejection', async () => {
    const { product, key } = await approvedKey();
    await world.decide(product, key, { approved: false });
    await world.keyBecomes(key, 'Denied');
    await world.enforcedValueBecomes(key, undefined);
  });

  it('withdraws a decision with its object', async () => {
    const { key, decision } = await approvedKey();
    await world.client.delete(apiKeyApprovals, decision);
    const pending = await world.keyBecomes(key, 'Pending');
    expect(pending.status?.approved).toBeUndefined();
    expect(pending.status?.limits).toBeUndefined();
    await world.enforcedValueBecomes(key, undefined);
  });

  it('keeps the approved plan in force while another waits, and takes what is decided on it', async () => {
    const { product, key } = await approvedKey();
    await world.patchSpec(apiKeys, key, { planTier: 'gold' });
    await waitFor(async () => {
      expect(await approvedMessage(key)).toContain('plan gold');
      expect((await world.findRequest(product, key))?.spec.planTier).toBe(
        'gold',
      );
    });
    const waiting = await world.keyBecomes(key, 'Approved');
    expect(waiting.status).toMatchObject({
      limits: { daily: 50 },
      approved: { planTier: 'silver' },
    });
    const plan = async () =>
      (await world.enforcement(key))?.metadata.annotations?.[
        'secret.kuadrant.io/plan-id'
      ];
    expect(await plan()).toBe('silver');

    await world.decide(product, key, {
      approved: false,
      message: 'Too much',
      terms: { planTier: 'gold' },
      apiKeyUid: waiting.metadata.uid,
    });
    await waitFor(async () =>
      expect(await approvedMessage(key)).toMatch(/refused .*Too much/),
    );
    expect(await plan()).toBe('silver');

    await world.decide(product, key, {
      terms: { planTier: 'gold' },
      apiKeyUid: waiting.metadata.uid,
    });
    await waitFor(async () => {
      expect(await plan()).toBe('gold');
      expect(
        (await world.client.get<APIKey>(apiKeys, key)).status,
      ).toMatchObject({
        limits: { daily: 100 },
        approved: { planTier: 'gold' },
      });
    });
  });

  it('grants changes by itself where the product approves automatically, as often as they change', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product);
    for (const tier of ['silver', 'gold', 'silver', 'gold']) {
      await world.patchSpec(apiKeys, key, { planTier: tier });
      await approvedPlanBecomes(key, tier);
    }
    const made = await world.client.list(apiKeyApprovals, {
      namespace: product.namespace,
    });
    expect(made.items).toHaveLength(3);
  });

  it('leaves to people what asks for longer than an automatic product allows', async () => {
    const product = await world.product({
      approvalMode: 'automatic',
      keyLifetime: { maxDays: 30 },
    });
    const inDays = (days: number) =>
      new Date(Date.now() + days * 24 * 3_600_000).toISOString();
    const short = await world.key(product, { expiresAt: inDays(30) });
    const long = await world.key(product, { expiresAt: inDays(31) });
    const endless = await world.key(product);
    await world.keyBecomes(short, 'Approved');
    await world.settled();
    await world.keyBecomes(long, 'Pending');
    await world.keyBecomes(endless, 'Pending');
  });

  it('does not approve by itself what a person revoked', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value: 'v' });
    await world.enforcedValueBecomes(key, 'v');
    await world.decide(product, key, {
      approved: false,
      reviewedAt: new Date(Date.now() + 1_000).toISOString(),
    });
    await world.keyBecomes(key, 'Denied');
    await world.patchSpec(apiKeys, key, { planTier: 'gold' });
    await world.settled();
    await world.enforcedValueBecomes(key, undefined);
    await world.keyBecomes(key, 'Denied');
  });

  it('approves what is pending when the product becomes automatic', async () => {
    const { product, key } = await pendingKey();
    await world.patchSpec(apiProducts, product, { approvalMode: 'automatic' });
    await world.keyBecomes(key, 'Approved');
  });

  it('begins anew for a key made anew under its name, also by the words of the old decision', async () => {
    const { product, key, decision } = await approvedKey();
    const old = await world.client.get<APIKeyApproval>(
      apiKeyApprovals,
      decision,
    );
    await world.client.delete(apiKeys, key);
    // The Secret of the old key may still be on its way out.
    await waitFor(() => world.key(product, {}, { ...key, value: 'w' }));
    const anew = await world.keyBecomes(key, 'Pending');
    expect(await world.enforcement(key)).toBeUndefined();
    await world.decide(product, key, {
      ...old.spec,
      apiKeyUid: old.status?.apiKeyUid,
    });
    await world.settled();
    await world.keyBecomes(key, 'Pending');
    await world.decide(product, key, { apiKeyUid: anew.metadata.uid });
    await world.enforcedValueBecomes(key, 'w');
  });

  it('tells that an approval names no request, until there is one that it was made on', async () => {
    const product = await world.product();
    const consumer = await world.namespace(world.name('consumer'));
    const key = { namespace: consumer, name: 'key' };
    const early = await world.decide(product, key);
    const { metadata } = await validBecomes(
      early,
      'False',
      'APIKeyRequestNotFound',
    );
    await nextSecondAfter(metadata.creationTimestamp);
    await world.key(product, {}, key);
    await world.keyBecomes(key, 'Pending');
    await world.settled();
    await world.keyBecomes(key, 'Pending');
    await validBecomes(early, 'False', 'APIKeyRequestNotFound');
  });

  it('does not count what names a request that is being deleted', async () => {
    const { product, key, decision } = await approvedKey();
    const request = { ...product, name: apiKeyRequestName(key) };
    await world.client.patch(
      apiKeyRequests,
      request,
      { metadata: { finalizers: ['example.com/hold'] } },
      { type: 'merge' },
    );
    await world.client.delete(apiKeyRequests, request);
    await validBecomes(decision, 'False', 'APIKeyRequestDeleting');
    await world.client.patch(
      apiKeyRequests,
      request,
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
    await world.keyBecomes(key, 'Pending');
    await waitFor(async () =>
      expect(
        (await world.findRequest(product, key))?.metadata.deletionTimestamp,
      ).toBeUndefined(),
    );
  });

  it('moves the request with a key that is moved to another product, and asks there anew', async () => {
    const { product, key } = await approvedKey();
    const other = await world.product();
    await world.patchSpec(apiKeys, key, { apiProductRef: other });
    await world.keyBecomes(key, 'Pending');
    await waitFor(async () => {
      expect(await world.findRequest(product, key)).toBeUndefined();
      expect(await world.findRequest(other, key)).toBeDefined();
    });
    await world.enforcedValueBecomes(key, undefined);
  });

  it("leaves nothing behind when the consumer's namespace is deleted", async () => {
    const { product, key, decision } = await approvedKey();
    await world.client.delete(namespaces, { name: key.namespace });
    await world.enforcedValueBecomes(key, undefined);
    await waitFor(async () => {
      expect(await world.findRequest(product, key)).toBeUndefined();
      expect(await world.find(apiKeyApprovals, decision)).toBeUndefined();
    });
  });
});
