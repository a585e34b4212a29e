import {
  createKuadrantClient,
  fieldErrors,
  operations,
  routes,
  type KuadrantClient,
  type OperationName,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { userRef, type Persona } from './__testUtils__/personas';
import { guardedRoute } from './__testUtils__/guardedRoute';
import { TestPortal } from './__testUtils__/TestPortal';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };

let portal: TestPortal;
const called = new Set<OperationName>();

beforeAll(async () => {
  portal = await TestPortal.start();
  await guardedRoute(portal.world, TOYSTORE);
  await portal.world.create({
    apiVersion: 'kuadrant.io/v1',
    kind: 'RateLimitPolicy',
    metadata: TOYSTORE,
    spec: { targetRef: { group: 'g', kind: 'HTTPRoute', name: 'toystore' } },
  });
});

afterAll(() => portal?.stop());

/** The client as the frontend has it; each answer is held against the contract. */
function clientOf(who: Persona): KuadrantClient {
  const client = createKuadrantClient({
    baseUrl: `${portal.url}/api/kuadrant`,
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        headers: {
          ...init?.headers,
          authorization: mockCredentials.user.header(userRef(who)),
        },
      }),
  });
  const checked = (Object.keys(routes) as OperationName[]).map(name => [
    name,
    async (...parameters: Parameters<(typeof client)[typeof name]>) => {
      const call = client[name] as (
        ...p: typeof parameters
      ) => Promise<unknown>;
      const answer = await call(...parameters);
      operations[name].response.parse(answer);
      called.add(name);
      return answer;
    },
  ]);
  return Object.fromEntries(checked) as KuadrantClient;
}

it('answers every call of the client as the contract says', async () => {
  const owner = clientOf('owner1');
  const consumer = clientOf('consumer1');
  const created = await owner.createApiProduct({
    body: {
      ...TOYSTORE,
      owner: 'group:default/api-owners',
      spec: {
        displayName: 'Toystore',
        publishStatus: 'Published',
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: 'toystore',
        },
      },
    },
  });
  expect(created.metadata.resourceVersion).toBeDefined();
  await owner.updateApiProduct(
    { params: TOYSTORE, body: { version: 'v1' } },
    { ifMatch: `"${created.metadata.resourceVersion}"` },
  );
  await consumer.getApiProduct({ params: TOYSTORE });
  await portal.world.kuadrant.caches.apiProducts.patch(
    TOYSTORE,
    {
      status: {
        openapi: {
          raw: 'openapi: 3.1.0',
          lastSyncTime: '2026-01-01T00:00:00Z',
        },
      },
    },
    { type: 'merge', subresource: 'status' },
  );
  const { type } = await consumer.getApiDefinition({ params: TOYSTORE });
  expect(type).toBe('openapi');
  const { items } = await consumer.listApiOperations({ params: TOYSTORE });
  expect(items).toEqual([]);
  const products = await consumer.listApiProducts({
    query: { tag: ['a', 'b'] },
  });
  expect(products.totalItems).toBe(0);

  const asked = await consumer.createApiKey({
    body: { apiProduct: TOYSTORE, planTier: 'gold', useCase: 'Tests' },
  });
  await consumer.deleteApiKey({
    params: { namespace: asked.metadata.namespace!, name: asked.metadata.name },
  });
  await portal.world.key({
    requester: 'consumer1',
    product: TOYSTORE,
    name: 'key',
    state: 'Approved',
    approved: { planTier: 'silver' },
  });
  const params = { namespace: 'ns-consumer1', name: 'key' };
  expect((await consumer.getApiKey({ params })).state).toBe('Approved');
  expect((await consumer.listApiKeys({})).items).toHaveLength(1);
  await consumer.updateApiKey({ params, body: { useCase: 'Other' } });
  expect((await consumer.revealApiKey({ params })).apiKey).toBe('a-value');
  await consumer.rotateApiKey({ params });
  await consumer.endApiKeyRotation({ params });

  const waiting = await portal.world.key({
    requester: 'consumer2',
    product: TOYSTORE,
    name: 'other',
  });
  const request = {
    namespace: 'toystore',
    name: waiting.request.metadata.name,
  };
  await owner.listRequests({ query: { awaitingReview: 'true' } });
  const revision = () => portal.revisionOf(waiting.request);
  await owner.approveRequest({
    params: request,
    body: { revision: await revision(), message: 'Yes' },
  });
  const third = await portal.world.key({
    requester: 'consumer2',
    product: TOYSTORE,
    name: 'third',
  });
  await owner.rejectRequest({
    params: { namespace: 'toystore', name: third.request.metadata.name },
    body: { revision: await portal.revisionOf(third.request) },
  });
  await owner.bulkReviewRequests({
    body: {
      decision: 'approve',
      requests: [{ ...request, revision: await revision() }],
    },
  });

  await owner.listHttpRoutes({});
  await owner.getHttpRoute({ params: TOYSTORE });
  await owner.listPlanPolicies({});
  await owner.getPlanPolicy({ params: TOYSTORE });
  await owner.listAuthPolicies({});
  await owner.getAuthPolicy({ params: TOYSTORE });
  await owner.listRateLimitPolicies({});
  await owner.getRateLimitPolicy({ params: TOYSTORE });
  const { paths } = await owner.getOpenApiDocument({});
  expect(Object.keys(paths as object)).toContain(
    '/apikeys/{namespace}/{name}/reveal',
  );
  await owner.deleteApiProduct({
    params: TOYSTORE,
    query: { cascade: 'true' },
  });

  expect([...called].sort()).toEqual(Object.keys(routes).sort());
});

