import {
  type AuthRules,
  type GatewayListener,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  recommendedIdentityFilter,
  recommendedSelector,
} from '@kuadrant/gateway-policy';
import { planPredicate } from './TestWorld';

/** Objects of one namespace, with the kind of each. The product `shop` is on the HTTPRoute `shop`. */
export interface RouteCase {
  name: string;
  objects: (namespace: string) => (KubernetesObject & { kind: string })[];
  /** Of the product: by type, `Status Reason` and what the message says. */
  conditions: Record<string, string | [string, RegExp]>;
  /** Tiers that are offered. */
  plans?: string[];
  /** A key of the product, on the plan gold. */
  key?: {
    /** State and reason. */
    state: string;
    message?: RegExp;
    hostname?: string;
    header?: string;
  };
}

const GROUP = 'gateway.networking.k8s.io';
const PRODUCT = 'devportal.kuadrant.io/apiproduct';
type Target = { kind: string; name: string; sectionName?: string };

const object = (
  kind: string,
  name: string,
  spec: object,
  status?: object,
): KubernetesObject & { kind: string } =>
  ({ kind, metadata: { name }, spec, status }) as never;

const listener = (text: string, more: Partial<GatewayListener> = {}) => {
  const [name, port, hostname] = text.split(' ');
  return {
    name,
    port: Number(port.slice(1)),
    hostname,
    protocol: 'HTTP',
    ...more,
  };
};
const gateway = (...listeners: (string | object)[]) =>
  object('Gateway', 'edge', {
    listeners: listeners.map(each =>
      typeof each === 'string' ? listener(each) : each,
    ),
  });
const route = (spec: object = {}, name = 'shop') =>
  object('HTTPRoute', name, { parentRefs: [{ name: 'edge' }], ...spec });
const simple = () => [gateway('web :80 *.example.com'), route()];

const onRoute: Target = { kind: 'HTTPRoute', name: 'shop' };
const onGateway: Target = { kind: 'Gateway', name: 'edge' };
const conditions = (...texts: string[]) => ({
  conditions: texts.map(text => {
    const [head, ...message] = text.split(': ');
    const [condition, reason = 'Reason'] = head.split(' ');
    const [type, status] = condition.split('=');
    return { type, status, reason, message: message.join(': ') };
  }),
});
const inForce = conditions('Accepted=True', 'Enforced=True');
const auth = (
  name: string,
  target: Target,
  content: object,
  status: object = inForce,
) =>
  object(
    'AuthPolicy',
    name,
    { targetRef: { group: GROUP, ...target }, ...content },
    status,
  );
const plans = (
  name: string,
  target: Target,
  tiers: string[],
  more: { status?: object; predicate?: string } = {},
) =>
  object(
    'PlanPolicy',
    name,
    {
      targetRef: { group: GROUP, ...target },
      plans: tiers.map(tier => ({
        tier,
        predicate: more.predicate ?? planPredicate(tier),
        limits: { daily: 5 },
      })),
    },
    more.status ?? inForce,
  );
const keys = (
  header = 'X-Key',
  selector: object = { matchLabels: { app: 'shop' } },
): AuthRules => ({
  authentication: {
    keys: {
      apiKey: { selector },
      credentials: { customHeader: { name: header } },
    },
  } as AuthRules['authentication'],
});
const gold = plans('plans', onRoute, ['gold']);
const found: [string, RegExp] = ['True Found', /^AuthPolicy \S+\/auth on /];

