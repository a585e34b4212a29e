import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyRequest,
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  apiKeyState,
  apiProducts,
  type KubernetesObject,
  type ObjectRef,
  type RequestView,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { KubernetesError } from '@kuadrant/kubernetes-cache';
import fc from 'fast-check';
import { guardedRoute, installKuadrant } from './__testUtils__/guardedRoute';
import { PERSONAS } from './__testUtils__/personas';
import { TestPortal } from './__testUtils__/TestPortal';
import { until } from './__testUtils__/World';

jest.setTimeout(600_000);

// More of them find what is rare: PROPERTY_RUNS=500
const KEYS = Number(process.env.PROPERTY_RUNS ?? 60);
const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const NAMESPACE = 'by-hand';

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start({ controller: true });
  await installKuadrant(portal.world);
  await guardedRoute(portal.world, TOYSTORE);
  await portal.world.namespace(NAMESPACE);
});

afterAll(() => portal?.stop());

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '..',
    '__proto__',
    'silver',
    'gold\u202E',
    'x'.repeat(3000),
    '\u0000'.repeat(300),
    '🦊'.repeat(600),
    '{"planTier":"gold"}',
    'user:default/owner1',
    'user:default/\u212Aevin',
    'USER:DEFAULT/CONSUMER1',
    `${'a'.repeat(63)}/${'b'.repeat(253)}`,
  ),
);
const time = fc.constantFrom(
  undefined,
  '2030-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '2030-01-01T00:00:00+99:99',
  '2030-01-01t00:00:00x9z',
  '2030-01-01T00:00:00-00:00',
);
const annotation = fc.oneof(
  text,
  fc.json(),
  fc.constantFrom(
    '{"name":"..","validUntil":"9999-12-31T23:59:59Z"}',
    '{"name":"key-secret","validUntil":"2030-01-01T00:00:00+24:00"}',
    '{"__proto__":{"planTier":"gold"},"planTier":"gold","planTier":"silver"}',
    '[]',
    'null',
    '1e999',
    '['.repeat(8000),
    'required',
  ),
);
const OURS = Object.values(ANNOTATIONS);
const annotations = fc.dictionary(fc.constantFrom(...OURS), annotation, {
  maxKeys: 4,
});
const usually = <T>(value: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, other);

const hostileKey = fc.record({
  annotations,
  spec: fc.record(
    {
      planTier: usually('silver', text),
      useCase: text,
      expiresAt: time,
      requestedBy: fc.record({
        userId: usually('user:default/consumer1', text),
        email: fc.constant('a@example.com'),
      }),
      secretName: usually('own', text),
    },
    { requiredKeys: ['planTier', 'requestedBy', 'secretName'] },
  ),
});

const hostileApproval = fc.record({
  annotations,
  spec: fc.record(
    {
      approved: fc.constant(true),
      reviewedBy: text,
      reviewedAt: time.map(at => at ?? '2026-01-01T00:00:00Z'),
      reason: text,
      message: text,
    },
    { requiredKeys: ['approved', 'reviewedBy', 'reviewedAt'] },
  ),
});

/** What the schema refuses is nobody's danger. */
async function unlessRefused<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 422) {
      return undefined;
    }
    throw error;
  }
}

async function create(
  product: ObjectRef,
  index: number,
  { annotations: given, spec }: ReturnType<typeof hostileKey.generate>['value'],
): Promise<APIKey | undefined> {
  const { client } = portal.world.kuadrant;
  const ref = { namespace: NAMESPACE, name: `${product.name}-${index}` };
  const { secretName, ...rest } = spec;
  await client.create(secrets, {
    metadata: ref,
    data: { api_key: Buffer.from(ref.name).toString('base64') },
  } as KubernetesObject);
  return unlessRefused(
    client.create(apiKeys, {
      metadata: { ...ref, annotations: given },
      spec: {
        apiProductRef: product,
        ...rest,
        secretRef: { name: secretName === 'own' ? ref.name : secretName },
      },
    }),
  );
}

/** Approvals by somebody who may write them in the namespace of the product. */
async function approveByHand(requests: APIKeyRequest[]): Promise<void> {
  const { client } = portal.world.kuadrant;
  let last = '';
  for (const [index, { annotations: given, spec }] of fc
    .sample(hostileApproval, requests.length)
    .entries()) {
    const { namespace, name } = requests[index].metadata;
    const made = await unlessRefused(
      client.create(apiKeyApprovals, {
        metadata: { namespace, name: `by-hand-${index}`, annotations: given },
        spec: { apiKeyRequestRef: { name }, ...spec },
      }),
    );
    last = made?.metadata.creationTimestamp ?? last;
  }
  const { apiKeyApprovals: cache } = portal.world.kuadrant.caches;
  await until(() =>
    cache
      .list()
      .filter(({ metadata }) => metadata.name.startsWith('by-hand'))
      .every(({ status }) => status?.conditions !== undefined),
  );
  // Times of creation have no fractions: of two in the same second neither is later.
  await until(() => Date.now() >= Date.parse(last) + 1000);
}

