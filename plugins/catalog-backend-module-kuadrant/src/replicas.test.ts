import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { apiProducts } from '@kuadrant/backstage-plugin-kuadrant-common';
import { product } from './__testUtils__/products';
import { refs, TestCatalog } from './__testUtils__/TestCatalog';
import { TestCluster } from './__testUtils__/TestCluster';

jest.setTimeout(600_000);

/** A replica, and what it told of its writing. */
interface Replica {
  catalog: TestCatalog;
  logger: ReturnType<typeof mockServices.logger.mock>;
}

// PostgreSQL where a server is given, as npm test does.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('two replicas on %s', id => {
  const replicas: Replica[] = [];
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = await TestCluster.start();
  });

  afterEach(async () => {
    for (const { catalog } of replicas.splice(0)) {
      await catalog.stop();
    }
    await cluster.stop();
  });

  async function startReplicas(): Promise<void> {
    const database = mockServices.database({
      knex: await databases.init(id),
    });
    for (let count = 0; count < 2; count++) {
      const logger = mockServices.logger.mock();
      const { kubeconfig } = cluster;
      const catalog = await TestCatalog.start({ kubeconfig, database, logger });
      replicas.push({ catalog, logger });
    }
  }

  const create = (name: string) =>
    cluster.client.create(apiProducts, product(name));
  const writes = ({ logger }: Replica) =>
    logger.debug.mock.calls
      .map(([message]) => message)
      .filter(message => message.startsWith('Wrote'));

  it('lets one write, and the other when that one stops', async () => {
    await startReplicas();
    const [first, second] = replicas;
    await create('one');
    await second.catalog.until(found => refs(found) === 'toystore/one');
    expect(writes(first)).not.toEqual([]);
    expect(writes(second)).toEqual([]);

    await first.catalog.stop();
    replicas.shift();
    // In the time in which nobody writes, until the other has taken over.
    await create('two');
    await cluster.client.delete(apiProducts, {
      namespace: 'toystore',
      name: 'one',
    });
    await second.catalog.until(found => refs(found) === 'toystore/two');
    expect(writes(second)[0]).toMatch(/^Wrote all/);

    await create('three');
    await second.catalog.until(
      found => refs(found) === 'toystore/three toystore/two',
    );
  });
});
