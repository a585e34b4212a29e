import {
  ANNOTATIONS,
  apiProducts,
  LABELS,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { userRef, type Persona } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'owner2', namespace: 'default' },
        spec: {},
        relations: [
          { type: 'memberOf', targetRef: 'group:default/game-owners' },
        ],
      },
    ],
  });
  await namespaceOf('bare');
  await namespaceOf('all', '*');
  await namespaceOf('kube-system', '*');
  await namespaceOf('consumer', '*', { [LABELS.consumerNamespace]: 'true' });
  await namespaceOf('mixed');
  await route('bare', 'closed');
  await route('mixed', 'of-owner1', ' User:Default/Owner1 ');
  await route('mixed', 'of-group', 'api-owners, , a b');
  await route('mixed', 'of-both', 'api-owners,group:default/game-owners');
  await route('mixed', 'of-all', '*');
  await route('mixed', 'closed');
}, 60_000);

afterAll(() => portal?.stop());
afterEach(() => portal.world.clear());

async function namespaceOf(
  name: string,
  exposedTo?: string,
  labels: Record<string, string> = {},
) {
  await portal.world.namespace(name, labels);
  await portal.world.kuadrant.caches.namespaces.patch(
    { name },
    {
      metadata: { annotations: { [ANNOTATIONS.exposedTo]: exposedTo ?? null } },
    },
    { type: 'merge' },
  );
}

async function route(namespace: string, name: string, exposedTo?: string) {
  await portal.world.create({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      namespace,
      name,
      ...(exposedTo && { annotations: { [ANNOTATIONS.exposedTo]: exposedTo } }),
    },
    spec: {
      parentRefs: [{ name: 'main', namespace: 'gateways' }],
      hostnames: [`${name}.example.com`],
    },
  });
}

const targetRef = (name: string) => ({
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  name,
});

const create = (
  who: Persona | 'service',
  namespace: string,
  routeName: string,
  more: { owner?: string; name?: string } = {},
) =>
  portal.call(who, 'POST', '/apiproducts', {
    namespace,
    name: more.name ?? `by-${who}`,
    ...(more.owner && { owner: more.owner }),
    spec: { displayName: 'Made', targetRef: targetRef(routeName) },
  });

describe('a product is created on a route', () => {
  it.each([
    ['owner1', 'mixed', 'of-owner1', 201],
    ['owner2', 'mixed', 'of-owner1', 403],
    ['owner1', 'mixed', 'of-group', 201],
    ['owner2', 'mixed', 'of-group', 403],
    ['owner2', 'mixed', 'of-both', 201],
    ['owner1', 'mixed', 'of-all', 201],
    ['owner1', 'mixed', 'closed', 403],
    ['owner1', 'mixed', 'missing', 403],
    ['owner1', 'bare', 'closed', 403],
    ['owner1', 'toystore', 'not-yet-there', 201],
    ['owner2', 'toystore', 'not-yet-there', 403],
    ['owner2', 'all', 'any', 201],
    ['owner1', 'kube-system', 'any', 403],
    ['owner1', 'consumer', 'any', 403],
    ['owner1', 'nowhere', 'any', 403],
    ['admin1', 'mixed', 'closed', 201],
    ['platform1', 'bare', 'closed', 201],
    ['admin1', 'kube-system', 'any', 403],
    ['admin1', 'consumer', 'any', 403],
    ['admin1', 'nowhere', 'any', 422],
    ['consumer1', 'mixed', 'of-all', 403],
    ['nobody', 'mixed', 'of-all', 403],
  ] as const)('by %s, %s/%s: %i', async (who, namespace, name, expected) => {
    const { status } = await create(who, namespace, name);
    expect(status).toBe(expected);
  });

  it('and the refusal says nothing about what exists', async () => {
    const refusals = await Promise.all(
      [
        ['nowhere', 'any'],
        ['bare', 'closed'],
        ['bare', 'missing'],
        ['mixed', 'of-group'],
        ['kube-system', 'any'],
        ['consumer', 'any'],
      ].map(([namespace, name]) => create('owner2', namespace, name)),
    );
    expect(refusals.map(({ status }) => status)).toEqual(Array(6).fill(403));
    const [first, ...others] = refusals.map(({ body }) => body.error);
    expect(first).toMatchObject({
      code: 'routeNotExposed',
      message: expect.stringContaining('devportal.kuadrant.io/exposed-to'),
    });
    expect(first.message).toContain('platform engineer');
    others.forEach(other => expect(other).toEqual(first));
  });

  it('for the caller or a group of theirs', async () => {
    const group = await create('owner1', 'mixed', 'of-all', {
      owner: ' API-owners ',
    });
    expect([group.status, group.body.owner]).toEqual([
      201,
      'group:default/api-owners',
    ]);
    const foreign = await create('owner1', 'mixed', 'of-owner1', {
      name: 'foreign',
      owner: userRef('owner2'),
    });
    expect([foreign.status, foreign.body.error.code]).toEqual([
      403,
      'ownerNotYours',
    ]);
    const invalid = await create('owner1', 'mixed', 'of-owner1', {
      name: 'invalid',
      owner: 'a b',
    });
    expect([invalid.status, invalid.body.error.fields[0].path]).toEqual([
      400,
      'owner',
    ]);
    const byAdmin = await create('admin1', 'mixed', 'of-owner1', {
      owner: userRef('owner2'),
    });
    expect([byAdmin.status, byAdmin.body.owner]).toEqual([
      201,
      userRef('owner2'),
    ]);
    const service = await create('service', 'mixed', 'closed');
    expect([service.status, service.body.error.fields[0].path]).toEqual([
      400,
      'owner',
    ]);
  });

  it('as the annotations are at that time', async () => {
    await route('bare', 'turned', userRef('owner2'));
    expect((await create('owner2', 'bare', 'turned')).status).toBe(201);
    await portal.world.kuadrant.caches.httpRoutes.patch(
      { namespace: 'bare', name: 'turned' },
      { metadata: { annotations: { [ANNOTATIONS.exposedTo]: null } } },
      { type: 'merge' },
    );
    const again = await create('owner2', 'bare', 'turned', { name: 'second' });
    expect(again.status).toBe(403);
    // What is there stays, and can be changed in all but route and owner.
    const product = '/apiproducts/bare/by-owner2';
    const change = (body: object) =>
      portal.call('owner2', 'PATCH', product, body);
    expect((await change({ version: 'v2' })).status).toBe(200);
    expect(
      (await change({ targetRef: targetRef('turned'), version: 'v3' })).status,
    ).toBe(200);
    expect((await change({ owner: 'game-owners' })).status).toBe(403);
  });
});

