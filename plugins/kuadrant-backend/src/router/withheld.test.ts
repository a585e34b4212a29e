import { apiProducts } from '@kuadrant/backstage-plugin-kuadrant-common';
import { userRef, type Persona } from '../__testUtils__/personas';
import { applyTraffic, gateway, route } from '../__testUtils__/trafficObjects';
import { TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
// Each stands where only a platform engineer or the owner may read it.
const INTERNAL = /internal-/;

let portal: TestPortal;

const scheme = {
  authentication: {
    keys: {
      apiKey: {
        selector: { matchLabels: { app: 'internal-selector' } },
        allNamespaces: true,
      },
      credentials: { customHeader: { name: 'X-Key' } },
      metrics: true,
      when: [{ predicate: 'internal-when' }],
    },
    tokens: {
      jwt: {
        issuerUrl: 'https://issuer.example',
        ttl: 1,
        jwksUrl: 'internal-',
      },
    },
    cluster: { kubernetesTokenReview: { audiences: ['internal-audience'] } },
  },
  authorization: { rule: { opa: { rego: 'internal-rego' } } },
  response: { success: { headers: { x: { plain: 'internal-x' } } } },
};

beforeAll(async () => {
  portal = await TestPortal.start();
  const { world } = portal;
  for (const [apiVersion, kind, more] of [
    [
      'extensions.kuadrant.io/v1alpha1',
      'PlanPolicy',
      { plans: [{ tier: 'gold', predicate: 'internal-predicate' }] },
    ],
    ['kuadrant.io/v1', 'AuthPolicy', { rules: scheme }],
    [
      'kuadrant.io/v1',
      'RateLimitPolicy',
      {
        limits: {
          a: {
            rates: [{ limit: 1, window: '1s' }],
            counters: [{ expression: 'internal-counter' }],
          },
        },
      },
    ],
  ] as const) {
    await world.create({
      apiVersion,
      kind,
      metadata: {
        namespace: 'toystore',
        name: 'policy',
        annotations: { note: 'internal-note' },
        labels: { note: 'internal-note' },
      },
      spec: {
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: 'toystore',
        },
        ...more,
      },
    });
  }
  await applyTraffic(world, 'toystore', [
    gateway(['http :80']),
    namespace => ({
      ...route(['a.localhost'])(namespace),
      metadata: { namespace, name: 'toystore' },
    }),
  ]);
  await world.product(TOYSTORE, 'group:default/api-owners', {}, [], {
    bare: true,
  });
  await world.kuadrant.caches.apiProducts.patch(
    TOYSTORE,
    { status: { discoveredAuthScheme: scheme } },
    { type: 'merge', subresource: 'status' },
  );
  await world.key({
    requester: 'consumer1',
    product: TOYSTORE,
    name: 'key',
    state: 'Approved',
  });
  await world.kuadrant.caches.apiKeys.patch(
    { namespace: 'ns-consumer1', name: 'key' },
    {
      status: {
        authScheme: {
          authenticationSpec: scheme.authentication.keys.apiKey,
          credentials: scheme.authentication.keys.credentials,
        },
      },
    },
    { type: 'merge', subresource: 'status' },
  );
}, 60_000);

afterAll(() => portal?.stop());

const get = (who: Persona, path: string) => portal.call(who, 'GET', path);

describe('of policies', () => {
  it.each(['planpolicies', 'authpolicies', 'ratelimitpolicies'])(
    'a list of %s shows no more than reading one does',
    async kind => {
      expect((await get('consumer1', `/${kind}/toystore/policy`)).status).toBe(
        404,
      );
      const { text, body } = await get('consumer1', `/${kind}`);
      expect(text).not.toMatch(INTERNAL);
      expect(body.items).toEqual([
        expect.objectContaining({
          metadata: {
            namespace: 'toystore',
            name: 'policy',
            uid: expect.any(String),
            creationTimestamp: expect.any(String),
          },
          spec: {
            targetRef: {
              group: 'gateway.networking.k8s.io',
              kind: 'HTTPRoute',
              name: 'toystore',
            },
          },
        }),
      ]);
      const whole = await get('owner2', `/${kind}`);
      expect(whole.text).toMatch(INTERNAL);
    },
  );
});

describe('of the authentication of a product', () => {
  const PATHS = ['/apiproducts', '/apiproducts/toystore/toystore'];

  it.each(PATHS)('%s shows consumers where to put a key', async path => {
    const { text, body } = await get('consumer1', path);
    expect(text).not.toMatch(INTERNAL);
    const { status } = body.items?.[0] ?? body;
    expect(status.discoveredAuthScheme).toEqual({
      authentication: {
        keys: { apiKey: {}, credentials: { customHeader: { name: 'X-Key' } } },
        tokens: { jwt: { issuerUrl: 'https://issuer.example' } },
        cluster: {},
      },
    });
  });

  it.each(['owner1', 'owner2', 'admin1'] as const)(
    'all is shown to %s, who reads policies',
    async who => {
      expect((await get(who, PATHS[1])).text).toMatch(INTERNAL);
    },
  );

  it('all is shown to an owner without that permission', async () => {
    await portal.world.kuadrant.caches.apiProducts.patch(
      TOYSTORE,
      {
        metadata: {
          annotations: { 'backstage.io/owner': userRef('consumer2') },
        },
      },
      { type: 'merge' },
    );
    expect((await get('consumer2', PATHS[1])).text).toMatch(INTERNAL);
    expect((await get('consumer1', PATHS[1])).text).not.toMatch(INTERNAL);
    const stored = await portal.world.read(apiProducts, TOYSTORE);
    expect(stored.status?.discoveredAuthScheme).toEqual(scheme);
  });

  it.each(['/apikeys', '/apikeys/ns-consumer1/key'])(
    '%s shows the requester where the key goes',
    async path => {
      const { text, body } = await get('consumer1', path);
      expect(text).not.toMatch(INTERNAL);
      const { status } = body.items?.[0] ?? body;
      expect(status.authScheme).toEqual({
        credentials: { customHeader: { name: 'X-Key' } },
      });
    },
  );
});
