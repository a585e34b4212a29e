import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  type APIKeyRequest,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  enforcementSecretName,
  LABELS,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { KeyIndex } from './__testUtils__/KeyIndex';
import { startWorld } from './__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from './__testUtils__/TestWorld';
import { waitFor } from './__testUtils__/waitFor';
import type { Secret } from './enforcement';

type Ref = { namespace: string; name: string };

const LONG_AGO = '2026-01-01T00:00:00Z';
const STATES = ['Failed', 'Denied', 'Expired', 'Approved', 'Pending'];

// It kept what is in annotations today in fields of its own, and wrote the states that do not hold as False.
describe('objects of the first version of this project', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let product: Ref;
  let gateway: KeyIndex;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    product = await world.product();
    gateway = new KeyIndex(world.client, KUADRANT_NAMESPACE);
    await gateway.start();
  });

  afterAll(async () => {
    await gateway.stop();
    await stop();
  });

  const enforcedBefore = (key: Ref, uid: string) =>
    world.client.create<Secret>(secrets, {
      metadata: {
        namespace: KUADRANT_NAMESPACE,
        name: enforcementSecretName(key),
        labels: {
          app: 'toystore',
          [LABELS.authorinoManagedBy]: 'authorino',
          [LABELS.enforcement]: 'true',
          [LABELS.apiProduct]: product.name,
          [LABELS.apiProductNamespace]: product.namespace,
          [LABELS.apiKey]: key.name,
          [LABELS.apiKeyNamespace]: key.namespace,
        },
        annotations: {
          [ANNOTATIONS.planId]: 'silver',
          [ANNOTATIONS.userId]: 'user:default/jane',
          [ANNOTATIONS.apiKeyUid]: uid,
          [ANNOTATIONS.apiKey]: `${key.namespace}/${key.name}`,
        },
      },
      data: {
        api_key: Buffer.from(`value-of-${key.namespace}`).toString('base64'),
      },
    });

  const leaveBehind = async (options: {
    state: string;
    decision?: Partial<APIKeyApproval['spec']>;
    /** The controller noted what the decision was made on, as for one by hand. */
    recorded?: boolean;
    spec?: object;
  }): Promise<{ key: Ref; decision?: Ref }> => {
    const key = await world.key(product, options.spec);
    const { metadata } = await world.client.get<APIKey>(apiKeys, key);
    const conditions = STATES.map(type => ({
      type,
      status: type === options.state ? 'True' : 'False',
      reason: 'Earlier',
      message: 'as it was',
      lastTransitionTime: LONG_AGO,
    }));
    const approved = { planTier: 'silver', reviewedBy: 'user:default/owner' };
    const status = {
      conditions,
      ...(options.state === 'Approved' && { approved }),
    };
    const request = {
      namespace: product.namespace,
      name: apiKeyRequestName(key),
    };
    const made = await world.client.create<APIKeyRequest>(apiKeyRequests, {
      metadata: {
        ...request,
        annotations: { 'devportal.kuadrant.io/secret': `${key.name}/a-uid` },
      },
      spec: {
        apiProductRef: { name: product.name },
        apiKeyRef: { ...key, uid: metadata.uid },
        planTier: 'silver',
        useCase: 'a shop',
        requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
      },
    });
    await world.setStatus(apiKeys, key, status);
    await world.setStatus(apiKeyRequests, request, status);
    if (!options.decision) {
      return { key };
    }
    const decision = { ...request, name: world.name('decision') };
    await world.client.create<APIKeyApproval>(apiKeyApprovals, {
      metadata: {
        ...decision,
        ownerReferences: [
          {
            apiVersion: 'devportal.kuadrant.io/v1alpha1',
            kind: 'APIKeyRequest',
            name: request.name,
            uid: made.metadata.uid!,
            controller: true,
            blockOwnerDeletion: false,
          },
        ],
      },
      spec: {
        apiKeyRequestRef: { name: request.name },
        approved: true,
        reviewedBy: 'user:default/owner',
        reviewedAt: LONG_AGO,
        ...(!options.recorded && {
          apiKeyUid: metadata.uid,
          terms: { planTier: 'silver' },
        }),
        ...options.decision,
      },
    });
    if (options.recorded) {
      await world.setStatus(apiKeyApprovals, decision, {
        apiKeyUid: metadata.uid,
        terms: { planTier: 'silver' },
      });
    }
    if (options.state === 'Approved') {
      await enforcedBefore(key, metadata.uid!);
    }
    return { key, decision };
  };

  const gatewayKnows = (value: string, annotations: Record<string, string>) =>
    waitFor(async () =>
      expect(await gateway.entryOf(value)).toMatchObject(annotations),
    );

  it('are taken over without a decision lost, a key refused for a moment, or a state changed', async () => {
    const left = {
      byPortal: await leaveBehind({ state: 'Approved', decision: {} }),
      byHand: await leaveBehind({
        state: 'Approved',
        decision: {},
        recorded: true,
      }),
      rejected: await leaveBehind({
        state: 'Denied',
        decision: { approved: false },
      }),
      waiting: await leaveBehind({ state: 'Pending' }),
      expired: await leaveBehind({
        state: 'Expired',
        decision: {},
        spec: { expiresAt: LONG_AGO },
      }),
    };
    await gateway.entryOf('any');
    await world.startController();
    await world.settled();
    for (const [what, state] of [
      ['byPortal', 'Approved'],
      ['byHand', 'Approved'],
      ['rejected', 'Denied'],
      ['waiting', 'Pending'],
      ['expired', 'Expired'],
    ] as const) {
      const { key, decision } = left[what];
      const apiKey = await world.keyBecomes(key, state);
      expect(apiKey.status).not.toHaveProperty('approved');
      expect(apiKey.status?.conditions).toMatchObject([
        { type: state, status: 'True', lastTransitionTime: LONG_AGO },
      ]);
      const request = await world.findRequest(product, key);
      expect(request?.status).toEqual({
        conditions: apiKey.status?.conditions,
      });
      expect(request?.metadata.annotations?.[ANNOTATIONS.apiKeyUid]).toBe(
        apiKey.metadata.uid,
      );
      const found =
        decision &&
        (await world.client.get<APIKeyApproval>(apiKeyApprovals, decision));
      expect(
        decision === undefined ||
          found?.metadata.annotations?.[ANNOTATIONS.boundTo]?.includes(
            apiKey.metadata.uid ?? '-',
          ),
      ).toBe(true);
    }
    for (const { key } of [left.byPortal, left.byHand]) {
      const value = `value-of-${key.namespace}`;
      await world.enforcedValueBecomes(key, value);
      await gatewayKnows(value, {
        [ANNOTATIONS.keyId]: `${key.namespace}/${key.name}`,
        [ANNOTATIONS.planId]: 'silver',
      });
    }
    expect(gateway.gaps).toEqual([]);
  });
});
