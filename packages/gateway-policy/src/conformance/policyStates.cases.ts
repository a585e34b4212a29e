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
import type { PolicyCase } from './types';

const world = {
  gateways: [gateway(['web :80 api.example.com'])],
  route: httpRoute(),
};
const notReady = conditions(
  'Accepted=True Accepted',
  'Enforced=False Unknown: AuthConfig is not ready',
);
const overridden = conditions(
  'Accepted=True Accepted',
  'Enforced=False Overridden: overridden by infra/gateway-auth',
);
const brokenPlan = { tier: 'gold', predicate: 'auth. ==' };

/** What the policies’ own conditions say. */
export const policyStateCases: PolicyCase[] = [
  {
    name: 'A PlanPolicy that is refused offers nothing, and says why (K16)',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [brokenPlan], {
        status: conditions('Accepted=False Invalid: syntax error'),
      }),
    ],
    answer: {
      plans: undefined,
      limits: [],
      refused: ['plans: Invalid: syntax error'],
    },
  },
  {
    name: 'A predicate that is not CEL refuses a PlanPolicy that nobody has looked at (K16)',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('silver'), brokenPlan], {
        status: 'none',
      }),
    ],
    answer: {
      plans: undefined,
      refused: [
        expect.stringContaining(
          'plans: Invalid: The predicate of the plan gold is not a CEL expression',
        ) as unknown as string,
      ],
    },
  },
  {
    name: 'A refused PlanPolicy of the route leaves that of the Gateway in effect',
    ...world,
    planPolicies: [
      planPolicy('route-plans', 'HTTPRoute', [plan('gold')], {
        status: conditions('Accepted=False TargetNotFound: no such target'),
      }),
      planPolicy('gateway-plans', 'Gateway', [plan('gold')]),
    ],
    answer: {
      plans: 'gateway-plans',
      planState: 'inForce',
      refused: ['route-plans: TargetNotFound: no such target'],
    },
  },
  {
    name: 'A PlanPolicy without conditions is in effect, but nothing is reported of it',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('gold')], { status: 'none' }),
    ],
    answer: { plans: 'plans', planState: 'unreported' },
  },
  {
    name: 'A policy that is accepted and enforced is in force',
    ...world,
    authPolicies: [
      authPolicy('route-auth', 'HTTPRoute', { rules: keyRules('api') }),
    ],
    answer: { auth: ['route-auth'], state: 'inForce' },
  },
  {
    name: 'A policy that is not enforced is not in force, in its own words (K23)',
    ...world,
    authPolicies: [
      authPolicy(
        'route-auth',
        'HTTPRoute',
        { rules: keyRules('api') },
        { status: notReady },
      ),
    ],
    answer: {
      auth: ['route-auth'],
      state: 'Enforced of route-auth: Unknown: AuthConfig is not ready',
    },
  },
  {
    name: 'A policy that is not enforced still counts before those above it',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', { rules: keyRules('everyone') }),
      authPolicy(
        'route-auth',
        'HTTPRoute',
        { rules: keyRules('api') },
        { status: notReady },
      ),
    ],
    answer: {
      auth: ['route-auth'],
      state: 'Enforced of route-auth: Unknown: AuthConfig is not ready',
      overridden: ['gateway-auth'],
    },
  },
  {
    name: 'An AuthPolicy without conditions is not yet reported',
    ...world,
    authPolicies: [
      authPolicy(
        'route-auth',
        'HTTPRoute',
        { rules: keyRules('api') },
        { status: 'none' },
      ),
    ],
    answer: { auth: ['route-auth'], state: 'unreported' },
  },
  {
    name: 'A refused AuthPolicy has no effect',
    ...world,
    authPolicies: [
      authPolicy(
        'route-auth',
        'HTTPRoute',
        { rules: keyRules('api') },
        { status: conditions('Accepted=False Conflicted: another one') },
      ),
    ],
    answer: {
      auth: undefined,
      refused: ['route-auth: Conflicted: another one'],
    },
  },
  {
    name: 'A policy that the cluster reports as overridden gives way',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', { rules: keyRules('everyone') }),
      authPolicy(
        'route-auth',
        'HTTPRoute',
        { rules: keyRules('api') },
        { status: overridden },
      ),
    ],
    answer: { auth: ['gateway-auth'], rules: ['everyone'], state: 'inForce' },
  },
  {
    name: 'A policy that is reported as overridden is among those without effect',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', { rules: keyRules('everyone') }),
      authPolicy(
        'route-auth',
        'HTTPRoute',
        { rules: keyRules('api') },
        { status: overridden },
      ),
    ],
    answer: {
      auth: ['gateway-auth'],
      state: 'inForce',
      overridden: ['route-auth'],
    },
  },
  {
    name: 'A policy that is reported as overridden by nothing known is not in force',
    ...world,
    authPolicies: [
      authPolicy(
        'route-auth',
        'HTTPRoute',
        { rules: keyRules('api') },
        { status: overridden },
      ),
    ],
    answer: {
      auth: ['route-auth'],
      state:
        'Enforced of route-auth: Overridden: overridden by infra/gateway-auth',
    },
  },
  {
    name: 'Merged policies are in force when all of them are',
    ...world,
    authPolicies: [
      authPolicy('gateway-auth', 'Gateway', {
        defaults: { strategy: 'merge', rules: keyRules('everyone') },
      }),
      authPolicy(
        'route-auth',
        'HTTPRoute',
        { rules: { authorization: { mine: {} } } },
        { status: notReady },
      ),
    ],
    answer: {
      auth: ['gateway-auth', 'route-auth'],
      state: 'Enforced of route-auth: Unknown: AuthConfig is not ready',
    },
  },
  {
    name: 'A RateLimitPolicy with a counter that is not CEL is refused',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy(
        'limits',
        'HTTPRoute',
        {
          limits: {
            all: {
              rates: [{ limit: 1, window: '1s' }],
              counters: [{ expression: 'auth.' }],
            },
          },
        },
        { status: 'none' },
      ),
    ],
    answer: {
      limits: [],
      refused: [
        expect.stringContaining(
          'limits: Invalid: A counter of the limit all is not a CEL expression',
        ) as unknown as string,
      ],
    },
  },
];
