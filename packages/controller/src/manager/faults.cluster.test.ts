import {
  type APIKey,
  apiKeys,
  apiKeyState,
  apiProducts,
  enforcementSecretName,
  KubernetesObject,
  LABELS,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { ResourceCache } from '@kuadrant/kubernetes-cache';
import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultyProxy } from '../__testUtils__/FaultyProxy';
import { startWorld } from '../__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';

type Ref = { namespace: string; name: string };

// `yarn benchmark faults` runs these at the size that they are meant for, and keeps the figures.
const IS_FULL = process.env.FAULTS_SIZE === 'full';
const REPORT = process.env.FAULTS_REPORT;
const SIZE = IS_FULL
  ? { keys: 500, kills: 50, outageMs: 60_000 }
  : { keys: 40, kills: 6, outageMs: 0 };

// Long enough for a real API server on a busy machine: only how long a failure takes.
const SETTLED_MS = 300_000;
const TEST_MS = 900_000;
const WATCH_TIMES = { initialBackoffMs: 50, maximumBackoffMs: 500 };

jest.setTimeout(TEST_MS);

describe('under faults', () => {
  // Each name under which the gateway ever knew a key.
  const everEnforced = new Set<string>();
  let gateway: ResourceCache<KubernetesObject>;
  let world: TestWorld;
  let stop: () => Promise<void>;
  let proxy: FaultyProxy;
  let product: Ref;
  let reviewedProduct: Ref;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    product = await world.product({ approvalMode: 'automatic' });
    reviewedProduct = await world.product();
    gateway = ResourceCache.create<KubernetesObject>({
      client: world.client,
      resource: secrets,
      namespaces: [KUADRANT_NAMESPACE],
      labelSelector: `${LABELS.enforcement}=true`,
      metadataOnly: true,
    });
    gateway.subscribe(({ object }) => everEnforced.add(object.metadata.name));
    gateway.start();
    await gateway.waitForSync();
  });

  beforeEach(async () => {
    proxy = await FaultyProxy.start(world.controllerKubeconfig);
  });

  afterEach(async () => {
    await world.stopControllers();
    await proxy.stop();
  });

  afterAll(async () => {
    await gateway.stop();
    await stop();
  });

  const startController = () =>
    world.startController({
      kubeConfig: proxy.kubeConfig(),
      watchTimes: WATCH_TIMES,
    });

  /**
   * Keys of one consumer: every fifth names no Secret, every fifth asks for a plan that does not exist, and every fifth
   * is on a product whose owner does not decide.
   */
  const burst = async (count: number): Promise<string> => {
    const namespace = await world.namespace(world.name('burst'));
    const numbers = Array.from({ length: count }, (_, index) => index);
    const make = async (index: number) => {
      const spec: Partial<APIKey['spec']> = {};
      if (index % 5 === 1) {
        spec.secretRef = { name: 'nowhere' };
      } else if (index % 5 === 2) {
        spec.planTier = 'platinum';
      }
      await world.key(index % 5 === 3 ? reviewedProduct : product, spec, {
        namespace,
        name: `key-${index}`,
        value: `value-${index}`,
      });
    };
    while (numbers.length > 0) {
      await Promise.all(numbers.splice(0, 20).map(make));
    }
    return namespace;
  };

  const STATES = ['Approved', 'Failed', 'Failed', 'Pending', 'Approved'];

  const enforcedNames = async (namespace: string): Promise<string[]> => {
    const { items } = await world.client.list<KubernetesObject>(secrets, {
      namespace: KUADRANT_NAMESPACE,
      labelSelector: `${LABELS.enforcement}=true,${LABELS.apiKeyNamespace}=${namespace}`,
    });
    return items.map(({ metadata }) => metadata.name).sort();
  };

  /** Every key is in its state, each that is approved is enforced, and none besides. */
  const isRight = async (namespace: string) => {
    const { items } = await world.client.list<APIKey>(apiKeys, { namespace });
    const wrong = items.filter(
      ({ metadata, status }) =>
        !status?.conditions ||
        apiKeyState(status.conditions).state !==
          STATES[Number(metadata.name.split('-')[1]) % 5],
    );
    expect(wrong.map(({ metadata }) => metadata.name)).toEqual([]);
    const neverApproved = items
      .map(({ metadata }) => metadata.name)
      .filter(name => STATES[Number(name.split('-')[1]) % 5] !== 'Approved')
      .map(name => enforcementSecretName({ namespace, name }));
    expect(neverApproved.filter(name => everEnforced.has(name))).toEqual([]);
    expect(await enforcedNames(namespace)).toEqual(
      items
        .filter(
          ({ status }) => apiKeyState(status?.conditions).state === 'Approved',
        )
        .map(({ metadata }) =>
          enforcementSecretName({ namespace, name: metadata.name }),
        )
        .sort(),
    );
  };

  const ownerReferenceTo = ({ name, uid }: KubernetesObject['metadata']) => ({
    apiVersion: 'devportal.kuadrant.io/v1alpha1',
    kind: 'APIKey',
    name,
    uid: uid ?? '',
  });

  it('reads nothing for a Secret whose APIKey is still to come', async () => {
    const controller = await startController();
    await controller.settled();
    const before = proxy.reads.length;
    await world.client.create(secrets, {
      metadata: {
        namespace: await world.namespace(world.name('consumer')),
        name: 'early',
        labels: { [LABELS.apiKey]: 'early' },
      },
    });
    await controller.settled();
    const reads = proxy.reads.slice(before);
    expect(reads.filter(path => path.endsWith('/early'))).toEqual([]);
  });

  it('makes no more writes than the work needs, and none when there is nothing to do', async () => {
    const controller = await startController();
    const writesFor = async (ref: Ref, act: () => Promise<unknown>) => {
      const before = proxy.writes.length;
      await act();
      await waitFor(async () => {
        const { items } = await world.client.list<APIKey>(apiKeys, {
          namespace: ref.namespace,
        });
        expect(apiKeyState(items[0]?.status?.conditions).state).toBe(
          'Approved',
        );
      });
      await controller.settled();
      return (
        proxy.writes
          .slice(before)
          // Events are not awaited, and what a new product costs is not the key's.
          .filter(write => !/events|apiproducts/.test(write))
          .sort()
      );
    };
    const consumer = async () => ({
      namespace: await world.namespace(world.name('consumer')),
      name: 'key',
    });
    const automatic = [
      'PATCH apikeyapprovals/status',
      'PATCH apikeyrequests/status',
      'PATCH apikeys/status',
      'POST apikeyapprovals',
      'POST apikeyrequests',
      'POST secrets',
    ];
    const labelled = await consumer();
    expect(
      await writesFor(labelled, () =>
        world.key(product, {}, { ...labelled, labelled: true }),
      ),
    ).toEqual(automatic);
    // A Secret that people have made themselves costs no more.
    const plain = await consumer();
    expect(await writesFor(plain, () => world.key(product, {}, plain))).toEqual(
      automatic,
    );

    const reviewed = [
      'PATCH apikeyapprovals',
      'PATCH apikeyapprovals/status',
      'PATCH apikeyrequests/status',
      'PATCH apikeyrequests/status',
      'PATCH apikeys/status',
      'PATCH apikeys/status',
      'POST apikeyrequests',
      'POST secrets',
    ];
    const manualProduct = await world.product();
    const writesWithReview = async (isLabelled: boolean) => {
      const key = await consumer();
      return writesFor(key, async () => {
        await world.key(manualProduct, {}, { ...key, labelled: isLabelled });
        await world.keyBecomes(key, 'Pending');
        await world.decide(manualProduct, key);
      });
    };
    expect(await writesWithReview(true)).toEqual(reviewed);
    expect(await writesWithReview(false)).toEqual(reviewed);

    // As the portal does it: the Secret is labelled, and owned as soon as the key is there. Where that comes after the
    // value was enforced, the gateway's Secret has nothing to follow.
    const writesForPortal = async (isLate: boolean) => {
      const key = await consumer();
      return writesFor(key, async () => {
        await world.key(product, {}, { ...key, labelled: true });
        if (isLate) {
          await world.keyBecomes(key, 'Approved');
        }
        const { metadata } = await world.client.get(apiKeys, key);
        await world.client.patch(
          secrets,
          key,
          { metadata: { ownerReferences: [ownerReferenceTo(metadata)] } },
          { type: 'merge' },
        );
      });
    };
    expect(await writesForPortal(false)).toEqual(automatic);
    expect(await writesForPortal(true)).toEqual(automatic);

    await world.stopControllers();
    const before = proxy.writes.length;
    const again = await startController();
    await again.settled();
    // It writes Events that wait before it stops.
    await again.stop();
    expect(proxy.writes.slice(before)).toEqual([]);
    expect(await world.find(apiProducts, product)).toBeDefined();
  });

  it('needs no watch to tell what it has written itself, so that no lone key waits for good', async () => {
    proxy.holdWatches = /apikeyrequests|apikeyapprovals/;
    await startController();
    const key = await world.key(product);
    await world.keyBecomes(key, 'Approved');
    await world.enforcedValueBecomes(key, `value-of-${key.namespace}`);
    await waitFor(async () => {
      const request = await world.findRequest(product, key);
      expect(apiKeyState(request?.status?.conditions).state).toBe('Approved');
    });
  });

  /** Waits until all is right, and keeps how long that took. */
  const endsRight = async (
    what: string,
    namespace: string,
    since: number,
    keys = SIZE.keys,
  ) => {
    await waitFor(() => isRight(namespace), SETTLED_MS, IS_FULL ? 500 : 15);
    if (REPORT) {
      const seconds = (Date.now() - since) / 1000;
      await appendFile(REPORT, `${JSON.stringify({ what, keys, seconds })}\n`);
    }
  };

  it('ends right when every second write is a conflict', async () => {
    proxy.conflictEvery = 2;
    await startController();
    const begin = Date.now();
    const namespace = await burst(SIZE.keys);
    await endsRight('every second write a conflict', namespace, begin);
  });

  it('ends right when the answer to every third write is lost', async () => {
    proxy.loseAnswerEvery = 3;
    await startController();
    const begin = Date.now();
    const namespace = await burst(SIZE.keys);
    await endsRight('every third answer lost', namespace, begin);
  });

  it('ends right when the API is gone in the middle of a burst, and watches are too old afterwards', async () => {
    await startController();
    const bursting = burst(SIZE.keys * 2);
    await waitFor(() =>
      expect(proxy.writes.length).toBeGreaterThan(SIZE.keys / 2),
    );
    proxy.isDown = true;
    proxy.breakConnections();
    const down = Date.now();
    const namespace = await bursting;
    const [gone] = await enforcedNames(namespace);
    if (gone) {
      await world.client.delete(apiKeys, {
        namespace,
        name: gone.split('-').slice(-3, -1).join('-'),
      });
    }
    // Long enough that the controller noticed, and tried in vain.
    await waitFor(() => {
      expect(proxy.refusals).toBeGreaterThan(20);
      expect(Date.now() - down).toBeGreaterThanOrEqual(SIZE.outageMs);
    });
    proxy.watchesGone = 10;
    proxy.isDown = false;
    await endsRight(
      'back after an outage',
      namespace,
      Date.now(),
      SIZE.keys * 2,
    );
  });

  it('ends right when the process is killed again and again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'controller-'));
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, proxy.kubeConfig().exportConfig());
    const run = () =>
      spawn(
        process.execPath,
        [
          join(__dirname, '../../bin/developer-portal-controller'),
          '--no-leader-election',
          '--status-port=0',
          '--status-host=127.0.0.1',
        ],
        {
          env: { PATH: process.env.PATH, KUBECONFIG: kubeconfig },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
    const killedAfter = async (writes: number) => {
      const before = proxy.writes.length;
      const child = run();
      const exited = new Promise(resolve => child.once('exit', resolve));
      // From its first line on it works.
      await Promise.race([
        new Promise(resolve => child.stdout.once('data', resolve)),
        exited,
      ]);
      expect(child.exitCode).toBeNull();
      await waitFor(() =>
        expect(proxy.writes.length).toBeGreaterThanOrEqual(before + writes),
      );
      child.kill('SIGKILL');
      await exited;
    };
    // The keys come as long as there are processes to kill.
    const namespaces: string[] = [];
    for (let round = 0; round < SIZE.kills; round++) {
      const [namespace] = await Promise.all([
        burst(Math.ceil(SIZE.keys / SIZE.kills)),
        // Each time at another point of the work; a burst needs more writes than that.
        killedAfter((round * 7) % 20),
      ]);
      namespaces.push(namespace);
    }
    await startController();
    const begin = Date.now();
    for (const namespace of namespaces) {
      await endsRight(`${SIZE.kills} kills`, namespace, begin);
    }
    await rm(folder, { recursive: true });
  });
});
