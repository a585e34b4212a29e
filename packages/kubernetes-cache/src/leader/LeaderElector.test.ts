import { KubeConfig } from '@kubernetes/client-node';
import { LocalCluster } from '@kuadrant/local-cluster';
import { ManualClock } from '@kuadrant/test-control-plane';
import { BreakableProxy } from '../__testUtils__/BreakableProxy';
import { ScriptedApi, until } from '../__testUtils__/ScriptedApi';
import { KubernetesClient } from '../client/KubernetesClient';
import { leaseResource } from './Lease';
import { LeaderElector, LeaderElectorOptions } from './LeaderElector';

const LEASE_MS = 10_000;
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 1.1 * RETRY_MS;

const lease = { namespace: 'default', name: 'work' };

describe('LeaderElector', () => {
  const cleanups: Array<() => Promise<void>> = [];
  const log: string[] = [];
  let clock: ManualClock;

  beforeEach(() => {
    clock = new ManualClock();
  });

  /** Lets each of so many candidates look at the Lease as often. */
  async function look(candidates: number, times = 1): Promise<void> {
    // A candidate that is done with a look waits for the next.
    const areDone = () => clock.dueWithin(LONGEST_RETRY_MS) >= candidates;
    await until(areDone);
    for (let time = 0; time < times; time++) {
      clock.advance(LONGEST_RETRY_MS);
      await until(areDone);
    }
  }

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
      leaseDurationMs: LEASE_MS,
      retryMs: RETRY_MS,
      clock,
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
    // For longer than a Lease lasts that is not renewed.
    for (let time = 0; time < (2 * LEASE_MS) / RETRY_MS; time++) {
      await look(2);
      expect(second.isLeader).toBe(false);
    }
    const held = await client.get(leaseResource, lease);
    expect(held.spec).toMatchObject({
      holderIdentity: 'first',
      leaseDurationSeconds: LEASE_MS / 1000,
      leaseTransitions: 0,
    });
    expect(
      Date.parse(held.spec!.renewTime!) - Date.parse(held.spec!.acquireTime!),
    ).toBeGreaterThan(LEASE_MS);

    await first.stop();
    await look(1);
    expect(second.isLeader).toBe(true);
    const third = candidate(client, 'third');
    await look(2);
    proxy.refuse(true);
    await look(2, (2 * LEASE_MS) / RETRY_MS);
    expect(third.isLeader).toBe(true);
    expect(log).toEqual([
      'first leads',
      'first stops',
      'second leads',
      'second stops',
      'third leads',
    ]);
    proxy.refuse(false);
    await look(2, 2);
    expect(second.isLeader).toBe(false);
    expect((await client.get(leaseResource, lease)).spec).toMatchObject({
      holderIdentity: 'third',
      leaseTransitions: 2,
    });
  });

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
    const first = candidate(proxied, 'first', { retryMs: 100 * LEASE_MS });
    await until(() => first.isLeader);
    proxy.stall();
    candidate(clientFor(yaml), 'second');
    for (let time = 0; log.length < 3 && time < 20; time++) {
      await look(1);
    }
    expect(log).toEqual(['first leads', 'first stops', 'second leads']);
  });

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
      candidate({} as KubernetesClient, 'first', { renewDeadlineMs: LEASE_MS }),
    ).toThrow('renewDeadlineMs must be less than leaseDurationMs (10000)');
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
    await look(2, 3);
    expect(waiting.isLeader).toBe(false);
    expect(warnings).toEqual([
      'Cannot use the Lease default/work, so each replica does the work: said Forbidden',
    ]);
  });
});
