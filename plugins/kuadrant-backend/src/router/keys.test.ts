import {
  ANNOTATIONS,
  apiKeys,
  LABELS,
  namespaces,
  secrets,
  type APIKey,
  type KeyView,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isApiKeyValue } from '../keys/apiKeyValue';
import { userRef } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
type Secret = KubernetesObject & { data: Record<string, string> };

jest.setTimeout(600_000);

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start();
}, 600_000);

afterAll(() => portal?.stop());

beforeEach(async () => {
  await portal.world.product(TOYSTORE, 'group:default/api-owners');
  portal.audit.length = 0;
});

afterEach(() => portal.world.clear());

const path = ({ metadata }: KubernetesObject) =>
  `/apikeys/${metadata.namespace}/${metadata.name}`;

const asked = {
  apiProduct: TOYSTORE,
  planTier: 'silver',
  useCase: 'Nightly stock import',
};

describe('asking for a key', () => {
  it('makes namespace, Secret and APIKey in the name of the caller', async () => {
    const answer = await portal.call('consumer1', 'POST', '/apikeys', asked);
    expect(answer.body).toMatchObject({
      kind: 'APIKey',
      spec: {
        apiProductRef: TOYSTORE,
        planTier: 'silver',
        useCase: 'Nightly stock import',
        requestedBy: {
          userId: userRef('consumer1'),
          email: 'consumer1@example.com',
        },
      },
      product: { ...TOYSTORE, owner: 'group:default/api-owners' },
      state: 'Pending',
      reveal: { available: false },
      actions: ['update', 'delete'],
    });
    expect(answer.status).toBe(201);
    const { metadata, spec } = answer.body as KeyView;
    expect(metadata.name).toMatch(/^toystore-[a-z0-9]{6}$/);
    expect(metadata.namespace).toMatch(/^kuadrant-consumer1-[0-9a-f]{8}$/);

    const namespace = await portal.world.read(namespaces, {
      name: metadata.namespace!,
    });
    expect(namespace.metadata.labels?.[LABELS.consumerNamespace]).toBe('true');
    const secret = (await portal.world.read(secrets, {
      namespace: metadata.namespace,
      name: spec.secretRef.name,
    })) as Secret;
    const value = Buffer.from(secret.data.api_key, 'base64').toString();
    expect(isApiKeyValue(value)).toBe(true);
    expect(secret.metadata.labels?.[LABELS.apiKey]).toBe(metadata.name);
    expect(secret.metadata.ownerReferences).toMatchObject([
      { kind: 'APIKey', name: metadata.name, uid: metadata.uid },
    ]);
    expect(
      JSON.stringify([answer.body, answer.headers, portal.audit]),
    ).not.toContain(value);
    expect(portal.audit).toMatchObject([
      { eventId: 'create-api-key', status: 'initiated' },
      {
        eventId: 'create-api-key',
        status: 'succeeded',
        meta: { product: 'toystore/toystore', name: metadata.name },
      },
    ]);

    const own = await portal.call('consumer1', 'GET', '/apikeys');
    expect(own.body).toMatchObject({
      totalItems: 1,
      counts: { Pending: 1, Approved: 0 },
    });
    const others = await portal.call('consumer2', 'GET', '/apikeys?scope=all');
    expect(others.body).toMatchObject({ totalItems: 0, items: [] });
  });

  it('takes nothing about the caller from the body', async () => {
    const answer = await portal.call('consumer1', 'POST', '/apikeys', {
      ...asked,
      namespace: 'toystore',
      requestedBy: { userId: userRef('admin1') },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.fields).toEqual([
      { path: 'namespace', message: 'is not known here' },
      { path: 'requestedBy', message: 'is not known here' },
    ]);
  });

  it("never uses a namespace that is not the portal's", async () => {
    const first = await portal.call('consumer2', 'POST', '/apikeys', asked);
    const { namespace } = first.body.metadata;
    await portal.world.kuadrant.client.patch(
      namespaces,
      { name: namespace },
      { metadata: { labels: { [LABELS.consumerNamespace]: null } } },
      { type: 'merge' },
    );
    const answer = await portal.call('consumer2', 'POST', '/apikeys', asked);
    expect(answer.status).toBe(409);
    expect(answer.body.error.message).toContain(namespace);
    const left = await portal.world.list(secrets, namespace);
    expect(left).toHaveLength(1);
  });

  it('says which plan, expiry or product is wrong', async () => {
    const expectations = [
      [{ planTier: 'platinum' }, 422, 'planTier: must be one of gold, silver'],
      [{ expiresAt: '2020-01-01T00:00:00Z' }, 422, 'expiresAt: must lie in'],
      [{ expiresAt: 'tomorrow' }, 400, 'expiresAt: must be a time with'],
      [{ useCase: '   ' }, 400, 'useCase: must not be empty'],
      [{ useCase: 'x'.repeat(501) }, 400, 'useCase: must have at most 500'],
      [{ apiProduct: { ...TOYSTORE, name: 'x' } }, 404, 'toystore/x'],
      [{ apiProduct: { ...TOYSTORE, name: 'X!' } }, 400, 'apiProduct.name: '],
    ] as const;
    for (const [change, status, message] of expectations) {
      const answer = await portal.call('consumer1', 'POST', '/apikeys', {
        ...asked,
        ...change,
      });
      expect([answer.status, answer.body.error.message]).toEqual([
        status,
        expect.stringContaining(message),
      ]);
    }
    const strict = { namespace: 'toystore', name: 'strict' };
    await portal.world.product(strict, undefined, {
      keyLifetime: { maxDays: 30 },
    });
    const forever = await portal.call('consumer1', 'POST', '/apikeys', {
      ...asked,
      apiProduct: strict,
    });
    expect(forever.status).toBe(422);
    expect(forever.body.error.fields).toEqual([
      { path: 'expiresAt', message: expect.stringContaining('30 days') },
    ]);
    const services = await portal.call('service', 'POST', '/apikeys', asked);
    expect(services.status).toBe(403);
    await portal.world.product({ ...TOYSTORE, name: 'draft' }, undefined, {
      publishStatus: 'Draft',
    });
    const draft = await portal.call('admin1', 'POST', '/apikeys', {
      ...asked,
      apiProduct: { ...TOYSTORE, name: 'draft' },
    });
    expect(draft.status).toBe(409);
  });
});

describe('the value of a key', () => {
  const create = (state: 'Approved' | 'Pending') =>
    portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'key',
      state,
      value: 'the-secret-value',
    });

  it('is shown once, to the requester only, after the approval', async () => {
    const { key } = await create('Pending');
    const reveal = (who: 'consumer1' | 'consumer2' | 'admin1') =>
      portal.call(who, 'POST', `${path(key)}/reveal`);

    expect((await reveal('consumer1')).status).toBe(409);
    await portal.world.setState(
      { namespace: key.metadata.namespace!, name: 'key' },
      TOYSTORE,
      { state: 'Approved' },
    );
    expect((await reveal('consumer2')).status).toBe(404);
    expect((await reveal('admin1')).status).toBe(403);

    const shown = await reveal('consumer1');
    expect(shown.status).toBe(200);
    expect(shown.body).toEqual({ apiKey: 'the-secret-value' });
    expect(shown.headers['cache-control']).toBe('no-store');
    const again = await reveal('consumer1');
    expect(again.status).toBe(410);
    const view = await portal.call('consumer1', 'GET', path(key));
    expect(view.body.reveal).toEqual({
      available: false,
      revealedAt: expect.any(String),
    });
    expect(
      portal.audit.map(({ eventId, status }) => `${eventId} ${status}`),
    ).toEqual([
      'reveal-api-key initiated',
      'reveal-api-key failed',
      'reveal-api-key initiated',
      'reveal-api-key failed',
      'reveal-api-key initiated',
      'reveal-api-key failed',
      'reveal-api-key initiated',
      'reveal-api-key succeeded',
      'reveal-api-key initiated',
      'reveal-api-key failed',
    ]);
    expect(JSON.stringify(portal.audit)).not.toContain('the-secret-value');
  });

  it('goes to exactly one of many parallel calls', async () => {
    const { key } = await create('Approved');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        portal.call('consumer1', 'POST', `${path(key)}/reveal`),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(11).fill(410)]);
  });

  it('is replaced by a rotation, with an overlap that can be ended', async () => {
    const { key } = await create('Approved');
    await portal.call('consumer1', 'POST', `${path(key)}/reveal`);
    const rotated = await portal.call(
      'consumer1',
      'POST',
      `${path(key)}/rotate`,
      { overlap: '1h' },
    );
    expect(rotated.status).toBe(200);
    const { spec, rotation, reveal, actions } = rotated.body as KeyView;
    expect(spec.secretRef.name).not.toBe('key-secret');
    expect(spec.previousSecretRef?.name).toBe('key-secret');
    expect(reveal).toEqual({ available: true });
    expect(actions).toEqual(['reveal', 'endRotation', 'update', 'delete']);
    const ends = Date.parse(rotation.previousValidUntil!);
    expect(Math.abs(ends - Date.now() - 3_600_000)).toBeLessThan(60_000);
    const shown = await portal.call('consumer1', 'POST', `${path(key)}/reveal`);
    expect(isApiKeyValue(shown.body.apiKey)).toBe(true);

    const ended = await portal.call(
      'consumer1',
      'DELETE',
      `${path(key)}/rotation`,
    );
    expect(ended.status).toBe(200);
    expect(ended.body.rotation).toEqual({});
    expect(ended.body.spec.previousSecretRef).toBeUndefined();
    const twice = await portal.call(
      'consumer1',
      'DELETE',
      `${path(key)}/rotation`,
    );
    expect(twice.status).toBe(409);

    const tooLong = await portal.call(
      'consumer1',
      'POST',
      `${path(key)}/rotate`,
      { overlap: '169h' },
    );
    expect(tooLong.status).toBe(400);
    expect(tooLong.body.error.fields).toEqual([
      { path: 'overlap', message: 'must be at most 168h' },
    ]);
    const atOnce = await portal.call(
      'consumer1',
      'POST',
      `${path(key)}/rotate`,
      { overlap: '0' },
    );
    expect(atOnce.body.spec.previousSecretRef).toBeUndefined();
  });

  it('leaves no Secret behind where it cannot be replaced', async () => {
    const { key } = await create('Pending');
    const { namespace } = key.metadata;
    const before = (await portal.world.list(secrets, namespace)).length;
    const answer = await portal.call(
      'consumer1',
      'POST',
      `${path(key)}/rotate`,
    );
    expect(answer.status).toBe(409);
    expect(await portal.world.list(secrets, namespace)).toHaveLength(before);
  });
});

