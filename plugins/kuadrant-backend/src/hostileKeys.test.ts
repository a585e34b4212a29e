import {
  ANNOTATIONS,
  type APIKey,
  apiKeyApprovals,
  apiKeys,
  consumerNamespaceName,
  type KeyView,
  type KubernetesObject,
  LABELS,
  type ObjectRef,
  type RequestView,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { guardedRoute, installKuadrant } from './__testUtils__/guardedRoute';
import { userRef } from './__testUtils__/personas';
import { TestPortal } from './__testUtils__/TestPortal';
import { until } from './__testUtils__/World';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const OWNERS = 'group:default/api-owners';

let portal: TestPortal;
let count = 0;

beforeAll(async () => {
  portal = await TestPortal.start({ controller: true });
  await installKuadrant(portal.world);
  await guardedRoute(portal.world, TOYSTORE);
});

afterEach(() => portal.world.clear());

afterAll(() => portal?.stop());

async function product(approvalMode: 'manual' | 'automatic') {
  const ref = { namespace: 'toystore', name: `product-${(count += 1)}` };
  const { apiProducts } = portal.world.kuadrant.caches;
  await apiProducts.create({
    apiVersion: 'devportal.kuadrant.io/v1alpha1',
    kind: 'APIProduct',
    metadata: { ...ref, annotations: { [ANNOTATIONS.owner]: OWNERS } },
    spec: {
      displayName: ref.name,
      approvalMode,
      publishStatus: 'Published',
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: 'toystore',
      },
    },
  });
  await until(
    () => apiProducts.get(ref)?.status?.discoveredPlans?.length === 2,
  );
  return ref;
}

/** As with kubectl: whatever the schema takes. */
async function keyByHand(
  apiProduct: ObjectRef,
  spec: Partial<APIKey['spec']> = {},
  namespace = 'by-hand',
): Promise<ObjectRef> {
  const ref = { namespace, name: `key-${(count += 1)}` };
  await portal.world.namespace(ref.namespace);
  const { client } = portal.world.kuadrant;
  await client.create(secrets, {
    metadata: ref,
    data: { api_key: Buffer.from(ref.name).toString('base64') },
  } as KubernetesObject);
  await client.create(apiKeys, {
    metadata: ref,
    spec: {
      apiProductRef: apiProduct,
      secretRef: { name: ref.name },
      planTier: 'silver',
      useCase: 'Tests',
      requestedBy: {
        userId: userRef('consumer1'),
        email: 'consumer1@example.com',
      },
      ...spec,
    },
  });
  return ref;
}

const patchSpec = (key: ObjectRef, spec: object) =>
  portal.world.kuadrant.client.patch(apiKeys, key, { spec }, { type: 'merge' });

const stateIs = (key: ObjectRef, state: string) =>
  until(async () => {
    const { status } = await portal.world.read<APIKey>(apiKeys, key);
    return (status?.conditions ?? []).some(({ type }) => type === state);
  }, 10_000);

/** What the gateway knows of a key; undefined where it knows nothing. */
async function enforced({ namespace, name }: ObjectRef) {
  const all = await portal.world.list(secrets, 'kuadrant-system');
  return all.find(
    ({ metadata: { labels = {} } }) =>
      labels[LABELS.apiKey] === name &&
      labels[LABELS.apiKeyNamespace] === namespace,
  )?.metadata.annotations;
}

async function requestOf(key: ObjectRef): Promise<RequestView> {
  let found: RequestView | undefined;
  await until(async () => {
    const { body } = await portal.call('owner1', 'GET', '/requests?limit=500');
    found = (body.items as RequestView[]).find(
      ({ spec }) => spec.apiKeyRef.name === key.name,
    );
    return found !== undefined;
  }, 10_000);
  return found!;
}

async function review(key: ObjectRef, decision: 'approve' | 'reject') {
  const { metadata, revision } = await requestOf(key);
  return portal.call(
    'owner1',
    'POST',
    `/requests/${metadata.namespace}/${metadata.name}/${decision}`,
    { revision },
  );
}

const LONG = 'x'.repeat(600);
const requester = (userId: string) => ({
  requestedBy: { userId, email: 'consumer1@example.com' },
});
const ODD_REQUESTERS = {
  'a bidirectional control': requester('user:default/con\u202Esumer1'),
  'a control character': requester('user:default/con\u0007sumer1'),
  'more characters than any entity reference': requester(
    `user:default/${LONG}`,
  ),
  'more characters than are shown': requester(`user:default/${LONG.repeat(5)}`),
  nothing: requester(''),
};
const ODD_CHANGES = {
  'a plan of 600 characters': { planTier: LONG },
  'a plan with controls': { planTier: 'gold\u0007\u202E' },
  'an offset that no clock has': { expiresAt: '2030-01-01T00:00:00+99:00' },
  'a fraction after a letter': { expiresAt: '2030-01-01T00:00:00x5Z' },
};

