import type { Entity } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import {
  documentConfigMaps,
  documentStub,
  packDocument,
} from '@kuadrant/api-documents';
import type {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import {
  type APIProduct,
  apiProducts,
  configMaps,
  namespaces,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  INDEXES,
  productsByName,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { KubernetesClient, ResourceCache } from '@kuadrant/kubernetes-cache';
import { LocalCluster } from '@kuadrant/local-cluster';
import { ManualClock } from '@kuadrant/test-control-plane';
import { KubeConfig } from '@kubernetes/client-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { product } from '../__testUtils__/products';
import { ApiProductEntityProvider } from './ApiProductEntityProvider';

const crd = parse(
  readFileSync(
    resolve(
      __dirname,
      '../../../../deploy/crds/devportal.kuadrant.io_apiproducts.yaml',
    ),
    'utf8',
  ),
);

/** Takes mutations down in short words, and fails when told to. */
class RecordingConnection implements EntityProviderConnection {
  readonly mutations: string[] = [];
  readonly entities = new Map<string, Entity>();
  failures = 0;

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    if (this.failures > 0) {
      this.failures--;
      this.mutations.push('failed');
      throw new Error('the database is away');
    }
    const added = mutation.type === 'full' ? mutation.entities : mutation.added;
    added.forEach(({ entity }) =>
      this.entities.set(entity.metadata.name, entity),
    );
    const names = (
      entities: Array<{ entity: { metadata: { name: string } } }>,
    ) => entities.map(({ entity }) => entity.metadata.name).sort();
    this.mutations.push(
      mutation.type === 'full'
        ? `full ${names(mutation.entities)}`
        : [
            ...names(mutation.added).map(name => `+${name}`),
            ...mutation.removed.map(item =>
              'entityRef' in item ? `-${item.entityRef}` : '?',
            ),
          ].join(' '),
    );
  }

  async refresh(): Promise<void> {}
}

jest.setTimeout(600_000);

const LONGEST_RETRY_MS = 60_000;

describe('ApiProductEntityProvider', () => {
  let cluster: LocalCluster;
  let client: KubernetesClient;
  let products: ResourceCache<APIProduct>;
  let connection: RecordingConnection;
  let provider: ApiProductEntityProvider;
  let clock: ManualClock;
  const logger = mockServices.logger.mock();

  const providerWith = (entities: { namespace?: string }) =>
    new ApiProductEntityProvider({
      products,
      client,
      entities: { defaultOwner: 'group:default/unknown', ...entities },
      logger,
      clock,
    });

  beforeEach(async () => {
    jest.clearAllMocks();
    cluster = await LocalCluster.start({ manifests: [crd] });
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(cluster.kubeconfig());
    client = KubernetesClient.fromKubeConfig(kubeConfig);
    await client.create(namespaces, { metadata: { name: 'toystore' } });
    products = ResourceCache.create({
      client,
      resource: apiProducts,
      indexes: { [INDEXES.apiProducts.name]: productsByName },
    });
    connection = new RecordingConnection();
    clock = new ManualClock();
    provider = providerWith({});
  });

  afterEach(async () => {
    await provider.stop();
    await products.stop();
    await client.close();
    await cluster.stop();
  });

  /** All mutations that come of what was changed so far. */
  async function written(): Promise<string[]> {
    if (products.hasSynced) {
      await products.catchUp();
    }
    while (clock.dueWithin(LONGEST_RETRY_MS) > 0) {
      clock.advance(LONGEST_RETRY_MS);
      while (provider.isWriting) {
        await new Promise(done => setImmediate(done));
      }
    }
    return connection.mutations.splice(0);
  }

  const patch = (name: string, body: object) =>
    products.patch({ namespace: 'toystore', name }, body, { type: 'merge' });

  it('writes everything once, and then only what differs', async () => {
    await client.create(apiProducts, product('a'));
    await provider.connect(connection);
    provider.resume();
    // Not synced: nothing is known yet, which is not the same as no products.
    expect(await written()).toEqual([]);
    products.start();
    await products.waitForSync();
    provider.refresh();
    expect(await written()).toEqual(['full a']);

    // A burst is one mutation.
    await Promise.all([
      products.create(product('b')),
      products.create(product('c')),
      patch('a', { spec: { displayName: 'Renamed' } }),
    ]);
    expect(await written()).toEqual(['+a +b +c']);

    // What does not show in the entity is not written.
    await patch('a', { metadata: { labels: { colour: 'red' } } });
    await products.create(
      product('draft', { spec: { publishStatus: 'Draft' } }),
    );
    expect(await written()).toEqual([]);

    await patch('b', { spec: { publishStatus: 'Draft' } });
    await products.delete({ namespace: 'toystore', name: 'c' });
    expect(await written()).toEqual(['-api:toystore/b -api:toystore/c']);
  });

  it('writes nothing while another replica does, and everything when its turn comes', async () => {
    products.start();
    await products.waitForSync();
    await provider.connect(connection);
    await products.create(product('a'));
    expect(await written()).toEqual([]);
    provider.resume();
    expect(await written()).toEqual(['full a']);
    provider.pause();
    await products.delete({ namespace: 'toystore', name: 'a' });
    await products.create(product('b'));
    expect(await written()).toEqual([]);
    provider.resume();
    expect(await written()).toEqual(['full b']);
    await provider.stop();
    await products.create(product('c'));
    provider.refresh();
    expect(await written()).toEqual([]);
  });

  it('tries again, with everything, when the catalog could not take a change', async () => {
    products.start();
    await products.waitForSync();
    await provider.connect(connection);
    provider.resume();
    expect(await written()).toEqual(['full ']);
    connection.failures = 1;
    await products.create(product('a'));
    expect(await written()).toEqual(['failed', 'full a']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the database is away'),
    );
  });

  it('writes the whole of a document that its status has no room for', async () => {
    products.start();
    await products.waitForSync();
    await provider.connect(connection);
    provider.resume();
    const owner = await products.create(product('a'));
    const packed = await packDocument('type Query { toys: Int }', 'graphql');
    for (const map of documentConfigMaps(owner, packed)) {
      await client.create(configMaps, map);
    }
    await products.patch(
      { namespace: 'toystore', name: 'a' },
      {
        status: {
          openapi: {
            raw: documentStub(
              packed.stored,
              { format: 'GraphQL' },
              'https://a',
            ),
            lastSyncTime: '2026-01-01T00:00:00Z',
          },
        },
      },
      { type: 'merge', subresource: 'status' },
    );
    await written();
    expect(connection.entities.get('a')?.spec).toMatchObject({
      type: 'graphql',
      definition: 'type Query { toys: Int }',
    });
  });

  it('tells of a product without owner once', async () => {
    products.start();
    await products.waitForSync();
    await products.create(
      product('a', { metadata: { annotations: undefined } }),
    );
    await provider.connect(connection);
    provider.resume();
    expect(await written()).toEqual(['full a']);
    await patch('a', { spec: { displayName: 'Renamed' } });
    provider.refresh();
    expect(await written()).toEqual(['full a']);
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('APIProduct toystore/a names no owner')],
    ]);
    await patch('a', {
      metadata: { annotations: { 'backstage.io/owner': ':x' } },
    });
    expect(await written()).toEqual([]);
    expect(logger.warn).toHaveBeenLastCalledWith(
      expect.stringContaining('an owner that is no entity reference, ":x"'),
    );
  });

  it('keeps the plain name of the oldest product in a fixed namespace', async () => {
    provider = providerWith({ namespace: 'default' });
    await client.create(namespaces, { metadata: { name: 'another' } });
    products.start();
    await products.waitForSync();
    await products.create(product('store'));
    await provider.connect(connection);
    provider.resume();
    expect(await written()).toEqual(['full store']);

    const other = product('store', {
      metadata: { namespace: 'another' },
    });
    await products.create(other);
    // Both may be of the same second; then the namespace decides.
    const [first] = await written();
    const plainIsOther = first.startsWith('+store');
    expect(['+another__store', '+store +toystore__store']).toContain(first);

    const holder = plainIsOther ? 'another' : 'toystore';
    const rest = plainIsOther ? 'toystore' : 'another';
    await products.delete({ namespace: holder, name: 'store' });
    expect(await written()).toEqual([`+store -api:default/${rest}__store`]);
    await products.delete({ namespace: rest, name: 'store' });
    expect(await written()).toEqual(['-api:default/store']);
  });
});
