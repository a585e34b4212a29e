import {
  type APIKey,
  apiKeyApprovals,
  type APIKeyApproval,
  apiKeys,
  type APIProduct,
  apiProducts,
  DECIDED_TERMS,
  DECISION_BINDING,
  extensionValue,
  findCondition,
  LABELS,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { startWorld } from './__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from './__testUtils__/TestWorld';
import { waitFor } from './__testUtils__/waitFor';

describe('from a product to a key that the gateway knows', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    await world.startController();
  });

  afterAll(() => stop());

  it('discovers plans and authentication of a product', async () => {
    const ref = await world.product();
    const product = await waitFor(async () => {
      const found = await world.client.get<APIProduct>(apiProducts, ref);
      expect(found.status?.discoveredAuthScheme).toBeDefined();
      expect(
        found.status?.conditions?.map(({ type, status, reason }) => [
          type,
          status,
          reason,
        ]),
      ).toEqual([
        ['Ready', 'True', 'HTTPRouteAccepted'],
        ['PlanPolicyDiscovered', 'True', 'Found'],
        ['AuthPolicyDiscovered', 'True', 'Found'],
        ['KeysIsolated', 'True', 'KeysIsolated'],
        ['IdentityExported', 'False', 'IdentityNotExported'],
        ['OIDCDiscovered', 'False', 'NoOIDCAuth'],
      ]);
      return found;
    });
    expect(product.status?.discoveredPlans).toEqual([
      { tier: 'gold', limits: { daily: 100 } },
      { tier: 'silver', limits: { daily: 50 } },
    ]);
    expect(product.status?.observedGeneration).toBe(1);
  });

  it('enforces a key from the moment that its owner approves it until it is deleted', async () => {
    const product = await world.product();
    const key = await world.key(
      product,
      {},
      { value: 'jane-key', labelled: true },
    );
    await world.keyBecomes(key, 'Pending', 'AwaitingApproval');
    const request = await waitFor(async () => {
      const found = await world.findRequest(product, key);
      expect(found?.status?.conditions).toMatchObject([{ type: 'Pending' }]);
      return found!;
    });
    expect(request.spec).toMatchObject({
      apiProductRef: { name: product.name },
      apiKeyRef: key,
      planTier: 'silver',
      useCase: 'a shop',
      requestedBy: { userId: 'user:default/jane' },
    });
    expect(await world.enforcement(key)).toBeUndefined();

    const decision = await world.decide(product, key, { message: 'Welcome' });
    const approved = await world.keyBecomes(key, 'Approved', 'Approved');
    expect(
      findCondition(approved.status?.conditions, 'Approved')?.message,
    ).toBe('API key request approved by user:default/owner: Welcome');
    await waitFor(async () => {
      const { status } = await world.client.get<APIKey>(apiKeys, key);
      expect(status).toMatchObject({
        limits: { daily: 50 },
        apiHostname: 'toystore.example.com',
        authScheme: {
          authenticationSpec: {
            selector: { matchLabels: { app: 'toystore' } },
          },
          credentials: { authorizationHeader: { prefix: 'APIKEY' } },
        },
      });
    });
    const secret = await world.enforcedValueBecomes(key, 'jane-key');
    expect(secret?.metadata.labels).toEqual({
      app: 'toystore',
      [LABELS.authorinoManagedBy]: 'authorino',
      [LABELS.enforcement]: 'true',
      [LABELS.apiProduct]: product.name,
      [LABELS.apiProductNamespace]: product.namespace,
      [LABELS.apiKey]: key.name,
      [LABELS.apiKeyNamespace]: key.namespace,
    });
    expect(secret?.metadata.annotations).toMatchObject({
      'secret.kuadrant.io/plan-id': 'silver',
      'secret.kuadrant.io/user-id': 'user:default/jane',
    });
    const valid = await waitFor(async () => {
      const found = await world.client.get<APIKeyApproval>(
        apiKeyApprovals,
        decision,
      );
      expect(found.status?.conditions?.[0]).toMatchObject({
        type: 'Valid',
        status: 'True',
        reason: 'Valid',
      });
      return found;
    });
    expect(valid.metadata.ownerReferences).toMatchObject([
      { kind: 'APIKeyRequest', uid: request.metadata.uid, controller: true },
    ]);
    expect(valid.metadata.ownerReferences?.[0].blockOwnerDeletion).toBe(true);
    expect(extensionValue(DECISION_BINDING, valid)).toMatchObject({
      apiKeyUid: approved.metadata.uid,
      requester: 'user:default/jane',
      terms: { planTier: 'silver' },
    });
    await waitFor(async () =>
      expect(
        findCondition(
          (await world.findRequest(product, key))?.status?.conditions,
          'Approved',
        )?.status,
      ).toBe('True'),
    );

    await world.client.delete(apiKeys, key);
    await world.enforcedValueBecomes(key, undefined);
    await waitFor(async () => {
      expect(await world.findRequest(product, key)).toBeUndefined();
      expect(await world.find(apiKeyApprovals, decision)).toBeUndefined();
      expect(await world.find(secrets, key)).toBeUndefined();
    });
  });

  it('approves by itself where the product says so', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product);
    const approved = await world.keyBecomes(key, 'Approved');
    expect(
      findCondition(approved.status?.conditions, 'Approved')?.message,
    ).toBe('API key request approved by system: Approved automatically');
    await world.enforcedValueBecomes(key, `value-of-${key.namespace}`);
    const request = await world.findRequest(product, key);
    await waitFor(async () => {
      const approval = await world.find(apiKeyApprovals, {
        namespace: product.namespace,
        name: `${request?.metadata.name}-auto`,
      });
      expect(approval?.spec).toMatchObject({
        approved: true,
        reviewedBy: 'system',
        reason: 'AutoApproved',
      });
      expect(approval?.status?.conditions?.[0].status).toBe('True');
      expect(approval && extensionValue(DECIDED_TERMS, approval)).toEqual({
        planTier: 'silver',
      });
    });
  });

  it('writes no key into a log', () => {
    expect(world.logger.lines.join('\n')).not.toContain('jane-key');
    expect(world.logger.lines.join('\n')).not.toContain(
      Buffer.from('jane-key').toString('base64'),
    );
    expect(world.logger.lines.join('\n')).toContain(KUADRANT_NAMESPACE);
  });
});
