import type { ProductView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { TestPortal } from '../__testUtils__/TestPortal';
import {
  applyTraffic,
  auth,
  gateway,
  keyRule,
  listener,
  ON_GATEWAY,
  ON_ROUTE,
  plan,
  plans,
  rates,
  route,
  type InNamespace,
  type TrafficObject,
} from '../__testUtils__/trafficObjects';

jest.setTimeout(600_000);

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start({
    config: {
      kuadrant: {
        gateway: {
          baseUrls: [
            { hostname: 'behind.test', url: 'https://lb.example.com:8443/' },
            { hostname: '*.cloud.test', url: 'https://*.cdn.example.com' },
          ],
        },
      },
    },
  });
});

afterAll(() => portal?.stop());

const OWN_KEYS = auth({ keys: keyRule('X-Key') });
const GOLD = plans([plan('gold')]);
const HTTP = gateway(['http :80']);
const everywhere = (name: string) => ({ ...ON_GATEWAY, sectionName: name });
const works = (name: string) => ({
  works: true,
  placement: { in: 'header', name },
});

interface Case {
  objects: InNamespace<TrafficObject>[];
  /** Parts of the product as consumers see it. */
  shows: object;
  /** Status and code of a request for a key of the plan gold. */
  request?: [status: number, code?: string];
}

