import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  type APIKeyRequest,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  type APIProduct,
  apiProducts,
  DECISION_BINDING,
  extensionAnnotations,
  extensionValue,
  findCondition,
  KEY_LIFETIME,
  namespaces,
  refOfObject,
  secrets,
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
      expect(approval.status?.conditions?.[0]).toMatchObject({
        type: 'Valid',
        status,
        reason,
      });
      return approval;
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
    expect(pending.status?.limits).toEqual({ daily: 50 });
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
    expect(waiting.status).toMatchObject({ limits: { daily: 50 } });
    const plan = () => world.enforcedPlan(key);
    expect(await plan()).toBe('silver');

    const terms = { planTier: 'gold' };
    await world.decide(
      product,
      key,
      { approved: false, message: 'Too much' },
      { terms },
    );
    await waitFor(async () =>
      expect(await approvedMessage(key)).toMatch(/rejected .*Too much/),
    );
    expect(await plan()).toBe('silver');

    await world.decide(product, key, {}, { terms });
    await waitFor(async () => {
      expect(await plan()).toBe('gold');
      expect(
        (await world.client.get<APIKey>(apiKeys, key)).status,
      ).toMatchObject({ limits: { daily: 100 } });
    });
  });

  it('grants changes by itself where the product approves automatically, as often as they change', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product);
    for (const [day, tier] of ['silver', 'gold', 'silver', 'gold'].entries()) {
      await world.patchSpec(apiKeys, key, {
        planTier: tier,
        expiresAt: `2099-01-0${day + 1}T00:00:00Z`,
      });
      await world.enforcedPlanBecomes(key, tier);
    }
    // The first, and one for all changes: nobody fills the owner's namespace by them.
    const made = await world.client.list(apiKeyApprovals, {
      namespace: product.namespace,
    });
    expect(made.items).toHaveLength(2);
  });

  it('leaves to people what asks for longer than an automatic product allows', async () => {
    const product = await world.product(
      { approvalMode: 'automatic' },
      extensionAnnotations(KEY_LIFETIME, { maxDays: 30 }),
    );
    const inDays = (days: number) =>
      new Date(Date.now() + days * 24 * 3_600_000).toISOString();
    const short = await world.key(product, { expiresAt: inDays(30) });
    const long = await world.key(product, { expiresAt: inDays(32) });
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

  it('revokes by a rejection that was written before the automatic approval', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value: 'v' });
    await world.enforcedValueBecomes(key, 'v');
    await world.decide(product, key, {
      approved: false,
      reviewedAt: '2026-01-01T00:00:00Z',
    });
    await world.keyBecomes(key, 'Denied');
    await world.enforcedValueBecomes(key, undefined);
  });

  it('does not approve by itself over a rejection that was there before the key', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const namespace = await world.namespace(world.name('consumer'));
    const ref = { namespace, name: 'key' };
    await world.decide(product, ref, { approved: false });
    await world.settled();
    await world.key(product, {}, { namespace });
    await world.keyBecomes(ref, 'Denied');
    const { items } = await world.client.list(apiKeyApprovals, {
      namespace: product.namespace,
    });
    expect(items).toHaveLength(1);
  });

  it('approves what is pending when the product becomes automatic', async () => {
    const { product, key } = await pendingKey();
    await world.patchSpec(apiProducts, product, { approvalMode: 'automatic' });
    await world.keyBecomes(key, 'Approved');
  });

  it('starts over with a key created again under its name, whatever was decided on the earlier one', async () => {
    const { product, key, decision } = await approvedKey();
    const old = await validBecomes(decision, 'True', 'Valid');
    await world.client.delete(apiKeys, key);
    await world.client.delete(secrets, key);
    await world.key(product, {}, { ...key, value: 'w' });
    await world.keyBecomes(key, 'Pending');
    expect(await world.enforcement(key)).toBeUndefined();
    const again = await world.client.create<APIKeyApproval>(apiKeyApprovals, {
      metadata: {
        namespace: product.namespace,
        name: world.name('again'),
        annotations: old.metadata.annotations,
      },
      spec: old.spec,
    });
    await validBecomes(refOfObject(again), 'False', 'APIKeyRequestNotFound');
    await world.settled();
    await world.keyBecomes(key, 'Pending');
    await world.decide(product, key);
    await world.enforcedValueBecomes(key, 'w');
  });

  it('counts a decision that was there before its key for the first key of that name, and for no other', async () => {
    const product = await world.product();
    const key = {
      namespace: await world.namespace(world.name('consumer')),
      name: 'key',
    };
    const early = await world.decide(product, key);
    const { metadata } = await validBecomes(
      early,
      'False',
      'APIKeyRequestNotFound',
    );
    await nextSecondAfter(metadata.creationTimestamp);
    await world.key(product, {}, { ...key, value: 'v' });
    await world.enforcedValueBecomes(key, 'v');
    const bound = await validBecomes(early, 'True', 'Valid');
    const first = await world.client.get<APIKey>(apiKeys, key);
    expect(extensionValue(DECISION_BINDING, bound)).toMatchObject({
      apiKeyUid: first.metadata.uid,
      terms: { planTier: 'silver' },
    });
    await world.client.delete(apiKeys, key);
    await waitFor(async () =>
      expect(await world.find(apiKeyApprovals, early)).toBeUndefined(),
    );
    await world.client.delete(secrets, key);
    await world.key(product, {}, key);
    await world.keyBecomes(key, 'Pending');
  });

  it('judges a decision again when it is edited', async () => {
    const { product, key } = await pendingKey();
    const wrong = { name: 'nothing' };
    const decision = await world.decide(product, key, {
      apiKeyRequestRef: wrong,
    });
    await validBecomes(decision, 'False', 'APIKeyRequestNotFound');
    await world.patchSpec(apiKeyApprovals, decision, {
      apiKeyRequestRef: { name: apiKeyRequestName(key) },
    });
    await validBecomes(decision, 'True', 'Valid');
    await world.enforcedValueBecomes(key, 'v');
    await world.patchSpec(apiKeyApprovals, decision, {
      apiKeyRequestRef: wrong,
    });
    await world.enforcedValueBecomes(key, undefined);
  });

  const annotate = (ref: Ref, annotations: Record<string, string | null>) =>
    world.client.patch(
      apiKeyApprovals,
      ref,
      { metadata: { annotations } },
      { type: 'merge' },
    );

  // By hand, and as a later version of this project might write them.
  const unreadable = [
    [ANNOTATIONS.terms, '{planTier: gold}', 'is not valid JSON'],
    [
      ANNOTATIONS.terms,
      '{"planTier":"silver","calls":3}',
      'Unrecognized key: "calls"',
    ],
    [ANNOTATIONS.boundTo, '[]', 'expected object'],
    [ANNOTATIONS.boundTo, '{"apiKeyUid":""}', 'apiKeyUid'],
  ];

  it.each(unreadable)(
    'counts no approval with the annotation %s: %s',
    async (name, text, problem) => {
      const { key, decision } = await approvedKey();
      await annotate(decision, { [name]: text });
      const told = await validBecomes(
        decision,
        'False',
        'APIKeyRequestNotFound',
      );
      const message = told.status?.conditions?.[0].message;
      expect(message).toContain(
        `The decision does not count: Annotation ${name}`,
      );
      expect(message).toContain(problem);
      await world.keyBecomes(key, 'Pending');
      await annotate(decision, { [name]: null });
      await world.keyBecomes(key, 'Approved');
    },
  );

  it.each(unreadable)(
    'counts a rejection also with the annotation %s: %s',
    async (name, text, problem) => {
      const product = await world.product({ approvalMode: 'automatic' });
      const key = await world.key(product, {}, { value: 'v' });
      await world.keyBecomes(key, 'Approved');
      const decision = await world.decide(product, key, { approved: false });
      await world.keyBecomes(key, 'Denied');
      await annotate(decision, { [name]: text });
      await waitFor(async () => {
        const told = await validBecomes(decision, 'True', 'Valid');
        const message = told.status?.conditions?.[0].message;
        expect(message).toContain('although it cannot be read');
        expect(message).toContain(problem);
      });
      await world.settled();
      await world.keyBecomes(key, 'Denied');
      expect(await world.enforcement(key)).toBeUndefined();
    },
  );

  it('stays bound to what was reviewed when a tool puts back what it has in Git', async () => {
    const { product, key, decision } = await approvedKey();
    await validBecomes(decision, 'True', 'Valid');
    await world.patchSpec(apiKeys, key, { planTier: 'gold' });
    await waitFor(async () =>
      expect(await approvedMessage(key)).toContain('awaits approval'),
    );
    const putBack = (spec: Partial<APIKeyApproval['spec']> = {}) =>
      world.client.patch(
        apiKeyApprovals,
        decision,
        { metadata: { annotations: null, ownerReferences: null }, spec },
        { type: 'merge' },
      );
    for (let time = 0; time < 3; time++) {
      await putBack();
      await world.settled();
      expect(await world.enforcedPlan(key)).toBe('silver');
      expect(await approvedMessage(key)).toContain('awaits approval');
    }
    // A decision that is edited is a new one.
    await putBack({ reviewedAt: new Date().toISOString() });
    await world.enforcedPlanBecomes(key, 'gold');
    await world.client.delete(apiKeys, key);
    await waitFor(async () =>
      expect(await world.findRequest(product, key)).toBeUndefined(),
    );
  });

  it('leaves requests to people where the lifetime that a product allows cannot be read', async () => {
    const product = await world.product(
      { approvalMode: 'automatic' },
      { [KEY_LIFETIME.annotation]: '{"maxDays":7,"idleDays":3}' },
    );
    const key = await world.key(product);
    await world.keyBecomes(key, 'Pending');
    await world.settled();
    await world.keyBecomes(key, 'Pending');
    const { status } = await world.client.get<APIProduct>(apiProducts, product);
    expect(findCondition(status?.conditions, 'Ready')?.message).toContain(
      `Annotation ${KEY_LIFETIME.annotation}: Unrecognized key: "idleDays"`,
    );
  });

  it('is pending again when the requester or the product of an approved key changes', async () => {
    const { product, key } = await approvedKey();
    const requestedBy = (name: string) => ({
      requestedBy: { userId: `user:default/${name}`, email: 'j@example.com' },
    });
    await world.patchSpec(apiKeys, key, requestedBy('eve'));
    await world.keyBecomes(key, 'Pending');
    await world.enforcedValueBecomes(key, undefined);
    await world.patchSpec(apiKeys, key, requestedBy('jane'));
    await world.enforcedValueBecomes(key, 'v');

    const other = { ...product, name: 'other' };
    const { spec } = await world.client.get<APIProduct>(apiProducts, product);
    await world.client.create<APIProduct>(apiProducts, {
      metadata: other,
      spec,
    });
    await world.patchSpec(apiKeys, key, {
      apiProductRef: { name: other.name },
    });
    await world.keyBecomes(key, 'Pending');
    await world.enforcedValueBecomes(key, undefined);
    await waitFor(async () =>
      expect(
        (await world.findRequest(product, key))?.spec.apiProductRef.name,
      ).toBe('other'),
    );
  });

  it('is pending again when its product is deleted and created again', async () => {
    const { product, key } = await approvedKey();
    const { spec, metadata } = await world.client.get<APIProduct>(
      apiProducts,
      product,
    );
    await world.client.delete(apiProducts, product);
    await world.keyBecomes(key, 'Failed', 'APIProductNotFound');
    await world.client.create<APIProduct>(apiProducts, {
      metadata: { ...product, annotations: metadata.annotations },
      spec,
    });
    await world.keyBecomes(key, 'Pending');
    await world.settled();
    expect(await world.enforcement(key)).toBeUndefined();
  });

  it('binds a decision by hand to what the request showed, not to what the key says by now', async () => {
    const { product, key } = await pendingKey();
    await world.stopControllers();
    const decision = await world.decide(product, key);
    await world.patchSpec(apiKeys, key, {
      planTier: 'gold',
      requestedBy: { userId: 'user:default/eve', email: 'e@example.com' },
    });
    await world.startController();
    await validBecomes(decision, 'False', 'APIKeyRequestNotFound');
    const { metadata } = await world.client.get(apiKeyApprovals, decision);
    expect(metadata.annotations?.[ANNOTATIONS.boundTo]).toContain(
      '"requester":"user:default/jane"',
    );
    expect(metadata.annotations?.[ANNOTATIONS.boundTo]).toContain('silver');
    await world.keyBecomes(key, 'Pending');
  });

  it('removes requests that stand for no key, whatever their names', async () => {
    const { product, key } = await pendingKey();
    const { spec } = (await world.findRequest(product, key))!;
    const forge = async (name: string, apiKeyRef: Ref) => {
      const ref = { namespace: product.namespace, name };
      await world.client.create<APIKeyRequest>(apiKeyRequests, {
        metadata: ref,
        spec: { ...spec, apiKeyRef },
      });
      await waitFor(async () =>
        expect(await world.find(apiKeyRequests, ref)).toBeUndefined(),
      );
    };
    await forge('of-nobody', { namespace: key.namespace, name: 'nobody' });
    await forge('beside-the-right-one', key);
    expect(await world.findRequest(product, key)).toBeDefined();
  });

  it('removes a decision whose request was deleted in the same instant', async () => {
    const { key, decision } = await approvedKey();
    const { metadata, spec } = await validBecomes(decision, 'True', 'Valid');
    await world.client.delete(apiKeys, key);
    await waitFor(async () =>
      expect(await world.find(apiKeyApprovals, decision)).toBeUndefined(),
    );
    const late = { ...decision, name: world.name('late') };
    await world.client.create<APIKeyApproval>(apiKeyApprovals, {
      metadata: { ...late, annotations: metadata.annotations },
      spec,
    });
    await waitFor(async () =>
      expect(await world.find(apiKeyApprovals, late)).toBeUndefined(),
    );
  });

  it("leaves people's own requests, and what the portal marks, to others where that is set", async () => {
    await world.stopControllers();
    await world.startController({ allowSelfReview: false });
    const product = await world.product(
      { approvalMode: 'automatic' },
      { [ANNOTATIONS.owner]: 'User:Olga' },
    );
    const own = await world.key(product, {
      requestedBy: { userId: 'user:default/olga', email: 'o@example.com' },
    });
    const marked = await world.key(
      product,
      {},
      { annotations: { [ANNOTATIONS.review]: 'required' } },
    );
    const other = await world.key(product);
    await world.keyBecomes(other, 'Approved');
    await world.settled();
    await world.keyBecomes(own, 'Pending');
    await world.keyBecomes(marked, 'Pending');
    // The requester can remove the mark from the key, not from its request.
    await world.client.patch(
      apiKeys,
      marked,
      { metadata: { annotations: { [ANNOTATIONS.review]: null } } },
      { type: 'merge' },
    );
    await world.settled();
    await world.keyBecomes(marked, 'Pending');
    // The portal shows this owner without the control, and so as the requester.
    const unread = await world.product(
      { approvalMode: 'automatic' },
      { [ANNOTATIONS.owner]: 'user:default/o\u202Elga' },
    );
    const ofAnybody = await world.key(unread, {
      requestedBy: { userId: 'user:default/olga', email: 'o@example.com' },
    });
    await world.keyBecomes(ofAnybody, 'Pending');
    await world.settled();
    await world.keyBecomes(ofAnybody, 'Pending');
    await world.stopControllers();
    await world.startController();
    await world.keyBecomes(own, 'Approved');
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

  it('moves the request with a key that is moved to another product, and requests access there', async () => {
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
