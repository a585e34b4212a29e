import type {
  AuthenticationRule,
  AuthRules,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { authPolicy, gateway, httpRoute, keyRules } from './objects';
import type { DecisionCase } from './types';

const people = 'https://people.test';
const machines = 'https://machines.test';
const jwt = (
  issuerUrl: string,
  more: Partial<AuthenticationRule> = {},
): AuthenticationRule => ({ jwt: { issuerUrl }, ...more });

const world = (
  authentication: AuthRules['authentication'],
  more: AuthRules = {},
) => ({
  gateways: [gateway(['web :80 a.test'])],
  routes: [httpRoute()],
  authPolicies: [
    authPolicy('auth', 'HTTPRoute', { rules: { authentication, ...more } }),
  ],
  secrets: [{ name: 'alice', value: 'alice-key', labels: { app: 'api' } }],
  tokens: {
    [people]: { 'jane-token': { sub: 'jane', aud: ['shop'] } },
    [machines]: { 'robot-token': { sub: 'robot', aud: ['other'] } },
  },
});
const by = (token: string, answer: string, url = 'http://a.test/') => ({
  call: `GET ${url}`,
  headers: { authorization: `Bearer ${token}` },
  answer,
});
const keys = keyRules('keys', 'api').authentication!;
const audience = {
  authorization: {
    audience: {
      patternMatching: {
        patterns: [{ predicate: '"shop" in auth.identity.aud' }],
      },
    },
  },
};

/** Calls with JWTs, which somebody else verifies. */
export const tokenCases: DecisionCase[] = [
  {
    name: 'A token of the issuer passes; one of another issuer, and none, do not',
    ...world({ people: jwt(people) }),
    calls: [
      by('jane-token', '200 api'),
      by('robot-token', '401 key'),
      { call: 'GET http://a.test/', answer: '401 credential' },
    ],
  },
  {
    name: 'Tokens of each of two issuers pass (K31)',
    ...world({ people: jwt(people), machines: jwt(machines) }),
    calls: [by('jane-token', '200 api'), by('robot-token', '200 api')],
  },
  {
    name: 'Keys pass beside tokens, also in the same header',
    ...world({ ...keys, people: jwt(people) }),
    calls: [
      by('alice-key', '200 api'),
      by('jane-token', '200 api'),
      by('robot-token', '401 key'),
    ],
  },
  {
    name: 'A token counts only where its rule looks for it',
    ...world({
      people: jwt(people, { credentials: { cookie: { name: 'session' } } }),
    }),
    calls: [
      by('jane-token', '401 credential'),
      {
        call: 'GET http://a.test/',
        headers: { cookie: 'session=jane-token' },
        answer: '200 api',
      },
    ],
  },
  {
    name: 'Authorization reads the claims of a token: one made out for others is forbidden',
    ...world({ people: jwt(people), machines: jwt(machines) }, audience),
    calls: [
      by('jane-token', '200 api'),
      by('robot-token', '403 authorization'),
    ],
  },
  {
    name: 'Authorization that reads claims keeps out keys, which have none',
    ...world({ ...keys, people: jwt(people) }, audience),
    calls: [by('alice-key', '403 authorization'), by('jane-token', '200 api')],
  },
  {
    name: 'Who no token names is let in where anonymous access comes last',
    ...world({
      people: jwt(people),
      anybody: { anonymous: {}, priority: 1 },
    }),
    calls: [
      by('jane-token', '200 api'),
      by('robot-token', '200 api'),
      { call: 'GET http://a.test/', answer: '200 api' },
    ],
  },
  {
    name: 'A rule for tokens under a condition takes them for those calls alone',
    ...world({
      people: jwt(people, {
        when: [{ predicate: 'request.url_path == "/me"' }],
      }),
    }),
    calls: [
      by('jane-token', '200 api', 'http://a.test/me'),
      by('jane-token', '401 credential'),
    ],
  },
  {
    name: 'Where nobody verifies tokens, nothing passes a policy that takes them',
    ...world({ ...keys, people: jwt(people) }),
    tokens: undefined,
    calls: [
      by('alice-key', '500 authPolicy'),
      by('jane-token', '500 authPolicy'),
    ],
  },
];
