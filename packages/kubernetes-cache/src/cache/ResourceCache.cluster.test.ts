import { KubeConfig } from '@kubernetes/client-node';
import { LocalCluster } from '@kuadrant/local-cluster';
import { BreakableProxy } from '../__testUtils__/BreakableProxy';
import { until } from '../__testUtils__/ScriptedApi';
import { KubernetesClient } from '../client/KubernetesClient';
import { KubernetesClientOptions } from '../client/options';
import {
  isAlreadyExists,
  isConflict,
  isNotFound,
} from '../client/KubernetesError';
import { KubernetesObject, ObjectMeta, ResourceDefinition } from '../types';
import { ResourceCache } from './ResourceCache';

interface ConfigMap extends KubernetesObject {
  metadata: ObjectMeta;
  data?: Record<string, string>;
}

const core = { group: '', version: 'v1', namespaced: true };
const configMaps: ResourceDefinition<ConfigMap> = {
  ...core,
  kind: 'ConfigMap',
  plural: 'configmaps',
};
const secrets: ResourceDefinition<ConfigMap> = {
  ...core,
  kind: 'Secret',
  plural: 'secrets',
};
const definitions: ResourceDefinition = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};
const widgets: ResourceDefinition = {
  group: 'test.example',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
};
const times = { initialBackoffMs: 50, maximumBackoffMs: 200 };

function configMap(
  name: string,
  value = '1',
  metadata: ObjectMeta = {},
): ConfigMap {
  return {
    metadata: { namespace: 'default', name, ...metadata },
    data: { value },
  };
}

