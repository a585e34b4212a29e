import {
  type APIProduct,
  apiProducts,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { product } from './__testUtils__/products';
import { refs, TestCatalog } from './__testUtils__/TestCatalog';
import { TestCluster } from './__testUtils__/TestCluster';

jest.setTimeout(600_000);

describe('catalogModuleKuadrant', () => {
  let cluster: TestCluster;
  let catalog: TestCatalog | undefined;

  beforeEach(async () => {
    cluster = await TestCluster.start();
  });

  afterEach(async () => {
    await catalog?.stop();
    catalog = undefined;
    await cluster.stop();
  });

  async function startCatalog(config = {}): Promise<TestCatalog> {
    const { kubeconfig } = cluster;
    catalog = await TestCatalog.start({ kubeconfig, config });
    return catalog;
  }

  const patch = (name: string, spec: Partial<APIProduct['spec']>) =>
    cluster.client.patch(
      apiProducts,
      { namespace: 'toystore', name },
      { spec },
      { type: 'merge' },
    );

  it('follows products from published to deleted', async () => {
    await cluster.client.create(apiProducts, product('early'));
    await cluster.client.create(
      apiProducts,
      product('draft', { spec: { publishStatus: 'Draft' } }),
    );
    const started = await startCatalog();
    await started.until(found => refs(found) === 'toystore/early');

    const longest = `${'a'.repeat(200)}.z`;
    await cluster.client.create(apiProducts, product(longest));
    await cluster.client.create(
      apiProducts,
      product('games', {
        metadata: { namespace: 'gamestore', annotations: undefined },
      }),
    );
    await patch('draft', { publishStatus: 'Published' });
    await started.until(found => found.length === 4);
    const all = await started.read();
    const games = all.find(({ metadata }) => metadata.name === 'games');
    expect(games).toMatchObject({
      spec: { owner: 'group:default/unknown', type: 'openapi' },
      relations: expect.arrayContaining([
        { type: 'ownedBy', targetRef: 'group:default/unknown' },
      ]),
    });
    expect(
      all.some(
        ({ metadata }) =>
          metadata.annotations?.['kuadrant.io/apiproduct'] === longest,
      ),
    ).toBe(true);

    const early = await cluster.client.get(apiProducts, {
      namespace: 'toystore',
      name: 'early',
    });
    await cluster.client.replace(
      apiProducts,
      {
        ...early,
        status: {
          openapi: {
            raw: 'asyncapi: 3.0.0\n',
            lastSyncTime: '2026-01-01T00:00:00Z',
          },
        },
      },
      { subresource: 'status' },
    );
    await started.until(found =>
      found.some(({ spec }) => spec?.type === 'asyncapi'),
    );

    await patch('early', { publishStatus: 'Draft' });
    await cluster.client.delete(apiProducts, {
      namespace: 'toystore',
      name: longest,
    });
    await started.until(
      found => refs(found) === 'gamestore/games toystore/draft',
    );
  });

  it('puts all into one namespace where that is configured', async () => {
    await cluster.client.create(apiProducts, product('store'));
    await cluster.client.create(
      apiProducts,
      product('store', {
        metadata: { namespace: 'gamestore', annotations: undefined },
      }),
    );
    const started = await startCatalog({
      namespace: 'apis',
      defaultOwner: 'user:default/admin1',
    });
    // The older one keeps the plain name; both may be of the same second.
    await started.until(found =>
      [
        'apis/gamestore__store apis/store',
        'apis/store apis/toystore__store',
      ].includes(refs(found)),
    );
    const owners = (await started.read()).map(({ metadata, spec }) => [
      metadata.annotations?.['kuadrant.io/namespace'],
      spec?.owner,
    ]);
    expect(owners).toContainEqual(['gamestore', 'user:default/admin1']);
    expect(owners).toHaveLength(2);
  });

  it('keeps the backend from starting with an option that cannot be', async () => {
    await expect(startCatalog({ namespace: 'Not_Ok' })).rejects.toThrow(
      'kuadrant.catalog.namespace must be the name of a namespace, got "Not_Ok"',
    );
    await expect(startCatalog({ defaultOwner: '::' })).rejects.toThrow(
      /kuadrant\.catalog\.defaultOwner must be an entity reference .*, got "::"/,
    );
  });
});
