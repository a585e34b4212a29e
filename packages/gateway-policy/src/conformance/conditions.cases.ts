import {
  authPolicy,
  conditions,
  edge,
  gateway,
  grpcRoute,
  httpRoute,
  keyRules,
  listener,
  plan,
  planPolicy,
  rateLimitPolicy,
} from './objects';
import type { ConditionCase } from './types';

const world = {
  gateways: [gateway(['web :80 api.example.com'])],
  routes: [httpRoute()],
};
const accepted = 'Accepted=True Accepted';
const inForce = [accepted, 'Enforced=True Enforced'];
const overridden = [accepted, 'Enforced=False Overridden'];
const noRoutes = [accepted, 'Enforced=False Unknown'];
const notFound = ['Accepted=False TargetNotFound'];
const rules = { rules: keyRules('keys') };
const none = { status: 'none' as const };

/** Which conditions Kuadrant writes for a policy. */
export const conditionCases: ConditionCase[] = [
  {
    name: 'A policy on a route that a listener serves is enforced',
    ...world,
    authPolicies: [authPolicy('auth', 'HTTPRoute', rules, none)],
    planPolicies: [planPolicy('plans', 'HTTPRoute', [plan('gold')], none)],
    rateLimitPolicies: [
      rateLimitPolicy(
        'limits',
        'Gateway',
        {
          defaults: {
            strategy: 'merge',
            limits: { all: { rates: [{ limit: 1, window: '1s' }] } },
          },
        },
        none,
      ),
    ],
    answer: { auth: inForce, plans: inForce, limits: inForce },
  },
  {
    name: 'What a policy reported before does not count',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', rules, {
        status: conditions(
          'Accepted=True Accepted',
          'Enforced=False Overridden: by one that is deleted',
        ),
      }),
    ],
    answer: { auth: inForce },
  },
  {
    name: 'A policy on a route that does not exist is not accepted',
    gateways: world.gateways,
    routes: [],
    authPolicies: [authPolicy('auth', 'HTTPRoute', rules, none)],
    answer: { auth: notFound },
  },
  {
    name: 'A policy on a Gateway that does not exist is not accepted',
    routes: [],
    authPolicies: [authPolicy('auth', 'Gateway', rules, none)],
    answer: { auth: notFound },
  },
  {
    name: 'A policy on a listener or a rule that does not exist is not accepted',
    ...world,
    authPolicies: [
      authPolicy('listener', 'Gateway#lost', rules, none),
      authPolicy('rule', 'HTTPRoute#lost', rules, none),
    ],
    answer: { listener: notFound, rule: notFound },
  },
  {
    name: 'A policy on a GRPCRoute is enforced, one on an HTTPRoute of that name is not accepted',
    gateways: world.gateways,
    routes: [grpcRoute()],
    authPolicies: [
      authPolicy('grpc', 'GRPCRoute', rules, none),
      authPolicy('http', 'HTTPRoute', rules, none),
    ],
    answer: { grpc: inForce, http: notFound },
  },
  {
    name: 'A predicate that is not CEL makes a PlanPolicy invalid (K16)',
    ...world,
    planPolicies: [
      planPolicy(
        'plans',
        'HTTPRoute',
        [{ tier: 'gold', predicate: 'auth. ==' }],
        none,
      ),
    ],
    answer: { plans: ['Accepted=False Invalid'] },
  },
  {
    name: 'Of two PlanPolicies on one target the newer is in conflict',
    ...world,
    planPolicies: [
      planPolicy('newer', 'HTTPRoute', [plan('gold')], { ...none, day: 2 }),
      planPolicy('older', 'HTTPRoute', [plan('gold')], { ...none, day: 1 }),
    ],
    answer: { newer: ['Accepted=False Conflicted'], older: inForce },
  },
  {
    name: 'A PlanPolicy that is invalid is in nobody’s way',
    ...world,
    planPolicies: [
      planPolicy('newer', 'HTTPRoute', [plan('gold')], { ...none, day: 2 }),
      planPolicy('older', 'HTTPRoute', [{ tier: 'x', predicate: '=' }], {
        ...none,
        day: 1,
      }),
    ],
    answer: { newer: inForce, older: ['Accepted=False Invalid'] },
  },
  {
    name: 'A policy that another replaces on every path is overridden',
    ...world,
    authPolicies: [
      authPolicy('gateway', 'Gateway', { overrides: rules }, none),
      authPolicy('route', 'HTTPRoute', rules, none),
    ],
    answer: { gateway: inForce, route: overridden },
  },
  {
    name: 'Defaults of a Gateway whose every route has a policy are overridden',
    ...world,
    authPolicies: [
      authPolicy('gateway', 'Gateway', rules, none),
      authPolicy('route', 'HTTPRoute', rules, none),
    ],
    answer: { gateway: overridden, route: inForce },
  },
  {
    name: 'Defaults of a Gateway with another route are enforced in part',
    gateways: world.gateways,
    routes: [httpRoute(), httpRoute({ name: 'free' })],
    authPolicies: [
      authPolicy('gateway', 'Gateway', rules, none),
      authPolicy('route', 'HTTPRoute', rules, none),
    ],
    answer: { gateway: inForce, route: inForce },
  },
  {
    name: 'A policy on a route that no listener serves is not enforced',
    gateways: [gateway([listener('web :80', { allowedRoutes: undefined })])],
    routes: [httpRoute()],
    authPolicies: [authPolicy('auth', 'HTTPRoute', rules, none)],
    answer: { auth: noRoutes },
  },
  {
    name: 'A policy on a Gateway without routes is not enforced',
    gateways: world.gateways,
    routes: [],
    authPolicies: [authPolicy('auth', 'Gateway', rules, none)],
    answer: { auth: noRoutes },
  },
  {
    name: 'A policy on a listener that the routes do not use is not enforced (K2)',
    gateways: [gateway(['public :80', 'internal :81'])],
    routes: [httpRoute({ parentRefs: [edge({ sectionName: 'public' })] })],
    authPolicies: [
      authPolicy('internal', 'Gateway#internal', rules, none),
      authPolicy('public', 'Gateway#public', rules, none),
    ],
    answer: { internal: noRoutes, public: inForce },
  },
];
