import {
  apiKeyApprovals,
  apiKeys,
  apiKeyState,
  apiProducts,
  configMaps,
  DECISION_BINDING,
  events,
  extensionAnnotations,
  type KubernetesObject,
  leases,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultyProxy } from '../__testUtils__/FaultyProxy';
import { MovableClock } from '@kuadrant/test-control-plane';
import {
  CONTROLLER_NAMESPACE,
  type ManifestWithRules,
  rbacManifests,
  startWorld,
} from '../__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';
import type { RunningController } from './startController';

const ELECTION = {
  namespace: CONTROLLER_NAMESPACE,
  // No pause of a busy machine may cost a leader its Lease.
  leaseDurationMs: 60_000,
  renewDeadlineMs: 50_000,
  retryMs: 200,
};

describe('the manager', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
  });

  afterEach(() => world.stopControllers());

  afterAll(() => stop());

  const get = async (
    { statusPort }: RunningController,
    path: string,
  ): Promise<{ status: number; text: string }> => {
    const response = await fetch(`http://127.0.0.1:${statusPort}${path}`);
    return { status: response.status, text: await response.text() };
  };

  const approvedKey = async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value: 'v' });
    await world.enforcedValueBecomes(key, 'v');
    await world.keyBecomes(key, 'Approved');
    return { product, key };
  };

  it('answers probes, and tells Prometheus what it does', async () => {
    const controller = await world.startController({ statusPort: 0 });
    await approvedKey();
    expect(await get(controller, '/healthz')).toEqual({
      status: 200,
      text: 'ok\n',
    });
    expect((await get(controller, '/readyz')).status).toBe(200);
    expect((await get(controller, '/nothing')).status).toBe(404);
    const text = await waitFor(async () => {
      // That the key is approved may be known here before its round has ended there.
      const told = (await get(controller, '/metrics')).text;
      for (const line of [
        /_queue_depth\{controller="apikey"\} \d/,
        /_queue_wait_seconds_count\{controller="apikey"\} [1-9]/,
        /_reconcile_total\{controller="apikey",result="success"\} [1-9]/,
        /_reconcile_seconds_count\{controller="apiproduct"\} [1-9]/,
        /_kubernetes_requests_total\{verb="patch",resource="apikeys\/status",code="200"\} [1-9]/,
        /_apikeys\{state="Approved"\} [1-9]/,
        /_leading 1/,
        /_cache_stale\{resource="secrets"\} 0/,
      ]) {
        expect(told).toMatch(line);
      }
      return told;
    });
    expect(text).not.toContain(Buffer.from('v').toString('base64'));
  });

  it('tells the story of a key as Events, without its value', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const product = await world.product();
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const key = await world.key(
      product,
      { expiresAt },
      { value: 'confidential' },
    );
    const hasTold = (...story: [string, string][]) =>
      waitFor(async () => {
        const { items } = await world.client.list<
          KubernetesObject & { reason?: string; message?: string }
        >(events, { namespace: key.namespace });
        expect(items.map(({ reason, message }) => [reason, message])).toEqual(
          expect.arrayContaining(story),
        );
        for (const value of ['confidential', 'rotated-value']) {
          expect(JSON.stringify(items)).not.toContain(value);
          expect(JSON.stringify(items)).not.toContain(
            Buffer.from(value).toString('base64'),
          );
        }
      });
    await world.keyBecomes(key, 'Pending');
    await hasTold(['AwaitingApproval', 'API key request awaits approval']);
    await world.decide(product, key, { message: 'Welcome' });
    await world.keyBecomes(key, 'Approved');
    await hasTold(
      [
        'Approved',
        `API key request approved by user:default/owner: Welcome. The gateway accepts the key on plan silver until ${expiresAt}`,
      ],
      ['ExpiryNear', `The key expires at ${expiresAt}`],
    );
    await world.secret({ ...key, name: 'rotated' }, 'rotated-value');
    const validUntil = clock.inMinutes(30);
    await world.rotate(key, 'rotated', { name: key.name, validUntil });
    await hasTold([
      'Rotated',
      `The gateway accepts a new value of the key, and the previous one until ${validUntil}`,
    ]);
    clock.moveOn(30);
    await hasTold([
      'RotationEnded',
      'The gateway no longer accepts the value from before the rotation',
    ]);
    await world.client.patch(
      secrets,
      { ...key, name: 'rotated' },
      { data: { api_key: Buffer.from('another').toString('base64') } },
      { type: 'merge' },
    );
    await hasTold([
      'ValueChanged',
      'The gateway accepts a new value of the key, and not the previous one',
    ]);
    const change = `The change to plan gold until ${expiresAt}`;
    await world.patchSpec(apiKeys, key, { planTier: 'gold' });
    await hasTold([
      'ChangeAwaitsApproval',
      `${change} awaits approval; the approved terms stay in force until then`,
    ]);
    const terms = { planTier: 'gold', expiresAt };
    await world.decide(product, key, { approved: false }, { terms });
    await hasTold([
      'ChangeRejected',
      `${change} was rejected by user:default/owner; the approved terms stay in force`,
    ]);
    await world.decide(product, key, { approved: false, message: 'Misused' });
    await world.keyBecomes(key, 'Denied');
    await hasTold([
      'Denied',
      'API key request denied by user:default/owner: Misused. The gateway no longer accepts the key',
    ]);
  });

  it('works on one key when one key comes, however many there are', async () => {
    const controller = await world.startController({ statusPort: 0 });
    const product = await world.product({ approvalMode: 'automatic' });
    const namespace = await world.namespace(world.name('consumer'));
    const make = async (...names: string[]) => {
      for (const name of names) {
        await world.key(product, {}, { namespace, name });
      }
      for (const name of names) {
        await world.keyBecomes({ namespace, name }, 'Approved');
      }
    };
    const roundsFor = async (act: () => Promise<unknown>) => {
      const before = await keyRounds(controller);
      await act();
      await controller.settled();
      return (await keyRounds(controller)) - before;
    };
    const first = await roundsFor(() => make('first'));
    const names = Array.from({ length: 40 }, (_, index) => `key-${index}`);
    await roundsFor(() => make(...names));
    const last = await roundsFor(() => make('last'));
    expect(first).toBeGreaterThan(0);
    expect(last).toBeLessThan(first + 10);
  });

  it('has settled when all that there is was worked on, and says what is left', async () => {
    const proxy = await FaultyProxy.start(world.controllerKubeconfig);
    const controller = await world.startController({
      kubeConfig: proxy.kubeConfig(),
    });
    const product = await world.product({ approvalMode: 'automatic' });
    const keys = [];
    for (let index = 0; index < 10; index++) {
      keys.push(await world.key(product));
    }
    await controller.settled();
    for (const key of keys) {
      const { status } = await world.client.get(apiKeys, key);
      expect(apiKeyState(status?.conditions).state).toBe('Approved');
      expect(await world.enforcement(key)).toBeDefined();
    }
    proxy.conflictEvery = 1;
    const logged = world.logger.lines.length;
    await world.patchSpec(apiKeys, keys[0], { planTier: 'gold' });
    await waitFor(() =>
      expect(world.logger.lines.slice(logged).join('\n')).toContain(
        'Failed, next attempt',
      ),
    );
    await expect(controller.settled({ timeoutMs: 100 })).rejects.toThrow(
      /The controller is not idle \(apikey: \d waiting, \d under way, 1 failed; .*apiproduct: 0 waiting/,
    );
    proxy.conflictEvery = 0;
    await controller.settled();
    await controller.stop();
    await proxy.stop();
  });

  it('lets one of two replicas act, and the other when it hands over or falls silent', async () => {
    const first = await world.startController({ leaderElection: ELECTION });
    await waitFor(() => expect(first.isLeading).toBe(true));
    const second = await world.startController({ leaderElection: ELECTION });
    await approvedKey();
    expect([first.isLeading, second.isLeading]).toEqual([true, false]);

    await first.stop();
    await waitFor(() => expect(second.isLeading).toBe(true));
    await approvedKey();

    // Another takes the Lease as if this one had been silent for too long.
    const lease = {
      namespace: CONTROLLER_NAMESPACE,
      name: 'developer-portal-controller',
    };
    await world.client.patch(
      leases,
      lease,
      { spec: { holderIdentity: 'another' } },
      { type: 'merge' },
    );
    await waitFor(() => expect(second.isLeading).toBe(false));
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value: 'v' });
    await second.settled();
    expect(await world.enforcement(key)).toBeUndefined();
    // The other never renews: this one takes over when the lease has run out.
    await world.client.patch(
      leases,
      lease,
      { spec: { leaseDurationSeconds: 1 } },
      { type: 'merge' },
    );
    await waitFor(() => expect(second.isLeading).toBe(true));
    await world.enforcedValueBecomes(key, 'v');
  });

  it('works in the given namespaces only', async () => {
    const product = await world.product({ approvalMode: 'automatic' });
    const inside = await world.namespace(world.name('inside'));
    await world.startController({
      namespaces: [KUADRANT_NAMESPACE, product.namespace, inside],
    });
    const outsider = await world.key(product);
    const insider = await world.key(product, {}, { namespace: inside });
    await world.keyBecomes(insider, 'Approved');
    await world.settled();
    expect((await world.find(apiKeys, outsider))?.status).toBeUndefined();
  });

  it('fails to start with an option that cannot be used, and says which', async () => {
    await expect(
      world.startController({ allowFetchFrom: ['here'] }),
    ).rejects.toThrow('"here" is not a network in CIDR notation');
  });

  it('makes each request that its rights allow, and no other', async () => {
    const server = createServer((_, response) =>
      response.end('openapi: 3.1.0'),
    );
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const controller = await world.startController({
      statusPort: 0,
      leaderElection: { ...ELECTION, name: 'another-lease' },
      // Every document is kept beside its product.
      openApiInlineBytes: 1,
    });
    await waitFor(() => expect(controller.isLeading).toBe(true));
    const product = await world.product({
      approvalMode: 'automatic',
      documentation: { openAPISpecURL: `http://127.0.0.1:${port}/` },
    });
    const key = await world.key(product, {}, { value: 'v', labelled: true });
    await world.enforcedValueBecomes(key, 'v');
    await world.secret({ ...key, name: 'rotated' }, 'w');
    await world.patchSpec(apiKeys, key, { planTier: 'gold' });
    await world.rotate(key, 'rotated', {
      name: key.name,
      validUntil: new Date(Date.now() + 500).toISOString(),
    });
    await world.enforcedValueBecomes(key, 'w');
    await waitFor(async () =>
      expect(await world.find(secrets, key)).toBeUndefined(),
    );
    for (const planTier of ['silver', 'gold', 'silver']) {
      await world.patchSpec(apiKeys, key, { planTier });
      await world.enforcedPlanBecomes(key, planTier);
    }
    await world.patchSpec(apiKeys, key, { secretRef: { name: 'nowhere' } });
    await world.keyBecomes(key, 'Failed', 'SecretNotFound');
    await waitFor(async () => {
      const { items } = await world.client.list(events, {
        namespace: key.namespace,
      });
      expect(items).toContainEqual(
        expect.objectContaining({ reason: 'SecretNotFound' }),
      );
    });
    await world.patchSpec(apiKeys, key, { secretRef: { name: 'rotated' } });
    await world.keyBecomes(key, 'Approved');
    // The same once more is the same Event once more.
    await world.patchSpec(apiKeys, key, { secretRef: { name: 'nowhere' } });
    await world.keyBecomes(key, 'Failed', 'SecretNotFound');
    const documents = async () => {
      const { items } = await world.client.list(configMaps, {
        namespace: product.namespace,
      });
      return items.filter(({ metadata }) => metadata.ownerReferences);
    };
    await waitFor(async () => expect(await documents()).not.toEqual([]));
    await world.patchSpec(apiProducts, product, { documentation: null });
    await waitFor(async () => expect(await documents()).toEqual([]));
    // An approval whose request is not there is looked for in the cluster.
    await world.decide(product, { namespace: 'no', name: 'key' });
    await world.key({ ...product, name: 'none' });
    // One whose request was deleted in the same instant.
    await world.client.create(apiKeyApprovals, {
      metadata: {
        namespace: product.namespace,
        name: 'late',
        annotations: extensionAnnotations(DECISION_BINDING, {
          apiKeyUid: 'none',
        }),
      },
      spec: {
        apiKeyRequestRef: { name: 'none' },
        approved: true,
        reviewedBy: 'olga',
        reviewedAt: new Date().toISOString(),
      },
    });
    await world.client.delete(apiKeys, key);
    await waitFor(async () => {
      expect(await requested(controller)).toEqual(granted(rbacManifests()));
    });
    expect(await world.find(apiKeyApprovals, key)).toBeUndefined();
    server.close();
    server.closeAllConnections();
  });

  async function keyRounds(controller: RunningController): Promise<number> {
    const { text } = await get(controller, '/metrics');
    return [
      ...text.matchAll(/_reconcile_total\{controller="apikey",.*\} (\d+)/g),
    ].reduce((total, [, count]) => total + Number(count), 0);
  }

  async function requested(controller: RunningController): Promise<string[]> {
    const { text } = await get(controller, '/metrics');
    const found = text.matchAll(
      /_requests_total\{verb="(\w+)",resource="([\w/]+)"/g,
    );
    return [
      ...new Set([...found].map(([, verb, resource]) => `${verb} ${resource}`)),
    ].sort();
  }
});

// Never requested: where the admission plugin OwnerReferencesPermissionEnforcement is on, as on OpenShift, only those who
// may do this may set an owner with blockOwnerDeletion.
const FOR_OWNER_REFERENCES = 'update apikeyrequests/finalizers';

function granted(manifests: ManifestWithRules[]): string[] {
  return manifests
    .flatMap(({ rules }) => rules ?? [])
    .flatMap(({ resources, verbs }) =>
      resources.flatMap(resource => verbs.map(verb => `${verb} ${resource}`)),
    )
    .filter(right => right !== FOR_OWNER_REFERENCES)
    .sort();
}
