import {
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  apiProducts,
  authPolicies,
  httpRoutes,
  type KubernetesObject,
  LABELS,
  namespaces,
  planPolicies,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isNotFound,
  ResourceCache,
  type ResourceDefinition,
} from '@kuadrant/kubernetes-cache';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld } from '../__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';
import { Population, type Standing } from './__testUtils__/Population';
import { BackupRuns } from './__testUtils__/BackupRuns';
import { inParallel } from './inParallel';
import { listAll } from './listAll';

// BACKUP_SIZE=full: the size that a company has.
const KEYS = process.env.BACKUP_SIZE === 'full' ? 507 : 26;
const BINARY = join(__dirname, '../../bin/developer-portal-controller');

jest.setTimeout(1_200_000);

describe('backup and restore of keys in all states', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let folder: string;
  let file: string;
  let population: Population;
  let before: Record<string, Standing>;
  let gateway: ResourceCache<KubernetesObject>;
  const everEnforced = new Set<string>();
  const runs = new BackupRuns();
  const { lines } = runs;

  const restore = (
    into: TestWorld,
    options: Parameters<BackupRuns['restore']>[2] = {},
  ) => runs.restore(into, file, options);

  const lastLine = () => lines.at(-1);

  const removeAll = async (
    resource: ResourceDefinition<KubernetesObject>,
    which: (object: KubernetesObject) => boolean = () => true,
  ) => {
    const found = await listAll(world.client, resource);
    await inParallel(found.filter(which), async ({ metadata }) => {
      try {
        await world.client.delete(resource, {
          namespace: metadata.namespace,
          name: metadata.name,
        });
      } catch (error) {
        if (!isNotFound(error)) {
          throw error;
        }
      }
    });
  };

  // As a cluster is after a disaster: the platform is there again, and nothing of the portal.
  const removeEverything = async () => {
    const isConsumers = ({ metadata }: KubernetesObject) =>
      population.consumerNamespaces.includes(
        metadata.namespace ?? metadata.name,
      );
    await removeAll(apiKeys);
    await removeAll(apiProducts);
    await removeAll(namespaces, isConsumers);
    await world.settled();
    await removeAll(apiKeyApprovals);
    await removeAll(apiKeyRequests);
    await waitFor(async () => {
      const left = await Promise.all([
        listAll(world.client, apiKeys),
        listAll(world.client, apiKeyRequests),
        listAll(world.client, apiKeyApprovals),
      ]);
      expect(left.flat()).toEqual([]);
      expect(
        (await listAll(world.client, namespaces)).filter(isConsumers),
      ).toEqual([]);
      expect(
        (await listAll(world.client, secrets)).filter(
          ({ metadata }) => metadata.labels?.[LABELS.enforcement],
        ),
      ).toEqual([]);
    }, 300_000);
    await gateway.catchUp();
    everEnforced.clear();
  };

  const asBefore = () =>
    waitFor(
      async () => expect(await Population.standings(world)).toEqual(before),
      120_000,
    );

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    await world.startController();
    population = new Population(world);
    await population.create(KEYS);
    before = await Population.standings(world);
    folder = await mkdtemp(join(tmpdir(), 'backup-'));
    file = join(folder, 'backup.ndjson');
    gateway = ResourceCache.create({
      client: world.client,
      resource: secrets,
      namespaces: [KUADRANT_NAMESPACE],
      labelSelector: `${LABELS.enforcement}=true`,
      metadataOnly: true,
    });
    gateway.subscribe(({ type, object }) => {
      if (type !== 'deleted') {
        everEnforced.add(object.metadata.name);
      }
    });
    gateway.start();
    await gateway.waitForSync();
    await runs.backup(world, file);
  });

  afterAll(async () => {
    await gateway?.stop();
    await stop?.();
    await rm(folder, { recursive: true, force: true });
  });

  it('saves every key in a file that only its owner reads, and no value elsewhere', async () => {
    expect(Object.keys(before)).toHaveLength(KEYS);
    expect(new Set(Object.values(before).map(({ state }) => state))).toEqual(
      new Set(['Approved', 'Denied', 'Pending', 'Expired', 'Failed']),
    );
    // eslint-disable-next-line no-bitwise -- the permission bits
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(lines.join('\n')).toContain(`${KEYS} keys`);
    expect(lines.join('\n')).not.toContain('value-');
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(`"${LABELS.enforcement}"`);
    expect(text).not.toContain('"status":{"observedGeneration"');
  });

  it('changes nothing where everything is there', async () => {
    expect(await restore(world)).toBe(0);
    expect(lastLine()).toMatch(/^Created nothing in 0 writes/);
  });

  it('reports what a restore would create, and creates nothing', async () => {
    await removeEverything();
    expect(await restore(world, { dryRun: true })).toBe(0);
    expect(lastLine()).toContain(`${KEYS} APIKey,`);
    expect(await listAll(world.client, apiKeys)).toEqual([]);
    expect(await listAll(world.client, namespaces)).not.toContainEqual(
      expect.objectContaining({
        metadata: expect.objectContaining({ name: 'consumer-0' }),
      }),
    );
  });

  it('brings each key back to its state while a controller runs, and opens no other at any moment', async () => {
    expect(await restore(world)).toBe(0);
    await world.settled();
    await asBefore();
    await gateway.catchUp();
    expect(
      [...everEnforced].filter(name => !population.mayBeEnforced(name)),
    ).toEqual([]);
    const home = await world.client.get<KubernetesObject>(namespaces, {
      namespace: '',
      name: 'consumer-0',
    });
    expect(home.metadata.labels).toMatchObject({
      [LABELS.consumerNamespace]: 'true',
      team: 'team-0',
    });
    expect(await restore(world)).toBe(0);
    expect(lastLine()).toMatch(/^Created nothing in 0 writes/);
  });

  it('comes to the same when it is killed and run again', async () => {
    await removeEverything();
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, world.adminKubeconfig, { mode: 0o600 });
    const child = spawn(
      process.execPath,
      [BINARY, 'restore', file, `--kubeconfig=${kubeconfig}`],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let errors = '';
    child.stderr.on('data', chunk => {
      errors += chunk;
    });
    const ended = new Promise(resolve => {
      child.once('exit', resolve);
    });
    let seen = 0;
    const reached = (async () => {
      for await (const { type } of world.client.watch(apiKeys)) {
        seen += type === 'ADDED' ? 1 : 0;
        if (seen >= KEYS / 3) {
          break;
        }
      }
    })();
    await Promise.race([reached, ended]);
    child.kill('SIGKILL');
    await ended;
    const kept = await listAll(world.client, apiKeys);
    expect(errors).not.toContain('developer-portal-controller:');
    expect(kept.length).toBeGreaterThanOrEqual(KEYS / 3);
    expect(kept.length).toBeLessThan(KEYS);
    expect(await restore(world)).toBe(0);
    await world.settled();
    await asBefore();
    expect([...everEnforced]).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/revoked|rejected/)]),
    );
    expect(
      (await listAll<KubernetesObject>(world.client, apiKeys)).filter(
        ({ metadata }) =>
          metadata.annotations?.['devportal.kuadrant.io/restoring'],
      ),
    ).toEqual([]);
  });

  it('restores into an empty cluster to which the policies come later', async () => {
    const other = await startWorld();
    try {
      await other.world.kuadrant();
      await other.world.startController();
      expect(await restore(other.world)).toBe(0);
      await other.world.settled();
      const comes = async (resource: ResourceDefinition<KubernetesObject>) => {
        for (const ref of population.products) {
          await copy(resource, { from: world, to: other.world, ref });
        }
        await other.world.settled();
      };
      await comes(httpRoutes as ResourceDefinition<KubernetesObject>);
      await comes(authPolicies as ResourceDefinition<KubernetesObject>);
      // Without the PlanPolicy nothing would limit the keys.
      const waiting = Object.values(await Population.standings(other.world));
      expect(waiting).toHaveLength(KEYS);
      expect(waiting.filter(({ value }) => value)).toEqual([]);
      await comes(planPolicies as ResourceDefinition<KubernetesObject>);
      await waitFor(
        async () =>
          expect(await Population.standings(other.world)).toEqual(before),
        120_000,
      );
      expect(await restore(other.world)).toBe(0);
      expect(lastLine()).toMatch(/^Created nothing in 0 writes/);
    } finally {
      await other.stop();
    }
  });
});

async function copy(
  resource: ResourceDefinition<KubernetesObject>,
  options: {
    from: TestWorld;
    to: TestWorld;
    ref: { namespace: string; name: string };
  },
): Promise<void> {
  const { ref, from, to } = options;
  const { spec, status } = await from.client.get<
    KubernetesObject & { spec?: object; status?: object }
  >(resource, ref);
  await to.client.create(resource, {
    metadata: ref,
    spec,
  } as KubernetesObject);
  if (status) {
    await to.setStatus(resource, ref, status);
  }
}
