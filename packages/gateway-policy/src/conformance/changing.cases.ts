import type { Condition } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  authPolicy,
  condition,
  conditions,
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
const gold = [plan('gold', { daily: 5 })];
const about = (generation: number, ...texts: string[]): Condition[] =>
  texts.map(text => condition(text, generation));

/** A policy whose spec has changed since Kuadrant reported on generation 1. */
const edited = <P extends { metadata: object }>(policy: P): P => ({
  ...policy,
  metadata: { ...policy.metadata, generation: 2 },
});
const auth = (name: string, content = keyRules(name), options = {}) =>
  authPolicy(name, 'HTTPRoute', { rules: content }, options);
const limit = (number: number) => ({
  rates: [{ limit: number, window: '10s' }],
});
const two = httpRoute({ rules: [{ name: 'read' }, { name: 'write' }] });

/** Policies that change, meet at one target or at several levels, and mean rules by name. */
export const changingCases: PolicyCase[] = [
  {
    name: 'What was reported before the spec of a policy changed counts until the next report',
    ...world,
    authPolicies: [
      edited(
        auth('auth', keyRules('keys'), {
          status: about(1, 'Accepted=True Accepted', 'Enforced=True Enforced'),
        }),
      ),
    ],
    answer: { auth: ['auth'], state: 'inForce' },
  },
  {
    name: 'A policy that was refused before its spec changed has no effect until the next report',
    ...world,
    authPolicies: [
      edited(
        auth('auth', keyRules('keys'), {
          status: about(1, 'Accepted=False Invalid: no selector'),
        }),
      ),
    ],
    answer: { auth: undefined, refused: ['auth: Invalid: no selector'] },
  },
  {
    name: 'A policy of a rule that was renamed means no rule',
    ...world,
    route: two,
    authPolicies: [
      auth('all'),
      authPolicy('gone', 'HTTPRoute#update', { rules: keyRules('gone') }),
    ],
    answer: { auth: ['all'] },
  },
  {
    name: 'The number of a rule does not mean it once it has a name',
    ...world,
    route: httpRoute({ rules: [{ name: 'read' }, {}] }),
    authPolicies: [
      auth('all'),
      authPolicy('first', 'HTTPRoute#rule-1', { rules: keyRules('first') }),
      authPolicy('second', 'HTTPRoute#rule-2', { rules: keyRules('second') }),
    ],
    answer: { auth: ['all'], exceptions: { 'web/2': ['second'] } },
  },
  {
    name: 'A rule may have the number of another as its name, and both are meant',
    ...world,
    route: httpRoute({ rules: [{ name: 'rule-2' }, {}, { name: 'other' }] }),
    authPolicies: [
      auth('all'),
      authPolicy('both', 'HTTPRoute#rule-2', { rules: keyRules('both') }),
    ],
    answer: {
      auth: ['all'],
      exceptions: { 'web/1': ['both'], 'web/2': ['both'] },
    },
  },
  {
    name: 'Of two policies with defaults and of the same age the later by name is in force',
    ...world,
    authPolicies: [auth('b'), auth('a')],
    answer: { auth: ['b'], overridden: ['a'] },
  },
  {
    name: 'Of two policies with overrides and of the same age the first by name is in force',
    ...world,
    authPolicies: ['b', 'a'].map(name =>
      authPolicy(name, 'HTTPRoute', { overrides: { rules: keyRules(name) } }),
    ),
    answer: { auth: ['a'], overridden: ['b'] },
  },
  {
    name: 'An older override counts before newer defaults of the same target',
    ...world,
    authPolicies: [
      authPolicy(
        'strict',
        'HTTPRoute',
        { overrides: { rules: keyRules('strict') } },
        { day: 1 },
      ),
      auth('plain', keyRules('plain'), { day: 2 }),
    ],
    answer: { auth: ['strict'], overridden: ['plain'] },
  },
  {
    name: 'A newer override gives way to nothing of its own target that came before it',
    ...world,
    authPolicies: [
      auth('plain', keyRules('plain'), { day: 1 }),
      authPolicy(
        'strict',
        'HTTPRoute',
        { overrides: { rules: keyRules('strict') } },
        { day: 2 },
      ),
    ],
    answer: { auth: ['strict'], overridden: ['plain'] },
  },
  {
    name: 'Of two PlanPolicies of the same age the first by name counts',
    ...world,
    planPolicies: [
      planPolicy('b', 'HTTPRoute', gold),
      planPolicy('a', 'HTTPRoute', [plan('silver')]),
    ],
    answer: { plans: 'a', overridden: ['b'] },
  },
  {
    name: 'Plans of the Gateway give way to those of the route, and those to the plans of a rule',
    ...world,
    route: two,
    planPolicies: [
      planPolicy('gateway-plans', 'Gateway', gold),
      planPolicy('route-plans', 'HTTPRoute', [plan('silver', { daily: 2 })]),
      planPolicy('rule-plans', 'HTTPRoute#write', [plan('iron', { daily: 1 })]),
    ],
    answer: {
      plans: 'route-plans',
      limits: ['route-plans:silver'],
      overridden: ['gateway-plans'],
      exceptions: { 'web/2': ['rule-plans', 'rule-plans:iron'] },
    },
  },
  {
    name: 'Refused plans of the route leave those of the Gateway',
    ...world,
    planPolicies: [
      planPolicy('gateway-plans', 'Gateway', gold),
      planPolicy('route-plans', 'HTTPRoute', [plan('silver')], {
        status: conditions('Accepted=False Invalid: predicate'),
      }),
    ],
    answer: {
      plans: 'gateway-plans',
      limits: ['gateway-plans:gold'],
      refused: ['route-plans: Invalid: predicate'],
    },
  },
  {
    name: 'Merged overrides of the Gateway replace the limits of a name, and leave the plans',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [...gold, plan('silver', { daily: 1 })]),
    ],
    rateLimitPolicies: [
      rateLimitPolicy('corp', 'Gateway', {
        overrides: {
          strategy: 'merge',
          limits: { gold: limit(1), all: limit(9) },
        },
      }),
    ],
    answer: {
      plans: 'plans',
      limits: ['corp:all', 'corp:gold', 'plans:silver'],
    },
  },
  {
    name: 'Atomic overrides of a listener replace what the route and its rules say, below the Gateway’s merged ones',
    ...world,
    route: two,
    authPolicies: [
      authPolicy('corp', 'Gateway', {
        overrides: { strategy: 'merge', rules: keyRules('corp') },
      }),
      authPolicy('listener', 'Gateway#web', {
        overrides: { rules: keyRules('listener') },
      }),
      auth('own'),
      authPolicy('write', 'HTTPRoute#write', { rules: keyRules('write') }),
    ],
    answer: {
      rules: ['corp', 'listener'],
      auth: ['listener', 'corp'],
      overridden: ['own'],
    },
  },
  {
    name: 'A policy in deletion neither overrides nor is overridden',
    ...world,
    authPolicies: [
      authPolicy(
        'leaving',
        'Gateway',
        { overrides: { rules: keyRules('leaving') } },
        { deleting: true },
      ),
      auth('own'),
    ],
    answer: { auth: ['own'], overridden: [] },
  },
];
