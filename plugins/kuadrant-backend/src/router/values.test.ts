import {
  ANNOTATIONS,
  apiKeys,
  extensionAnnotations,
  LABELS,
  PREVIOUS_SECRET_REF,
  secrets,
  type APIKey,
  type KeyView,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isApiKeyValue } from '../keys/apiKeyValue';
import { userRef, type Persona } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const KEY = { namespace: 'ns-consumer1', name: 'key' };
const PATH = '/apikeys/ns-consumer1/key';

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start();
});

afterAll(() => portal?.stop());

beforeEach(() => portal.world.product(TOYSTORE, 'group:default/api-owners'));

afterEach(() => portal.world.clear());

const approvedKey = () =>
  portal.world.key({
    requester: 'consumer1',
    product: TOYSTORE,
    name: KEY.name,
    state: 'Approved',
  });
const reveal = (who: Persona = 'consumer1') =>
  portal.call(who, 'POST', `${PATH}/reveal`);
const rotate = (overlap = '24h', who: Persona = 'consumer1') =>
  portal.call(who, 'POST', `${PATH}/rotate`, { overlap });
const view = async () =>
  (await portal.call('consumer1', 'GET', PATH)).body as KeyView;
const stored = () => portal.world.read<APIKey>(apiKeys, KEY);
const outcome = ({ status, body }: Awaited<ReturnType<typeof reveal>>) => [
  status,
  body.error?.code,
];

describe('a value', () => {
  it.each<[string, object]>([
    ['made by hand', {}],
    ['made for another key', { labels: { [LABELS.apiKey]: 'other' } }],
    ['of the gateway', { labels: { [LABELS.enforcement]: 'true' } }],
  ])('in a Secret that is %s is never shown', async (_, metadata) => {
    await approvedKey();
    await portal.world.kuadrant.client.create(secrets, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: KEY.namespace, name: 'credentials', ...metadata },
      data: { api_key: Buffer.from('not-yours').toString('base64') },
    } as KubernetesObject);
    await portal.world.kuadrant.caches.apiKeys.patch(
      KEY,
      { spec: { secretRef: { name: 'credentials' } } },
      { type: 'merge' },
    );
    const answer = await reveal();
    expect(outcome(answer)).toEqual([409, 'notPortalSecret']);
    expect(answer.text).not.toContain('not-yours');
    // It was not shown, so that nothing says so.
    expect((await view()).reveal).toEqual({ available: true });

    // A rotation gives the key a value of the portal's own, while the other one works on.
    expect((await rotate()).status).toBe(200);
    const shown = await reveal();
    expect(isApiKeyValue(shown.body.apiKey)).toBe(true);
    expect((await view()).spec.previousSecretRef?.name).toBe('credentials');
  });

  it('is shown to whom the key belongs in the cluster, not in a cache', async () => {
    await approvedKey();
    const { client } = portal.world.kuadrant;
    // Behind the back of the cache, which learns of it a moment later.
    await client.patch(
      apiKeys,
      KEY,
      { spec: { requestedBy: { userId: userRef('consumer2') } } },
      { type: 'merge' },
    );
    expect(outcome(await reveal())).toEqual([404, 'notFound']);
    expect((await stored()).metadata.annotations).toBeUndefined();
  });

  it('is not shown while the key is not approved in the cluster', async () => {
    await approvedKey();
    await portal.world.kuadrant.client.patch(
      apiKeys,
      KEY,
      { status: { conditions: [] } },
      { type: 'merge', subresource: 'status' },
    );
    expect(outcome(await reveal())).toEqual([409, 'notApproved']);
  });
});

