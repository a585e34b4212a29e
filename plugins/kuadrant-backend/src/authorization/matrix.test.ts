import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  kuadrantPermissions,
  routes,
  type APIKeyRequest,
  type BulkReviewResult,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { PERSONAS, userRef, type Persona } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';
import {
  apiKeyConditions,
  apiProductConditions,
  createApiKeyConditionalDecision,
  createApiProductConditionalDecision,
} from './conditions';
import {
  apiKeyApprovePermission,
  apiKeyReadAllPermission,
  apiProductReadAllPermission,
} from '@kuadrant/backstage-plugin-kuadrant-common';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const DRAFT = { namespace: 'toystore', name: 'draft' };

const NOW = '2026-01-01T00:00:00Z';

let portal: TestPortal;
let request: APIKeyRequest;
let revision: string;

beforeAll(async () => {
  portal = await TestPortal.start();
  const { world } = portal;
  await world.namespace('gateways');
  for (const kind of [
    'PlanPolicy',
    'AuthPolicy',
    'RateLimitPolicy',
    'HTTPRoute',
  ]) {
    await world.create({
      apiVersion:
        {
          PlanPolicy: 'extensions.kuadrant.io/v1alpha1',
          HTTPRoute: 'gateway.networking.k8s.io/v1',
        }[kind] ?? 'kuadrant.io/v1',
      kind,
      metadata: { namespace: 'toystore', name: 'one' },
      spec: { targetRef: { group: 'g', kind: 'HTTPRoute', name: 'one' } },
    });
  }
});

beforeEach(async () => {
  const { world } = portal;
  await world.product(TOYSTORE, 'group:default/api-owners', { tags: ['toys'] });
  await world.product(DRAFT, 'group:default/api-owners', {
    publishStatus: 'Draft',
    documentation: { openAPISpecURL: 'https://example.com/openapi.json' },
  });
  await world.kuadrant.caches.apiProducts.patch(
    DRAFT,
    { status: { openapi: { raw: '{"openapi":"3.1.0"}', lastSyncTime: NOW } } },
    { type: 'merge', subresource: 'status' },
  );
  ({ request } = await world.key({
    requester: 'consumer1',
    product: TOYSTORE,
    name: 'key',
    state: 'Approved',
    approved: { planTier: 'silver' },
  }));
  revision = await portal.revisionOf(request);
});

afterEach(async () => {
  portal.policy.reset();
  await portal.world.clear();
});

afterAll(() => portal?.stop());

const KEY = '/apikeys/ns-consumer1/key';
const askForKey = (product: object) => ({
  apiProduct: product,
  planTier: 'silver',
  useCase: 'Tests',
});
const newProduct = {
  namespace: 'toystore',
  name: 'made',
  spec: {
    displayName: 'Made',
    targetRef: {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      name: 'one',
    },
  },
};

const bulk = (decision: 'approve' | 'reject') => ({
  decision,
  requests: [
    { namespace: 'toystore', name: request.metadata.name, revision },
    { namespace: 'toystore', name: 'unknown', revision },
  ],
});

/**
 * One row per call: what consumer1 (who asked for the key), consumer2, owner1 (of toystore), owner2, admin1, platform1
 * and one without any permission are answered with.
 */