describe('a product that moves', () => {
  const product = { namespace: 'mixed', name: 'moving' };
  const path = '/apiproducts/mixed/moving';
  const patch = (who: Persona, body: object, headers = {}) =>
    portal.call(who, 'PATCH', path, body, headers);
  const stored = () => portal.world.read<APIProduct>(apiProducts, product);

  beforeEach(async () => {
    await portal.world.product(product, userRef('owner1'), {
      targetRef: targetRef('of-owner1') as APIProduct['spec']['targetRef'],
    });
  });

  it.each([
    ['owner1', { targetRef: { name: 'of-group' } }, 200],
    ['owner1', { targetRef: targetRef('of-all') }, 200],
    ['owner1', { targetRef: { name: 'closed' } }, 403],
    ['owner1', { targetRef: { name: 'missing' } }, 403],
    ['owner1', { targetRef: { name: 'closed' }, version: 'v2' }, 403],
    ['owner1', { targetRef: {} }, 200],
    ['owner1', { targetRef: null }, 400],
    ['owner1', { targetRef: [] }, 400],
    ['owner1', { targetRef: 'closed' }, 400],
    ['owner1', { targetRef: { name: null } }, 400],
    ['owner1', { targetRef: { name: ['closed'] } }, 400],
    ['owner1', { targetRef: { name: { name: 'closed' } } }, 400],
    ['owner1', { targetRef: { kind: 'Gateway', name: 'closed' } }, 400],
    ['owner1', { targetRef: { namespace: 'bare', name: 'closed' } }, 400],
    ['owner1', { targetRef: { name: 'of-group', sectionName: 'x' } }, 400],
    ['owner1', { spec: { targetRef: { name: 'closed' } } }, 400],
    ['owner1', { metadata: { annotations: {} } }, 400],
    ['owner2', { targetRef: { name: 'of-all' } }, 403],
    ['admin1', { targetRef: { name: 'closed' } }, 200],
    ['owner1', { owner: 'api-owners' }, 200],
    ['owner1', { owner: ' User:Default/OWNER1 ' }, 200],
    ['owner1', { owner: userRef('owner2') }, 403],
    ['owner1', { owner: null }, 400],
    ['owner1', { owner: '' }, 400],
    ['owner1', { owner: 'a:b:c' }, 400],
    ['owner2', { owner: userRef('owner2') }, 403],
    ['admin1', { owner: userRef('owner2') }, 200],
    ['owner1', { owner: 'api-owners', targetRef: { name: 'closed' } }, 403],
  ] as const)('by %s %j: %i', async (who, body, expected) => {
    const before = await stored();
    const { status } = await patch(who, body);
    const after = await stored();
    const moved =
      after.metadata.resourceVersion !== before.metadata.resourceVersion;
    expect([status, moved && expected !== 200]).toEqual([expected, false]);
  });

  it('is not moved by keys that only look like fields', async () => {
    for (const body of [
      '{"__proto__": {"targetRef": {"name": "closed"}}, "version": "v2"}',
      '{"targetRef": {"__proto__": {"name": "closed"}}}',
      '{"targetRef": {"name": "of-owner1", "name": "closed"}}',
      '{"constructor": {"prototype": {"name": "closed"}}}',
    ]) {
      const { status } = await portal.call('owner1', 'PATCH', path, body, {
        'content-type': 'application/merge-patch+json',
      });
      expect([body, [200, 400, 403].includes(status)]).toEqual([body, true]);
      expect((await stored()).spec.targetRef.name).toBe('of-owner1');
    }
  });

  it('is moved as it was checked, or not at all', async () => {
    const [first, second] = await Promise.all([
      patch('owner1', { targetRef: { name: 'of-group' } }),
      patch('owner1', { targetRef: { name: 'of-all' } }),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
  });

  it('needs the right of the owner that it has', async () => {
    await patch('admin1', { owner: userRef('owner2') });
    expect((await patch('owner1', { owner: userRef('owner1') })).status).toBe(
      403,
    );
  });
});

describe('two products on a route', () => {
  const first = (name: string, owner: string | undefined) =>
    portal.world.product({ namespace: 'mixed', name: 'first' }, owner, {
      targetRef: targetRef(name) as APIProduct['spec']['targetRef'],
      publishStatus: 'Draft',
    });

  it.each([
    // of one owner
    ['of-owner1', userRef('owner1'), 'owner1', 201],
    // of two owners to whom both it is exposed, themselves or by a group
    ['of-all', userRef('owner2'), 'owner1', 201],
    ['of-all', 'game-owners', 'owner1', 201],
    ['of-all', undefined, 'owner1', 201],
  ] as const)(
    '%s with a product of %s, then %s: %i',
    async (name, owner, who, expected) => {
      await first(name, owner);
      expect((await create(who, 'mixed', name)).status).toBe(expected);
    },
  );

  it.each([
    // It is exposed to the group of owner1 alone; the catalog does not know owner1 as its member.
    ['of-group', 'api-owners', 'owner1', ['mixed/first']],
    ['of-both', 'group:default/game-owners', 'owner1', []],
    ['of-both', userRef('owner2'), 'owner1', []],
    // It is not exposed to the other owner, whoever asks. A draft of somebody else is not named.
    ['of-owner1', userRef('owner2'), 'owner1', []],
    ['of-owner1', userRef('owner2'), 'admin1', ['mixed/first']],
    ['of-owner1', undefined, 'owner1', []],
  ] as const)(
    '%s with a product of %s, then %s: 409',
    async (name, owner, who, products) => {
      await first(name, owner);
      const { status, body } = await create(who, 'mixed', name);
      expect([status, body.error.code, body.error.products]).toEqual([
        409,
        'routeShared',
        products,
      ]);
    },
  );

  it('are shared through the groups of users in the catalog', async () => {
    await portal.world.product(
      { namespace: 'mixed', name: 'first' },
      userRef('owner2'),
      { targetRef: targetRef('of-both') as APIProduct['spec']['targetRef'] },
    );
    const asGroup = await create('owner1', 'mixed', 'of-both', {
      owner: 'api-owners',
    });
    expect(asGroup.status).toBe(201);
  });

  it('see each other', async () => {
    await portal.world.product(
      { namespace: 'mixed', name: 'first' },
      'game-owners',
      {
        displayName: 'First',
        publishStatus: 'Draft',
        targetRef: targetRef('of-both') as APIProduct['spec']['targetRef'],
      },
    );
    const made = await create('owner1', 'mixed', 'of-both', {
      name: 'second',
      owner: 'api-owners',
    });
    expect(made.body.sharedRoute).toEqual([
      {
        namespace: 'mixed',
        name: 'first',
        displayName: 'First',
        owner: 'group:default/game-owners',
      },
    ]);
    const published = await portal.call(
      'owner1',
      'PATCH',
      '/apiproducts/mixed/second',
      { publishStatus: 'Published' },
    );
    expect(published.body.sharedRoute).toHaveLength(1);
    const seen = await portal.call('owner2', 'GET', '/apiproducts/mixed/first');
    expect(seen.body.sharedRoute).toMatchObject([
      { name: 'second', owner: 'group:default/api-owners' },
    ]);
    const asConsumer = await portal.call(
      'consumer1',
      'GET',
      '/apiproducts/mixed/second',
    );
    expect(asConsumer.body.sharedRoute).toEqual([]);
  });
});

describe('the list of routes', () => {
  const namesFor = async (who: Persona) =>
    (
      await portal.call(who, 'GET', '/httproutes?namespace=mixed')
    ).body.items.map(
      ({ metadata }: { metadata: { name: string } }) => metadata.name,
    );

  it('holds those that the caller may offer', async () => {
    expect(await namesFor('owner1')).toEqual([
      'of-all',
      'of-both',
      'of-group',
      'of-owner1',
    ]);
    expect(await namesFor('owner2')).toEqual(['of-all', 'of-both']);
    expect(await namesFor('admin1')).toEqual([
      'closed',
      'of-all',
      'of-both',
      'of-group',
      'of-owner1',
    ]);
    expect(await namesFor('consumer1')).toEqual([]);
    const hidden = await portal.call(
      'owner2',
      'GET',
      '/httproutes/mixed/of-owner1',
    );
    const missing = await portal.call('owner2', 'GET', '/httproutes/mixed/no');
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.body.error.code).toBe(missing.body.error.code);
  });

  it('says for whom, under which hosts and with which products', async () => {
    for (const [name, publishStatus] of [
      ['draft', 'Draft'],
      ['seen', 'Published'],
    ] as const) {
      await portal.world.product({ namespace: 'mixed', name }, 'game-owners', {
        publishStatus,
        targetRef: targetRef('of-group') as APIProduct['spec']['targetRef'],
      });
    }
    const { body } = await portal.call(
      'owner1',
      'GET',
      '/httproutes/mixed/of-group',
    );
    expect(body).toMatchObject({
      kind: 'HTTPRoute',
      exposedTo: ['group:default/api-owners'],
      exposureProblems: [expect.stringContaining('"a b"')],
      hostnames: ['of-group.example.com'],
      gateways: [{ namespace: 'gateways', name: 'main' }],
      products: [
        {
          namespace: 'mixed',
          name: 'seen',
          displayName: 'The seen API',
          owner: 'group:default/game-owners',
        },
      ],
      otherProducts: 1,
    });
    // The owner of a product reads its route, even one that is no longer exposed to them.
    const ofProduct = await portal.call(
      'owner2',
      'GET',
      '/httproutes/mixed/of-group',
    );
    expect(ofProduct.status).toBe(200);
  });
});

describe('where any route may be offered', () => {
  let open: TestPortal;
  beforeAll(async () => {
    open = await TestPortal.start({
      beside: portal,
      config: { kuadrant: { products: { routes: 'any' } } },
    });
  }, 60_000);
  afterAll(() => open?.stop());

  it('is, but in the namespaces that never hold products', async () => {
    const post = (namespace: string, name: string) =>
      open.call('owner2', 'POST', '/apiproducts', {
        namespace,
        name: 'open',
        spec: { displayName: 'Open', targetRef: targetRef(name) },
      });
    expect((await post('mixed', 'of-owner1')).status).toBe(201);
    expect((await post('bare', 'closed')).status).toBe(201);
    const system = await post('kube-system', 'any');
    expect([system.status, system.body.error.code]).toEqual([
      403,
      'namespaceNotAllowed',
    ]);
    expect((await post('consumer', 'any')).status).toBe(403);
    expect((await post('nowhere', 'any')).status).toBe(422);
    const { body } = await open.call(
      'owner2',
      'GET',
      '/httproutes/mixed/of-owner1',
    );
    expect(body.exposedTo).toEqual(['*']);
  });
});

it('the owner of a product is read in one way, and reported where it cannot be', async () => {
  const ref = { namespace: 'toystore', name: 'toystore' };
  await portal.world.product(ref, ' User:default/Owner1 ');
  const path = '/apiproducts/toystore/toystore';
  const own = await portal.call('owner1', 'PATCH', path, { version: 'v2' });
  expect([own.status, own.body.owner]).toEqual([200, userRef('owner1')]);
  await portal.world.kuadrant.caches.apiProducts.patch(
    ref,
    { metadata: { annotations: { [ANNOTATIONS.owner]: 'owner 1' } } },
    { type: 'merge' },
  );
  const { body } = await portal.call('admin1', 'GET', path);
  expect(body.owner).toBeUndefined();
  expect(body.ownerProblem).toMatch(/backstage\.io\/owner must be an entity/);
});
