import {
  authPolicy,
  gateway,
  httpRoute,
  keyRules,
  plan,
  planPolicy,
  rateLimitPolicy,
} from './objects';
import type { PolicyCase } from './types';

const world = {
  gateways: [gateway(['web :80 api.example.com'])],
  route: httpRoute(),
};
const authorization = (...names: string[]) => ({
  authorization: Object.fromEntries(
    names.map(name => [
      name,
      { patternMatching: { patterns: [{ predicate: 'true' }] } },
    ]),
  ),
});
const limit = (number: number) => ({
  rates: [{ limit: number, window: '10s' }],
});

/** How policies on the path of a call become one. */
export const mergeCases: PolicyCase[] = [
  {
    name: 'Overrides of the Gateway replace the rules of the route (K15)',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        overrides: { rules: keyRules('corp') },
      }),
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('api') }),
    ],
    answer: {
      auth: ['gateway-auth'],
      rules: ['corp'],
      overridden: ['route-auth'],
    },
  },
  {
    name: 'Merged defaults of the Gateway add to a route with authorization alone (K15)',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        defaults: { strategy: 'merge', rules: keyRules('everyone') },
      }),
      authPolicy('route-auth', 'HTTPRoute', { rules: authorization('mine') }),
    ],
    answer: {
      auth: ['gateway-auth', 'route-auth'],
      rules: ['everyone', 'mine'],
      overridden: [],
    },
  },
  {
    name: 'Atomic defaults of the Gateway give way to any policy of the route',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        defaults: { strategy: 'atomic', rules: keyRules('everyone') },
      }),
      authPolicy('route-auth', 'HTTPRoute', { rules: authorization('mine') }),
    ],
    answer: { auth: ['route-auth'], rules: ['mine'] },
  },
  {
    name: 'Defaults without a strategy are atomic',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        defaults: { rules: keyRules('everyone') },
      }),
      authPolicy('route-auth', 'HTTPRoute', { rules: authorization('mine') }),
    ],
    answer: { auth: ['route-auth'], rules: ['mine'] },
  },
  {
    name: 'Overrides without a strategy are atomic',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        overrides: { rules: authorization('corp') },
      }),
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('api') }),
    ],
    answer: { auth: ['gateway-auth'], rules: ['corp'] },
  },
  {
    name: 'Of two rules of a name the route’s counts before a merged default',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        defaults: { strategy: 'merge', rules: keyRules('keys', 'everyone') },
      }),
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('keys', 'api') }),
    ],
    answer: {
      auth: ['route-auth'],
      rules: ['keys'],
      overridden: ['gateway-auth'],
    },
  },
  {
    name: 'Of two rules of a name a merged override counts before the route’s',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        overrides: { strategy: 'merge', rules: keyRules('keys', 'corp') },
      }),
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('keys', 'api') }),
    ],
    answer: {
      auth: ['gateway-auth'],
      rules: ['keys'],
      overridden: ['route-auth'],
    },
  },
  {
    name: 'Merged overrides leave the other rules of the route',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        overrides: {
          strategy: 'merge',
          rules: authorization('forbidden-addresses'),
        },
      }),
      authPolicy('route-auth', 'HTTPRoute', {
        rules: { ...keyRules('api'), ...authorization('mine') },
      }),
    ],
    answer: {
      auth: ['route-auth', 'gateway-auth'],
      rules: ['api', 'forbidden-addresses', 'mine'],
    },
  },
  {
    name: 'Overrides of the Gateway count before those of the listener',
    ...world,
    authPolicies: [
      authPolicy('listener-auth', 'Gateway#web', {
        overrides: { rules: keyRules('listener') },
      }),
      authPolicy('gateway-auth', 'Gateway', {
        overrides: { rules: keyRules('gateway') },
      }),
    ],
    answer: { auth: ['gateway-auth'], overridden: ['listener-auth'] },
  },
  {
    name: 'Overrides of a route replace the policy of its rule',
    ...world,
    route: httpRoute({ rules: [{ name: 'all' }] }),
    authPolicies: [
      authPolicy('route-auth', 'HTTPRoute', {
        overrides: { rules: keyRules('api') },
      }),
      authPolicy('rule-auth', 'HTTPRoute#all', { rules: keyRules('all') }),
    ],
    answer: { auth: ['route-auth'], overridden: ['rule-auth'] },
  },
  {
    name: 'Merged defaults pass through several levels',
    ...world,
    route: httpRoute({ rules: [{ name: 'all' }] }),
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        defaults: { strategy: 'merge', rules: authorization('one') },
      }),
      authPolicy('listener-auth', 'Gateway#web', {
        defaults: { strategy: 'merge', rules: authorization('two') },
      }),
      authPolicy('route-auth', 'HTTPRoute', {
        defaults: { strategy: 'merge', rules: keyRules('api') },
      }),
      authPolicy('rule-auth', 'HTTPRoute#all', {
        rules: authorization('three'),
      }),
    ],
    answer: { rules: ['api', 'one', 'three', 'two'], overridden: [] },
  },
  {
    name: 'Atomic defaults between do not stop merged defaults above them',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        defaults: { strategy: 'merge', rules: authorization('one') },
      }),
      authPolicy('listener-auth', 'Gateway#web', {
        rules: authorization('two'),
      }),
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('api') }),
    ],
    answer: { rules: ['api', 'one'], overridden: ['listener-auth'] },
  },
  {
    name: 'Conditions of a policy are merged as one rule',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy('gateway-limits', 'Gateway', {
        defaults: {
          strategy: 'merge',
          when: [{ predicate: 'request.method == "GET"' }],
          limits: { all: limit(10) },
        },
      }),
      rateLimitPolicy('route-limits', 'HTTPRoute', {
        when: [{ predicate: 'request.method == "POST"' }],
        limits: { own: limit(1) },
      }),
    ],
    answer: { limits: ['gateway-limits:all', 'route-limits:own'] },
  },
  {
    name: 'Of two defaults on one target the newer is in force, as Kuadrant orders them',
    ...world,
    authPolicies: [
      authPolicy('older', 'HTTPRoute', { rules: keyRules('a') }, { day: 1 }),
      authPolicy('newer', 'HTTPRoute', { rules: keyRules('b') }, { day: 2 }),
    ],
    answer: { auth: ['newer'], overridden: ['older'] },
  },
  {
    name: 'Of two defaults on one target and of one age the last by name is in force',
    ...world,
    authPolicies: [
      authPolicy('b', 'HTTPRoute', { rules: keyRules('b') }),
      authPolicy('a', 'HTTPRoute', { rules: keyRules('a') }),
    ],
    answer: { auth: ['b'], overridden: ['a'] },
  },
  {
    name: 'Of two overrides on one target the older is in force',
    ...world,
    authPolicies: [
      authPolicy(
        'older',
        'Gateway',
        { overrides: { rules: keyRules('a') } },
        { day: 1 },
      ),
      authPolicy(
        'newer',
        'Gateway',
        { overrides: { rules: keyRules('b') } },
        { day: 2 },
      ),
    ],
    answer: { auth: ['older'], overridden: ['newer'] },
  },
  {
    name: 'Overrides count before defaults on one target, the overrides being newer',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy(
        'defaults',
        'HTTPRoute',
        { limits: { all: limit(10) } },
        { day: 1 },
      ),
      rateLimitPolicy(
        'overrides',
        'HTTPRoute',
        { overrides: { limits: { all: limit(1) } } },
        { day: 2 },
      ),
    ],
    answer: { limits: ['overrides:all'] },
  },
  {
    name: 'Overrides count before defaults on one target, the overrides being older',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy(
        'overrides',
        'HTTPRoute',
        { overrides: { limits: { all: limit(1) } } },
        { day: 1 },
      ),
      rateLimitPolicy(
        'defaults',
        'HTTPRoute',
        { limits: { all: limit(10) } },
        { day: 2 },
      ),
    ],
    answer: { limits: ['overrides:all'] },
  },
  {
    name: 'A merged override that is newer replaces defaults on the same target as a whole',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy(
        'first',
        'Gateway',
        { limits: { gateway: limit(3), route: limit(10) } },
        { day: 1 },
      ),
      rateLimitPolicy(
        'second',
        'Gateway',
        { overrides: { strategy: 'merge', limits: { route: limit(3) } } },
        { day: 2 },
      ),
    ],
    answer: { limits: ['second:route'], overridden: ['first'] },
  },
  {
    name: 'A merged override that is older leaves the other limits of its target',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy(
        'second',
        'Gateway',
        { overrides: { strategy: 'merge', limits: { route: limit(3) } } },
        { day: 1 },
      ),
      rateLimitPolicy(
        'first',
        'Gateway',
        { limits: { gateway: limit(3), route: limit(10) } },
        { day: 2 },
      ),
    ],
    answer: { limits: ['first:gateway', 'second:route'] },
  },
  {
    name: 'An AuthPolicy without rules gives way to atomic defaults above it',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', { rules: keyRules('everyone') }),
      authPolicy('route-auth', 'HTTPRoute', {
        when: [{ predicate: 'request.method == "GET"' }],
      }),
    ],
    answer: { auth: ['gateway-auth'], rules: ['everyone'] },
  },
  {
    name: 'Of two PlanPolicies on one target the older counts (GEP-713)',
    ...world,
    planPolicies: [
      planPolicy('newer', 'HTTPRoute', [plan('gold')], { day: 2 }),
      planPolicy('older', 'HTTPRoute', [plan('gold')], { day: 1 }),
    ],
    answer: { plans: 'older', overridden: ['newer'] },
  },
  {
    name: 'The plans of the route count before those of the Gateway',
    ...world,
    planPolicies: [
      planPolicy('gateway-plans', 'Gateway', [plan('gold', { daily: 1 })]),
      planPolicy('route-plans', 'HTTPRoute', [plan('gold', { daily: 2 })]),
    ],
    answer: { plans: 'route-plans', limits: ['route-plans:gold'] },
  },
  {
    name: 'The RateLimitPolicy that Kuadrant made from a PlanPolicy is not a second one',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('gold', { daily: 2 })]),
    ],
    rateLimitPolicies: [
      rateLimitPolicy(
        'plans',
        'HTTPRoute',
        {
          limits: {
            gold: {
              when: [{ predicate: 'auth.kuadrant.plan == "gold"' }],
              rates: [{ limit: 2, window: '24h' }],
            },
          },
        },
        { madeFrom: 'plans' },
      ),
    ],
    answer: { plans: 'plans', limits: ['plans:gold'] },
  },
  {
    name: 'A newer RateLimitPolicy on the target of a PlanPolicy replaces its limits',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('gold', { daily: 2 })], {
        day: 1,
      }),
    ],
    rateLimitPolicies: [
      rateLimitPolicy(
        'per-key',
        'HTTPRoute',
        { limits: { gold: limit(2) } },
        { day: 2 },
      ),
    ],
    answer: { plans: 'plans', limits: ['per-key:gold'] },
  },
  {
    name: 'A RateLimitPolicy with merged defaults above adds to the limits of plans',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('gold', { daily: 2 })]),
    ],
    rateLimitPolicies: [
      rateLimitPolicy('all', 'Gateway', {
        defaults: { strategy: 'merge', limits: { all: limit(100) } },
      }),
    ],
    answer: { limits: ['all:all', 'plans:gold'] },
  },
];
