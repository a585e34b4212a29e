import {
  authPolicy,
  conditions,
  gateway,
  httpRoute,
  keyRules,
} from './objects';
import type { AccessCase } from './types';

const world = {
  gateways: [gateway(['web :80 api.example.com'])],
  route: httpRoute(),
};
const selecting = (matchLabels: Record<string, string>) => ({
  apiKey: { selector: { matchLabels } },
});
const PRODUCT = 'devportal.kuadrant.io/apiproduct';

/** Whether a key of a product would work, and what is in the way. */
export const accessCases: AccessCase[] = [
  {
    name: 'A key works where a policy in force takes it',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', { rules: keyRules('keys') }),
    ],
    answer: { rule: 'keys', labels: { app: 'keys' }, anonymous: false },
  },
  {
    name: 'A key works where merged defaults of the Gateway take it, although the route’s policy has authorization alone (K15)',
    ...world,
    authPolicies: [
      authPolicy('gateway', 'Gateway', {
        defaults: { strategy: 'merge', rules: keyRules('everyone') },
      }),
      authPolicy('route', 'HTTPRoute', {
        rules: {
          authorization: { mine: { patternMatching: { patterns: [] } } },
        },
      }),
    ],
    answer: { rule: 'everyone', labels: { app: 'everyone' } },
  },
  {
    name: 'A key is not labelled for the policy of another listener (K2)',
    gateways: [gateway(['public :80', 'internal :81'])],
    route: httpRoute({
      parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: 'public' }],
    }),
    authPolicies: [
      authPolicy('internal', 'Gateway#internal', { rules: keyRules('keys') }),
    ],
    answer: {
      reason: 'NoAuthPolicy',
      message: 'No AuthPolicy is in effect on the route.',
    },
  },
  {
    name: 'Where no rule takes keys a key would not work (K22)',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', {
        rules: {
          authentication: { oidc: { jwt: { issuerUrl: 'https://i.example' } } },
        },
      }),
    ],
    answer: {
      reason: 'NoKeyRule',
      message: 'No rule of the AuthPolicy shop/auth takes API keys.',
    },
  },
  {
    name: 'A selector that no Secret of the product can meet is told (K20)',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', {
        rules: { authentication: { keys: selecting({ [PRODUCT]: 'other' }) } },
      }),
    ],
    answer: {
      reason: 'SelectorNotMet',
      message: `No key of this product can meet the selectors of the AuthPolicy shop/auth: the rule keys wants ${PRODUCT}=other.`,
    },
  },
  {
    name: 'A second rule takes the keys that the first cannot take',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', {
        rules: {
          authentication: {
            a: selecting({ [PRODUCT]: 'other' }),
            b: selecting({ app: 'toys' }),
          },
        },
      }),
    ],
    answer: { rule: 'b', labels: { app: 'toys' } },
  },
  {
    name: 'A policy that is not enforced is told in its own words (K23)',
    ...world,
    authPolicies: [
      authPolicy(
        'auth',
        'HTTPRoute',
        { rules: keyRules('keys') },
        {
          status: conditions(
            'Accepted=True Accepted',
            'Enforced=False Unknown: AuthConfig is not ready',
          ),
        },
      ),
    ],
    answer: {
      reason: 'AuthPolicyNotReady',
      message:
        'The AuthPolicy shop/auth is not in force: Unknown: AuthConfig is not ready',
    },
  },
  {
    name: 'A policy that is refused is told in its own words (K23)',
    ...world,
    authPolicies: [
      authPolicy(
        'auth',
        'HTTPRoute',
        { rules: keyRules('keys') },
        { status: conditions('Accepted=False TargetNotFound: none') },
      ),
    ],
    answer: {
      reason: 'AuthPolicyNotReady',
      message: 'The AuthPolicy shop/auth is not accepted: TargetNotFound: none',
    },
  },
  {
    name: 'A policy that nothing is reported of is not ready',
    ...world,
    authPolicies: [
      authPolicy(
        'auth',
        'HTTPRoute',
        { rules: keyRules('keys') },
        { status: 'none' },
      ),
    ],
    answer: {
      reason: 'AuthPolicyNotReady',
      message:
        'Kuadrant has not reported whether the AuthPolicy shop/auth is in force.',
    },
  },
  {
    name: 'Without a policy no key is taken',
    ...world,
    answer: {
      reason: 'NoAuthPolicy',
      message: 'No AuthPolicy is in effect on the route.',
    },
  },
  {
    name: 'Anonymous access beside the key rule is told (K37)',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', {
        rules: {
          authentication: {
            ...keyRules('keys').authentication,
            public: { anonymous: {} },
          },
        },
      }),
    ],
    answer: { rule: 'keys', anonymous: true },
  },
  {
    name: 'A policy for some calls takes keys for those calls alone',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', {
        when: [{ predicate: 'request.method != "GET"' }],
        rules: keyRules('keys'),
      }),
    ],
    answer: { rule: 'keys', conditional: true },
  },
  {
    name: 'A policy for all calls takes keys for all',
    ...world,
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', { rules: keyRules('keys') }),
    ],
    answer: { rule: 'keys', conditional: false },
  },
];
