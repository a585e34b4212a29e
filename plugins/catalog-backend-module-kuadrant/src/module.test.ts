import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import {
  type APIProduct,
  apiProducts,
  namespaces,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { LocalCluster } from '@kuadrant/local-cluster';
import { KubeConfig } from '@kubernetes/client-node';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { product } from './__testUtils__/products';
import catalogModuleKuadrant from './index';

const crd = parse(
  readFileSync(
    resolve(
      __dirname,
      '../../../deploy/crds/devportal.kuadrant.io_apiproducts.yaml',
    ),
    'utf8',
  ),
);

describe('catalogModuleKuadrant', () => {
  const directory = mkdtempSync(join(tmpdir(), 'kuadrant-catalog-'));
  const kubeconfig = join(directory, 'kubeconfig');
  const cleanups: Array<() => Promise<void>> = [];
  let cluster: LocalCluster;
  let client: KubernetesClient;

  beforeEach(async () => {
    cluster = await LocalCluster.start({ manifests: [crd] });
    writeFileSync(kubeconfig, cluster.kubeconfig());
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(cluster.kubeconfig());
    client = KubernetesClient.fromKubeConfig(kubeConfig);
    for (const name of ['toystore', 'gamestore']) {
      await client.create(namespaces, { metadata: { name } });
    }
  });

  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) {
      await cleanup();
    }
    await client.close();
    await cluster.stop();
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  async function startCatalog(catalog: object = {}) {
    const backend = await startTestBackend({
      features: [
        catalogBackend,
        catalogModuleKuadrant,
        mockServices.rootConfig.factory({
          data: {
            kuadrant: {
              cluster: { kubeconfig: { path: kubeconfig } },
              catalog,
            },
          },
        }),
      ],
    });
    cleanups.push(() => backend.stop());
    return async (): Promise<Entity[]> => {
      const response = await fetch(
        `http://localhost:${backend.server.port()}/api/catalog/entities?filter=kind=api`,
        { headers: { authorization: mockCredentials.user.header() } },
      );
      return (await response.json()) as Entity[];
    };
  }

  /** Reads until the catalog is as wanted; resolves with the milliseconds that it took. */
  async function eventually(
    read: () => Promise<Entity[]>,
    holds: (entities: Entity[]) => boolean,
  ): Promise<number> {
    const started = Date.now();
    for (;;) {
      const entities = await read();
      if (holds(entities)) {
        return Date.now() - started;
      }
      if (Date.now() - started > 30_000) {
        throw new Error(`The catalog has ${JSON.stringify(entities)}`);
      }
      await new Promise(done => setTimeout(done, 50));
    }
  }

  const refs = (entities: Entity[]) =>
    entities
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
      .sort()
      .join(' ');
  const patch = (name: string, spec: Partial<APIProduct['spec']>) =>
    client.patch(
      apiProducts,
      { namespace: 'toystore', name },
      { spec },
      { type: 'merge' },
    );

  it('follows products from published to deleted', async () => {
    await client.create(apiProducts, product('early'));
    await client.create(
      apiProducts,
      product('draft', { spec: { publishStatus: 'Draft' } }),
    );
    const read = await startCatalog();
    await eventually(read, found => refs(found) === 'toystore/early');

    const longest = `${'a'.repeat(200)}.z`;
    await client.create(apiProducts, product(longest));
    await client.create(
      apiProducts,
      product('games', {
        metadata: { namespace: 'gamestore', annotations: undefined },
      }),
    );
    await patch('draft', { publishStatus: 'Published' });
    const took = await eventually(read, found => found.length === 4);
    // One to two seconds, plus what a busy machine takes.
    expect(took).toBeLessThan(15_000);
    const all = await read();
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

    const early = await client.get(apiProducts, {
      namespace: 'toystore',
      name: 'early',
    });
    await client.replace(
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
    await eventually(read, found =>
      found.some(({ spec }) => spec?.type === 'asyncapi'),
    );

    await patch('early', { publishStatus: 'Draft' });
    await client.delete(apiProducts, { namespace: 'toystore', name: longest });
    await eventually(
      read,
      found => refs(found) === 'gamestore/games toystore/draft',
    );
  }, 120_000);

  it('puts all into one namespace where that is configured', async () => {
    await client.create(apiProducts, product('store'));
    await client.create(
      apiProducts,
      product('store', {
        metadata: { namespace: 'gamestore', annotations: undefined },
      }),
    );
    const read = await startCatalog({
      namespace: 'apis',
      defaultOwner: 'user:default/admin1',
    });
    await eventually(
      read,
      found => refs(found) === 'apis/gamestore.store apis/toystore.store',
    );
    const [entity] = await read();
    expect(['gamestore', 'toystore']).toContain(
      entity.metadata.annotations?.['kuadrant.io/namespace'],
    );
    expect(
      (await read()).find(({ metadata }) => metadata.name === 'gamestore.store')
        ?.spec?.owner,
    ).toBe('user:default/admin1');
  }, 120_000);

  it('keeps the backend from starting with an option that cannot be', async () => {
    await expect(startCatalog({ namespace: 'Not_Ok' })).rejects.toThrow(
      'kuadrant.catalog.namespace must be the name of a namespace, got "Not_Ok"',
    );
    await expect(startCatalog({ defaultOwner: '::' })).rejects.toThrow(
      'kuadrant.catalog.defaultOwner must be an entity reference, got "::"',
    );
  }, 60_000);
});