describe('a rotation', () => {
  it('waits until the present value was shown', async () => {
    await approvedKey();
    expect((await view()).actions).not.toContain('rotate');
    for (const who of ['consumer1', 'admin1'] as const) {
      expect(outcome(await rotate('24h', who))).toEqual([409, 'neverShown']);
      expect(outcome(await rotate('0', who))).toEqual([409, 'neverShown']);
    }
    await reveal();
    expect((await view()).actions).toContain('rotate');
    expect((await rotate()).status).toBe(200);
    expect(outcome(await rotate())).toEqual([409, 'neverShown']);
  });

  it('never stops a value before the agreed time', async () => {
    await approvedKey();
    await reveal();
    await rotate('24h');
    const { rotation } = await view();
    await reveal();
    // The first value works until tomorrow: a second rotation would stop it now.
    expect((await view()).actions).not.toContain('rotate');
    for (const overlap of ['24h', '0']) {
      const refused = await rotate(overlap);
      expect(outcome(refused)).toEqual([409, 'overlapRunning']);
      expect(refused.body.error.message).toContain(rotation.previousValidUntil);
    }
    expect((await view()).rotation).toEqual(rotation);
    // Whoever wants it stops it by name.
    await portal.call('consumer1', 'DELETE', `${PATH}/rotation`);
    expect((await rotate('0')).status).toBe(200);
  });

  it('is done once of many at the same time, and leaves one new Secret', async () => {
    await approvedKey();
    await reveal();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => rotate()),
    );
    expect(answers.map(outcome).sort()).toEqual([
      [200, undefined],
      ...Array(5).fill([409, 'neverShown']),
    ]);
    const left = await portal.world.list(secrets, KEY.namespace);
    expect(left.map(({ metadata }) => metadata.name).sort()).toEqual(
      ['key-secret', (await stored()).spec.secretRef.name].sort(),
    );
    const made = left.find(({ metadata }) => metadata.name !== 'key-secret')!;
    expect(made.metadata.ownerReferences).toMatchObject([
      { kind: 'APIKey', name: 'key', uid: (await stored()).metadata.uid },
    ]);
  });

  it('is written into annotations, which every version of the CRDs keeps', async () => {
    await approvedKey();
    await reveal();
    await rotate('1h');
    const { metadata, spec } = await stored();
    expect(spec).not.toHaveProperty('previousSecretRef');
    expect(
      JSON.parse(
        metadata.annotations!['devportal.kuadrant.io/previous-secret-ref'],
      ),
    ).toMatchObject({ name: 'key-secret' });
    await portal.call('consumer1', 'DELETE', `${PATH}/rotation`);
    expect(
      Object.keys((await stored()).metadata.annotations ?? {}).sort(),
    ).toEqual([ANNOTATIONS.rotatedAt]);
  });

  it('moves what the first version wrote into a field', async () => {
    await approvedKey();
    await reveal();
    const validUntil = new Date(Date.now() + 3_600_000).toISOString();
    await portal.world.kuadrant.caches.apiKeys.patch(
      KEY,
      { spec: { previousSecretRef: { name: 'old', validUntil } } },
      { type: 'merge' },
    );
    expect((await view()).rotation).toEqual({ previousValidUntil: validUntil });
    const ended = await portal.call('consumer1', 'DELETE', `${PATH}/rotation`);
    expect(ended.body.rotation).toEqual({});
    expect((await stored()).spec).not.toHaveProperty('previousSecretRef');
  });

  it('shows no overlap beyond a week, whatever the key says', async () => {
    await approvedKey();
    const rotatedAt = new Date(Date.now() - 3600_000).toISOString();
    await portal.world.kuadrant.caches.apiKeys.patch(
      KEY,
      {
        metadata: {
          annotations: {
            [ANNOTATIONS.rotatedAt]: rotatedAt,
            ...extensionAnnotations(PREVIOUS_SECRET_REF, {
              name: 'key-secret',
              validUntil: '9999-12-31T00:00:00Z',
            }),
          },
        },
      },
      { type: 'merge' },
    );
    const week = 168 * 3_600_000;
    expect((await view()).rotation).toEqual({
      previousValidUntil: new Date(Date.parse(rotatedAt) + week).toISOString(),
    });
  });
});