describe('a key made by hand', () => {
  it.each(Object.entries(ODD_REQUESTERS))(
    'whose requester has %s is revoked by the owner, also at the gateway',
    async (_, spec) => {
      const key = await keyByHand(await product('automatic'), spec);
      await stateIs(key, 'Approved');
      const known = await enforced(key);
      expect(known?.[ANNOTATIONS.userId]).toMatch(/^[^\p{Cc}\u202E]{0,1024}$/u);
      expect((await review(key, 'reject')).status).toBe(200);
      await stateIs(key, 'Denied');
      expect(await enforced(key)).toBeUndefined();
    },
  );

  it.each(Object.entries(ODD_REQUESTERS))(
    'whose requester has %s is approved by the owner',
    async (_, spec) => {
      const key = await keyByHand(await product('manual'), spec);
      await stateIs(key, 'Pending');
      expect((await review(key, 'approve')).status).toBe(200);
      await stateIs(key, 'Approved');
    },
  );

  it.each(Object.entries(ODD_CHANGES))(
    'that changes to %s can be revoked',
    async (_, spec) => {
      const key = await keyByHand(await product('manual'));
      await stateIs(key, 'Pending');
      expect((await review(key, 'approve')).status).toBe(200);
      await stateIs(key, 'Approved');
      const before = await requestOf(key);
      await patchSpec(key, spec);
      await until(
        async () => (await requestOf(key)).revision !== before.revision,
      );
      // The change, then the key.
      expect((await review(key, 'reject')).status).toBe(200);
      await review(key, 'reject');
      await until(async () => !(await enforced(key)));
      expect((await requestOf(key)).actions).not.toContain('reject');
    },
  );

  it.each([
    ['2030-01-01T00:00:00+99:00', 'manual'],
    ['2030-01-01T00:00:00+99:00', 'automatic'],
  ] as const)(
    'with the expiry %s never works (approval: %s)',
    async (expiresAt, mode) => {
      const key = await keyByHand(await product(mode), { expiresAt });
      await stateIs(key, 'Expired');
      const { status, body } = await review(key, 'approve');
      expect({ status, code: body.error?.code }).toEqual({
        status: 409,
        code: 'conflict',
      });
    },
  );

  it('is revoked in spite of an approval that says to be of the year 9999', async () => {
    const ref = await product('manual');
    const key = await keyByHand(ref);
    await stateIs(key, 'Pending');
    const request = await requestOf(key);
    const { client } = portal.world.kuadrant;
    const approval = await client.create(apiKeyApprovals, {
      metadata: { namespace: ref.namespace, name: `${key.name}-for-ever` },
      spec: {
        apiKeyRequestRef: { name: request.metadata.name },
        approved: true,
        reviewedBy: userRef('owner2'),
        reviewedAt: '9999-12-31T23:59:59.999Z',
      },
    });
    await stateIs(key, 'Approved');
    await until(
      async () => (await requestOf(key)).revision !== request.revision,
    );
    // Times of creation have no fractions: of two in the same second neither is later.
    const { creationTimestamp = '' } = approval.metadata;
    await until(() => Date.now() >= Date.parse(creationTimestamp) + 1000);
    expect((await review(key, 'reject')).status).toBe(200);
    await stateIs(key, 'Denied');
  });
});

describe('a key made by hand in the name of somebody else', () => {
  const request = async (apiProduct: ObjectRef) => {
    const { status, body } = await portal.call(
      'consumer2',
      'POST',
      '/apikeys',
      {
        apiProduct,
        planTier: 'silver',
        useCase: 'Tests',
      },
    );
    expect(status).toBe(201);
    return body as KeyView;
  };

  it('says so to its reviewer and to whom it names, as one made by the portal does not', async () => {
    const ref = await product('manual');
    const planted = await keyByHand(ref, requester(userRef('consumer2')));
    const own = await request(ref);
    expect(own.requesterUnverified).toBeUndefined();
    expect(await requestOf(planted)).toMatchObject({
      requesterUnverified: true,
    });
    expect(
      (await requestOf(own.metadata as ObjectRef)).requesterUnverified,
    ).toBeUndefined();
    const { body } = await portal.call('consumer2', 'GET', '/apikeys');
    const unverified = (body.items as KeyView[]).filter(
      each => each.requesterUnverified,
    );
    expect(unverified.map(({ metadata }) => metadata.name)).toEqual([
      planted.name,
    ]);
    expect(body.totalItems).toBe(2);
  });

  it('is not believed for lying in a namespace that is only named as that of the requester', async () => {
    const ref = await product('manual');
    const namespace = consumerNamespaceName('user:default/stranger');
    await portal.world.namespace(namespace);
    const planted = await keyByHand(
      ref,
      requester('user:default/stranger'),
      namespace,
    );
    expect(await requestOf(planted)).toMatchObject({
      requesterUnverified: true,
    });
  });

  it('keeps nobody from requesting keys themselves', async () => {
    const ref = await product('manual');
    for (let index = 0; index < 12; index++) {
      await keyByHand(ref, requester(userRef('consumer2')));
    }
    const { apiKeys: keys } = portal.world.kuadrant.caches;
    await until(() => keys.list().length === 12);
    expect((await request(ref)).state).toBe('Pending');
  });
});
