import {
  apiKeys,
  apiProducts,
  enforcementSecretName,
  LABELS,
  secrets,
  type KeyView,
  type KubernetesObject,
  type RequestView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import { isApiKeyValue } from './keys/apiKeyValue';
import { userRef, type Persona } from './__testUtils__/personas';
import { guardedRoute, installKuadrant } from './__testUtils__/guardedRoute';
import { TestPortal } from './__testUtils__/TestPortal';
import { until } from './__testUtils__/World';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const GAMESTORE = { namespace: 'gamestore', name: 'gamestore' };
let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start({ controller: true, pruned: true });
  const { world } = portal;
  await installKuadrant(world);
  for (const ref of [TOYSTORE, GAMESTORE]) {
    await guardedRoute(world, ref);
  }
  await createProduct('owner1', TOYSTORE, 'manual');
  await createProduct('owner2', GAMESTORE, 'automatic');
});

afterAll(() => portal?.stop());

async function createProduct(
  owner: Persona,
  ref: { namespace: string; name: string },
  approvalMode: 'manual' | 'automatic',
) {
  const { status } = await portal.call(owner, 'POST', '/apiproducts', {
    ...ref,
    owner: owner === 'owner1' ? 'group:default/api-owners' : userRef(owner),
    spec: {
      displayName: ref.name,
      approvalMode,
      publishStatus: 'Published',
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: ref.name,
      },
    },
  });
  expect(status).toBe(201);
  await until(
    () =>
      portal.world.kuadrant.caches.apiProducts.get(ref)?.status?.discoveredPlans
        ?.length === 2,
  );
}

async function ask(who: Persona, product: object): Promise<KeyView> {
  const { status, body } = await portal.call(who, 'POST', '/apikeys', {
    apiProduct: product,
    planTier: 'silver',
    useCase: 'Nightly stock import',
  });
  expect(status).toBe(201);
  return body;
}

const pathOf = ({ metadata }: KubernetesObject) =>
  `${metadata.namespace}/${metadata.name}`;

/** Decides on what the reviewer sees at that moment. */
async function decide(
  who: Persona,
  verdict: 'approve' | 'reject',
  request: RequestView,
  message?: string,
) {
  return portal.call(who, 'POST', `/requests/${pathOf(request)}/${verdict}`, {
    revision: await portal.revisionOf(request),
    ...(message && { message }),
  });
}

async function keyIn(
  who: Persona,
  key: KeyView,
  state: string,
): Promise<KeyView> {
  let seen: KeyView | undefined;
  await until(async () => {
    const { body } = await portal.call(who, 'GET', `/apikeys/${pathOf(key)}`);
    seen = body;
    return body.state === state;
  });
  return seen!;
}

async function requestFor(who: Persona, key: KeyView): Promise<RequestView> {
  let found: RequestView | undefined;
  await until(async () => {
    const { body } = await portal.call(
      who,
      'GET',
      '/requests?awaitingReview=true',
    );
    found = body.items.find(
      (item: RequestView) => item.spec.apiKeyRef.name === key.metadata.name,
    );
    return found !== undefined;
  });
  return found!;
}

