import {
  ANNOTATIONS,
  enforcementSecretName,
  extensionValue,
  secrets,
  DECISION_BINDING,
  type KeyView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { guardedRoute, installKuadrant } from './__testUtils__/guardedRoute';
import { userRef } from './__testUtils__/personas';
import { TestPortal } from './__testUtils__/TestPortal';
import { until } from './__testUtils__/World';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start({ controller: true });
  await installKuadrant(portal.world);
  await guardedRoute(portal.world, TOYSTORE);
});

afterAll(() => portal?.stop());

const spec = {
  displayName: 'Toystore',
  publishStatus: 'Published' as const,
  targetRef: {
    group: 'gateway.networking.k8s.io' as const,
    kind: 'HTTPRoute' as const,
    name: 'toystore',
  },
};

async function product(approvalMode: 'manual' | 'automatic') {
  const { apiProducts } = portal.world.kuadrant.caches;
  await apiProducts.create({
    apiVersion: 'devportal.kuadrant.io/v1alpha1',
    kind: 'APIProduct',
    metadata: {
      ...TOYSTORE,
      annotations: { [ANNOTATIONS.owner]: userRef('owner1') },
    },
    spec: { ...spec, approvalMode },
  });
  await until(
    () => apiProducts.get(TOYSTORE)?.status?.discoveredPlans?.length === 2,
  );
}

const request = () =>
  portal.call('consumer1', 'POST', '/apikeys', {
    apiProduct: TOYSTORE,
    planTier: 'silver',
    useCase: 'Tests',
  });

it('keys that are left when a product is deleted never wake up in another of its name', async () => {
  await product('automatic');
  const { status, body } = await request();
  expect(status).toBe(201);
  const key: KeyView = body;
  const path = `/apikeys/${key.metadata.namespace}/${key.metadata.name}`;
  const state = async () =>
    (await portal.call('consumer1', 'GET', path)).body.state;
  await until(async () => (await state()) === 'Approved');
  const before = portal.world.kuadrant.caches.apiKeyApprovals.list();
  expect(
    before.map(each => extensionValue(DECISION_BINDING, each)?.productUid),
  ).toEqual([
    portal.world.kuadrant.caches.apiProducts.get(TOYSTORE)!.metadata.uid,
  ]);

  // Deleted by kubectl, or while people request: the key is left.
  await portal.world.kuadrant.caches.apiProducts.delete(TOYSTORE);
  await until(async () => (await state()) === 'Failed');
  await product('manual');
  await until(async () => (await state()) === 'Pending');
  const { body: seen } = await portal.call('consumer1', 'GET', path);
  expect(seen).toMatchObject({ decisions: [], reveal: { available: false } });
  expect(seen.approved).toBeUndefined();
  const enforced = await portal.world.list(secrets, 'kuadrant-system');
  const { namespace = '', name } = key.metadata;
  expect(enforced.map(({ metadata }) => metadata.name)).not.toContain(
    enforcementSecretName({ namespace, name }),
  );
  await portal.world.clear();
});

it('a cascade while people request leaves no key that works', async () => {
  await product('automatic');
  const keys = await Promise.all(Array.from({ length: 3 }, request));
  expect(keys.map(({ status }) => status)).toEqual([201, 201, 201]);
  const [deleted, ...late] = await Promise.all([
    portal.call(
      'owner1',
      'DELETE',
      '/apiproducts/toystore/toystore?cascade=true',
    ),
    ...Array.from({ length: 4 }, request),
  ]);
  expect(deleted.status).toBe(204);
  late.forEach(({ status }) => expect([201, 404, 409]).toContain(status));
  const { caches } = portal.world.kuadrant;
  await until(() =>
    caches.apiKeys
      .list()
      .every(({ status }) =>
        status?.conditions?.some(
          ({ type, status: is }) => type === 'Failed' && is === 'True',
        ),
      ),
  );
  await product('manual');
  await until(() =>
    caches.apiKeys
      .list()
      .every(({ status }) =>
        status?.conditions?.some(
          ({ type, status: is }) => type === 'Pending' && is === 'True',
        ),
      ),
  );
  const { body } = await portal.call('consumer1', 'GET', '/apikeys');
  expect(body.items.filter((item: KeyView) => item.approved)).toEqual([]);
});