/** What products say about their routes and policies, and what becomes of their keys. */
export const routeCases: RouteCase[] = [
  {
    name: 'K1: a wildcard route is told by its own pattern, not by the name of another listener',
    objects: () => [
      gateway('billing :80 billing.localhost', 'shop :80 *.shop.localhost'),
      route({ hostnames: ['*.shop.localhost'] }),
      auth('auth', onRoute, { rules: keys() }),
      gold,
    ],
    conditions: { Ready: 'True HTTPRouteAccepted' },
    plans: ['gold'],
    key: { state: 'Pending AwaitingApproval', hostname: '*.shop.localhost' },
  },
  {
    name: 'K2: policies of another listener do not apply',
    objects: () => [
      gateway('internal :80 in.localhost', 'public :80 pub.localhost'),
      route({ parentRefs: [{ name: 'edge', sectionName: 'public' }] }),
      auth(
        'auth',
        { ...onGateway, sectionName: 'internal' },
        { rules: keys() },
      ),
      plans('plans', { ...onGateway, sectionName: 'internal' }, ['gold']),
    ],
    conditions: {
      PlanPolicyDiscovered: 'False NotFound',
      AuthPolicyDiscovered: 'False NotFound',
    },
    key: {
      state: 'Failed AuthSchemeNotFound',
      message: /No AuthPolicy is in effect/,
      hostname: 'pub.localhost',
    },
  },
  {
    name: 'K2: the policy of one rule is not told for the whole route',
    objects: () => [
      gateway('web :80 *.example.com'),
      route({ rules: [{ name: 'admin' }, { name: 'all' }] }),
      auth(
        'admin',
        { ...onRoute, sectionName: 'admin' },
        { rules: keys('X-Admin') },
      ),
      auth('auth', onRoute, { rules: keys('X-All') }),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: [
        'True Found',
        /auth on HTTPRoute shop applies\. For rule admin, AuthPolicy \S+\/admin on HTTPRoute shop, section admin applies/,
      ],
    },
    plans: ['gold'],
    key: { state: 'Pending AwaitingApproval', header: 'X-All' },
  },
  {
    name: 'K6: the port of a parentRef chooses the listener',
    objects: () => [
      gateway('billing :28080 billing.localhost', 'alt :28081 alt.localhost'),
      route({ parentRefs: [{ name: 'edge', port: 28081 }] }),
      auth('auth', onRoute, { rules: keys() }),
    ],
    conditions: { Ready: 'True HTTPRouteAccepted' },
    key: { state: 'Pending AwaitingApproval', hostname: 'alt.localhost' },
  },
  {
    name: 'K7: a hostname that no listener serves is no hostname of the API, and the product says so',
    objects: () => [
      gateway('wild :80 *.wild.localhost'),
      route({ hostnames: ['api.elsewhere.example', 'ok.wild.localhost'] }),
      auth('auth', onRoute, { rules: keys() }),
    ],
    conditions: {
      Ready: [
        'True HTTPRouteAccepted',
        /No listener serves api\.elsewhere\.example$/,
      ],
    },
    key: { state: 'Pending AwaitingApproval', hostname: 'ok.wild.localhost' },
  },
  {
    name: 'K15: an override on the Gateway replaces the policy of the route',
    objects: () => [
      ...simple(),
      auth('auth', onGateway, { overrides: { rules: keys('X-Corp-Key') } }),
      auth(
        'own',
        onRoute,
        { rules: keys('X-Own') },
        conditions(
          'Accepted=True',
          'Enforced=False Overridden: by the Gateway',
        ),
      ),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: [
        'True Found',
        /auth on Gateway edge applies\. AuthPolicy \S+\/own is overridden/,
      ],
    },
    plans: ['gold'],
    key: { state: 'Pending AwaitingApproval', header: 'X-Corp-Key' },
  },
  {
    name: 'K15: defaults of the Gateway that are merged bring the key rule to a route that only authorizes',
    objects: () => [
      ...simple(),
      auth('auth', onGateway, {
        defaults: { strategy: 'merge', rules: keys('X-Default') },
      }),
      auth('own', onRoute, {
        rules: {
          authorization: {
            read: { patternMatching: { patterns: [{ predicate: 'true' }] } },
          },
        },
      }),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: ['True Found', /adds to it/],
    },
    plans: ['gold'],
    key: { state: 'Pending AwaitingApproval', header: 'X-Default' },
  },
  {
    name: 'K16: the plans of a refused PlanPolicy are not offered',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, { rules: keys() }),
      plans('plans', onRoute, ['gold'], {
        status: conditions('Accepted=False Invalid: plans[0] is no CEL'),
      }),
    ],
    conditions: {
      PlanPolicyDiscovered: [
        'False PlanPolicyNotReady',
        /PlanPolicy \S+\/plans is not accepted: Invalid: plans\[0\] is no CEL\. Its plans are not offered\. A platform engineer can fix it/,
      ],
      PlansPresent: ['False PlanPolicyRefused', /Its keys do not work until/],
    },
    key: { state: 'Failed PlanTierNotFound' },
  },
  {
    name: 'K16: a broken predicate refuses a PlanPolicy of which nothing is reported',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, { rules: keys() }),
      plans('plans', onRoute, ['gold'], { predicate: '(((', status: {} }),
    ],
    conditions: {
      PlanPolicyDiscovered: [
        'False PlanPolicyNotReady',
        /is not a CEL expression/,
      ],
    },
  },
  {
    name: 'plans of a PlanPolicy that is not enforced are not offered',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, { rules: keys() }),
      plans('plans', onRoute, ['gold'], {
        status: conditions(
          'Accepted=True',
          'Enforced=False Unknown: Limitador is away',
        ),
      }),
    ],
    conditions: {
      PlanPolicyDiscovered: [
        'False PlanPolicyNotReady',
        /is not enforced: Unknown: Limitador is away/,
      ],
      PlansPresent: [
        'False PlanPolicyRefused',
        /Keys that are not approved yet do not work until/,
      ],
    },
    key: { state: 'Failed PlanTierNotFound' },
  },
  {
    name: 'a refused AuthPolicy on the route leaves that of the Gateway in force',
    objects: () => [
      ...simple(),
      auth('auth', onGateway, { rules: keys('X-Gateway') }),
      auth(
        'own',
        onRoute,
        { rules: keys('X-Own') },
        conditions('Accepted=False Invalid: no such issuer'),
      ),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: [
        'True Found',
        /AuthPolicy \S+\/own has no effect: Invalid: no such issuer/,
      ],
    },
    plans: ['gold'],
    key: { state: 'Pending AwaitingApproval', header: 'X-Gateway' },
  },
  ...[
    { matchLabels: { 'devportal.kuadrant.io/apiproduct': 'other' } },
    {
      matchExpressions: [
        {
          key: 'devportal.kuadrant.io/enforcement',
          operator: 'DoesNotExist',
        },
      ],
    },
  ].map((selector): RouteCase => ({
    name: `K20: no key can meet ${JSON.stringify(selector)}`,
    objects: () => [
      ...simple(),
      auth('auth', onRoute, { rules: keys('X-Key', selector) }),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: [
        'True Found',
        /No key of this product can meet the selectors .*the rule keys wants .*A platform engineer can fix it/,
      ],
    },
    plans: ['gold'],
    key: {
      state: 'Failed APIKeyAuthSchemeNotFound',
      message: /the rule keys wants /,
    },
  })),
  {
    name: 'K20: a second rule that keys can meet is the one that counts',
    objects: namespace => [
      ...simple(),
      auth('auth', onRoute, {
        rules: {
          authentication: {
            a: keys('X-A', { matchLabels: { [PRODUCT]: 'other' } })
              .authentication!.keys,
            b: keys('X-B', recommendedSelector({ namespace, name: 'shop' }))
              .authentication!.keys,
          },
        },
      }),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: found,
      KeysIsolated: 'True KeysIsolated',
    },
    plans: ['gold'],
    key: { state: 'Pending AwaitingApproval', header: 'X-B' },
  },
  {
    name: 'K21: plans that are chosen by something else than the key are offered with a word about it',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, { rules: keys() }),
      plans('plans', onRoute, ['gold'], {
        predicate: 'auth.identity.plan == "gold"',
      }),
    ],
    conditions: {
      PlanPolicyDiscovered: [
        'True Found',
        /The limits of gold may not hold .*secret\.kuadrant\.io\/plan-id.*A platform engineer/,
      ],
    },
    plans: ['gold'],
  },
  {
    name: 'K22: a policy without a rule for keys takes none',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, {
        rules: {
          authentication: {
            users: { jwt: { jwksUrl: 'https://a.test/jwks' } },
          },
        },
      }),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: ['True Found', /No rule of .* takes API keys/],
      KeysIsolated: 'absent',
      IdentityExported: 'absent',
      OIDCDiscovered: 'False NoOIDCAuth',
    },
    plans: ['gold'],
    key: { state: 'Failed APIKeyAuthSchemeNotFound' },
  },
  {
    name: 'K23: a policy that is not enforced says why in its own words',
    objects: () => [
      ...simple(),
      auth(
        'auth',
        onRoute,
        { rules: keys() },
        conditions(
          'Accepted=True',
          'Enforced=False Unknown: Authorino is not ready',
        ),
      ),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: [
        'False AuthPolicyNotReady',
        /AuthPolicy \S+\/auth is not in force: Unknown: Authorino is not ready\. A platform engineer/,
      ],
    },
    plans: ['gold'],
    key: {
      state: 'Failed AuthSchemeNotFound',
      message: /Unknown: Authorino is not ready/,
    },
  },
  {
    name: 'K36: a Gateway whose listeners take other kinds takes no HTTPRoute',
    objects: () => [
      gateway(
        listener('tls :443', {
          allowedRoutes: { kinds: [{ kind: 'TLSRoute' }] },
        }),
      ),
      route(),
      auth('auth', onRoute, { rules: keys() }),
      gold,
    ],
    conditions: {
      Ready: [
        'False HTTPRouteNotAccepted',
        /NotAllowedByListeners: The listener tls .* takes no HTTPRoute\. A platform engineer/,
      ],
    },
    plans: ['gold'],
  },
  {
    name: 'K37: an anonymous rule beside the key rule is told',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, {
        rules: {
          authentication: { ...keys().authentication, open: { anonymous: {} } },
        },
      }),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: [
        'True Found',
        /Calls need no key: the rule open lets in everyone/,
      ],
    },
    plans: ['gold'],
    key: { state: 'Pending AwaitingApproval' },
  },
  {
    name: 'K37: a policy for some calls says that others need no key',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, {
        when: [{ predicate: 'request.method != "GET"' }],
        rules: keys(),
      }),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: [
        'True Found',
        /Some calls need no key: the AuthPolicy is only for calls that meet its conditions/,
      ],
    },
    plans: ['gold'],
    key: { state: 'Pending AwaitingApproval' },
  },
  {
    name: 'K4: a policy of one rule whose selector takes keys of all products is told',
    objects: namespace => [
      gateway('web :80 *.example.com'),
      route({ rules: [{ name: 'admin' }, { name: 'all' }] }),
      auth('auth', onRoute, {
        rules: keys('X-Key', recommendedSelector({ namespace, name: 'shop' })),
      }),
      auth(
        'admin',
        { ...onRoute, sectionName: 'admin' },
        { rules: keys('X-Admin', {}) },
      ),
      gold,
    ],
    // Keys of the products of the other cases.
    conditions: { KeysIsolated: ['False SelectorShared', /shop/] },
    plans: ['gold'],
  },
  {
    name: 'a policy on a GRPCRoute of the same name does not apply to the HTTPRoute',
    objects: () => [
      ...simple(),
      auth('grpc', { kind: 'GRPCRoute', name: 'shop' }, { rules: keys() }),
      plans('plans', { kind: 'GRPCRoute', name: 'shop' }, ['gold']),
    ],
    conditions: {
      PlanPolicyDiscovered: 'False NotFound',
      AuthPolicyDiscovered: 'False NotFound',
    },
  },
  {
    name: 'a route that no listener has a hostname for is not accepted',
    objects: () => [
      gateway('web :80 *.example.com'),
      route({ hostnames: ['api.example.org'] }),
    ],
    conditions: {
      Ready: ['False HTTPRouteNotAccepted', /NoMatchingListenerHostname/],
    },
  },
  {
    name: 'a Gateway that does not exist takes no route, whatever the route still says',
    objects: () => [route({ hostnames: ['api.example.com'] })],
    conditions: {
      Ready: ['False HTTPRouteNotAccepted', /There is no Gateway \S+\/edge/],
    },
  },
  {
    name: 'an AuthPolicy that exports the key of a call',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, {
        rules: {
          ...keys(),
          response: { success: { filters: recommendedIdentityFilter() } },
        },
      }),
      gold,
    ],
    conditions: {
      IdentityExported: ['True IdentityExported', /as auth\.identity\.key-id$/],
    },
    plans: ['gold'],
  },
  {
    name: 'an AuthPolicy that exports the user of a call does not export its key',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, {
        rules: {
          ...keys(),
          response: {
            success: {
              filters: {
                identity: {
                  json: {
                    properties: {
                      user: {
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
      }),
      gold,
    ],
    conditions: {
      IdentityExported: [
        'False IdentityNotExported',
        /devportal\.kuadrant\.io\/key-id\. A platform engineer/,
      ],
    },
    plans: ['gold'],
  },
  {
    name: 'limits that another RateLimitPolicy replaces are offered with a word about it',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, { rules: keys() }),
      gold,
      object(
        'RateLimitPolicy',
        'corporate',
        {
          targetRef: { group: GROUP, ...onGateway },
          overrides: {
            limits: { all: { rates: [{ limit: 1, window: '1s' }] } },
          },
        },
        inForce,
      ),
    ],
    conditions: {
      PlanPolicyDiscovered: [
        'True Found',
        /The limits of gold are replaced by those of RateLimitPolicy \S+\/corporate/,
      ],
    },
    plans: ['gold'],
  },
  {
    name: 'an authorization rule that refuses the product’s own keys is told',
    objects: () => [
      ...simple(),
      auth('auth', onRoute, {
        rules: {
          ...keys(),
          authorization: {
            other: {
              patternMatching: {
                patterns: [
                  {
                    predicate: `auth.identity.metadata.labels["${PRODUCT}"] == "other"`,
                  },
                ],
              },
            },
          },
        },
      }),
      gold,
    ],
    conditions: {
      AuthPolicyDiscovered: [
        'True Found',
        /An authorization rule refuses the keys of this product/,
      ],
    },
    plans: ['gold'],
  },
];