/** What the gateway would know the key by. */
async function enforced(
  key: KeyView,
  value?: 'previous',
): Promise<string | undefined> {
  const { namespace = '', name } = key.metadata;
  try {
    const secret = (await portal.world.read(secrets, {
      namespace: 'kuadrant-system',
      name: enforcementSecretName({ namespace, name }, value),
    })) as KubernetesObject & { data: Record<string, string> };
    return Buffer.from(secret.data.api_key, 'base64').toString();
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

describe("with the real controller, on Kuadrant's schemas", () => {
  it('a key is asked for, approved, shown once, rotated, and deleted', async () => {
    const key = await ask('consumer1', TOYSTORE);
    const request = await requestFor('owner1', key);
    expect(request).toMatchObject({
      spec: { useCase: 'Nightly stock import' },
      actions: ['approve', 'reject'],
    });
    expect((await decide('owner2', 'approve', request)).status).toBe(404);
    const approved = await decide('owner1', 'approve', request, 'Welcome');
    expect(approved.body).toMatchObject({
      state: 'Approved',
      message: 'API key request approved by user:default/owner1: Welcome',
    });

    const ready = await keyIn('consumer1', key, 'Approved');
    expect(ready).toMatchObject({
      reveal: { available: true },
      status: { apiHostname: 'toystore.localhost', limits: { daily: 50 } },
      decisions: [{ reviewedBy: userRef('owner1'), message: 'Welcome' }],
      limitsScope: 'shared',
    });
    const { body } = await portal.call(
      'consumer1',
      'POST',
      `/apikeys/${pathOf(key)}/reveal`,
    );
    expect(isApiKeyValue(body.apiKey)).toBe(true);
    expect(await enforced(key)).toBe(body.apiKey);

    await portal.call('consumer1', 'POST', `/apikeys/${pathOf(key)}/rotate`);
    const shown = await portal.call(
      'consumer1',
      'POST',
      `/apikeys/${pathOf(key)}/reveal`,
    );
    expect(shown.body.apiKey).not.toBe(body.apiKey);
    await until(
      async () =>
        (await enforced(key)) === shown.body.apiKey &&
        (await enforced(key, 'previous')) === body.apiKey,
    );
    await portal.call(
      'consumer1',
      'DELETE',
      `/apikeys/${pathOf(key)}/rotation`,
    );
    await until(async () => (await enforced(key, 'previous')) === undefined);

    expect(
      (await portal.call('consumer1', 'DELETE', `/apikeys/${pathOf(key)}`))
        .status,
    ).toBe(204);
    await until(async () => (await enforced(key)) === undefined);
    await until(
      async () =>
        (await portal.world.list(secrets, key.metadata.namespace)).filter(
          ({ metadata }) =>
            metadata.labels?.[LABELS.apiKey] === key.metadata.name,
        ).length === 0,
    );
  });

  it('a request on a product with automatic approval is approved at once', async () => {
    const key = await ask('consumer2', GAMESTORE);
    const approved = await keyIn('consumer2', key, 'Approved');
    expect(approved.decisions).toMatchObject([
      { approved: true, automatic: true },
    ]);
  });

  it('stores nothing that those schemas prune', async () => {
    const { client } = portal.world.kuadrant;
    const product = await client.patch(
      apiProducts,
      TOYSTORE,
      { spec: { keyLifetime: { maxDays: 7 } } },
      { type: 'merge' },
    );
    expect(product).not.toHaveProperty('spec.keyLifetime');
    const { body } = await portal.call(
      'owner1',
      'PATCH',
      '/apiproducts/toystore/toystore',
      {
        keyLifetime: { defaultDays: 7 },
      },
    );
    expect(body.spec.keyLifetime).toEqual({ defaultDays: 7 });
    const read = await portal.call(
      'consumer1',
      'GET',
      '/apiproducts/toystore/toystore',
    );
    expect(read.body.spec.keyLifetime).toEqual({ defaultDays: 7 });
  });

  it('a change of plan waits for the owner while the approved plan holds', async () => {
    const key = await ask('consumer1', TOYSTORE);
    const request = await requestFor('owner1', key);
    await decide('owner1', 'approve', request);
    await keyIn('consumer1', key, 'Approved');
    const edited = await portal.call(
      'consumer1',
      'PATCH',
      `/apikeys/${pathOf(key)}`,
      {
        planTier: 'gold',
      },
    );
    expect(edited.body.pendingChange).toEqual({
      planTier: { from: 'silver', to: 'gold' },
    });
    const change = await requestFor('owner1', key);
    expect(change.pendingChange).toEqual(edited.body.pendingChange);
    const refused = await decide('owner1', 'reject', change, 'Silver will do');
    expect(refused.body).toMatchObject({
      state: 'Approved',
      pendingChange: { refused: { message: 'Silver will do' } },
    });
    const agreed = await decide('owner1', 'approve', change);
    expect(agreed.status).toBe(200);
    await until(
      async () =>
        (await keyIn('consumer1', key, 'Approved')).approved?.planTier ===
        'gold',
    );
    const revoked = await decide('owner1', 'reject', change, 'It leaked');
    expect(revoked.body.state).toBe('Denied');
    await until(async () => (await enforced(key)) === undefined);
    expect((await keyIn('consumer1', key, 'Denied')).message).toContain(
      'It leaked',
    );
  });

  it('races end in one consistent state', async () => {
    const [deleted, edited] = await Promise.all([
      ask('consumer1', TOYSTORE),
      ask('consumer1', TOYSTORE),
    ]);
    const [one, other] = [
      await requestFor('owner1', deleted),
      await requestFor('owner1', edited),
    ];
    // Approved and deleted at the same time: nothing stays in force.
    const approveDelete = await Promise.all([
      decide('owner1', 'approve', one),
      portal.call('consumer1', 'DELETE', `/apikeys/${pathOf(deleted)}`),
    ]);
    expect([200, 404, 409]).toContain(approveDelete[0].status);
    expect(approveDelete[1].status).toBe(204);
    await until(async () => {
      const left = await portal.world.list(apiKeys, deleted.metadata.namespace);
      return (
        !left.some(({ metadata }) => metadata.name === deleted.metadata.name) &&
        (await enforced(deleted)) === undefined
      );
    });
    // Edited and approved at the same time: what is in force is what the owner saw, or nothing is.
    const revision = await portal.revisionOf(other);
    const [edit, approve] = await Promise.all([
      portal.call('consumer1', 'PATCH', `/apikeys/${pathOf(edited)}`, {
        planTier: 'gold',
      }),
      portal.call('owner1', 'POST', `/requests/${pathOf(other)}/approve`, {
        revision,
      }),
    ]);
    expect(edit.status).toBe(200);
    expect([200, 409]).toContain(approve.status);
    const isApproved = approve.status === 200;
    const state = isApproved ? 'Approved' : 'Pending';
    const key = await keyIn('consumer1', edited, state);
    expect([
      approve.body.error?.code,
      key.approved?.planTier,
      key.requested.planTier,
    ]).toEqual([
      isApproved ? undefined : 'requestChanged',
      isApproved ? 'silver' : undefined,
      'gold',
    ]);
  });
});