const MATRIX: [
  what: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string | (() => string),
  body: object | (() => object) | undefined,
  expected: number[],
][] = [
  [
    'read a product',
    'GET',
    '/apiproducts/toystore/toystore',
    undefined,
    [200, 200, 200, 200, 200, 200, 404],
  ],
  [
    'read a draft',
    'GET',
    '/apiproducts/toystore/draft',
    undefined,
    [404, 404, 200, 404, 200, 200, 404],
  ],
  [
    'read the definition of a draft',
    'GET',
    '/apiproducts/toystore/draft/definition',
    undefined,
    [404, 404, 200, 404, 200, 200, 404],
  ],
  [
    'read the operations of a draft',
    'GET',
    '/apiproducts/toystore/draft/operations',
    undefined,
    [404, 404, 200, 404, 200, 200, 404],
  ],
  [
    'create a product',
    'POST',
    '/apiproducts',
    newProduct,
    [403, 403, 201, 403, 201, 201, 403],
  ],
  [
    'change a product',
    'PATCH',
    '/apiproducts/toystore/toystore',
    { version: 'v2' },
    [403, 403, 200, 403, 200, 200, 404],
  ],
  [
    'change a draft',
    'PATCH',
    '/apiproducts/toystore/draft',
    { version: 'v2' },
    [404, 404, 200, 404, 200, 200, 404],
  ],
  [
    'delete a product',
    'DELETE',
    '/apiproducts/toystore/draft',
    undefined,
    [404, 404, 204, 404, 204, 204, 404],
  ],
  [
    'ask for a key',
    'POST',
    '/apikeys',
    askForKey(TOYSTORE),
    [201, 201, 201, 201, 201, 201, 404],
  ],
  ['read a key', 'GET', KEY, undefined, [200, 404, 200, 404, 200, 200, 404]],
  [
    'change a key',
    'PATCH',
    KEY,
    { useCase: 'Other' },
    [200, 404, 403, 404, 200, 200, 404],
  ],
  [
    'rotate a key that was never shown',
    'POST',
    `${KEY}/rotate`,
    undefined,
    [409, 404, 403, 404, 409, 409, 404],
  ],
  [
    'end a rotation that is none',
    'DELETE',
    `${KEY}/rotation`,
    undefined,
    [409, 404, 403, 404, 409, 409, 404],
  ],
  [
    'reveal a key',
    'POST',
    `${KEY}/reveal`,
    undefined,
    [200, 404, 403, 404, 403, 403, 404],
  ],
  [
    'delete a key',
    'DELETE',
    KEY,
    undefined,
    [204, 404, 403, 404, 204, 204, 404],
  ],
  [
    'approve again',
    'POST',
    () => `/requests/toystore/${request.metadata.name}/approve`,
    () => ({ revision }),
    [403, 404, 409, 404, 409, 409, 404],
  ],
  [
    'reject',
    'POST',
    () => `/requests/toystore/${request.metadata.name}/reject`,
    () => ({ revision }),
    [403, 404, 200, 404, 200, 200, 404],
  ],
  [
    // Who decided what, each result tells: see below.
    'review in bulk',
    'POST',
    '/requests/bulk-review',
    () => bulk('reject'),
    [200, 200, 200, 200, 200, 200, 200],
  ],
  [
    'read a route',
    'GET',
    '/httproutes/toystore/one',
    undefined,
    [404, 404, 200, 404, 200, 200, 404],
  ],
  [
    'read a plan policy',
    'GET',
    '/planpolicies/toystore/one',
    undefined,
    [404, 404, 200, 200, 200, 200, 404],
  ],
  [
    'read an auth policy',
    'GET',
    '/authpolicies/toystore/one',
    undefined,
    [404, 404, 200, 200, 200, 200, 404],
  ],
  [
    'read a rate limit policy',
    'GET',
    '/ratelimitpolicies/toystore/one',
    undefined,
    [404, 404, 200, 200, 200, 200, 404],
  ],
  [
    'read the description',
    'GET',
    '/openapi.json',
    undefined,
    [200, 200, 200, 200, 200, 200, 200],
  ],
];

const bodyOf = (body: object | (() => object) | undefined) =>
  typeof body === 'function' ? body() : body;

const LISTS: [path: string, expected: number[]][] = [
  ['/apiproducts', [1, 1, 2, 1, 2, 2, 0]],
  ['/apikeys', [1, 0, 0, 0, 0, 0, 0]],
  ['/apikeys?scope=all', [1, 0, 1, 0, 1, 1, 0]],
  [
    '/apikeys?scope=all&product=toystore/toystore&product=toystore/toystore',
    [1, 0, 1, 0, 1, 1, 0],
  ],
  ['/apikeys?scope=all&product=toystore/draft', [0, 0, 0, 0, 0, 0, 0]],
  ['/requests?product=toystore/toystore', [0, 0, 1, 0, 1, 1, 0]],
  ['/requests?product=toystore/draft', [0, 0, 0, 0, 0, 0, 0]],
  ['/requests', [0, 0, 1, 0, 1, 1, 0]],
  // Beside the one of each kind, those of the two products.
  ['/httproutes', [0, 0, 3, 0, 3, 3, 0]],
  ['/planpolicies', [3, 3, 3, 3, 3, 3, 0]],
  ['/authpolicies', [3, 3, 3, 3, 3, 3, 0]],
  ['/ratelimitpolicies', [1, 1, 1, 1, 1, 1, 0]],
];

