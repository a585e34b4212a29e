import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyRequest,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  authPolicies,
  enforcementSecretName,
  events,
  kuadrants,
  LABELS,
  labelValue,
  namespaces,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { MovableClock } from '@kuadrant/test-control-plane';
import { allowEnforcementIn, startWorld } from '../__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';
import type { Secret } from './SecretReader';

type Ref = { namespace: string; name: string };

describe('enforcement', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
  });

  afterEach(() => world.stopControllers());

  afterAll(() => stop());

  const enforcedKey = async (
    spec: Partial<APIKey['spec']> = {},
    options: { namespace?: string; name?: string } = {},
  ) => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, spec, { ...options, value: 'first' });
    await world.enforcedValueBecomes(key, 'first');
    await world.keyBecomes(key, 'Approved');
    return { product, key };
  };

  const enforcedRef = (key: Ref): Ref => ({
    namespace: KUADRANT_NAMESPACE,
    name: enforcementSecretName(key),
  });

  const enforcedNames = async (...keys: Ref[]): Promise<string[]> => {
    const { items } = await world.client.list<Secret>(secrets, {
      namespace: KUADRANT_NAMESPACE,
      labelSelector: `${LABELS.enforcement}=true,${LABELS.apiKeyNamespace} in (${keys
        .map(({ namespace }) => namespace)
        .join(',')})`,
    });
    return items.map(({ metadata }) => metadata.name).sort();
  };

  it("follows the consumer's value and the selector of the AuthPolicy, and mends what others change", async () => {
    await world.startController();
    const { product, key } = await enforcedKey();
    await world.client.patch(
      secrets,
      key,
      { data: { api_key: Buffer.from('second').toString('base64') } },
      { type: 'merge' },
    );
    await world.enforcedValueBecomes(key, 'second');

    await world.patchSpec(authPolicies, product, {
      rules: {
        authentication: {
          keys: {
            apiKey: {
              selector: {
                matchLabels: { app: null, api: 'toys' },
                matchExpressions: [
                  { key: 'stage', operator: 'In', values: ['live', 'test'] },
                ],
              },
            },
          },
        },
      },
    });
    await waitFor(async () => {
      const labels = (await world.enforcement(key))?.metadata.labels;
      expect(labels).toMatchObject({ api: 'toys', stage: 'live' });
      expect(labels).not.toHaveProperty('app');
    });

    await world.client.patch(
      secrets,
      enforcedRef(key),
      {
        metadata: { labels: { api: 'other' } },
        data: { api_key: Buffer.from('forged').toString('base64') },
      },
      { type: 'merge' },
    );
    await world.enforcedValueBecomes(key, 'second');
    await waitFor(async () =>
      expect((await world.enforcement(key))?.metadata.labels?.api).toBe('toys'),
    );
    await world.client.delete(secrets, enforcedRef(key));
    await world.enforcedValueBecomes(key, 'second');
  });

  it('ends a key on time, with a warning before', async () => {
    const clock = new MovableClock();
    await world.startController({ clock, expiryWarningMs: 30 * 60_000 });
    const expiresAt = clock.inMinutes(60);
    const { key } = await enforcedKey({ expiresAt });
    const isWarned = async () =>
      (await world.client.get<APIKey>(apiKeys, key)).status?.conditions?.some(
        ({ type, status }) => type === 'ExpiresSoon' && status === 'True',
      );
    expect(
      (await world.enforcement(key))?.metadata.annotations?.[
        'secret.kuadrant.io/expires-at'
      ],
    ).toBe(expiresAt);
    clock.moveOn(25);
    await world.settled();
    expect(await isWarned()).toBe(false);
    clock.moveOn(5);
    await waitFor(async () => expect(await isWarned()).toBe(true));
    clock.moveOn(25);
    await world.settled();
    expect(await world.enforcement(key)).toBeDefined();
    clock.moveOn(5);
    await world.enforcedValueBecomes(key, undefined);
    const expired = await world.keyBecomes(key, 'Expired', 'KeyExpired');
    expect(expired.status?.conditions).toHaveLength(5);

    await world.patchSpec(apiKeys, key, { expiresAt: null });
    await world.keyBecomes(key, 'Approved');
    await world.enforcedValueBecomes(key, 'first');
  });

  it('enforces both values while a rotation overlaps, and removes the older with its Secret on time', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const { key } = await enforcedKey();
    await world.secret({ ...key, name: 'rotated' }, 'second');
    const validUntil = clock.inMinutes(60);
    await world.patchSpec(apiKeys, key, {
      secretRef: { name: 'rotated' },
      previousSecretRef: { name: key.name, validUntil },
    });
    await world.enforcedValueBecomes(key, 'second');
    await world.enforcedValueBecomes(key, 'first', 'previous');
    clock.moveOn(55);
    await world.settled();
    expect(await enforcedNames(key)).toHaveLength(2);
    clock.moveOn(5);
    await world.enforcedValueBecomes(key, undefined, 'previous');
    await waitFor(async () =>
      expect(await world.find(secrets, key)).toBeUndefined(),
    );
    await world.enforcedValueBecomes(key, 'second');
    await world.keyBecomes(key, 'Approved');
  });

  it('ends an overlap at once when the key says so', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const { key } = await enforcedKey();
    await world.secret({ ...key, name: 'rotated' }, 'second');
    await world.patchSpec(apiKeys, key, {
      secretRef: { name: 'rotated' },
      previousSecretRef: { name: key.name, validUntil: clock.inMinutes(60) },
    });
    await world.enforcedValueBecomes(key, 'first', 'previous');
    await world.patchSpec(apiKeys, key, { previousSecretRef: null });
    await world.enforcedValueBecomes(key, undefined, 'previous');
    await world.enforcedValueBecomes(key, 'second');
  });

  it('does on its return what became due while it was away', async () => {
    const clock = new MovableClock();
    const controller = await world.startController({ clock });
    const { key: rotated } = await enforcedKey();
    const { key: deleted } = await enforcedKey();
    const { key: expiring } = await enforcedKey({
      expiresAt: clock.inMinutes(60),
    });
    const { key: away } = await enforcedKey();
    const { key: kept } = await enforcedKey();
    await world.secret({ ...rotated, name: 'rotated' }, 'second');
    await world.patchSpec(apiKeys, rotated, {
      secretRef: { name: 'rotated' },
      previousSecretRef: {
        name: rotated.name,
        validUntil: clock.inMinutes(60),
      },
    });
    await world.enforcedValueBecomes(rotated, 'first', 'previous');
    await controller.stop();

    await world.client.delete(apiKeys, deleted);
    await world.client.delete(namespaces, { name: away.namespace });
    clock.moveOn(60);
    const all = [rotated, deleted, expiring, away, kept];
    expect(await enforcedNames(...all)).toHaveLength(6);
    await world.startController({ clock });
    await waitFor(async () =>
      expect(await enforcedNames(...all)).toEqual(
        [rotated, kept].map(ref => enforcementSecretName(ref)).sort(),
      ),
    );
    await waitFor(async () =>
      expect(await world.find(secrets, rotated)).toBeUndefined(),
    );
    await world.enforcedValueBecomes(rotated, 'second');
    await world.keyBecomes(expiring, 'Expired');
    await waitFor(async () =>
      expect(await world.find(secrets, deleted)).toBeUndefined(),
    );
  });

  it('removes what was made for a key that never came to be, when nobody can still be about to make it', async () => {
    const clock = new MovableClock();
    const controller = await world.startController({ clock });
    const namespace = await world.namespace(world.name('consumer'));
    const make = (name: string, labels: Record<string, string>) =>
      world.client.create<Secret>(secrets, {
        metadata: { namespace, name, labels },
      });
    await make('abandoned', { [LABELS.apiKey]: 'key' });
    await make('unrelated', {});
    const { key } = await enforcedKey();
    await world.settled();
    expect(
      await world.find(secrets, { namespace, name: 'abandoned' }),
    ).toBeDefined();
    await controller.stop();
    clock.moveOn(11);
    await world.startController({ clock });
    await waitFor(async () =>
      expect(
        await world.find(secrets, { namespace, name: 'abandoned' }),
      ).toBeUndefined(),
    );
    expect(
      await world.find(secrets, { namespace, name: 'unrelated' }),
    ).toBeDefined();
    expect(await world.find(secrets, key)).toBeDefined();
  });

  it('removes a labelled Secret with its key, at once and without ever having written to it', async () => {
    await world.startController();
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { labelled: true });
    await world.keyBecomes(key, 'Approved');
    const before = await world.client.get(secrets, key);
    expect(before.metadata.ownerReferences).toBeUndefined();
    // Named by another key as well, it stays until that one is gone too.
    const second = { ...key, name: 'second' };
    await world.client.create(apiKeys, {
      metadata: second,
      spec: {
        apiProductRef: product,
        secretRef: { name: key.name },
        planTier: 'gold',
        requestedBy: { userId: 'user:default/jane', email: 'j@example.com' },
      },
    });
    await world.keyBecomes(second, 'Approved');
    await world.client.delete(apiKeys, key);
    await world.enforcedValueBecomes(key, undefined);
    await world.settled();
    expect(
      (await world.client.get(secrets, key)).metadata.resourceVersion,
    ).toBe(before.metadata.resourceVersion);
    await world.client.delete(apiKeys, second);
    await waitFor(async () =>
      expect(await world.find(secrets, key)).toBeUndefined(),
    );
  });

  it('removes the labelled Secret of an earlier value when its overlap has ended', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { labelled: true });
    await world.keyBecomes(key, 'Approved');
    const rotated = { ...key, name: 'rotated' };
    await world.secret(rotated, 'second', {
      [LABELS.apiKey]: labelValue(key.name),
    });
    await world.patchSpec(apiKeys, key, {
      secretRef: { name: rotated.name },
      previousSecretRef: { name: key.name, validUntil: clock.inMinutes(60) },
    });
    await world.enforcedValueBecomes(key, 'second');
    await world.settled();
    expect(await world.find(secrets, key)).toBeDefined();
    clock.moveOn(60);
    await waitFor(async () =>
      expect(await world.find(secrets, key)).toBeUndefined(),
    );
    expect(await world.find(secrets, rotated)).toBeDefined();
  });

  it('moves the Secrets with the Kuadrant object', async () => {
    await world.startController();
    const { key } = await enforcedKey();
    const elsewhere = await world.namespace('kuadrant-elsewhere');
    await allowEnforcementIn(world, elsewhere);
    await world.client.create(kuadrants, {
      metadata: { namespace: elsewhere, name: 'kuadrant' },
    });
    await world.removeKuadrant();
    await world.enforcedValueBecomes(key, undefined);
    await waitFor(async () =>
      expect(
        await world.find(secrets, {
          ...enforcedRef(key),
          namespace: elsewhere,
        }),
      ).toBeDefined(),
    );
    await world.kuadrant();
    await world.removeKuadrant(elsewhere);
    await world.enforcedValueBecomes(key, 'first');
  });

  it('manages names of the greatest length', async () => {
    await world.startController();
    const namespace = await world.namespace('c'.repeat(63));
    const name = `${'n'.repeat(120)}.${'m'.repeat(132)}`;
    const { key } = await enforcedKey({}, { namespace, name });
    const secret = await world.enforcement(key);
    expect(secret?.metadata.labels?.[LABELS.apiKey]).toBe(labelValue(name));
    await world.client.delete(apiKeys, key);
    await world.enforcedValueBecomes(key, undefined);
  });

  it('touches no Secret that is not its own', async () => {
    await world.startController();
    const product = await world.product({ approvalMode: 'automatic' });
    const namespace = await world.namespace('consumer-x');
    const key = { namespace, name: 'key' };
    // The name is taken by somebody else.
    await world.secret(enforcedRef(key), 'theirs');
    await world.key(product, {}, { ...key, value: 'mine' });
    const { key: other } = await enforcedKey();
    await world.enforcedValueBecomes(other, 'first');
    expect(
      Buffer.from(
        (await world.enforcement(key))!.data!.api_key,
        'base64',
      ).toString(),
    ).toBe('theirs');
    // Nobody is told that the key works, and whoever asks learns why it does not.
    await waitFor(async () => {
      const { items } = await world.client.list(events, { namespace });
      expect(items).toContainEqual(
        expect.objectContaining({
          type: 'Warning',
          reason: 'EnforcementFailed',
          message: expect.stringContaining(
            'exists and does not belong to the APIKey',
          ),
        }),
      );
    });
    expect(
      (await world.find<APIKey>(apiKeys, key))?.status?.conditions,
    ).toBeUndefined();
    await world.client.delete(apiKeys, key);
    await waitFor(async () =>
      expect(await world.findRequest(product, key)).toBeUndefined(),
    );
    expect(await world.enforcement(key)).toBeDefined();
    await waitFor(() =>
      expect(world.logger.lines.join('\n')).toContain(
        'exists and does not belong to the APIKey',
      ),
    );
  });

  it('leaves a Secret that two keys name to the last of them', async () => {
    await world.startController();
    const product = await world.product({ approvalMode: 'automatic' });
    const { key } = await enforcedKey();
    const second = { ...key, name: 'second' };
    await world.client.create(apiKeys, {
      metadata: second,
      spec: {
        apiProductRef: product,
        secretRef: { name: key.name },
        planTier: 'gold',
        requestedBy: { userId: 'user:default/jane', email: 'j@example.com' },
      },
    });
    await world.enforcedValueBecomes(second, 'first');
    await world.client.delete(apiKeys, key);
    await world.enforcedValueBecomes(key, undefined);
    await world.settled();
    expect(await world.find(secrets, key)).toBeDefined();
    expect(await world.enforcement(second)).toBeDefined();
    await world.client.delete(apiKeys, second);
    await waitFor(async () =>
      expect(await world.find(secrets, key)).toBeUndefined(),
    );
  });

  it("removes a Secret on which nothing says whose it is with its key, also when the product's namespace goes at that moment", async () => {
    const controller = await world.startController();
    const { key: alone } = await enforcedKey();
    const { key, product } = await enforcedKey();
    expect(
      (await world.client.get(secrets, key)).metadata.ownerReferences,
    ).toBeUndefined();
    await Promise.all([
      world.client.delete(namespaces, { name: product.namespace }),
      world.client.delete(apiKeys, key),
    ]);
    await waitFor(async () =>
      expect(await world.find(secrets, key)).toBeUndefined(),
    );
    await controller.stop();
    await world.client.delete(apiKeys, alone);
    expect(await world.find(secrets, alone)).toBeDefined();
    await world.startController();
    await waitFor(async () =>
      expect(await world.find(secrets, alone)).toBeUndefined(),
    );
  });

  it('owns the Secret of a key that fails or waits for its end, since no request notes it then', async () => {
    await world.startController();
    const product = await world.product({ approvalMode: 'automatic' });
    const failed = await world.key(product, { planTier: 'platinum' });
    await world.keyBecomes(failed, 'Failed', 'PlanTierNotFound');
    const { key: held } = await enforcedKey();
    const finalizers = ['example.com/hold'];
    await world.client.patch(
      apiKeys,
      held,
      { metadata: { finalizers } },
      { type: 'merge' },
    );
    await world.client.delete(apiKeys, held);
    const ownsItsSecret = (key: Ref) =>
      waitFor(async () =>
        expect(
          (await world.client.get(secrets, key)).metadata.ownerReferences,
        ).toMatchObject([{ kind: 'APIKey', name: key.name }]),
      );
    await ownsItsSecret(failed);
    await ownsItsSecret(held);
    await world.client.patch(
      apiKeys,
      held,
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
    await waitFor(async () =>
      expect(await world.find(secrets, held)).toBeUndefined(),
    );
  });

  it('believes no request about a Secret whose UID it does not know or that a key names', async () => {
    const { product, key } = await world
      .startController()
      .then(() => enforcedKey());
    const other = { namespace: key.namespace, name: 'other' };
    await world.secret(other, 'theirs');
    const ghost = { namespace: key.namespace, name: 'ghost' };
    const { metadata } = await world.client.get(secrets, key);
    const forge = async (name: string, uid: string | undefined) => {
      await world.client.create<APIKeyRequest>(apiKeyRequests, {
        metadata: {
          namespace: product.namespace,
          name: apiKeyRequestName(ghost),
          annotations: { [ANNOTATIONS.secret]: `${name}/${uid}` },
        },
        spec: {
          apiProductRef: { name: product.name },
          apiKeyRef: ghost,
          planTier: 'silver',
          useCase: '',
          requestedBy: { userId: 'user:default/eve', email: 'e@example.com' },
        },
      });
      await waitFor(async () =>
        expect(await world.findRequest(product, ghost)).toBeUndefined(),
      );
    };
    await forge('other', metadata.uid);
    await forge(key.name, metadata.uid);
    expect(await world.find(secrets, other)).toBeDefined();
    expect(await world.find(secrets, key)).toBeDefined();
  });
});