it('tells the client which fields are wrong', async () => {
  const failure = await clientOf('consumer1')
    .createApiKey({
      body: {
        apiProduct: { namespace: 'A', name: 'b' },
        planTier: '',
        useCase: 'x',
      },
    })
    .catch(error => error);
  expect(failure.statusCode).toBe(400);
  expect(fieldErrors(failure).map(({ path }) => path)).toEqual([
    'apiProduct.namespace',
    'planTier',
  ]);
});

it('says why it cannot read a body, and loses none', async () => {
  const approve = '/requests/toystore/none/approve';
  const send = async (type: string, body: string, path = approve) => {
    const headers = { 'content-type': type };
    const answer = await portal.call('admin1', 'POST', path, body, headers);
    return [answer.status, answer.body.error?.message];
  };
  const JSON_TYPE = 'application/json';
  expect(await send('application/x-www-form-urlencoded', 'message=no')).toEqual(
    [415, expect.stringContaining('Content-Type: application/json')],
  );
  expect(await send('text/plain', '{"message":"no"}')).toEqual([
    415,
    expect.stringContaining('got text/plain'),
  ]);
  expect(await send(JSON_TYPE, '{"message":')).toEqual([
    400,
    expect.stringContaining('JSON'),
  ]);
  expect(
    await send(JSON_TYPE, JSON.stringify({ message: 'x'.repeat(300_000) })),
  ).toEqual([413, expect.stringContaining('larger than 256 kB')]);
  // Read, and then found to be about nothing.
  expect(
    await send('application/merge-patch+json', '{"revision": "any"}'),
  ).toEqual([404, expect.any(String)]);
  const empty = await portal.call('admin1', 'POST', approve);
  expect([empty.status, empty.body.error.fields]).toEqual([
    400,
    [{ path: 'revision', message: expect.stringContaining('revision') }],
  ]);
});

/** A small deterministic generator, so that a failure can be repeated. */
function generator(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
}

it('answers whatever comes with a documented status, and never with 500', async () => {
  const pick = generator(20261122);
  const values = [
    '',
    'a',
    'x'.repeat(300),
    'toystore',
    'Ünicode',
    '../..',
    '%00',
    0,
    -1,
    1.5,
    true,
    null,
    [],
    {},
    ['a', 'b'],
    { namespace: 'toystore', name: 'toystore' },
    '2027-01-01T00:00:00Z',
    'gold',
    '24h',
    '__proto__',
  ];
  const value = () => values[pick(values.length)];
  const fields = [
    'apiProduct',
    'planTier',
    'useCase',
    'expiresAt',
    'namespace',
    'name',
    'owner',
    'spec',
    'overlap',
    'message',
    'reason',
    'decision',
    'requests',
    'displayName',
    'tags',
    '__proto__',
    'constructor',
  ];
  const queries = [
    'limit',
    'cursor',
    'q',
    'sort',
    'status',
    'product',
    'scope',
    'tag[a]',
    'cascade',
    'nothing',
  ];
  for (let index = 0; index < 400; index++) {
    const names = Object.keys(routes) as OperationName[];
    const name = names[pick(names.length)];
    const { method, path } = routes[name];
    const address = path.replace(/:\w+/g, () =>
      encodeURIComponent(String(value()) || 'a'),
    );
    const query = Array.from(
      { length: pick(3) },
      () =>
        `${queries[pick(queries.length)]}=${encodeURIComponent(String(value()))}`,
    ).join('&');
    const body = Object.fromEntries(
      Array.from({ length: pick(5) }, () => [
        fields[pick(fields.length)],
        value(),
      ]),
    );
    const answer = await portal.call(
      'admin1',
      method,
      `${address}?${query}`,
      method === 'GET' || method === 'DELETE' ? undefined : body,
    );
    const { status, errors } = operations[name];
    expect([name, address, query, JSON.stringify(body), answer.status]).toEqual(
      [
        name,
        address,
        query,
        JSON.stringify(body),
        [status, ...errors].includes(answer.status as never)
          ? answer.status
          : 'documented',
      ],
    );
  }
});
