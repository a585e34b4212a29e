import {
  CoreV1Api,
  KubeConfig,
  makeInformer,
  V1ConfigMap,
} from '@kubernetes/client-node';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from './contractTests/__testUtils__/ApiClient';
import { endpointOf } from './contractTests/__testUtils__/endpointOf';
import {
  configMap,
  configMaps,
  customKind,
  secretsOf,
} from './contractTests/__testUtils__/fixtures';
import { LocalCluster, LocalClusterOptions } from './LocalCluster';

async function withCluster(
  options: LocalClusterOptions,
  use: (api: ApiClient, cluster: LocalCluster) => Promise<void>,
): Promise<void> {
  const cluster = await LocalCluster.start(options);
  const api = new ApiClient(endpointOf(cluster.kubeconfig()));
  try {
    await use(api, cluster);
  } finally {
    await api.close();
    await cluster.stop();
  }
}

describe('LocalCluster', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'local-cluster-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('makes manifests that are absent, definitions first, and leaves others as they are', async () => {
    const kind = customKind({
      type: 'object',
      properties: { a: { type: 'string' } },
    });
    const object = {
      ...kind.object('x', { spec: { a: '1' } }),
      metadata: { name: 'x', namespace: 'team' },
    };
    const manifests = [
      kind.definition,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } },
      object,
    ];
    const dataFile = join(directory, 'data.db');
    await withCluster({ manifests, dataFile }, async api => {
      expect((await api.get(`${kind.path('team')}/x`)).body.spec).toEqual({
        a: '1',
      });
      await api.patch(`${kind.path('team')}/x`, 'merge', { spec: { a: '2' } });
    });
    await withCluster({ manifests, dataFile }, async api => {
      expect((await api.get(`${kind.path('team')}/x`)).body.spec).toEqual({
        a: '2',
      });
    });
  });

  it('says which definition is missing for a manifest', async () => {
    const kind = customKind({ type: 'object' });
    await expect(
      LocalCluster.start({ manifests: [kind.object('x')] }),
    ).rejects.toThrow(
      `no resource of kind Widget in ${kind.apiVersion} is known`,
    );
  });

  it('comes back with its state, its versions and its kubeconfig', async () => {
    const dataFile = join(directory, 'data.db');
    const first = await LocalCluster.start({ dataFile });
    const api = new ApiClient(endpointOf(first.kubeconfig()));
    const { body } = await api.post(
      configMaps('default'),
      configMap('a', { x: 'ü' }),
    );
    await api.post(configMaps('default'), configMap('b'));
    await api.delete(`${configMaps('default')}/b`);
    await api.close();
    await first.stop();
    const port = Number(new URL(first.url).port);
    const second = await LocalCluster.start({ dataFile, port });
    expect(second.kubeconfig()).toBe(first.kubeconfig());
    const again = new ApiClient(endpointOf(first.kubeconfig()));
    expect((await again.get(`${configMaps('default')}/a`)).body).toEqual(body);
    expect((await again.get(`${configMaps('default')}/b`)).status).toBe(404);
    const changed = await again.patch(`${configMaps('default')}/a`, 'merge', {
      data: { y: '1' },
    });
    expect(Number(changed.body.metadata?.resourceVersion)).toBeGreaterThan(
      Number(body.metadata?.resourceVersion) + 1,
    );
    const watch = await again.watch(
      `${configMaps('default')}?resourceVersion=${body.metadata?.resourceVersion}`,
    );
    expect((await watch.next())?.object).toMatchObject({
      code: 410,
      reason: 'Expired',
    });
    await again.close();
    await second.stop();
  });

  it('keeps its data file to itself', async () => {
    const dataFile = join(directory, 'data.db');
    await withCluster({ dataFile }, async api => {
      await expect(LocalCluster.start({ dataFile })).rejects.toThrow(
        `${dataFile} is in use by another process; stop that one, or choose another data file`,
      );
      await api.post(configMaps('default'), configMap('a'));
    });
    await withCluster({ dataFile }, async api => {
      expect((await api.get(`${configMaps('default')}/a`)).status).toBe(200);
    });
  });

  it('tells watchers and readers when a version is too old for the history it keeps', async () => {
    await withCluster({ historyLimit: 5 }, async api => {
      const first = await api.post(configMaps('default'), configMap('a'));
      await api.post(configMaps('default'), configMap('b'));
      const list = await api.get(`${configMaps('default')}?limit=1`);
      for (let index = 0; index < 20; index++) {
        await api.patch(`${configMaps('default')}/a`, 'merge', {
          data: { index: String(index) },
        });
      }
      const version = first.body.metadata?.resourceVersion;
      const watch = await api.watch(
        `${configMaps('default')}?resourceVersion=${version}`,
      );
      const event = await watch.next();
      expect(event).toMatchObject({
        type: 'ERROR',
        object: { kind: 'Status', code: 410, reason: 'Expired' },
      });
      expect(event?.object.message).toMatch(
        new RegExp(`^too old resource version: ${version} \\(\\d+\\)$`),
      );
      expect(await watch.next()).toBeUndefined();
      const token = encodeURIComponent(list.body.metadata!.continue!);
      const rest = await api.get(`${configMaps('default')}?continue=${token}`);
      expect([rest.status, rest.body.reason]).toEqual([410, 'Expired']);
      const fresh = encodeURIComponent(rest.body.metadata!.continue!);
      const inconsistent = await api.get(
        `${configMaps('default')}?continue=${fresh}`,
      );
      expect(inconsistent.body.items?.map(item => item.metadata.name)).toEqual([
        'b',
      ]);
    });
  });

  it('sends bookmarks to those who allow them', async () => {
    await withCluster({ bookmarkIntervalMs: 50 }, async api => {
      const watch = await api.watch(
        `${configMaps('default')}?allowWatchBookmarks=true&timeoutSeconds=5`,
      );
      const { body } = await api.post(secretsOf('default'), {
        metadata: { name: 'other' },
      });
      let event = await watch.next();
      while (
        Number(event?.object.metadata.resourceVersion) <
        Number(body.metadata?.resourceVersion)
      ) {
        event = await watch.next();
      }
      expect(event).toMatchObject({
        type: 'BOOKMARK',
        object: {
          kind: 'ConfigMap',
          apiVersion: 'v1',
          metadata: { resourceVersion: body.metadata?.resourceVersion },
        },
      });
      watch.close();
    });
  });

  it('delivers every event of a burst, in order, to each of many watchers', async () => {
    await withCluster({}, async api => {
      const watches = await Promise.all(
        Array.from({ length: 30 }, () => api.watch(secretsOf('default'))),
      );
      const names = Array.from(
        { length: 200 },
        (_, index) => `s-${String(index).padStart(4, '0')}`,
      );
      const writing = (async () => {
        for (const name of names) {
          await api.post(secretsOf('default'), { metadata: { name } });
        }
      })();
      const seen = await Promise.all(
        watches.map(watch => watch.take(names.length)),
      );
      await writing;
      for (const events of seen) {
        expect(events).toEqual(names.map(name => `ADDED ${name}`));
      }
    });
  }, 600_000);

  it('collects dependents within 200 milliseconds', async () => {
    await withCluster({}, async api => {
      const millisecondsFor = async (name: string) => {
        const { body } = await api.post(configMaps('default'), configMap(name));
        const owner = {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name,
          uid: body.metadata!.uid!,
        };
        await api.post(configMaps('default'), {
          metadata: { name: `${name}-child`, ownerReferences: [owner] },
        });
        const watch = await api.watch(
          `${configMaps('default')}?fieldSelector=metadata.name%3D${name}-child`,
        );
        expect(await watch.take(1)).toEqual([`ADDED ${name}-child`]);
        const start = Date.now();
        await api.delete(`${configMaps('default')}/${name}`);
        expect(await watch.take(1)).toEqual([`DELETED ${name}-child`]);
        return Date.now() - start;
      };
      const times: number[] = [];
      for (let round = 0; round < 10; round++) {
        times.push(await millisecondsFor(`owner-${round}`));
      }
      // A busy machine may hold some of them up, but a collector that waits holds up all.
      expect(Math.min(...times)).toBeLessThan(200);
    });
  });

  it('refuses everyone without the token', async () => {
    await withCluster({}, async api => {
      const headers = { authorization: '' };
      for (const path of ['/api', '/apis', '/openapi/v3', '/api/v1/secrets']) {
        expect((await api.get(path, { headers })).status).toBe(401);
      }
      expect((await api.get('/readyz', { headers })).status).toBe(200);
    });
  });

  it('serves the informers of @kubernetes/client-node', async () => {
    await withCluster({}, async (api, cluster) => {
      const config = new KubeConfig();
      config.loadFromString(cluster.kubeconfig());
      const core = config.makeApiClient(CoreV1Api);
      await core.createNamespacedConfigMap({
        namespace: 'default',
        body: { metadata: { name: 'first' }, data: { a: '1' } },
      });
      const seen: string[] = [];
      const informer = makeInformer<V1ConfigMap>(
        config,
        configMaps('default'),
        () => core.listNamespacedConfigMap({ namespace: 'default' }),
      );
      const events = new EventEmitter();
      const listen = (event: 'add' | 'update' | 'delete') =>
        informer.on(event, object => {
          seen.push(`${event} ${object.metadata!.name}`);
          events.emit('seen');
        });
      listen('add');
      listen('update');
      listen('delete');
      const until = async (count: number) => {
        while (seen.length < count) {
          await once(events, 'seen');
        }
      };
      await informer.start();
      await until(1);
      await api.post(configMaps('default'), configMap('second'));
      await until(2);
      await api.patch(`${configMaps('default')}/second`, 'merge', {
        data: { b: '2' },
      });
      await until(3);
      await api.delete(`${configMaps('default')}/first`);
      await until(4);
      await informer.stop();
      expect(seen).toEqual([
        'add first',
        'add second',
        'update second',
        'delete first',
      ]);
    });
  });
});
