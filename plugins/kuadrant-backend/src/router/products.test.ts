import {
  documentConfigMaps,
  documentStub,
  packDocument,
} from '@kuadrant/api-documents';
import {
  ANNOTATIONS,
  apiProducts,
  configMaps,
  type APIProduct,
  type ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { guardedRoute } from '../__testUtils__/guardedRoute';
import { userRef, type Persona } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };

jest.setTimeout(600_000);

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start();
  await guardedRoute(portal.world, TOYSTORE);
}, 600_000);

afterAll(() => portal?.stop());

beforeEach(() => {
  portal.audit.length = 0;
});

afterEach(() => portal.world.clear());

const spec = {
  displayName: 'Toystore',
  publishStatus: 'Published',
  targetRef: {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    name: 'toystore',
  },
};

const path = '/apiproducts/toystore/toystore';

describe('a product', () => {
  it('is created for its owner and changed by merge patch', async () => {
    const created = await portal.call('owner1', 'POST', '/apiproducts', {
      ...TOYSTORE,
      owner: 'api-owners',
      spec: { ...spec, tags: ['toys'], contact: { email: 'a@example.com' } },
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      kind: 'APIProduct',
      owner: 'group:default/api-owners',
      spec: { approvalMode: 'manual', publishStatus: 'Published' },
      actions: ['update', 'delete', 'unpublish', 'requestKey'],
      catalogEntityRef: 'api:toystore/toystore',
    });
    const patched = await portal.call('owner1', 'PATCH', path, {
      publishStatus: 'Draft',
      tags: null,
      contact: { email: null, team: 'Toys' },
    });
    expect(patched.status).toBe(200);
    const stored = await portal.world.read<APIProduct>(apiProducts, TOYSTORE);
    expect(stored.spec).toMatchObject({
      displayName: 'Toystore',
      publishStatus: 'Draft',
      contact: { team: 'Toys' },
    });
    expect(stored.spec.tags).toBeUndefined();
    expect(stored.spec.contact?.email).toBeUndefined();
    expect(stored.metadata.annotations?.[ANNOTATIONS.owner]).toBe(
      'group:default/api-owners',
    );
    const twice = await portal.call('owner1', 'POST', '/apiproducts', {
      ...TOYSTORE,
      spec,
    });
    expect(twice.status).toBe(409);
  });

  it("is created for oneself and one's groups only, unless one may change all", async () => {
    const create = (who: Persona, name: string, owner?: string) =>
      portal.call(who, 'POST', '/apiproducts', {
        namespace: 'toystore',
        name,
        owner,
        spec: { ...spec, targetRef: { ...spec.targetRef, name } },
      });
    const own = await create('owner1', 'a');
    expect([own.status, own.body.owner]).toEqual([201, userRef('owner1')]);
    expect((await create('owner1', 'b', 'group:default/others')).status).toBe(
      403,
    );
    expect((await create('admin1', 'b', 'group:default/others')).status).toBe(
      201,
    );
    expect((await create('consumer1', 'c')).status).toBe(403);
    const wrong = await create('owner1', 'c', ':c');
    expect([wrong.status, wrong.body.error.fields[0].path]).toEqual([
      400,
      'owner',
    ]);
  });

  it('is refused with the field that is wrong', async () => {
    const post = (body: object) =>
      portal.call('owner1', 'POST', '/apiproducts', body);
    const cases = [
      [
        { ...TOYSTORE, spec: { ...spec, displayName: '' } },
        400,
        'spec.displayName',
      ],
      [{ ...TOYSTORE, spec: { ...spec, colour: 'red' } }, 400, 'spec.colour'],
      [{ ...TOYSTORE, name: 'Toy Store', spec }, 400, 'name'],
      [{ ...TOYSTORE, name: 'x'.repeat(254), spec }, 400, 'name'],
      [
        {
          ...TOYSTORE,
          spec: { ...spec, documentation: { docsURL: 'file:///etc/passwd' } },
        },
        400,
        'spec.documentation.docsURL',
      ],
      [
        {
          ...TOYSTORE,
          spec: { ...spec, targetRef: { ...spec.targetRef, kind: 'Service' } },
        },
        400,
        'spec.targetRef.kind',
      ],
    ] as const;
    for (const [body, status, field] of cases) {
      const answer = await post(body);
      expect([field, answer.status]).toEqual([field, status]);
      expect(answer.body.error.fields).toEqual([
        { path: field, message: expect.any(String) },
      ]);
    }
    const nowhere = await portal.call('admin1', 'POST', '/apiproducts', {
      ...TOYSTORE,
      namespace: 'nowhere',
      spec,
    });
    expect([nowhere.status, nowhere.body.error]).toEqual([
      422,
      expect.objectContaining({
        code: 'namespaceNotFound',
        fields: [{ path: 'namespace', message: expect.any(String) }],
      }),
    ]);
  });

  it("never takes an editor's change that was based on an older version", async () => {
    await portal.world.product(TOYSTORE, 'group:default/api-owners');
    const { headers } = await portal.call('owner1', 'GET', path);
    const edit = (version: string) =>
      portal.call(
        'owner1',
        'PATCH',
        path,
        { version },
        { 'if-match': headers.etag },
      );
    const [one, other] = await Promise.all([edit('v1'), edit('v2')]);
    expect([one.status, other.status].sort()).toEqual([200, 412]);
  });

  it('tells how many requests a switch to automatic approves', async () => {
    await portal.world.product(TOYSTORE, 'group:default/api-owners');
    for (const name of ['a', 'b']) {
      await portal.world.key({
        requester: 'consumer1',
        product: TOYSTORE,
        name,
      });
    }
    const answer = await portal.call('owner1', 'PATCH', path, {
      approvalMode: 'automatic',
    });
    expect(answer.body.approvedPending).toBe(2);
    const same = await portal.call('owner1', 'PATCH', path, {
      approvalMode: 'automatic',
    });
    expect(same.body.approvedPending).toBeUndefined();
  });

  it('is deleted with its own keys, and only where that is asked for', async () => {
    const other = { namespace: 'gamestore', name: 'toystore' };
    await portal.world.product(TOYSTORE, 'group:default/api-owners');
    await portal.world.product(other, userRef('owner2'));
    await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    await portal.world.key({
      requester: 'consumer2',
      product: TOYSTORE,
      name: 'b',
    });
    await portal.world.key({
      requester: 'consumer1',
      product: other,
      name: 'c',
    });
    const refused = await portal.call('owner1', 'DELETE', path);
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({
      keyCount: 2,
      message: expect.stringContaining('2 keys'),
    });
    expect(
      (await portal.call('owner2', 'DELETE', `${path}?cascade=true`)).status,
    ).toBe(403);
    expect(
      (await portal.call('owner1', 'DELETE', `${path}?cascade=true`)).status,
    ).toBe(204);
    const { body } = await portal.call('admin1', 'GET', '/apikeys?scope=all');
    expect(body.items.map((key: APIProduct) => key.metadata.name)).toEqual([
      'c',
    ]);
    expect((await portal.call('admin1', 'GET', path)).status).toBe(404);
    expect(portal.audit.at(-1)).toMatchObject({
      eventId: 'delete-api-product',
      url: `/api/kuadrant${path}`,
      meta: { cascade: true, deletedKeys: 2 },
    });
  });
});

