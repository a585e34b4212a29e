import {
  ANNOTATIONS,
  apiKeys,
  authPolicies,
  enforcementSecretName,
  type KubernetesObject,
  LABELS,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { MovableClock } from '@kuadrant/test-control-plane';
import { FaultyProxy } from '../__testUtils__/FaultyProxy';
import { KeyIndex } from '../__testUtils__/KeyIndex';
import { startWorld } from '../__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';

type Ref = { namespace: string; name: string };

// Authorino knows keys by their values and ignores a Secret that changes while its value stays.
describe('a change of what the gateway has indexed', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let gateway: KeyIndex;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    gateway = new KeyIndex(world.client, KUADRANT_NAMESPACE);
    await gateway.start();
  });

  afterEach(() => world.stopControllers());

  afterAll(async () => {
    await gateway.stop();
    await stop();
  });

  const approvedKey = async (
    value: string,
  ): Promise<Ref & { product: Ref }> => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value });
    await world.enforcedValueBecomes(key, value);
    return { ...key, product };
  };

  const gatewayKnows = (value: string, annotations: Record<string, string>) =>
    waitFor(async () =>
      expect(await gateway.entryOf(value)).toMatchObject(annotations),
    );

  const secretsOf = async (key: Ref) => {
    const { items } = await world.client.list<KubernetesObject>(secrets, {
      namespace: KUADRANT_NAMESPACE,
      labelSelector: `${LABELS.apiKeyNamespace}=${key.namespace}`,
    });
    return items.map(({ metadata }) => metadata.name);
  };

  /** Waits until the copies that stood in have gone too, and tells which Secrets are left. */
  const leftOf = async (key: Ref, clock: MovableClock) => {
    await world.settled();
    clock.moveOn(2);
    await world.settled();
    return secretsOf(key);
  };

  it('reaches it with no moment in which it does not know the key', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const key = await approvedKey('whole');
    const { uid } = (await world.enforcement(key))!.metadata;
    for (const planTier of ['gold', 'silver']) {
      await world.patchSpec(apiKeys, key, { planTier });
      await gatewayKnows('whole', { [ANNOTATIONS.planId]: planTier });
    }
    await world.patchSpec(apiKeys, key, { expiresAt: '2099-01-01T00:00:00Z' });
    await gatewayKnows('whole', {
      [ANNOTATIONS.expiresAt]: '2099-01-01T00:00:00Z',
      [ANNOTATIONS.keyId]: `${key.namespace}/${key.name}`,
    });
    await world.patchSpec(apiKeys, key, {
      requestedBy: { userId: 'user:default/joe', email: 'joe@example.com' },
    });
    await gatewayKnows('whole', { [ANNOTATIONS.userId]: 'user:default/joe' });
    await world.settled();
    expect(await secretsOf(key)).toHaveLength(2);
    expect(await leftOf(key, clock)).toEqual([enforcementSecretName(key)]);
    expect((await world.enforcement(key))?.metadata.uid).not.toBe(uid);
    await gatewayKnows('whole', { [ANNOTATIONS.userId]: 'user:default/joe' });
    expect(gateway.gaps).toEqual([]);
  });

  it.each([[['gold']], [['gold', 'silver', 'gold']], [['gold', 'silver']]])(
    'to %j reaches it when it has no time meanwhile',
    async tiers => {
      const clock = new MovableClock();
      const value = `late-${tiers.length}`;
      await world.startController({ clock });
      const key = await approvedKey(value);
      await gatewayKnows(value, { [ANNOTATIONS.planId]: 'silver' });
      gateway.gaps.length = 0;
      gateway.pause();
      for (const planTier of tiers) {
        await world.patchSpec(apiKeys, key, { planTier });
        await world.enforcedPlanBecomes(key, planTier);
        await world.settled();
      }
      await gateway.resume();
      const known = { [ANNOTATIONS.planId]: tiers.at(-1)! };
      await gatewayKnows(value, known);
      expect(await leftOf(key, clock)).toEqual([enforcementSecretName(key)]);
      await gatewayKnows(value, known);
      expect(gateway.gaps).toEqual([]);
    },
  );

  it('is over at once when the value changes too', async () => {
    await world.startController();
    const key = await approvedKey('two at once');
    await world.patchSpec(apiKeys, key, { planTier: 'gold' });
    await gatewayKnows('two at once', { [ANNOTATIONS.planId]: 'gold' });
    await world.secret({ ...key, name: 'other' }, 'another');
    await world.rotate(key, 'other');
    await gatewayKnows('another', { [ANNOTATIONS.planId]: 'gold' });
    await world.settled();
    expect(await secretsOf(key)).toEqual([enforcementSecretName(key)]);
    expect(await gateway.entryOf('two at once')).toBeUndefined();
    gateway.gaps.length = 0;
  });

  it('takes place for both values while a rotation overlaps', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const key = await approvedKey('earlier');
    await world.secret({ ...key, name: 'rotated' }, 'later');
    await world.rotate(key, 'rotated', {
      name: key.name,
      validUntil: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await gatewayKnows('later', { [ANNOTATIONS.planId]: 'silver' });
    await gatewayKnows('earlier', { [ANNOTATIONS.planId]: 'silver' });
    gateway.gaps.length = 0;
    await world.patchSpec(apiKeys, key, { planTier: 'gold' });
    await gatewayKnows('later', { [ANNOTATIONS.planId]: 'gold' });
    await gatewayKnows('earlier', { [ANNOTATIONS.planId]: 'gold' });
    expect(await leftOf(key, clock)).toEqual([
      enforcementSecretName(key),
      enforcementSecretName(key, 'previous'),
    ]);
    expect(gateway.gaps).toEqual([]);
  });

  it('is completed wherever it was interrupted', async () => {
    for (const step of [1, 2, 3]) {
      const clock = new MovableClock();
      const value = `interrupted-${step}`;
      const proxy = await FaultyProxy.start(world.controllerKubeconfig);
      const controller = await world.startController({
        kubeConfig: proxy.kubeConfig(),
      });
      const key = await approvedKey(value);
      await controller.settled();
      gateway.gaps.length = 0;
      proxy.downAfter = { write: /(POST|DELETE) secrets/, count: step };
      await world.patchSpec(apiKeys, key, { planTier: 'gold' });
      await waitFor(() => expect(proxy.isDown).toBe(true));
      await world.stopControllers();
      expect(await gateway.entryOf(value)).toBeDefined();
      await world.startController({ clock });
      await gatewayKnows(value, { [ANNOTATIONS.planId]: 'gold' });
      expect(await leftOf(key, clock)).toEqual([enforcementSecretName(key)]);
      await gatewayKnows(value, { [ANNOTATIONS.planId]: 'gold' });
      expect(gateway.gaps).toEqual([]);
      await world.stopControllers();
      await proxy.stop();
    }
  });

  it('that is taken back while a copy stands in reaches it too', async () => {
    const proxy = await FaultyProxy.start(world.controllerKubeconfig);
    const controller = await world.startController({
      kubeConfig: proxy.kubeConfig(),
    });
    const key = await approvedKey('back');
    await controller.settled();
    gateway.gaps.length = 0;
    proxy.downAfter = { write: /(POST|DELETE) secrets/, count: 1 };
    await world.patchSpec(apiKeys, key, { planTier: 'gold' });
    await waitFor(() => expect(proxy.isDown).toBe(true));
    await world.stopControllers();
    await gatewayKnows('back', { [ANNOTATIONS.planId]: 'gold' });
    await world.patchSpec(apiKeys, key, { planTier: 'silver' });
    await world.startController();
    await gatewayKnows('back', { [ANNOTATIONS.planId]: 'silver' });
    await world.settled();
    expect(await secretsOf(key)).toEqual([enforcementSecretName(key)]);
    expect(gateway.gaps).toEqual([]);
    await proxy.stop();
  });

  it('is none where nothing has changed, and where only bookkeeping differs', async () => {
    await world.startController();
    const key = await approvedKey('same');
    const ref = {
      namespace: KUADRANT_NAMESPACE,
      name: enforcementSecretName(key),
    };
    const { uid } = (await world.client.get(secrets, ref)).metadata;
    await world.client.patch(
      secrets,
      ref,
      {
        metadata: {
          labels: { 'example.com/added': 'yes' },
          annotations: { [ANNOTATIONS.apiKeyUid]: 'wrong' },
        },
      },
      { type: 'merge' },
    );
    await waitFor(async () =>
      expect(
        (await world.client.get(secrets, ref)).metadata.annotations?.[
          ANNOTATIONS.apiKeyUid
        ],
      ).not.toBe('wrong'),
    );
    await world.stopControllers();
    await world.startController();
    await world.settled();
    expect((await world.client.get(secrets, ref)).metadata.uid).toBe(uid);
  });

  it('of the selector lets the key in under the new one', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const key = await approvedKey('selected');
    await world.settled();
    gateway.gaps.length = 0;
    await world.patchSpec(authPolicies, key.product, {
      rules: {
        authentication: {
          keys: { apiKey: { selector: { matchLabels: { stage: 'live' } } } },
        },
      },
    });
    await waitFor(async () =>
      expect((await world.enforcement(key))?.metadata.labels).toMatchObject({
        stage: 'live',
      }),
    );
    expect(await leftOf(key, clock)).toEqual([enforcementSecretName(key)]);
    expect(gateway.gaps).toEqual([]);
  });
});
