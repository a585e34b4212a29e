import {
  ANNOTATIONS,
  type KeyView,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { guardedRoute, installKuadrant } from './__testUtils__/guardedRoute';
import { PERSONAS, userRef, type Persona } from './__testUtils__/personas';
import { TestPortal } from './__testUtils__/TestPortal';
import { until } from './__testUtils__/World';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const OWNERS = 'group:default/api-owners';

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start({
    controller: true,
    config: { kuadrant: { approvals: { allowSelfReview: false } } },
    entities: PERSONAS.map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name, namespace: 'default' },
      spec: { profile: { email: `${name}@example.com` } },
      relations:
        name === 'owner1' || name === 'platform1'
          ? [{ type: 'memberOf', targetRef: OWNERS }]
          : [],
    })),
  });
  await installKuadrant(portal.world);
  await guardedRoute(portal.world, TOYSTORE);
});

afterEach(() => portal.world.clear());

afterAll(() => portal?.stop());

async function product(approvalMode: 'manual' | 'automatic', name: string) {
  const ref = { namespace: 'toystore', name };
  await portal.world.kuadrant.caches.apiProducts.create({
    apiVersion: 'devportal.kuadrant.io/v1alpha1',
    kind: 'APIProduct',
    metadata: { ...ref, annotations: { [ANNOTATIONS.owner]: OWNERS } },
    spec: {
      displayName: name,
      approvalMode,
      publishStatus: 'Published',
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: 'toystore',
      },
    },
  });
  const { apiProducts } = portal.world.kuadrant.caches;
  await until(
    () => apiProducts.get(ref)?.status?.discoveredPlans?.length === 2,
  );
  return ref;
}

async function request(who: Persona, apiProduct: ObjectRef): Promise<KeyView> {
  const { status, body } = await portal.call(who, 'POST', '/apikeys', {
    apiProduct,
    planTier: 'silver',
    useCase: 'Tests',
  });
  expect(status).toBe(201);
  await until(() =>
    portal.world.kuadrant.caches.apiKeyRequests
      .list()
      .some(
        each =>
          each.spec.apiKeyRef.name === body.metadata.name &&
          each.status?.conditions !== undefined,
      ),
  );
  return body;
}

const pathOf = ({ metadata }: KeyView) =>
  `/apikeys/${metadata.namespace}/${metadata.name}`;
const seen = async (who: Persona, key: KeyView): Promise<KeyView> =>
  (await portal.call(who, 'GET', pathOf(key))).body;
const approved = (who: Persona, key: KeyView) =>
  until(async () => (await seen(who, key)).state === 'Approved');

describe('where nobody may review their own request', () => {
  it('an automatic product leaves requests of its own owners to others', async () => {
    const ref = await product('automatic', 'automatic');
    const own = await request('owner1', ref);
    const other = await request('consumer1', ref);
    await approved('consumer1', other);
    // The controller was done with it before the other one.
    expect(await seen('owner1', own)).toMatchObject({
      state: 'Pending',
      decisions: [],
    });
    const { body } = await portal.call('owner1', 'GET', '/requests');
    expect(
      body.items.find(
        (item: { spec: { apiKeyRef: ObjectRef } }) =>
          item.spec.apiKeyRef.name === own.metadata.name,
      ),
    ).toMatchObject({ awaitingReview: true, ownRequest: true, actions: [] });
  });

  it('no switch to automatic approves the request of an owner, be it the one who switches or another', async () => {
    const ref = await product('manual', 'switched');
    const keys = {
      owner1: await request('owner1', ref),
      // Of the group in the catalog, though not by the credentials with which it was requested.
      platform1: await request('platform1', ref),
      consumer1: await request('consumer1', ref),
    };
    const switched = await portal.call(
      'owner1',
      'PATCH',
      '/apiproducts/toystore/switched',
      { approvalMode: 'automatic' },
    );
    expect([switched.status, switched.body.approvedPending]).toEqual([200, 1]);
    await approved('consumer1', keys.consumer1);
    await portal.call('owner1', 'PATCH', '/apiproducts/toystore/switched', {
      approvalMode: 'manual',
    });
    for (const who of ['owner1', 'platform1'] as const) {
      expect([who, (await seen(who, keys[who])).decisions]).toEqual([who, []]);
    }
    // Somebody else decides.
    const name = portal.world.kuadrant.caches.apiKeyRequests
      .list()
      .find(({ spec }) => spec.apiKeyRef.name === keys.owner1.metadata.name)!;
    const path = `/requests/toystore/${name.metadata.name}/approve`;
    const revision = await portal.revisionOf(name);
    expect(
      (await portal.call('owner1', 'POST', path, { revision })).body.error.code,
    ).toBe('selfReviewForbidden');
    expect(
      (await portal.call('admin1', 'POST', path, { revision })).status,
    ).toBe(200);
    await approved('owner1', keys.owner1);
    expect((await seen('owner1', keys.owner1)).decisions).toMatchObject([
      { reviewedBy: userRef('admin1') },
    ]);
  });

  it('no switch approves the own request of an administrator, or of those who own the product after it', async () => {
    const ref = await product('manual', 'moved');
    const keys = {
      admin1: await request('admin1', ref),
      owner2: await request('owner2', ref),
      consumer1: await request('consumer1', ref),
    };
    const switched = await portal.call(
      'admin1',
      'PATCH',
      '/apiproducts/toystore/moved',
      { approvalMode: 'automatic', owner: userRef('owner2') },
    );
    expect([switched.status, switched.body.approvedPending]).toEqual([200, 1]);
    await approved('consumer1', keys.consumer1);
    for (const who of ['admin1', 'owner2'] as const) {
      expect([who, (await seen(who, keys[who])).state]).toEqual([
        who,
        'Pending',
      ]);
    }
  });

  it('an automatic product leaves requests of administrators to others, who could have made it automatic before', async () => {
    const ref = await product('manual', 'back-and-forth');
    const mode = (approvalMode: string) =>
      portal.call('admin1', 'PATCH', `/apiproducts/toystore/${ref.name}`, {
        approvalMode,
      });
    expect((await mode('automatic')).status).toBe(200);
    const own = await request('admin1', ref);
    const other = await request('consumer1', ref);
    await approved('consumer1', other);
    expect(await seen('admin1', own)).toMatchObject({
      state: 'Pending',
      decisions: [],
    });
    // Nor by a change of a key that was approved by somebody else.
    const name = portal.world.kuadrant.caches.apiKeyRequests
      .list()
      .find(({ spec }) => spec.apiKeyRef.name === own.metadata.name)!;
    const revision = await portal.revisionOf(name);
    const path = `/requests/toystore/${name.metadata.name}/approve`;
    await portal.call('owner1', 'POST', path, { revision });
    await approved('admin1', own);
    await portal.call('admin1', 'PATCH', pathOf(own), { planTier: 'gold' });
    await portal.call('consumer1', 'PATCH', pathOf(other), {
      planTier: 'gold',
    });
    await until(
      async () => (await seen('consumer1', other)).pendingChange === undefined,
    );
    expect((await seen('admin1', own)).pendingChange).toBeDefined();
  });
});