describe('the list of products', () => {
  it('filters, sorts, searches and pages', async () => {
    for (let index = 0; index < 7; index++) {
      await portal.world.product(
        { namespace: index % 2 ? 'gamestore' : 'toystore', name: `p${index}` },
        index % 2 ? userRef('owner2') : 'group:default/api-owners',
        {
          displayName: `Product ${'GFEDCBA'[index].repeat(3)}`,
          tags: index % 3 ? ['odd', 'b'] : ['third'],
          publishStatus: index === 6 ? 'Draft' : 'Published',
        },
      );
    }
    const list = async (who: Persona, query: string) => {
      const { status, body } = await portal.call(
        who,
        'GET',
        `/apiproducts${query}`,
      );
      expect(status).toBe(200);
      return body;
    };
    const names = ({ items }: { items: ProductView[] }) =>
      items.map(({ metadata }) => metadata.name);
    expect(names(await list('consumer1', ''))).toEqual([
      'p5',
      'p4',
      'p3',
      'p2',
      'p1',
      'p0',
    ]);
    expect((await list('consumer1', '')).counts).toEqual({
      Draft: 0,
      Published: 6,
    });
    expect((await list('owner1', '')).counts).toEqual({
      Draft: 1,
      Published: 6,
    });
    expect(names(await list('owner1', '?publishStatus=Draft'))).toEqual(['p6']);
    expect(names(await list('owner2', '?publishStatus=Draft'))).toEqual([]);
    expect(
      names(await list('admin1', '?namespace=gamestore&sort=name')),
    ).toEqual(['p1', 'p3', 'p5']);
    expect(names(await list('admin1', '?tag=odd&tag=b&sort=-name'))).toEqual([
      'p5',
      'p4',
      'p2',
      'p1',
    ]);
    expect(
      names(await list('admin1', '?owner=group:default/api-owners&sort=name')),
    ).toEqual(['p0', 'p2', 'p4', 'p6']);
    expect(names(await list('admin1', '?q=ddd%20PROD'))).toEqual(['p3']);

    const first = await list('admin1', '?limit=3&sort=created');
    expect(first.totalItems).toBe(7);
    const second = await list(
      'admin1',
      `?limit=3&sort=created&cursor=${first.pageInfo.nextCursor}`,
    );
    const third = await list(
      'admin1',
      `?limit=3&sort=created&cursor=${second.pageInfo.nextCursor}`,
    );
    expect(third.pageInfo).toEqual({});
    expect(
      names({
        items: [...first.items, ...second.items, ...third.items],
      }).sort(),
    ).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    for (const query of [
      '?limit=0',
      '?limit=501',
      '?sort=colour',
      '?page=2',
      '?cursor=x',
    ]) {
      const { status } = await portal.call(
        'admin1',
        'GET',
        `/apiproducts${query}`,
      );
      expect([query, status]).toEqual([query, 400]);
    }
  });

  it('does not carry the text of definitions', async () => {
    await portal.world.product(TOYSTORE, undefined);
    await portal.world.kuadrant.caches.apiProducts.patch(
      TOYSTORE,
      {
        status: {
          openapi: {
            raw: '{"openapi":"3.1.0"}',
            lastSyncTime: '2026-01-01T00:00:00Z',
          },
        },
      },
      { type: 'merge', subresource: 'status' },
    );
    const list = await portal.call('consumer1', 'GET', '/apiproducts');
    expect(list.body.items[0].status.openapi.raw).toBe('');
    const one = await portal.call('consumer1', 'GET', path);
    expect(one.body.status.openapi.raw).toBe('{"openapi":"3.1.0"}');
  });

  it('answers with the whole definition and its kind to those who may read the product', async () => {
    await portal.world.product(TOYSTORE, undefined);
    expect(
      await portal.call('consumer1', 'GET', `${path}/definition`),
    ).toMatchObject({
      status: 404,
      body: { error: { message: 'This API product has no definition.' } },
    });
    const { caches, client } = portal.world.kuadrant;
    const product = caches.apiProducts.get(TOYSTORE)!;
    const packed = await packDocument('type Query { a: Int }', 'graphql');
    const stub = documentStub(
      packed.stored,
      { format: 'GraphQL' },
      'https://a',
    );
    await caches.apiProducts.patch(
      TOYSTORE,
      {
        status: {
          openapi: { raw: stub, lastSyncTime: '2026-01-01T00:00:00Z' },
        },
      },
      { type: 'merge', subresource: 'status' },
    );
    expect(
      await portal.call('consumer1', 'GET', `${path}/definition`),
    ).toMatchObject({
      status: 200,
      body: { type: 'openapi', definition: stub, complete: false },
    });
    for (const map of documentConfigMaps(product, packed)) {
      await client.create(configMaps, map);
    }
    expect(
      await portal.call('consumer1', 'GET', `${path}/definition`),
    ).toMatchObject({
      status: 200,
      body: {
        type: 'graphql',
        definition: 'type Query { a: Int }',
        complete: true,
      },
    });

    await caches.apiProducts.patch(
      TOYSTORE,
      { spec: { publishStatus: 'Draft' } },
      { type: 'merge' },
    );
    expect(
      await portal.call('consumer1', 'GET', `${path}/definition`),
    ).toMatchObject({ status: 404 });
  });

  describe('operations', () => {
    const operations = (person: Persona = 'consumer1') =>
      portal.call(person, 'GET', `${path}/operations`);

    beforeEach(() =>
      portal.world.product(TOYSTORE, 'group:default/api-owners', {
        documentation: { openAPISpecURL: 'https://a.example/docs/toys.yaml' },
      }),
    );

    const withDocument = async (raw: string) => {
      const openapi = { raw, lastSyncTime: '2026-01-01T00:00:00Z' };
      await portal.world.kuadrant.caches.apiProducts.patch(
        TOYSTORE,
        { status: { openapi } },
        { type: 'merge', subresource: 'status' },
      );
    };

    it.each<[string, string, string[], string | undefined]>([
      [
        'OpenAPI',
        'openapi: 3.1.0\nservers: [{url: ../v2}]\npaths: {/toys: {post: {}, get: {}}}',
        ['GET /v2/toys', 'POST /v2/toys'],
        'GET /toys',
      ],
      ['protobuf', 'syntax = "proto3";\nservice A {}', [], undefined],
    ])('are listed with an example each: %s', async (_, raw, calls, first) => {
      await withDocument(raw);
      const { status, body } = await operations();
      expect(status).toBe(200);
      expect(
        body.items.map(
          ({ call }: { call: { method: string; path: string } }) =>
            `${call.method} ${call.path}`,
        ),
      ).toEqual(calls);
      expect(body.preferred).toBe(first);
    });

    it('follow the document', async () => {
      await withDocument('openapi: 3.1.0\npaths: {/a: {get: {}}}');
      expect((await operations()).body.items).toHaveLength(1);
      await withDocument('openapi: 3.1.0\npaths: {/a: {get: {}, put: {}}}');
      expect((await operations()).body.items).toHaveLength(2);
    });

    it('are missing with a reason', async () => {
      expect(await operations()).toMatchObject({ status: 404 });
      await withDocument('paths: [');
      expect(await operations()).toMatchObject({
        status: 422,
        body: { error: { code: 'unprocessable' } },
      });
      expect(await operations()).toMatchObject({ status: 422 });
    });

    it('are for those who may read the product', async () => {
      await withDocument('openapi: 3.1.0');
      await portal.world.kuadrant.caches.apiProducts.patch(
        TOYSTORE,
        { spec: { publishStatus: 'Draft' } },
        { type: 'merge' },
      );
      expect(await operations()).toMatchObject({ status: 404 });
      expect(await operations('owner1')).toMatchObject({ status: 200 });
    });
  });
});
