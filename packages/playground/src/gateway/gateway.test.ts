import {
  LABELS,
  authPolicies,
  httpRoutes,
  planPolicies,
  rateLimitPolicies,
  secrets,
  type AuthPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { eventually } from '../testUtils/cluster';
import { GatewayRig, keySecret } from '../testUtils/gateway';

// A busy machine is no failure.
jest.setTimeout(600_000);

describe('the demo gateway', () => {
  let now = Date.parse('2026-03-01T12:00:00Z');
  let rig: GatewayRig;
  let client: KubernetesClient;

  const call: GatewayRig['call'] = (...request) => rig.call(...request);
  const toys = (key: string, path = '/toys') =>
    call(path, { headers: { authorization: `Bearer ${key}` } });

  beforeAll(async () => {
    rig = await GatewayRig.start({ now: () => now });
    ({ client } = rig);
    await client.create(secrets, keySecret('alice', 'alice-key', 'silver'));
    await client.create(secrets, keySecret('bob', 'bob-key', 'silver'));
    await client.create(secrets, keySecret('carol', 'carol-key', 'bronze'));
    await client.create(secrets, keySecret('root', 'root-key', undefined));
    await client.create(
      secrets,
      keySecret('gamer', 'gamer-key', 'gold', { product: 'gamestore' }),
    );
    await client.create(
      secrets,
      keySecret('stray', 'stray-key', 'gold', { namespace: 'toystore' }),
    );
    await rig.restartGateway();
  });

  afterAll(() => rig.stop());

  it('passes requests with a valid key on to the service', async () => {
    const list = await toys('alice-key', '/toys?inStock=true');
    expect(list.status).toBe(200);
    expect(JSON.parse(list.body)).toContainEqual(
      expect.objectContaining({ name: 'Wooden train' }),
    );
    expect((await toys('alice-key', '/toys/2')).status).toBe(200);

    const added = await call('/toys', {
      method: 'POST',
      headers: { authorization: 'Bearer root-key' },
      body: JSON.stringify({ name: 'Kite', priceInCents: 990 }),
    });
    expect(added.status).toBe(201);
    expect(JSON.parse(added.body)).toMatchObject({ id: 5, inStock: 0 });
  });

  it('reads a path as Envoy does', async () => {
    for (const path of ['/%74oys', '//toys', '/x/%2e%2e/toys', '/x/..//toys']) {
      const reply = await toys('root-key', path);
      expect([path, reply.status, JSON.parse(reply.body).length]).toEqual([
        path,
        200,
        expect.any(Number),
      ]);
    }
    const escaped = await toys('root-key', '/x/..%2Ftoys?a=%2F');
    expect([escaped.status, escaped.headers.location]).toEqual([
      307,
      '/toys?a=%2F',
    ]);
    expect((await call('/toys%5c', {})).headers.location).toBe('/toys/');
    expect((await toys('root-key', '/toys%00')).status).toBe(400);
  });

  it('knows no key where two are sent', async () => {
    const headers = {
      authorization: ['Bearer root-key', 'Bearer root-key'],
    };
    expect((await call('/toys', { headers })).status).toBe(401);
  });

  it('answers 401 with a challenge to everybody else', async () => {
    const nobody = await call('/toys');
    expect(nobody.status).toBe(401);
    expect(nobody.headers['www-authenticate']).toBe(
      'Bearer realm="api-key-users"',
    );
    expect(JSON.parse(nobody.body).error).toBe('Unauthorized');

    for (const [why, key] of [
      ['of another API', 'gamer-key'],
      ['in a namespace where keys are not looked for', 'stray-key'],
      ['that does not exist', 'nobodys-key'],
    ]) {
      const reply = await toys(key);
      expect([why, reply.status]).toEqual([why, 401]);
      expect(reply.body).not.toContain(key);
    }
    const asHeader = { headers: { 'x-api-key': 'gamer-key' } };
    expect(
      (await call('/games', { host: 'gamestore.localhost', ...asHeader }))
        .status,
    ).toBe(200);
  });

  it('serves descriptions and pages without a key, and nothing beside the routes', async () => {
    const openapi = await call('/toystore/openapi.json', { host: 'localhost' });
    expect(openapi.status).toBe(200);
    expect(JSON.parse(openapi.body)).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: 'http://toystore.localhost:8080' }],
    });
    expect(
      (await call('/toystore/docs', { host: 'localhost' })).body,
    ).toContain('GET /toys/{id}');
    expect((await call('/', { host: 'localhost' })).status).toBe(404);
    expect((await call('/', { host: 'example.com' })).status).toBe(404);
    // A path that leads elsewhere when it is resolved is routed by where it leads.
    expect((await call('/toystore/openapi.json/../../toys')).status).toBe(401);
    expect(
      (await call('/toystore/openapi.json/%2e%2e/%2e%2e/toys')).status,
    ).toBe(401);
  });

  it('counts a plan once for all of its subscribers, over restarts too', async () => {
    const statuses = [];
    for (let i = 0; i < 48; i++) {
      statuses.push((await toys(i % 2 ? 'alice-key' : 'bob-key')).status);
    }
    expect(new Set(statuses)).toEqual(new Set([200]));

    now += 60_000;
    const over = await toys('bob-key');
    expect(over.status).toBe(429);
    expect(over.headers['retry-after']).toBe(String(9 * 60));
    expect(JSON.parse(over.body)).toEqual({
      error: 'Too Many Requests',
      message: expect.stringContaining('50 in 600 seconds on the plan silver'),
    });
    expect((await toys('carol-key')).status).toBe(200);
    expect((await toys('root-key')).status).toBe(200);

    await rig.restartGateway();
    expect((await toys('alice-key')).status).toBe(429);
    now += 9 * 60_000;
    expect((await toys('alice-key')).status).toBe(200);
  });

  it('follows Secrets at once', async () => {
    await client.create(secrets, keySecret('dave', 'dave-key', 'gold'));
    await eventually(async () =>
      expect((await toys('dave-key')).status).toBe(200),
    );

    const dave = { namespace: 'kuadrant-system', name: 'dave' };
    await client.patch(
      secrets,
      dave,
      { stringData: { api_key: 'daves-new-key' } },
      { type: 'merge' },
    );
    await eventually(async () =>
      expect((await toys('daves-new-key')).status).toBe(200),
    );
    expect((await toys('dave-key')).status).toBe(401);

    await client.patch(
      secrets,
      dave,
      { metadata: { labels: { [LABELS.apiProduct]: 'other' } } },
      { type: 'merge' },
    );
    await eventually(async () =>
      expect((await toys('daves-new-key')).status).toBe(401),
    );
    await client.patch(
      secrets,
      dave,
      { metadata: { labels: { [LABELS.apiProduct]: 'toystore' } } },
      { type: 'merge' },
    );
    await eventually(async () =>
      expect((await toys('daves-new-key')).status).toBe(200),
    );
    const since = Date.now();
    await client.delete(secrets, dave);
    await eventually(async () =>
      expect((await toys('daves-new-key')).status).toBe(401),
    );
    expect(Date.now() - since).toBeLessThan(2000);
  });

  it('takes the policies of the Gateway where a route has none', async () => {
    await client.create(httpRoutes, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'own', namespace: 'toystore' },
      spec: {
        parentRefs: [{ name: 'external', namespace: 'gateway-system' }],
        hostnames: ['own.localhost'],
        rules: [{ backendRefs: [{ name: 'own' }] }],
      },
    });
    const own = (headers = {}) =>
      call('/hello', { host: 'own.localhost', headers });
    await eventually(async () => expect((await own()).status).toBe(200));
    expect(JSON.parse((await own()).body)).toMatchObject({ path: '/hello' });

    const targetRef = {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      name: 'external',
    };
    const metadata = { name: 'all', namespace: 'gateway-system' };
    const policy: AuthPolicy = {
      apiVersion: 'kuadrant.io/v1',
      kind: 'AuthPolicy',
      metadata,
      spec: {
        targetRef,
        defaults: {
          rules: {
            authentication: {
              everywhere: {
                apiKey: {
                  allNamespaces: true,
                  selector: {
                    matchExpressions: [
                      {
                        key: LABELS.apiProduct,
                        operator: 'In',
                        values: ['toystore'],
                      },
                    ],
                  },
                },
                credentials: { queryString: { name: 'key' } },
              },
            },
          },
        },
      },
    };
    await client.create(authPolicies, policy);
    await client.create(planPolicies, {
      apiVersion: 'extensions.kuadrant.io/v1alpha1',
      kind: 'PlanPolicy',
      metadata,
      spec: {
        targetRef,
        plans: [
          { tier: 'none', predicate: 'auth.identity.nothing == 1' },
          {
            tier: 'minute',
            predicate: 'request.path.startsWith("/hello")',
            limits: { custom: [{ limit: 2, window: '1m' }] },
          },
        ],
      },
    });
    await eventually(async () => expect((await own()).status).toBe(401));
    const withKey = () =>
      call('/hello?key=stray-key', { host: 'own.localhost' });
    expect((await withKey()).status).toBe(200);
    expect((await withKey()).status).toBe(200);
    expect((await withKey()).headers['retry-after']).toBe('60');
    expect((await toys('root-key')).status).toBe(200);
  });

  it('counts for each key where a RateLimitPolicy says so and the AuthPolicy exports it', async () => {
    await client.patch(
      authPolicies,
      { namespace: 'gamestore', name: 'gamestore' },
      {
        spec: {
          rules: {
            response: {
              success: {
                filters: {
                  identity: {
                    json: {
                      properties: {
                        name: { expression: 'auth.identity.metadata.name' },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
      { type: 'merge' },
    );
    await client.create(rateLimitPolicies, {
      apiVersion: 'kuadrant.io/v1',
      kind: 'RateLimitPolicy',
      metadata: { name: 'gamestore', namespace: 'gamestore' },
      spec: {
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: 'gamestore',
        },
        limits: {
          each: {
            rates: [{ limit: 1, window: '10s' }],
            counters: [{ expression: 'auth.identity.name' }],
          },
        },
      },
    });
    await client.create(
      secrets,
      keySecret('gamer2', 'gamer2-key', 'gold', { product: 'gamestore' }),
    );
    const games = (key: string) =>
      call('/games', {
        host: 'gamestore.localhost',
        headers: { 'x-api-key': key },
      });
    now += 86_400_000;
    await eventually(async () => {
      await games('gamer-key');
      expect((await games('gamer-key')).status).toBe(429);
    });
    await eventually(async () =>
      expect((await games('gamer2-key')).status).toBe(200),
    );
  });

  it('lets nothing pass by a policy that it cannot enforce', async () => {
    await client.patch(
      authPolicies,
      { namespace: 'toystore', name: 'toystore' },
      {
        spec: {
          rules: { authorization: { 'only-admins': { opa: { rego: '' } } } },
        },
      },
      { type: 'merge' },
    );
    const reply = await eventually(async () => {
      const answer = await toys('root-key');
      expect(answer.status).toBe(500);
      return answer;
    });
    expect(JSON.parse(reply.body).message).toContain(
      'the authorization rule only-admins of the AuthPolicy toystore/toystore cannot be enforced here',
    );
  });

  it('keeps no value of a key in its log', () => {
    expect(rig.logger.messages.join('\n')).not.toMatch(/-key/);
  });
});