/** Rejects whatever can be rejected. Returns how many requests were. */
async function rejectAll(): Promise<number> {
  const { body } = await portal.call('owner1', 'GET', '/requests?limit=500');
  const found = (body.items as RequestView[]).filter(({ actions }) =>
    actions.includes('reject'),
  );
  for (const { metadata, revision } of found) {
    const { status, body: answer } = await portal.call(
      'owner1',
      'POST',
      `/requests/${metadata.namespace}/${metadata.name}/reject`,
      { revision },
    );
    expect([metadata.name, status, answer.error]).toEqual([
      metadata.name,
      200,
      undefined,
    ]);
  }
  return found.length;
}

async function keysOn(product: ObjectRef): Promise<APIKey[]> {
  const made: APIKey[] = [];
  for (const [index, each] of fc.sample(hostileKey, KEYS).entries()) {
    const key = await create(product, index, each);
    if (key) {
      made.push(key);
    }
  }
  return made;
}

const present = ({ metadata }: APIKey) =>
  portal.world.read<APIKey>(apiKeys, metadata as ObjectRef);

async function hasState(key: APIKey): Promise<void> {
  await until(async () => {
    const { status } = await present(key);
    return apiKeyState(status?.conditions).condition !== undefined;
  }, 20_000).catch(() => {
    throw new Error(`No state: ${JSON.stringify(key).slice(0, 2000)}`);
  });
}

async function listed(path: string): Promise<void> {
  for (const who of PERSONAS) {
    const { status } = await portal.call(who, 'GET', path);
    expect([who, path, status]).toEqual([who, path, 200]);
  }
}

it('whatever kubectl writes into keys, each has a state, is shown, and can be revoked', async () => {
  const product = { namespace: 'toystore', name: 'hostile' };
  await portal.world.product(
    product,
    'group:default/api-owners',
    {
      approvalMode: 'automatic',
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: 'toystore',
      },
    },
    ['gold', 'silver'],
  );
  const made = await keysOn(product);
  expect(made.length).toBeGreaterThan(KEYS / 3);
  for (const key of made) {
    await hasState(key);
  }
  await listed('/apikeys?scope=all&limit=500');
  await listed('/requests?limit=500');
  await listed('/apiproducts');

  const requests = await portal.world.list<APIKeyRequest>(
    apiKeyRequests,
    'toystore',
  );
  expect(requests.length).toBeGreaterThan(0);
  await approveByHand(requests);
  await listed('/requests?limit=500');
  // A change that waits, then the key.
  const rejected = [await rejectAll(), await rejectAll(), await rejectAll()];
  expect(rejected[0]).toBeGreaterThan(KEYS / 3);
  expect(rejected[2]).toBe(0);
  await until(
    async () =>
      (await portal.world.list(secrets, 'kuadrant-system')).length === 0,
  );
});

const hostileProduct = fc.record({
  annotations: fc.record(
    {
      [ANNOTATIONS.owner]: usually('group:default/api-owners', text),
      [ANNOTATIONS.keyLifetime]: annotation,
      [ANNOTATIONS.withoutPlans]: text,
    },
    { requiredKeys: [ANNOTATIONS.owner] },
  ),
  spec: fc.record(
    {
      displayName: text,
      description: text,
      version: text,
      tags: fc.array(text, { maxLength: 3 }),
      route: usually('toystore', text),
      documentation: fc.dictionary(
        fc.constantFrom(
          'openAPISpecURL',
          'swaggerUI',
          'docsURL',
          'gitRepository',
          'techdocsRef',
        ),
        text,
      ),
      contact: fc.dictionary(
        fc.constantFrom('team', 'email', 'slack', 'url'),
        text,
      ),
    },
    { requiredKeys: ['displayName', 'route'] },
  ),
});

it('whatever kubectl writes into products, each is judged and shown', async () => {
  const { client } = portal.world.kuadrant;
  const made: ObjectRef[] = [];
  for (const [index, { annotations: given, spec }] of fc
    .sample(hostileProduct, KEYS)
    .entries()) {
    const { route, ...rest } = spec;
    const created = await unlessRefused(
      client.create(apiProducts, {
        metadata: {
          namespace: 'toystore',
          name: `odd-${index}`,
          annotations: given,
        },
        spec: {
          ...rest,
          approvalMode: 'manual',
          publishStatus: 'Published',
          targetRef: {
            group: 'gateway.networking.k8s.io',
            kind: 'HTTPRoute',
            name: route,
          },
        },
      }),
    );
    if (created) {
      made.push(created.metadata as ObjectRef);
    }
  }
  expect(made.length).toBeGreaterThan(KEYS / 3);
  const { apiProducts: cache } = portal.world.kuadrant.caches;
  await until(() =>
    made.every(ref => (cache.get(ref)?.status?.conditions ?? []).length > 0),
  );
  await listed('/apiproducts?limit=500');
  await listed('/httproutes?limit=500');
  for (const { namespace, name } of made) {
    const path = `/apiproducts/${namespace}/${name}`;
    const { status, body } = await portal.call('admin1', 'GET', path);
    expect([name, status]).toEqual([name, 200]);
    expect(JSON.stringify(body)).not.toMatch(/\\u00[01][0-9a-f]|\u202E/);
    const definition = await portal.call('admin1', 'GET', `${path}/definition`);
    expect([name, definition.status]).toEqual([name, 404]);
  }
});
