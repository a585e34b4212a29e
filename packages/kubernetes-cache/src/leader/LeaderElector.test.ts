import { KubeConfig } from '@kubernetes/client-node';
import { LocalCluster } from '@kuadrant/local-cluster';
import { BreakableProxy } from '../__testUtils__/BreakableProxy';
import { ScriptedApi, until } from '../__testUtils__/ScriptedApi';
import { KubernetesClient } from '../client/KubernetesClient';
import { leaseResource } from './Lease';
import { LeaderElector, LeaderElectorOptions } from './LeaderElector';

const lease = { namespace: 'default', name: 'work' };

describe('LeaderElector', () => {
  const cleanups: Array<() => Promise<void>> = [];
  const log: string[] = [];

  function clientFor(yaml: string): KubernetesClient {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(yaml);
    const client = KubernetesClient.fromKubeConfig(kubeConfig);
    cleanups.unshift(() => client.close());
    return client;
  }

  function candidate(
    client: KubernetesClient,
    identity: string,
    options: Partial<LeaderElectorOptions> = {},
  ): LeaderElector {
    const elector = new LeaderElector({
      client,
      lease,
      identity,
      onStartedLeading: () => log.push(`${identity} leads`),
      onStoppedLeading: () => log.push(`${identity} stops`),
      leaseDurationMs: 1_000,
      retryMs: 100,
      ...options,
    });
    cleanups.unshift(() => elector.stop());
    elector.start();
    return elector;
  }

  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) {
      await cleanup();
    }
    log.length = 0;
  });

  it('lets one lead, hands over at once when it stops, and after a while when it vanishes', async () => {
    const cluster = await LocalCluster.start();
    cleanups.push(() => cluster.stop());
    const proxy = await BreakableProxy.start(cluster.url);
    cleanups.unshift(() => proxy.stop());
    const yaml = cluster.kubeconfig();
    const client = clientFor(yaml);
    const proxied = clientFor(
      yaml.replaceAll(cluster.url, `https://127.0.0.1:${proxy.port}`),
    );

    const first = candidate(client, 'first');
    await until(() => first.isLeader);
    const second = candidate(proxied, 'second');
    await new Promise(resolve => setTimeout(resolve, 1_500));
    expect(second.isLeader).toBe(false);
    const held = await client.get(leaseResource, lease);
    expect(held.spec).toMatchObject({
      holderIdentity: 'first',
      leaseDurationSeconds: 1,
      leaseTransitions: 0,
    });
    expect(Date.parse(held.spec!.renewTime!)).toBeGreaterThan(
      Date.parse(held.spec!.acquireTime!),
    );

    await first.stop();
    await until(() => second.isLeader, Boolean, 1_000);
    const third = candidate(client, 'third');
    proxy.refuse(true);
    await until(() => third.isLeader);
    expect(log).toEqual([
      'first leads',
      'first stops',
      'second leads',
      'second stops',
      'third leads',
    ]);
    proxy.refuse(false);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(second.isLeader).toBe(false);
    expect((await client.get(leaseResource, lease)).spec).toMatchObject({
      holderIdentity: 'third',
      leaseTransitions: 2,
    });
  }, 20_000);

  it('has stopped before another may begin, also when the server does not answer any more', async () => {
    const cluster = await LocalCluster.start();
    cleanups.push(() => cluster.stop());
    const proxy = await BreakableProxy.start(cluster.url);
    cleanups.unshift(() => proxy.stop());
    const yaml = cluster.kubeconfig();
    const proxied = clientFor(
      yaml.replaceAll(cluster.url, `https://127.0.0.1:${proxy.port}`),
    );
    // The next look at the Lease is far off: only the deadline can end this leader in time.
    const leaseDurationMs = 3_000;
    const first = candidate(proxied, 'first', {
      leaseDurationMs,
      renewDeadlineMs: 1_500,
      retryMs: 60_000,
    });
    await until(() => first.isLeader);
    proxy.stall();
    candidate(clientFor(yaml), 'second', { leaseDurationMs });
    await until(() => log.length >= 3, Boolean, 15_000);
    expect(log).toEqual(['first leads', 'first stops', 'second leads']);
  }, 30_000);

  it('gives the Lease back when its work has ended, and not before', async () => {
    const cluster = await LocalCluster.start();
    cleanups.push(() => cluster.stop());
    const client = clientFor(cluster.kubeconfig());
    const first = candidate(client, 'first');
    await until(() => first.isLeader);
    const holder = async () =>
      (await client.get(leaseResource, lease)).spec?.holderIdentity;
    let holderAtTheEnd: string | undefined;
    await first.stop(async () => {
      holderAtTheEnd = await holder();
    });
    expect([holderAtTheEnd, await holder()]).toEqual(['first', '']);
  });

  it('refuses a deadline that would let two lead', () => {
    expect(() =>
      candidate({} as KubernetesClient, 'first', { renewDeadlineMs: 1_000 }),
    ).toThrow('renewDeadlineMs must be less than leaseDurationMs (1000)');
  });

  it('waits, or does the work all the same, where it may not write the Lease', async () => {
    const api = await ScriptedApi.start(call => call.status(403, 'Forbidden'));
    cleanups.push(() => api.stop());
    const client = KubernetesClient.fromKubeConfig(api.kubeConfig);
    cleanups.unshift(() => client.close());
    const warnings: string[] = [];
    const warn = (message: string) => warnings.push(message);
    const logger = { debug: warn, info: warn, warn, error: warn };
    const waiting = candidate(client, 'waiting');
    const leading = candidate(client, 'leading', {
      whenForbidden: 'lead',
      logger,
    });
    await until(() => leading.isLeader);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(waiting.isLeader).toBe(false);
    expect(warnings).toEqual([
      'Cannot use the Lease default/work, so each replica does the work: said Forbidden',
    ]);
  });
});
