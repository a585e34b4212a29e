import {
  authPolicy,
  conditions,
  gateway,
  httpRoute,
  keyRules,
  plan,
  planPolicy,
} from './objects';
import type { ExplanationCase } from './types';

const world = {
  gateways: [gateway(['web :80 a.test'])],
  routes: [httpRoute()],
  authPolicies: [
    authPolicy('auth', 'HTTPRoute', { rules: keyRules('keys', 'api') }),
  ],
  planPolicies: [
    planPolicy('plans', 'HTTPRoute', [plan('silver', { daily: 2 })]),
  ],
  call: 'GET http://a.test/',
};
const secret = {
  name: 'mine',
  value: 'my-key',
  plan: 'silver',
  labels: { app: 'api' },
};
const start = {
  'route passed': 'The call goes to rule 1 of the route.',
  'listener passed':
    'It arrives at the listener web of the Gateway infra/edge.',
};
const inForce = {
  'authPolicy passed': 'The AuthPolicy shop/auth is in force.',
};
const sent = {
  'credential passed':
    'The key is sent in the header Authorization, after "Bearer ".',
};
const works = {
  'keyState passed': 'The key is approved.',
  'key passed': 'The gateway has a Secret of this key.',
};
const taken = {
  'selector passed': 'The selector of the policy takes this key.',
};
const onSilver = { 'plan passed': 'The call is on the plan silver.' };
const unused = {
  'limit passed':
    'The limit of the plan silver of 2 calls in 86400 seconds, shared by all callers of the plan, has counted 0.',
};

/** Why a call is refused. */
export const explanationCases: ExplanationCase[] = [
  {
    name: 'Every step of a call that passes is told',
    ...world,
    key: { secret },
    answer: {
      ...start,
      ...inForce,
      ...sent,
      ...works,
      ...taken,
      ...onSilver,
      ...unused,
    },
  },
  {
    name: 'A call that no route takes is told as that',
    ...world,
    call: 'GET http://b.test/x',
    answer: { 'route failed': 'No route takes GET b.test/x.' },
  },
  {
    name: 'A key in the wrong place is told, with the right one',
    ...world,
    key: { secret },
    headers: { authorization: 'APIKEY my-key' },
    answer: {
      ...start,
      ...inForce,
      'credential failed':
        'The key must be sent in the header Authorization, after "Bearer ".',
      ...works,
      ...taken,
      ...onSilver,
      ...unused,
    },
  },
  {
    name: 'A key that the portal lets not work is told in the portal’s words',
    ...world,
    key: { working: false, message: 'The key awaits approval.' },
    answer: {
      ...start,
      ...inForce,
      ...sent,
      'keyState failed': 'The key awaits approval.',
      'key failed': 'The gateway has no Secret of this key.',
      'plan unknown': 'This cannot be told here.',
    },
  },
  {
    name: 'A selector that does not take the key is told, with what it wants (K20)',
    ...world,
    key: { secret: { ...secret, labels: { app: 'other' } } },
    answer: {
      ...start,
      ...inForce,
      ...sent,
      ...works,
      'selector failed':
        'The selector does not take this key: the rule keys wants app=api.',
      ...onSilver,
      ...unused,
    },
  },
  {
    name: 'A Secret in a namespace where keys are not looked for is told',
    ...world,
    key: { secret: { ...secret, namespace: 'shop' } },
    answer: {
      ...start,
      ...inForce,
      ...sent,
      ...works,
      'selector failed':
        'The selector does not take this key: the rule keys looks for keys in kuadrant-system only.',
      ...onSilver,
      ...unused,
    },
  },
  {
    name: 'A plan that takes no call of the key is told (K21)',
    ...world,
    key: { secret: { ...secret, plan: 'gold' } },
    answer: {
      ...start,
      ...inForce,
      ...sent,
      ...works,
      ...taken,
      'plan passed':
        'No plan takes this call, so no limit of a plan counts it.',
    },
  },
  {
    name: 'A limit that is used up is told with its count and who shares it',
    ...world,
    key: { secret },
    used: { silver: 2 },
    answer: {
      ...start,
      ...inForce,
      ...sent,
      ...works,
      ...taken,
      ...onSilver,
      'limit failed':
        'The limit of the plan silver of 2 calls in 86400 seconds, shared by all callers of the plan, has counted 2.',
    },
  },
  {
    name: 'A policy that is not in force is told in its own words (K23)',
    ...world,
    authPolicies: [
      authPolicy(
        'auth',
        'HTTPRoute',
        { rules: keyRules('keys', 'api') },
        {
          status: conditions(
            'Accepted=True Accepted',
            'Enforced=False Unknown: AuthConfig is not ready',
          ),
        },
      ),
    ],
    planPolicies: [],
    key: { secret },
    answer: {
      ...start,
      'authPolicy failed':
        'The AuthPolicy shop/auth is not in force: Unknown: AuthConfig is not ready',
      ...sent,
      ...works,
      ...taken,
    },
  },
  {
    name: 'Where no rule takes keys, that is told (K22)',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', {
        rules: {
          authentication: { oidc: { jwt: { issuerUrl: 'https://i.example' } } },
        },
      }),
    ],
    planPolicies: [],
    key: { secret },
    answer: {
      ...start,
      ...inForce,
      'credential failed': 'No rule of the AuthPolicy shop/auth takes keys.',
    },
  },
  {
    name: 'Without an AuthPolicy no key is needed',
    ...world,
    authPolicies: [],
    planPolicies: [],
    answer: {
      ...start,
      'authPolicy passed': 'No AuthPolicy is in effect: no key is needed.',
    },
  },
];