const CASES: Record<string, Case> = {
  'K1: a wildcard route has the address of its own listener, marked as a pattern':
    {
      objects: [
        gateway(['billing :80 billing.localhost', 'shop :80 *.shop.localhost']),
        route(['*.shop.localhost']),
        OWN_KEYS,
        GOLD,
      ],
      shows: {
        hosts: [
          {
            kind: 'wildcard',
            hostname: '*.shop.localhost',
            url: 'http://<your-host>.shop.localhost',
            placeholder: true,
          },
        ],
      },
      request: [201],
    },
  'K2: policies of another listener mean nothing for the product': {
    objects: [
      gateway(['internal :81 in.localhost', 'public :80 out.localhost']),
      route(undefined, {
        parentRefs: [{ name: 'edge', sectionName: 'public' }],
      }),
      auth({ keys: keyRule('X-In') }, { target: everywhere('internal') }),
      plans([plan('gold')], { target: everywhere('internal') }),
    ],
    shows: {
      baseUrl: 'http://out.localhost',
      access: { works: false, reason: 'NoAuthPolicy' },
      plans: { state: 'none' },
    },
    request: [422, 'noKeyAccepted'],
  },
  'K2: the policy of one rule is not told for the whole product': {
    objects: [
      HTTP,
      route(['a.localhost'], {
        rules: [
          { name: 'admin', matches: [{ path: { value: '/admin' } }] },
          { name: 'all' },
        ],
      }),
      auth(
        { keys: keyRule('X-Admin') },
        { target: { ...ON_ROUTE, sectionName: 'admin' }, name: 'a-first' },
      ),
      OWN_KEYS,
      GOLD,
    ],
    shows: { access: works('X-Key') },
    request: [201],
  },
  'K6: the port of a parentRef chooses the listener': {
    objects: [
      gateway(['billing :28080 billing.localhost', 'alt :28081 alt.localhost']),
      route(undefined, { parentRefs: [{ name: 'edge', port: 28081 }] }),
    ],
    shows: { baseUrl: 'http://alt.localhost:28081' },
  },
  'K7: only hostnames that a listener serves are addresses': {
    objects: [
      gateway(['wild :80 *.wild.localhost']),
      route(['api.elsewhere.example', 'ok.wild.localhost']),
    ],
    shows: {
      baseUrl: 'http://ok.wild.localhost',
      hosts: [{ hostname: 'ok.wild.localhost' }],
    },
  },
  'K8: without any hostname the address of the Gateway is enough': {
    objects: [
      gateway(['http :8080'], {
        addresses: [{ type: 'IPAddress', value: '192.0.2.7' }],
      }),
      route(),
    ],
    shows: {
      hosts: [
        { kind: 'any', url: 'http://192.0.2.7:8080', placeholder: false },
      ],
    },
  },
  'K8: with a name, the address needs the Host header': {
    objects: [
      gateway(
        ['https :443 *.a.test', 'http :80 b.test'].map(text =>
          listener(text, text.startsWith('https') ? { protocol: 'HTTPS' } : {}),
        ),
        { addresses: [{ value: '2001:db8::7' }] },
      ),
      route(['x.a.test', 'b.test']),
    ],
    shows: {
      hosts: [
        {
          url: 'https://x.a.test',
          viaAddress: {
            url: 'https://[2001:db8::7]',
            hostHeader: 'x.a.test',
          },
        },
        { url: 'http://b.test', viaAddress: { hostHeader: 'b.test' } },
      ],
    },
  },
  'K8: configured addresses hold for names and patterns': {
    objects: [HTTP, route(['behind.test', 'shop.cloud.test', '*.cloud.test'])],
    shows: {
      hosts: [
        { url: 'https://lb.example.com:8443' },
        { url: 'https://shop.cdn.example.com', placeholder: false },
        { url: 'https://<your-host>.cdn.example.com', placeholder: true },
      ],
    },
  },
  'K15: an override on the Gateway wins over the policy of the route': {
    objects: [
      HTTP,
      route(['a.localhost']),
      OWN_KEYS,
      auth(
        { corp: keyRule('X-Corp-Key') },
        { target: ON_GATEWAY, as: 'overrides' },
      ),
      GOLD,
    ],
    shows: { access: works('X-Corp-Key') },
    request: [201],
  },
  'K15: defaults that merge keep the key rule beside authorization of the route':
    {
      objects: [
        HTTP,
        route(['a.localhost']),
        auth(
          { keys: keyRule('X-Default') },
          { target: ON_GATEWAY, as: 'defaults', strategy: 'merge' },
        ),
        auth(
          {},
          {
            more: {
              authorization: {
                some: {
                  patternMatching: { patterns: [{ predicate: 'true' }] },
                },
              },
            },
          },
        ),
        GOLD,
      ],
      shows: { access: works('X-Default') },
      request: [201],
    },
  'K16: plans of a refused policy are not offered, with its own reason': {
    objects: [
      HTTP,
      route(['a.localhost']),
      OWN_KEYS,
      plans([plan('gold')], {
        refusal: ['Accepted', 'Invalid', 'the predicate has no end'],
      }),
    ],
    shows: {
      access: works('X-Key'),
      plans: {
        state: 'refused',
        why: { reason: 'Invalid', message: 'the predicate has no end' },
      },
    },
    request: [422, 'planUnknown'],
  },
  'K16: a predicate that is no CEL refuses the plans before Kuadrant says so': {
    objects: [
      HTTP,
      route(['a.localhost']),
      OWN_KEYS,
      namespace => {
        const { status, ...policy } = plans([
          { tier: 'gold', predicate: 'auth.identity..' },
        ])(namespace);
        return policy;
      },
    ],
    shows: { plans: { state: 'refused', why: { reason: 'Invalid' } } },
    request: [422, 'planUnknown'],
  },
  'K17: a counter per user beside a plan makes the plan no less shared': {
    objects: [
      HTTP,
      route(['a.localhost']),
      auth(
        { keys: keyRule('X-Key') },
        {
          more: {
            response: {
              success: {
                filters: {
                  identity: {
                    json: {
                      properties: {
                        userid: {
                          expression:
                            'auth.identity.metadata.annotations["secret.kuadrant.io/user-id"]',
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      ),
      plans([plan('gold', { daily: 3 })]),
      rates(
        {
          burst: {
            rates: [{ limit: 100, window: '60s' }],
            counters: [{ expression: 'auth.identity.userid' }],
          },
        },
        { target: ON_GATEWAY, as: 'defaults', strategy: 'merge' },
      ),
    ],
    shows: {
      limitsScope: 'shared',
      plans: {
        state: 'offered',
        plans: [
          {
            tier: 'gold',
            limits: expect.arrayContaining([
              expect.objectContaining({ limit: 3, scope: 'plan' }),
              expect.objectContaining({ limit: 100, scope: 'user' }),
            ]),
          },
        ],
      },
    },
  },
  'K17: a counter on an identity that nobody exports is shared by all': {
    objects: [
      HTTP,
      route(['a.localhost']),
      OWN_KEYS,
      rates({
        each: {
          rates: [{ limit: 5, window: '1m' }],
          counters: [{ expression: 'auth.identity.userid' }],
        },
      }),
    ],
    shows: {
      limitsScope: 'shared',
      limits: [{ limit: 5, scope: 'everyone', identityNotExported: true }],
    },
  },
  'K20: a label that every key carries must not be forbidden': {
    objects: [
      HTTP,
      route(['a.localhost']),
      auth({
        keys: keyRule('X-Key', {
          matchExpressions: [
            {
              key: 'devportal.kuadrant.io/apiproduct',
              operator: 'DoesNotExist',
            },
          ],
        }),
      }),
      GOLD,
    ],
    shows: {
      access: {
        works: false,
        reason: 'SelectorNotMet',
        fixer: 'platformEngineer',
        // The selector itself is for those who read the policy.
        message:
          'No key of this product can meet what its AuthPolicy requires.',
      },
    },
    request: [422, 'noKeyAccepted'],
  },
  'K20: nor can a key meet the label of another product': {
    objects: [
      HTTP,
      route(['a.localhost']),
      auth({
        keys: keyRule('X-Key', {
          matchLabels: { 'devportal.kuadrant.io/apiproduct': 'other' },
        }),
      }),
    ],
    shows: { access: { works: false, reason: 'SelectorNotMet' } },
    request: [422, 'noKeyAccepted'],
  },
  'K21: a plan that never reads the plan of keys says so': {
    objects: [
      HTTP,
      route(['a.localhost']),
      OWN_KEYS,
      plans([
        plan('gold'),
        { tier: 'staff', predicate: 'auth.identity.role == "staff"' },
      ]),
    ],
    shows: {
      plans: {
        plans: [
          { tier: 'gold', readsPlanId: true },
          { tier: 'staff', readsPlanId: false },
        ],
      },
    },
  },
  'K22: no key rule, no request': {
    objects: [
      HTTP,
      route(['a.localhost']),
      auth({ token: { jwt: { issuerUrl: 'https://issuer.test' } } }),
      GOLD,
    ],
    shows: { access: { works: false, reason: 'NoKeyRule' } },
    request: [422, 'noKeyAccepted'],
  },
  'K22: nor where no Gateway takes the route': {
    objects: [
      gateway([
        listener('tls :443', {
          allowedRoutes: { kinds: [{ kind: 'TLSRoute' }] },
        }),
      ]),
      route(['a.localhost']),
      OWN_KEYS,
      GOLD,
    ],
    shows: {
      access: { works: false, reason: 'HTTPRouteNotAccepted' },
      hosts: [],
    },
    request: [422, 'noKeyAccepted'],
  },
  'K22: nor where there is no route': {
    objects: [HTTP],
    shows: {
      access: {
        works: false,
        reason: 'HTTPRouteNotFound',
        fixer: 'productOwner',
      },
      hosts: [],
    },
    request: [422, 'noKeyAccepted'],
  },
  'K23: a policy that is not enforced is told in its own words': {
    objects: [
      HTTP,
      route(['a.localhost']),
      auth(
        { keys: keyRule('X-Key') },
        { refusal: ['Enforced', 'Unknown', 'Authorino is away'] },
      ),
      GOLD,
    ],
    shows: {
      access: {
        works: false,
        reason: 'AuthPolicyNotReady',
        message: expect.stringContaining('Unknown: Authorino is away'),
      },
    },
    request: [422, 'noKeyAccepted'],
  },
  'K31: all issuers of tokens are told': {
    objects: [
      HTTP,
      route(['a.localhost']),
      auth({
        b: { jwt: { issuerUrl: 'https://b.test' } },
        a: { jwt: { issuerUrl: 'https://a.test' } },
        keys: keyRule('X-Key'),
      }),
      GOLD,
    ],
    shows: {
      jwtIssuers: ['https://a.test', 'https://b.test'],
      access: works('X-Key'),
    },
  },
  'K33: windows and numbers are told as they count': {
    objects: [
      HTTP,
      route(['a.localhost']),
      OWN_KEYS,
      plans([
        plan('gold', {
          daily: -1,
          custom: [
            { limit: 3, window: '0s' },
            { limit: 9007199254740992, window: '1h' },
          ],
        }),
      ]),
    ],
    shows: {
      limits: expect.arrayContaining([
        expect.objectContaining({ limit: 0, effective: true }),
        expect.objectContaining({ limit: 3, seconds: 0, effective: false }),
        expect.objectContaining({ seconds: 3600, inexact: true }),
      ]),
    },
  },
  'K37: where anonymous calls pass, no key is needed': {
    objects: [
      HTTP,
      route(['a.localhost']),
      auth({ keys: keyRule('X-Key'), open: { anonymous: {}, priority: 1 } }),
      GOLD,
    ],
    shows: { anonymous: true, access: works('X-Key') },
    request: [201],
  },
};

describe('a product as the API shows it', () => {
  const rows = Object.entries(CASES).map(
    ([name, input], index) => [name, `case-${index}`, input] as const,
  );

  it.each(rows)('%s', async (_, namespace, { objects, shows }) => {
    const { world } = portal;
    await applyTraffic(world, namespace, objects);
    await world.product({ namespace, name: 'api' }, undefined, {}, [], {
      bare: true,
    });
    const path = `/apiproducts/${namespace}/api`;
    const { status, body } = await portal.call('consumer1', 'GET', path);
    expect(status).toBe(200);
    expect(body).toMatchObject(shows);
    expect(body.policies).toBeUndefined();
    const list = await portal.call(
      'consumer1',
      'GET',
      `/apiproducts?namespace=${namespace}`,
    );
    expect(list.body.items).toMatchObject([shows]);

    const view = body as ProductView;
    expect(view.actions.includes('requestKey')).toBe(
      view.access.works && view.plans.state !== 'refused',
    );
  });

  it.each(
    rows.flatMap(([name, namespace, { request }]) =>
      request ? [[name, namespace, request] as const] : [],
    ),
  )('takes a request accordingly: %s', async (_, namespace, request) => {
    const { body: product } = await portal.call(
      'consumer1',
      'GET',
      `/apiproducts/${namespace}/api`,
    );
    const answer = await portal.call('consumer1', 'POST', '/apikeys', {
      apiProduct: { namespace, name: 'api' },
      planTier: 'gold',
      useCase: 'Tests',
    });
    const [status, code] = request;
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    const { access, hosts, anonymous } = product as ProductView;
    const refusal = /platform engineer|product's owner|not in force/;
    const message: string = answer.body.error?.message ?? '';
    expect(refusal.test(message)).toBe(status !== 201);
    expect([
      answer.body.access,
      answer.body.hosts,
      answer.body.anonymous,
    ]).toEqual(
      status === 201 ? [access, hosts, anonymous] : Array(3).fill(undefined),
    );
  });

  it('tells those who read policies which there are and whether they are in force', async () => {
    const namespace = 'policies';
    await applyTraffic(portal.world, namespace, [
      HTTP,
      route(['a.localhost'], { rules: [{ name: 'admin' }, { name: 'all' }] }),
      auth({ keys: keyRule('X-Key') }, { name: 'own' }),
      auth(
        { keys: keyRule('X-Key') },
        { name: 'admins', target: { ...ON_ROUTE, sectionName: 'admin' } },
      ),
      auth({ keys: keyRule('X-Key') }, { name: 'shared', target: ON_GATEWAY }),
      plans([plan('gold')], {
        name: 'broken',
        refusal: ['Accepted', 'Invalid', 'no end'],
      }),
    ]);
    await portal.world.product({ namespace, name: 'api' }, undefined, {}, [], {
      bare: true,
    });
    const path = `/apiproducts/${namespace}/api`;
    const { body } = await portal.call('platform1', 'GET', path);
    const seen = Object.fromEntries(
      (body as ProductView).policies!.map(policy => [policy.name, policy]),
    );
    expect(seen).toMatchObject({
      own: { state: 'inForce', onlySome: false, target: { name: 'api' } },
      admins: { state: 'inForce', onlySome: true, sectionName: 'admin' },
      shared: { state: 'overridden', target: { kind: 'Gateway' } },
      broken: { state: 'notInForce', reason: 'Invalid', message: 'no end' },
    });
    const consumer = await portal.call('consumer1', 'GET', path);
    expect(consumer.body.policies).toBeUndefined();
  });

  it('tells those who choose a route how products on it will be called', async () => {
    const namespace = 'choosing';
    await applyTraffic(portal.world, namespace, [
      gateway(['http :80 *.localhost']),
      route(['a.localhost', 'elsewhere.test']),
      OWN_KEYS,
      GOLD,
    ]);
    const path = `/httproutes/${namespace}/api`;
    const { body } = await portal.call('admin1', 'GET', path);
    expect(body).toMatchObject({
      hostnames: ['a.localhost'],
      gateways: [{ namespace, name: 'edge' }],
      hosts: [{ url: 'http://a.localhost' }],
      plans: { plans: [{ tier: 'gold' }] },
      placement: { in: 'header', name: 'X-Key' },
    });
    expect(body.keyProblem).toBeUndefined();

    await applyTraffic(portal.world, 'unguarded', [route(['b.localhost'])]);
    const unguarded = '/httproutes/unguarded/api';
    const { body: open } = await portal.call('admin1', 'GET', unguarded);
    expect(open).toMatchObject({
      hostnames: ['b.localhost'],
      hosts: [],
      plans: { state: 'none' },
      keyProblem: 'No AuthPolicy is in effect on the route.',
    });
    expect(open.placement).toBeUndefined();
  });

  it('follows changes of policies, Gateways and Namespaces at once', async () => {
    const namespace = 'changing';
    const path = `/apiproducts/${namespace}/api`;
    const { world } = portal;
    const { caches } = world.kuadrant;
    const read = async () =>
      (await portal.call('consumer1', 'GET', path)).body as ProductView;
    await applyTraffic(world, namespace, [HTTP, route(['a.localhost'])]);
    await world.product({ namespace, name: 'api' }, undefined, {}, [], {
      bare: true,
    });
    expect((await read()).access).toMatchObject({ reason: 'NoAuthPolicy' });
    await applyTraffic(world, namespace, [OWN_KEYS]);
    expect((await read()).access.works).toBe(true);
    await caches.gateways.patch(
      { namespace, name: 'edge' },
      { spec: { listeners: [listener('http :8081')] } },
      { type: 'merge' },
    );
    expect((await read()).baseUrl).toBe('http://a.localhost:8081');
    await caches.httpRoutes.patch(
      { namespace, name: 'api' },
      { spec: { hostnames: ['b.localhost'] } },
      { type: 'merge' },
    );
    expect((await read()).baseUrl).toBe('http://b.localhost:8081');
    await caches.authPolicies.delete({ namespace, name: 'httproute-policy' });
    expect((await read()).actions).not.toContain('requestKey');
  });
});
