import {
  authPolicy,
  edge,
  gateway,
  grpcRoute,
  httpRoute,
  keyRules,
  listenerSet,
  plan,
  planPolicy,
  rateLimitPolicy,
} from './objects';
import type { PolicyCase } from './types';

const twoListeners = gateway([
  'public :80 api.example.com',
  'internal :81 api.internal',
]);
const one = gateway(['web :80 api.example.com']);
const adminAndAll = httpRoute({
  rules: [
    { name: 'admin', matches: [{ path: { value: '/admin' } }] },
    { name: 'all' },
  ],
});

const gold = [plan('gold', { daily: 5 })];

/** On what a policy is attached, and which calls it is for. */
export const policyLevelCases: PolicyCase[] = [
  {
    name: 'A policy of another listener is not the route’s (K2)',
    gateways: [twoListeners],
    route: httpRoute({ parentRefs: [edge({ sectionName: 'public' })] }),
    authPolicies: [
      authPolicy('internal-auth', 'Gateway#internal', {
        rules: keyRules('internal'),
      }),
    ],
    planPolicies: [planPolicy('internal-plans', 'Gateway#internal', gold)],
    answer: { auth: undefined, plans: undefined, limits: [] },
  },
  {
    name: 'A policy of the route’s own listener is the route’s',
    gateways: [twoListeners],
    route: httpRoute({ parentRefs: [edge({ sectionName: 'internal' })] }),
    authPolicies: [
      authPolicy('internal-auth', 'Gateway#internal', {
        rules: keyRules('internal'),
      }),
    ],
    planPolicies: [planPolicy('internal-plans', 'Gateway#internal', gold)],
    answer: {
      auth: ['internal-auth'],
      plans: 'internal-plans',
      limits: ['internal-plans:gold'],
    },
  },
  {
    name: 'On two listeners the policy of one of them is told as an exception',
    gateways: [twoListeners],
    route: httpRoute(),
    authPolicies: [
      authPolicy('internal-auth', 'Gateway#internal', {
        rules: keyRules('internal'),
      }),
    ],
    answer: {
      auth: undefined,
      exceptions: { 'internal/1': ['internal-auth'] },
    },
  },
  {
    name: 'A policy of one rule is not the policy of the route, whatever their age (K2)',
    gateways: [one],
    route: adminAndAll,
    authPolicies: [
      authPolicy(
        'admin-auth',
        'HTTPRoute#admin',
        { rules: keyRules('admin') },
        { day: 1 },
      ),
      authPolicy(
        'route-auth',
        'HTTPRoute',
        { rules: keyRules('all') },
        { day: 2 },
      ),
    ],
    answer: {
      auth: ['route-auth'],
      rules: ['all'],
      exceptions: { 'web/1': ['admin-auth'] },
    },
  },
  {
    name: 'Rules without a policy are told although another rule has one',
    gateways: [one],
    route: adminAndAll,
    authPolicies: [
      authPolicy('admin-auth', 'HTTPRoute#admin', { rules: keyRules('admin') }),
    ],
    answer: { auth: undefined, exceptions: { 'web/1': ['admin-auth'] } },
  },
  {
    name: 'Where every rule has a policy of its own, the first counts for the route',
    gateways: [one],
    route: adminAndAll,
    authPolicies: [
      authPolicy('admin-auth', 'HTTPRoute#admin', { rules: keyRules('admin') }),
      authPolicy('all-auth', 'HTTPRoute#all', { rules: keyRules('all') }),
    ],
    answer: { auth: ['admin-auth'], exceptions: { 'web/2': ['all-auth'] } },
  },
  {
    name: 'A rule without a name is meant by its number',
    gateways: [one],
    route: httpRoute({ rules: [{}, {}] }),
    authPolicies: [
      authPolicy('second', 'HTTPRoute#rule-2', { rules: keyRules('second') }),
    ],
    answer: { auth: undefined, exceptions: { 'web/2': ['second'] } },
  },
  {
    name: 'A rule with a name is not meant by its number',
    gateways: [one],
    route: adminAndAll,
    authPolicies: [
      authPolicy('second', 'HTTPRoute#rule-2', { rules: keyRules('second') }),
    ],
    answer: { auth: undefined },
  },
  {
    name: 'A section that no rule has means nothing',
    gateways: [one],
    route: adminAndAll,
    authPolicies: [
      authPolicy('lost', 'HTTPRoute#lost', { rules: keyRules('lost') }),
    ],
    answer: { auth: undefined },
  },
  {
    name: 'A policy on the route counts before one on its Gateway',
    gateways: [one],
    route: httpRoute(),
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', { rules: keyRules('everyone') }),
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('api') }),
    ],
    answer: {
      auth: ['route-auth'],
      rules: ['api'],
      overridden: ['gateway-auth'],
    },
  },
  {
    name: 'A policy on a listener counts before one on its Gateway',
    gateways: [one],
    route: httpRoute(),
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', { rules: keyRules('everyone') }),
      authPolicy('listener-auth', 'Gateway#web', { rules: keyRules('web') }),
    ],
    answer: { auth: ['listener-auth'], overridden: ['gateway-auth'] },
  },
  {
    name: 'A policy on the route counts before one on its listener',
    gateways: [one],
    route: httpRoute(),
    authPolicies: [
      authPolicy('listener-auth', 'Gateway#web', { rules: keyRules('web') }),
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('api') }),
    ],
    answer: { auth: ['route-auth'] },
  },
  {
    name: 'A policy on the Gateway holds where the route has none',
    gateways: [one],
    route: httpRoute(),
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', { rules: keyRules('everyone') }),
    ],
    planPolicies: [planPolicy('gateway-plans', 'Gateway', gold)],
    answer: { auth: ['gateway-auth'], plans: 'gateway-plans' },
  },
  {
    name: 'A policy in another namespace than its target has no effect',
    gateways: [one],
    route: httpRoute(),
    authPolicies: [
      authPolicy(
        'far-gateway',
        'Gateway',
        { rules: keyRules('a') },
        { namespace: 'shop' },
      ),
      authPolicy(
        'far-route',
        'HTTPRoute',
        { rules: keyRules('b') },
        { namespace: 'other' },
      ),
    ],
    answer: { auth: undefined },
  },
  {
    name: 'A policy on another route of that name in another namespace has no effect',
    gateways: [one],
    route: httpRoute({ namespace: 'games' }),
    authPolicies: [
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('api') }),
    ],
    answer: { auth: undefined },
  },
  {
    name: 'A policy on an HTTPRoute is not one on the GRPCRoute of that name',
    gateways: [one],
    route: grpcRoute(),
    authPolicies: [
      authPolicy('http-auth', 'HTTPRoute', { rules: keyRules('api') }),
    ],
    answer: { auth: undefined },
  },
  {
    name: 'Policies attach to a GRPCRoute and to its rules (K27)',
    gateways: [one],
    route: grpcRoute({ rules: [{ name: 'read' }, { name: 'write' }] }),
    authPolicies: [
      authPolicy('grpc-auth', 'GRPCRoute', { rules: keyRules('api') }),
      authPolicy('write-auth', 'GRPCRoute#write', { rules: keyRules('w') }),
    ],
    planPolicies: [planPolicy('grpc-plans', 'GRPCRoute', gold)],
    answer: {
      auth: ['grpc-auth'],
      plans: 'grpc-plans',
      exceptions: { 'web/2': ['write-auth', 'grpc-plans', 'grpc-plans:gold'] },
    },
  },
  {
    name: 'A policy that is being deleted has no effect',
    gateways: [one],
    route: httpRoute(),
    authPolicies: [
      authPolicy(
        'leaving',
        'HTTPRoute',
        { rules: keyRules('api') },
        { deleting: true },
      ),
    ],
    answer: { auth: undefined },
  },
  {
    name: 'A policy on the Gateway holds for a listener that a ListenerSet adds',
    gateways: [
      gateway(['own :80'], {
        allowedListeners: { namespaces: { from: 'All' } },
      }),
    ],
    listenerSets: [listenerSet(['shop :81'])],
    route: httpRoute({ parentRefs: [{ kind: 'ListenerSet', name: 'extra' }] }),
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', { rules: keyRules('everyone') }),
    ],
    answer: { auth: ['gateway-auth'] },
  },
  {
    name: 'A listener of the Gateway is not the ListenerSet’s listener of that name',
    gateways: [
      gateway(['shop :80'], {
        allowedListeners: { namespaces: { from: 'All' } },
      }),
    ],
    listenerSets: [listenerSet(['shop :81'])],
    route: httpRoute({ parentRefs: [{ kind: 'ListenerSet', name: 'extra' }] }),
    authPolicies: [
      authPolicy('listener-auth', 'Gateway#shop', { rules: keyRules('shop') }),
    ],
    answer: { auth: undefined },
  },
  {
    name: 'The policies of a route are found before its Gateway exists',
    route: httpRoute(),
    authPolicies: [
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('api') }),
    ],
    planPolicies: [planPolicy('gateway-plans', 'Gateway', gold)],
    answer: { auth: ['route-auth'], plans: 'gateway-plans' },
  },
  {
    name: 'The policy of one of two Gateways is told as an exception for the other',
    gateways: [one, gateway(['in :80 api.internal'], { name: 'inner' })],
    route: httpRoute({ parentRefs: [edge(), edge({ name: 'inner' })] }),
    rateLimitPolicies: [
      rateLimitPolicy(
        'inner-limits',
        'Gateway',
        { limits: { all: { rates: [{ limit: 1, window: '1s' }] } } },
        { target: { name: 'inner' } },
      ),
    ],
    answer: { limits: [], exceptions: { 'in/1': ['inner-limits:all'] } },
  },
];