describe('changing and deleting a key', () => {
  it('asks for other terms, which wait while the approved ones hold', async () => {
    const { key } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'key',
      state: 'Approved',
      approved: { planTier: 'silver', reviewedBy: userRef('owner1') },
    });
    const changed = await portal.call('consumer1', 'PATCH', path(key), {
      planTier: 'gold',
      useCase: 'More of it',
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      state: 'Approved',
      spec: { planTier: 'gold', useCase: 'More of it' },
      pendingChange: { planTier: { from: 'silver', to: 'gold' } },
    });
    const cleared = await portal.call('consumer1', 'PATCH', path(key), {
      planTier: 'silver',
      expiresAt: null,
    });
    expect(cleared.body.pendingChange).toBeUndefined();
  });

  it('never overwrites what another editor changed meanwhile', async () => {
    const { key } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'key',
    });
    const { headers } = await portal.call('consumer1', 'GET', path(key));
    const edit = (useCase: string) =>
      portal.call(
        'consumer1',
        'PATCH',
        path(key),
        { useCase },
        {
          'if-match': headers.etag,
        },
      );
    const first = await edit('one');
    expect(first.status).toBe(200);
    expect(first.headers.etag).not.toBe(headers.etag);
    expect((await edit('two')).status).toBe(412);
    const stored = await portal.world.read<APIKey>(apiKeys, {
      namespace: key.metadata.namespace,
      name: 'key',
    });
    expect(stored.spec.useCase).toBe('one');
  });

  it('deletes it at once in every list', async () => {
    const { key } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'key',
      state: 'Approved',
    });
    expect((await portal.call('consumer2', 'DELETE', path(key))).status).toBe(
      404,
    );
    expect((await portal.call('consumer1', 'DELETE', path(key))).status).toBe(
      204,
    );
    expect((await portal.call('consumer1', 'GET', path(key))).status).toBe(404);
    expect(
      (await portal.call('consumer1', 'GET', '/apikeys')).body.totalItems,
    ).toBe(0);
  });
});

it('marks when a key was shown on the key alone', async () => {
  const { key } = await portal.world.key({
    requester: 'consumer1',
    product: TOYSTORE,
    name: 'key',
    state: 'Approved',
  });
  await portal.call('consumer1', 'POST', `${path(key)}/reveal`);
  const stored = await portal.world.read<APIKey>(apiKeys, {
    namespace: key.metadata.namespace,
    name: 'key',
  });
  expect(
    Date.parse(stored.metadata.annotations![ANNOTATIONS.revealedAt]),
  ).not.toBeNaN();
});
