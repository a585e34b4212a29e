import { recommendedIdentityFilter } from '../credentials';
import {
  authPolicy,
  conditions,
  gateway,
  httpRoute,
  keyRules,
  plan,
  planPolicy,
  rateLimitPolicy,
} from './objects';
import type { DecisionCase, KeySecret } from './types';

const secrets: KeySecret[] = [
  ['alice', 'silver'],
  ['bob', 'silver'],
  ['carol', 'gold'],
].map(([name, tier]) => ({
  name,
  value: `${name}-key`,
  plan: tier,
  user: `user:default/${name}`,
  labels: { app: 'api' },
}));
const world = {
  gateways: [gateway(['web :80 a.test'])],
  routes: [httpRoute()],
  authPolicies: [
    authPolicy('auth', 'HTTPRoute', { rules: keyRules('keys', 'api') }),
  ],
  secrets,
};
const exporting = [
  authPolicy('auth', 'HTTPRoute', {
    rules: {
      ...keyRules('keys', 'api'),
      response: { success: { filters: recommendedIdentityFilter() } },
    },
  }),
];
const by = (name: string, answer: string, at = 0, url = 'http://a.test/') => ({
  call: `GET ${url}`,
  headers: { authorization: `Bearer ${name}-key` },
  at,
  answer,
});
const DAY = 86_400;
const perDay = (silver: number) => [
  planPolicy('plans', 'HTTPRoute', [
    plan('gold', { daily: 5 }),
    plan('silver', { daily: silver }),
  ]),
];
const limits = (
  limit: number,
  window: string,
  extra: { counters?: string[]; when?: string } = {},
) => ({
  limits: {
    all: {
      rates: [{ limit, window }],
      counters: extra.counters?.map(expression => ({ expression })),
      when: extra.when ? [{ predicate: extra.when }] : undefined,
    },
  },
});

/** How calls are counted. */
export const countingCases: DecisionCase[] = [
  {
    name: 'An identity that is exported for some calls counts each user apart in those alone',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', {
        rules: {
          ...keyRules('keys', 'api'),
          response: {
            success: {
              filters: {
                identity: {
                  ...recommendedIdentityFilter().identity,
                  when: [{ predicate: 'request.url_path == "/apart"' }],
                },
              },
            },
          },
        },
      }),
    ],
    rateLimitPolicies: [
      rateLimitPolicy(
        'limits',
        'HTTPRoute',
        limits(1, '10s', { counters: ['auth.identity["user-id"]'] }),
      ),
    ],
    calls: [
      by('alice', '200 api', 0, 'http://a.test/apart'),
      by('bob', '200 api', 0, 'http://a.test/apart'),
      by('alice', '429 limit after 10 s', 0, 'http://a.test/apart'),
      by('alice', '200 api', 0, 'http://a.test/'),
      by('bob', '429 limit after 10 s', 0, 'http://a.test/'),
    ],
  },
  {
    name: 'A plan has one counter for all of its callers (K17)',
    ...world,
    planPolicies: perDay(2),
    calls: [
      by('alice', '200 api silver'),
      by('alice', '200 api silver'),
      by('bob', `429 limit after ${DAY} s`),
      by('carol', '200 api gold'),
    ],
  },
  {
    name: 'A window starts with the first call that it counts, and the next call after its end starts a new one',
    ...world,
    planPolicies: perDay(1),
    calls: [
      by('alice', '200 api silver', 1000),
      by('alice', '429 limit after 1 s', 1000 + DAY - 1),
      by('alice', '200 api silver', 1000 + DAY),
      by('alice', `429 limit after ${DAY - 500} s`, 1500 + DAY),
    ],
  },
  {
    name: 'A call that is over one limit uses up no other',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        plan('silver', {
          daily: 2,
          custom: [{ limit: 1, window: '10s' }],
        }),
      ]),
    ],
    calls: [
      by('alice', '200 api silver', 0),
      by('alice', '429 limit after 9 s', 1),
      by('alice', '429 limit after 5 s', 5),
      by('alice', '200 api silver', 10),
      by('alice', `429 limit after ${DAY - 20} s`, 20),
    ],
  },
  {
    name: 'The first plan whose predicate holds counts',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        { tier: 'none', predicate: 'auth.identity.nothing == 1' },
        { tier: 'all', predicate: 'true', limits: { daily: 1 } },
        plan('silver'),
      ]),
    ],
    calls: [
      by('alice', '200 api all'),
      by('carol', `429 limit after ${DAY} s`),
    ],
  },
  {
    name: 'A refused PlanPolicy limits nothing (K16)',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('silver', { daily: 0 })], {
        status: conditions('Accepted=False Invalid: broken'),
      }),
    ],
    calls: [by('alice', '200 api')],
  },
  {
    name: 'A plan of 0 calls lets none pass',
    ...world,
    planPolicies: perDay(0),
    calls: [by('alice', `429 limit after ${DAY} s`)],
  },
  {
    name: 'A negative limit lets none pass',
    ...world,
    planPolicies: perDay(-1),
    calls: [by('alice', `429 limit after ${DAY} s`)],
  },
  {
    name: 'A window of no length counts nothing',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        plan('silver', { custom: [{ limit: 1, window: '0s' }] }),
      ]),
    ],
    calls: [by('alice', '200 api silver'), by('alice', '200 api silver')],
  },
  {
    name: 'Counters by an exported field count each user apart',
    ...world,
    authPolicies: exporting,
    rateLimitPolicies: [
      rateLimitPolicy(
        'limits',
        'HTTPRoute',
        limits(1, '10s', { counters: ['auth.identity["user-id"]'] }),
      ),
    ],
    calls: [
      by('alice', '200 api'),
      by('alice', '429 limit after 10 s'),
      by('bob', '200 api'),
    ],
  },
  {
    name: 'Counters by an identity that is not exported are shared by all',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy(
        'limits',
        'HTTPRoute',
        limits(1, '10s', { counters: ['auth.identity.metadata.name'] }),
      ),
    ],
    calls: [by('alice', '200 api'), by('bob', '429 limit after 10 s')],
  },
  {
    name: 'A limit with a condition counts the calls for which it holds',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy(
        'limits',
        'HTTPRoute',
        limits(1, '10s', { when: 'request.url_path == "/slow"' }),
      ),
    ],
    calls: [
      by('alice', '200 api', 0, 'http://a.test/slow'),
      by('alice', '200 api'),
      by('alice', '429 limit after 10 s', 0, 'http://a.test/slow?again'),
    ],
  },
  {
    name: 'Limits of a Gateway count each route apart, as Limitador’s namespaces do',
    gateways: [gateway(['web :80'])],
    routes: [
      httpRoute({ name: 'a', hostnames: ['a.test'] }),
      httpRoute({ name: 'b', hostnames: ['b.test'] }),
    ],
    rateLimitPolicies: [rateLimitPolicy('limits', 'Gateway', limits(1, '10s'))],
    calls: [
      { call: 'GET http://a.test/', answer: '200 a' },
      { call: 'GET http://a.test/', answer: '429 limit after 10 s' },
      { call: 'GET http://b.test/', answer: '200 b' },
    ],
  },
  {
    name: 'A call that is refused for its key uses up no limit',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy('limits', 'HTTPRoute', limits(1, '10s')),
    ],
    calls: [
      by('nobody', '401 key'),
      by('alice', '200 api'),
      by('nobody', '401 key'),
    ],
  },
];