describe('who may do what', () => {
  const rows = MATRIX.flatMap(([what, method, path, body, expected]) =>
    PERSONAS.map(
      (who, index) => [who, what, method, path, body, expected[index]] as const,
    ),
  );

  it.each(rows)('%s: %s', async (who, _, method, path, body, expected) => {
    const address = typeof path === 'string' ? path : path();
    const answer = await portal.call(who, method, address, bodyOf(body));
    expect([answer.status, answer.body.error?.message]).toEqual([
      expected,
      answer.body.error?.message,
    ]);
  });

  it.each(MATRIX)('nobody unknown: %s', async (_, method, path, body) => {
    const address = typeof path === 'string' ? path : path();
    const answer = await portal.call(
      'anonymous',
      method,
      address,
      bodyOf(body),
    );
    expect(answer.status).toBe(401);
  });

  it.each(LISTS)('%s', async (path, expected) => {
    const totals = await Promise.all(
      PERSONAS.map(async who => {
        const { status, body } = await portal.call(who, 'GET', path);
        expect(status).toBe(200);
        expect(body.items).toHaveLength(body.totalItems);
        return body.totalItems;
      }),
    );
    expect(totals).toEqual(expected);
    expect((await portal.call('anonymous', 'GET', path)).status).toBe(401);
  });

  it('has a row for each call of the REST API', () => {
    const calls = [
      ...MATRIX.map(([, method, path]) => ({
        method,
        path: typeof path === 'string' ? path : path(),
      })),
      ...LISTS.map(([path]) => ({ method: 'GET', path })),
    ];
    const missing = Object.entries(routes).filter(([, { method, path }]) => {
      const pattern = new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);
      return !calls.some(
        call => call.method === method && pattern.test(call.path),
      );
    });
    expect(missing.map(([name]) => name)).toEqual([]);
  });

  it.each(PERSONAS)('%s reviews in bulk as one by one', async who => {
    const { body } = await portal.call(
      who,
      'POST',
      '/requests/bulk-review',
      bulk('reject'),
    );
    const may = ['owner1', 'admin1', 'platform1'].includes(who);
    const refusal = who === 'consumer1' ? 'notAllowed' : 'notFound';
    expect(
      (body.results as BulkReviewResult['results']).map(
        ({ success, error }) => [success, error?.code],
      ),
    ).toEqual([
      may ? [true, undefined] : [false, refusal],
      [false, 'notFound'],
    ]);
  });

  it('offers as actions what it then lets be done', async () => {
    const onKey: Partial<Record<Persona, string[]>> = {
      consumer1: ['reveal', 'update', 'delete'],
      owner1: ['reject'],
      admin1: ['update', 'delete', 'reject'],
      platform1: ['update', 'delete', 'reject'],
    };
    for (const who of PERSONAS) {
      const key = await portal.call(who, 'GET', KEY);
      expect([who, key.body.actions]).toEqual([who, onKey[who]]);
      const product = await portal.call(
        who,
        'GET',
        '/apiproducts/toystore/toystore',
      );
      const owner = ['update', 'delete', 'unpublish', 'requestKey', 'review'];
      const actions: Record<Persona, string[] | undefined> = {
        consumer1: ['requestKey'],
        consumer2: ['requestKey'],
        owner1: owner,
        owner2: ['requestKey'],
        admin1: owner,
        platform1: owner,
        nobody: undefined,
      };
      expect([who, product.body.actions]).toEqual([who, actions[who]]);
    }
  });
});