describe('ResourceCache against a cluster', () => {
  let cluster: LocalCluster;
  let proxy: BreakableProxy;
  let direct: KubernetesClient;
  let client: KubernetesClient;
  const caches: Array<ResourceCache<any>> = [];

  function track<C extends ResourceCache<any>>(cache: C): C {
    caches.push(cache);
    return cache;
  }

  beforeEach(async () => {
    cluster = await LocalCluster.start();
    proxy = await BreakableProxy.start(cluster.url);
    const clientFor = (yaml: string, options: KubernetesClientOptions = {}) => {
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromString(yaml);
      return KubernetesClient.fromKubeConfig(kubeConfig, options);
    };
    direct = clientFor(cluster.kubeconfig());
    client = clientFor(
      cluster
        .kubeconfig()
        .replaceAll(cluster.url, `https://127.0.0.1:${proxy.port}`),
      // A connection that fell silent is soon given up.
      { requestTimeoutMs: 2_000 },
    );
  });

  afterEach(async () => {
    await Promise.all(caches.splice(0).map(cache => cache.stop()));
    await client.close();
    await direct.close();
    await proxy.stop();
    await cluster.stop();
  });

  it('follows what others write, through cuts and outages, without loss', async () => {
    const cache = track(
      ResourceCache.create({
        client,
        resource: configMaps,
        namespaces: ['default'],
        times,
      }),
    );
    const seen: string[] = [];
    cache.subscribe(({ type, object }) =>
      seen.push(`${type} ${object.metadata.name} ${object.data?.value}`),
    );
    await direct.create(configMaps, configMap('a'));
    cache.start();
    await cache.waitForSync();

    await direct.create(configMaps, configMap('b'));
    await until(() => seen.includes('added b 1'));
    proxy.cut();
    await direct.replace(configMaps, configMap('a', '2'));
    await until(() => seen.includes('modified a 2'));
    proxy.refuse(true);
    await until(() => cache.status.stale);
    await direct.delete(configMaps, { namespace: 'default', name: 'b' });
    await direct.create(configMaps, configMap('c'));
    proxy.refuse(false);
    await until(() => seen.includes('added c 1'));

    expect(seen).toEqual([
      'added a 1',
      'added b 1',
      'modified a 2',
      'deleted b 1',
      'added c 1',
    ]);
    await until(() => !cache.status.stale);
    expect(cache.list().map(({ metadata }) => metadata.name)).toEqual([
      'a',
      'c',
    ]);
  });

  it('recovers from a connection that fell silent', async () => {
    const cache = track(
      ResourceCache.create({
        client,
        resource: configMaps,
        namespaces: ['default'],
        times: { ...times, idleMs: 1_000 },
      }),
    );
    cache.start();
    await cache.waitForSync();
    await direct.create(configMaps, configMap('told'));
    await until(() => cache.list().length === 1);
    const { connections } = proxy;
    proxy.stall();
    await direct.create(configMaps, configMap('missed'));
    await until(() => cache.list().length === 2);
    expect(proxy.connections).toBeGreaterThan(connections);
  });

  it('reads its own writes at once, whatever the watch brings meanwhile', async () => {
    const cache = track(
      ResourceCache.create({
        client: direct,
        resource: configMaps,
        namespaces: ['default'],
        indexes: { byValue: object => [object.data?.value ?? ''] },
        times,
      }),
    );
    cache.start();
    await cache.waitForSync();
    const seen: string[] = [];
    cache.subscribe(({ type, object, previous }) =>
      seen.push(
        `${type} ${object.data?.value} ${object.metadata.uid === previous?.metadata.uid}`,
      ),
    );
    const ref = { namespace: 'default', name: 'mine' };

    for (let round = 0; round < 20; round++) {
      const created = await cache.create(configMap('mine', 'created'));
      expect(cache.get(ref)).toEqual(created);
      await expect(cache.create(configMap('mine'))).rejects.toMatchObject({
        reason: 'AlreadyExists',
      });
      await cache.patch(ref, { data: { value: 'patched' } }, { type: 'merge' });
      expect(cache.byIndex('byValue', 'patched')).toHaveLength(1);
      await expect(
        cache.replace({ ...created, data: { value: 'stale' } }),
      ).rejects.toMatchObject({ status: 409 });
      const result = await cache.delete(ref, {
        preconditions: { uid: created.metadata.uid },
      });
      expect(result.gone).toBe(true);
      expect(cache.get(ref)).toBeUndefined();
    }
    // Whatever the watch still brings changes nothing any more.
    await direct.create(configMaps, configMap('last'));
    await until(() => cache.list().length);
    expect(cache.list().map(({ metadata }) => metadata.name)).toEqual(['last']);
    expect(seen).toEqual([
      ...Array.from({ length: 20 }, () => [
        'added created false',
        'modified patched true',
        'deleted patched false',
      ]).flat(),
      'added 1 false',
    ]);
  });

  it('keeps an object that finalizers hold, until they are done', async () => {
    const cache = track(
      ResourceCache.create({
        client,
        resource: configMaps,
        namespaces: ['default'],
        times,
      }),
    );
    cache.start();
    await cache.waitForSync();
    const ref = { namespace: 'default', name: 'held' };
    await cache.create(
      configMap('held', '1', { finalizers: ['test.example/hold'] }),
    );
    const result = await cache.delete(ref);
    expect(result.gone).toBe(false);
    expect(cache.get(ref)?.metadata.deletionTimestamp).toBeDefined();
    await direct.patch(
      configMaps,
      ref,
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
    await until(() => cache.get(ref) === undefined);
  });

  it('begins with a kind when its definition appears and forgets it when that goes', async () => {
    const cache = track(
      ResourceCache.create({
        client,
        resource: widgets,
        optional: true,
        times: { ...times, idleMs: 1_000 },
      }),
    );
    cache.start();
    await cache.waitForSync();
    expect(cache.status).toMatchObject({ served: false, stale: false });

    await direct.create(definitions, {
      metadata: { name: 'widgets.test.example' },
      spec: {
        group: 'test.example',
        scope: 'Namespaced',
        names: {
          kind: 'Widget',
          plural: 'widgets',
          singular: 'widget',
          listKind: 'WidgetList',
        },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object' } },
          },
        ],
      },
    } as KubernetesObject);
    await until(() => cache.status.served);
    await cache.create({ metadata: { namespace: 'default', name: 'w' } });
    expect(cache.list()).toHaveLength(1);

    await direct.delete(definitions, { name: 'widgets.test.example' });
    await until(() => cache.list().length === 0);
    await until(() => cache.status.served === false);
  });

  it('sees of Secrets the metadata and nothing else', async () => {
    const secret = {
      metadata: { namespace: 'default', name: 's', labels: { app: 'x' } },
      stringData: { api_key: 'do-not-keep' },
    };
    await direct.create(secrets, secret as ConfigMap);
    const cache = track(
      ResourceCache.create({
        client,
        resource: secrets,
        metadataOnly: true,
        times,
      }),
    );
    cache.start();
    await cache.waitForSync();
    await direct.patch(
      secrets,
      { namespace: 'default', name: 's' },
      { metadata: { labels: { app: 'y' } } },
      { type: 'merge' },
    );
    await until(() => cache.list()[0].metadata.labels?.app === 'y');
    expect(Object.keys(cache.list()[0]).sort()).toEqual([
      'apiVersion',
      'kind',
      'metadata',
    ]);
    const one = await client.getMetadata(secrets, {
      namespace: 'default',
      name: 's',
    });
    expect(one).not.toHaveProperty('data');
  });

  it('lists more than a page and starts no second watch when many objects come', async () => {
    for (let number = 0; number < 620; number++) {
      await direct.create(configMaps, configMap(`many-${number}`));
    }
    const cache = track(
      ResourceCache.create({
        client,
        resource: configMaps,
        namespaces: ['default', 'kube-public'],
        times,
      }),
    );
    cache.start();
    await cache.waitForSync();
    expect(cache.list({ namespace: 'default' })).toHaveLength(620);
  });

  it('keeps its connections, one for each watch and few for all else', async () => {
    const cache = track(
      ResourceCache.create({
        client,
        resource: configMaps,
        namespaces: ['default', 'kube-system'],
        times,
      }),
    );
    cache.start();
    await cache.waitForSync();
    await cache.create(configMap('told'));
    for (let round = 0; round < 30; round++) {
      await client.get(configMaps, { namespace: 'default', name: 'told' });
    }
    expect(proxy.connections).toBeLessThanOrEqual(4);
    const before = proxy.connections;
    await client.close();
    await expect(client.list(configMaps)).rejects.toThrow('client is closed');
    expect(proxy.connections).toBe(before);
  });

  it('tells errors of the cluster apart', async () => {
    const missing = await direct
      .get(configMaps, { namespace: 'default', name: 'none' })
      .catch(error => error);
    expect(isNotFound(missing)).toBe(true);
    await direct.create(configMaps, configMap('a'));
    const conflict = await direct
      .delete(
        configMaps,
        { namespace: 'default', name: 'a' },
        { preconditions: { uid: 'another' } },
      )
      .catch(error => error);
    expect(isConflict(conflict)).toBe(true);
    const exists = await direct
      .create(configMaps, configMap('a'))
      .catch(error => error);
    expect(isAlreadyExists(exists)).toBe(true);
    const trial = await direct.create(configMaps, configMap('trial'), {
      dryRun: true,
    });
    expect(trial.metadata.name).toBe('trial');
    const { items } = await direct.list(configMaps, { namespace: 'default' });
    expect(items).toHaveLength(1);
    const applied = await direct.patch(
      configMaps,
      { namespace: 'default', name: 'a' },
      { ...configMap('a', '3'), apiVersion: 'v1', kind: 'ConfigMap' },
      { type: 'apply', fieldManager: 'tester', force: true },
    );
    expect(applied).toMatchObject({
      metadata: { uid: items[0].metadata.uid },
      data: { value: '3' },
    });
  });
});
