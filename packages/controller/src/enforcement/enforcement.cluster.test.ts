import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyRequest,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  authPolicies,
  enforcementSecretName,
  findCondition,
  KEY_SECRET_TYPE,
  kuadrants,
  LABELS,
  labelValue,
  namespaces,
  refOfObject,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { MovableClock } from '@kuadrant/test-control-plane';
import { allowEnforcementIn, startWorld } from '../__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from '../__testUtils__/TestWorld';
import { nextSecondAfter, waitFor } from '../__testUtils__/waitFor';
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
    options: { namespace?: string; name?: string; labelled?: boolean } = {},
  ) => {
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, spec, {
      labelled: true,
      ...options,
      value: 'first',
    });
    await world.enforcedValueBecomes(key, 'first');
    await world.keyBecomes(key, 'Approved');
    return { product, key };
  };

  const rotatedSecret = (key: Ref, value: string) =>
    world.secret({ ...key, name: 'rotated' }, value, {
      [LABELS.apiKey]: labelValue(key.name),
    });

  const approvedMessage = async (key: Ref) =>
    findCondition(
      (await world.client.get<APIKey>(apiKeys, key)).status?.conditions,
      'Approved',
    )?.message;

  const ownsItsSecret = (key: Ref) =>
    waitFor(async () =>
      expect(
        (await world.client.get(secrets, key)).metadata.ownerReferences,
      ).toMatchObject([{ kind: 'APIKey', name: key.name }]),
    );

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

  it("follows the consumer's value and the selector of the AuthPolicy, and repairs what others change", async () => {
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
    expect(expired.status?.conditions).toHaveLength(1);

    await world.patchSpec(apiKeys, key, { expiresAt: null });
    await world.keyBecomes(key, 'Approved');
    await world.enforcedValueBecomes(key, 'first');
  });

  it('enforces both values while a rotation overlaps, and removes the previous one with its Secret on time', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const { key } = await enforcedKey();
    await rotatedSecret(key, 'second');
    await world.rotate(key, 'rotated', {
      name: key.name,
      validUntil: clock.inMinutes(60),
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

  it('ends an overlap at once when the key says so, and removes the Secret that it leaves', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const { key } = await enforcedKey();
    const { metadata } = await world.client.get(secrets, key);
    await nextSecondAfter(metadata.creationTimestamp);
    await rotatedSecret(key, 'second');
    await world.rotate(key, 'rotated', {
      name: key.name,
      validUntil: clock.inMinutes(60),
    });
    await world.enforcedValueBecomes(key, 'first', 'previous');
    // A rotation makes the Secret before it names it.
    const next = { ...key, name: 'next' };
    await world.secret(next, 'third', {
      [LABELS.apiKey]: labelValue(key.name),
    });
    await world.rotate(key, 'rotated');
    await world.enforcedValueBecomes(key, undefined, 'previous');
    await world.enforcedValueBecomes(key, 'second');
    await waitFor(async () =>
      expect(await world.find(secrets, key)).toBeUndefined(),
    );
    await world.settled();
    expect(await world.find(secrets, next)).toBeDefined();
  });

  it('enforces a previous value for a week at most, and none that cannot be read', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const { key } = await enforcedKey();
    await rotatedSecret(key, 'second');
    await world.rotate(key, 'rotated', {
      name: key.name,
      validUntil: '9999-01-01T00:00:00Z',
    });
    await world.enforcedValueBecomes(key, 'first', 'previous');
    await waitFor(async () =>
      expect(await approvedMessage(key)).toContain(
        'the longest time after a rotation',
      ),
    );
    // A rotation that is yet to come is not believed.
    const annotate = (annotations: Record<string, string>) =>
      world.client.patch(
        apiKeys,
        key,
        { metadata: { annotations } },
        { type: 'merge' },
      );
    await annotate({ [ANNOTATIONS.rotatedAt]: '2099-01-01T00:00:00Z' });
    clock.moveOn(7 * 24 * 60 - 5);
    await world.settled();
    expect(await world.enforcement(key, 'previous')).toBeDefined();
    clock.moveOn(10);
    await world.enforcedValueBecomes(key, undefined, 'previous');

    await annotate({ [ANNOTATIONS.previousSecretRef]: '{"name":"rotated"}' });
    await waitFor(async () =>
      expect(await approvedMessage(key)).toContain(
        'Annotation devportal.kuadrant.io/previous-secret-ref, validUntil:',
      ),
    );
    expect(await world.enforcement(key, 'previous')).toBeUndefined();
  });

  it('keeps the Secret of a previous value that a later version of the annotation names', async () => {
    await world.startController();
    const { key } = await enforcedKey();
    const created = await world.client.get<Secret>(secrets, key);
    await nextSecondAfter(created.metadata.creationTimestamp);
    await rotatedSecret(key, 'second');
    const validUntil = '2099-01-01T00:00:00Z';
    await world.rotate(key, 'rotated', { name: key.name, validUntil });
    await world.enforcedValueBecomes(key, 'first', 'previous');
    const refer = (reference: object) =>
      world.client.patch(
        apiKeys,
        key,
        {
          metadata: {
            annotations: {
              [ANNOTATIONS.previousSecretRef]: JSON.stringify(reference),
            },
          },
        },
        { type: 'merge' },
      );
    await refer({ name: key.name, validUntil, calls: 3 });
    await world.enforcedValueBecomes(key, undefined, 'previous');
    await world.settled();
    expect(await world.find(secrets, key)).toBeDefined();
    await refer({ name: key.name, validUntil });
    await world.enforcedValueBecomes(key, 'first', 'previous');
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
    await rotatedSecret(rotated, 'second');
    await world.rotate(rotated, 'rotated', {
      name: rotated.name,
      validUntil: clock.inMinutes(60),
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

  it('leaves alone what people made themselves, whatever becomes of the key that names it', async () => {
    await world.startController();
    const { key, product } = await enforcedKey({}, { labelled: false });
    const before = await world.client.get<Secret>(secrets, key);
    // By mistake: a Secret without a value, a product that does not exist, a key that has expired.
    const others: Partial<APIKey['spec']>[] = [
      { secretRef: { name: 'db-credentials' } },
      {
        secretRef: { name: 'db-credentials' },
        apiProductRef: { ...product, name: 'nothing' },
      },
      { secretRef: { name: key.name }, expiresAt: '2020-01-01T00:00:00Z' },
    ];
    const database = { ...key, name: 'db-credentials' };
    const credentials = await world.client.create<Secret>(secrets, {
      metadata: database,
      data: { password: 'aHVudGVyMg==' },
    });
    for (const [index, spec] of others.entries()) {
      const ref = { ...key, name: `by-mistake-${index}` };
      await world.client.create(apiKeys, {
        metadata: ref,
        spec: {
          ...(await world.client.get<APIKey>(apiKeys, key)).spec,
          ...spec,
        },
      });
      await world.keyBecomes(ref, index < 2 ? 'Failed' : 'Expired');
      await world.client.delete(apiKeys, ref);
    }
    await world.client.delete(apiKeys, key);
    await world.enforcedValueBecomes(key, undefined);
    await world.settled();
    for (const { metadata } of [before, credentials]) {
      const now = await world.client.get<Secret>(
        secrets,
        refOfObject({ metadata }),
      );
      expect(now.metadata.resourceVersion).toBe(metadata.resourceVersion);
    }
  });

  it('takes no value from a Secret of the gateway', async () => {
    await world.startController();
    const { product } = await enforcedKey();
    const namespace = await world.namespace(world.name('consumer'));
    const stolen = { namespace, name: 'stolen' };
    await world.secret(stolen, 'theirs', { [LABELS.enforcement]: 'true' });
    const key = await world.key(
      product,
      { secretRef: { name: 'stolen' } },
      { namespace, labelled: true },
    );
    await world.keyBecomes(key, 'Failed', 'SecretNotFound');
    await world.rotate(key, key.name, {
      name: 'stolen',
      validUntil: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await world.keyBecomes(key, 'Approved');
    await world.settled();
    expect(await world.enforcement(key, 'previous')).toBeUndefined();
    await world.client.delete(apiKeys, key);
    await world.settled();
    expect(await world.find(secrets, stolen)).toBeDefined();
  });

  it('owns a Secret of the type for keys, which nothing else would tell from others', async () => {
    await world.startController();
    const product = await world.product({ approvalMode: 'automatic' });
    const namespace = await world.namespace(world.name('consumer'));
    const typed = { namespace, name: 'typed' };
    await world.client.create<Secret>(secrets, {
      metadata: typed,
      type: KEY_SECRET_TYPE,
      data: { api_key: Buffer.from('v').toString('base64') },
    });
    const key = await world.key(
      product,
      { secretRef: { name: 'typed' } },
      { namespace },
    );
    await world.enforcedValueBecomes(key, 'v');
    await waitFor(async () =>
      expect(
        (await world.find(secrets, typed))?.metadata.ownerReferences,
      ).toMatchObject([{ kind: 'APIKey', name: key.name }]),
    );
    await world.client.delete(apiKeys, key);
    await waitFor(async () =>
      expect(await world.find(secrets, typed)).toBeUndefined(),
    );
    expect(await world.find(secrets, key)).toBeDefined();
  });

  it('removes a labelled Secret with its key, at once and without ever having written to it', async () => {
    await world.startController();
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { labelled: true });
    await world.keyBecomes(key, 'Approved');
    await world.settled();
    const { metadata } = await world.client.get(secrets, key);
    expect(metadata.ownerReferences).toBeUndefined();
    await world.client.delete(apiKeys, key);
    await world.enforcedValueBecomes(key, undefined);
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
    await world.rotate(key, rotated.name, {
      name: key.name,
      validUntil: clock.inMinutes(60),
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
    // As 0.1.0 shortened it.
    const before = `${'n'.repeat(54)}-${'0'.repeat(8)}`;
    await world.client.patch(
      secrets,
      enforcedRef(key),
      { metadata: { labels: { [LABELS.apiKey]: before } } },
      { type: 'merge' },
    );
    await waitFor(async () =>
      expect(
        (await world.enforcement(key))?.metadata.labels?.[LABELS.apiKey],
      ).toBe(labelValue(name)),
    );
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
    const failed = await world.keyBecomes(key, 'Failed', 'EnforcementFailed');
    expect(failed.status?.conditions?.[0].message).toContain(
      'exists and does not belong to the APIKey. Remove it',
    );
    await world.client.delete(apiKeys, key);
    await waitFor(async () =>
      expect(await world.findRequest(product, key)).toBeUndefined(),
    );
    expect(await world.enforcement(key)).toBeDefined();
  });

  it('enforces a key as soon as the name of its Secret is free', async () => {
    const clock = new MovableClock();
    await world.startController({ clock });
    const product = await world.product({ approvalMode: 'automatic' });
    const namespace = await world.namespace(world.name('consumer'));
    const key = { namespace, name: 'key' };
    await world.secret(enforcedRef(key), 'theirs');
    await world.key(product, {}, { ...key, value: 'mine' });
    await world.keyBecomes(key, 'Failed', 'EnforcementFailed');
    await world.client.delete(secrets, enforcedRef(key));
    await world.enforcedValueBecomes(key, 'mine');
    await world.keyBecomes(key, 'Approved');
  });

  it('leaves a Secret to another key that names it', async () => {
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
  });

  it("removes a labelled Secret with its key, also after a restart, and when the product's namespace went before", async () => {
    const controller = await world.startController();
    const { key: alone } = await enforcedKey();
    const { key, product } = await enforcedKey();
    await world.client.delete(namespaces, { name: product.namespace });
    await ownsItsSecret(key);
    await world.client.delete(apiKeys, key);
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

  it('owns the labelled Secret of a key without a request: one that fails from the start, or that a finalizer keeps', async () => {
    await world.startController();
    const product = await world.product({ approvalMode: 'automatic' });
    const failed = await world.key(
      product,
      { planTier: 'platinum' },
      { labelled: true },
    );
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

  it('believes no request that somebody forged that a key existed', async () => {
    await world.startController();
    const { product, key } = await enforcedKey();
    const ghost = { namespace: key.namespace, name: 'ghost' };
    // As the portal makes it, a moment before the key.
    await world.secret(ghost, 'value', { [LABELS.apiKey]: 'ghost' });
    await world.client.create<APIKeyRequest>(apiKeyRequests, {
      metadata: {
        namespace: product.namespace,
        name: apiKeyRequestName(ghost),
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
    await world.settled();
    expect(await world.find(secrets, ghost)).toBeDefined();
  });
});