describe('conditions of a policy', () => {
  it('narrow what is read, in lists and one by one', async () => {
    portal.policy.override(
      'consumer2',
      apiProductReadAllPermission.name,
      createApiProductConditionalDecision(apiProductReadAllPermission, {
        anyOf: [
          apiProductConditions.hasTag({ tag: 'games' }),
          apiProductConditions.inNamespace({ namespaces: ['gamestore'] }),
        ],
      }),
    );
    const list = () => portal.call('consumer2', 'GET', '/apiproducts');
    const one = () =>
      portal.call('consumer2', 'GET', '/apiproducts/toystore/toystore');
    expect((await list()).body.totalItems).toBe(0);
    expect((await one()).status).toBe(404);
    await portal.call('owner1', 'PATCH', '/apiproducts/toystore/toystore', {
      tags: ['games'],
    });
    expect((await list()).body.totalItems).toBe(1);
    expect((await one()).status).toBe(200);
  });

  it('say whose requests may be approved', async () => {
    const only = (tag: string) =>
      portal.policy.override(
        'admin1',
        apiKeyApprovePermission.name,
        createApiKeyConditionalDecision(
          apiKeyApprovePermission,
          apiKeyConditions.hasProductTag({ tag }),
        ),
      );
    const reject = () =>
      portal.call(
        'admin1',
        'POST',
        `/requests/toystore/${request.metadata.name}/reject`,
        { revision },
      );
    const queue = async () =>
      (await portal.call('admin1', 'GET', '/requests')).body.totalItems;
    only('internal');
    expect(await queue()).toBe(0);
    expect((await reject()).status).toBe(403);
    only('toys');
    expect(await queue()).toBe(1);
    expect((await reject()).status).toBe(200);
  });

  it.each([
    [
      'isRequester',
      apiKeyConditions.isRequester({ requesters: [userRef('consumer1')] }),
      apiKeyConditions.isRequester({ requesters: [userRef('consumer2')] }),
    ],
    [
      'hasProduct',
      apiKeyConditions.hasProduct({ products: ['toystore/toystore'] }),
      apiKeyConditions.hasProduct({ products: ['gamestore/toystore'] }),
    ],
    [
      'isProductOwner',
      apiKeyConditions.isProductOwner({ owners: ['group:default/api-owners'] }),
      apiKeyConditions.isProductOwner({ owners: [userRef('owner1')] }),
    ],
    [
      'hasProductTag',
      apiKeyConditions.hasProductTag({ tag: 'toys' }),
      apiKeyConditions.hasProductTag({ tag: 'toy' }),
    ],
    [
      'hasTier',
      apiKeyConditions.hasTier({ tiers: ['gold', 'silver'] }),
      apiKeyConditions.hasTier({ tiers: ['gold'] }),
    ],
    [
      'inProductNamespace',
      apiKeyConditions.inProductNamespace({ namespaces: ['toystore'] }),
      apiKeyConditions.inProductNamespace({ namespaces: ['ns-consumer1'] }),
    ],
  ])('%s holds for what it names alone', async (_, holds, doesNot) => {
    for (const [condition, total] of [
      [holds, 1],
      [doesNot, 0],
    ] as const) {
      portal.policy.override(
        'consumer2',
        apiKeyReadAllPermission.name,
        createApiKeyConditionalDecision(apiKeyReadAllPermission, condition),
      );
      const { body } = await portal.call(
        'consumer2',
        'GET',
        '/apikeys?scope=all',
      );
      expect(body.totalItems).toBe(total);
    }
  });
});

it('tells the permission backend of all 22 permissions and their rules', async () => {
  const { body } = await portal.call(
    'service',
    'GET',
    '/.well-known/backstage/permissions/metadata',
  );
  expect(
    body.permissions.map(({ name }: { name: string }) => name).sort(),
  ).toEqual(kuadrantPermissions.map(({ name }) => name).sort());
  expect(body.rules.map(({ name }: { name: string }) => name).sort()).toEqual([
    'HAS_PRODUCT',
    'HAS_PRODUCT_TAG',
    'HAS_TAG',
    'HAS_TIER',
    'IN_NAMESPACE',
    'IN_PRODUCT_NAMESPACE',
    'IS_OWNER',
    'IS_PRODUCT_OWNER',
    'IS_REQUESTER',
  ]);
  const applied = await portal.call(
    'service',
    'POST',
    '/.well-known/backstage/permissions/apply-conditions',
    {
      items: ['toystore/toystore', 'toystore/none'].map(
        (resourceRef, index) => ({
          id: `${index}`,
          resourceRef,
          resourceType: 'apiproduct',
          conditions: apiProductConditions.isOwner({
            owners: ['group:default/api-owners'],
          }),
        }),
      ),
    },
  );
  expect(applied.body.items).toEqual([
    { id: '0', result: AuthorizeResult.ALLOW },
    { id: '1', result: AuthorizeResult.DENY },
  ]);
});
