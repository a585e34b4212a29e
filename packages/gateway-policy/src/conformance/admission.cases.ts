import type {
  AuthenticationRule,
  AuthRules,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { recommendedAuthorization } from '../credentials';
import {
  authPolicy,
  conditions,
  edge,
  gateway,
  httpRoute,
  keyRules,
} from './objects';
import type { DecisionCase, KeySecret } from './types';

const world = {
  gateways: [gateway(['web :80 a.test'])],
  routes: [httpRoute()],
};
const alice: KeySecret = {
  name: 'alice',
  value: 'alice-key',
  labels: { app: 'api' },
};
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const GET = 'GET http://a.test/';

const policy = (rules: AuthRules, extra = {}) => [
  authPolicy('auth', 'HTTPRoute', { rules, ...extra }),
];
const placed = (credentials: AuthenticationRule['credentials']) =>
  policy({
    authentication: {
      keys: {
        apiKey: { selector: { matchLabels: { app: 'api' } } },
        credentials,
      },
    },
  });

/** Who is let in. */
export const admissionCases: DecisionCase[] = [
  {
    name: 'A policy may answer other statuses to those whom it does not let in',
    ...world,
    authPolicies: policy({
      ...keyRules('keys', 'api'),
      authorization: {
        readers: {
          patternMatching: {
            patterns: [{ predicate: 'request.method == "GET"' }],
          },
        },
      },
      response: { unauthenticated: { code: 302 }, unauthorized: { code: 404 } },
    }),
    secrets: [alice],
    calls: [
      { call: GET, answer: '302 credential' },
      { call: GET, headers: bearer('unknown'), answer: '302 key' },
      {
        call: 'POST http://a.test/',
        headers: bearer('alice-key'),
        answer: '404 authorization',
      },
      { call: GET, headers: bearer('alice-key'), answer: '200 api' },
    ],
  },
  {
    name: 'Without an AuthPolicy every call passes',
    ...world,
    calls: [{ call: GET, answer: '200 api' }],
  },
  {
    name: 'A key that the selector takes passes; another, and none, do not',
    ...world,
    authPolicies: policy(keyRules('keys', 'api')),
    secrets: [
      alice,
      { ...alice, name: 'bob', value: 'bob-key', labels: { app: 'x' } },
    ],
    calls: [
      { call: GET, headers: bearer('alice-key'), answer: '200 api' },
      { call: GET, headers: bearer('bob-key'), answer: '401 key' },
      { call: GET, headers: bearer('nobodys'), answer: '401 key' },
      { call: GET, answer: '401 credential' },
      {
        call: GET,
        headers: { authorization: ['Bearer alice-key', 'Bearer alice-key'] },
        answer: '401 key',
      },
      {
        call: GET,
        headers: { authorization: 'bearer alice-key' },
        answer: '401 credential',
      },
      {
        call: GET,
        headers: { authorization: 'Bearer  alice-key' },
        answer: '401 key',
      },
    ],
  },
  {
    name: 'A key passes only where the rule looks for it',
    ...world,
    authPolicies: placed({ customHeader: { name: 'X-Api-Key' } }),
    secrets: [alice],
    calls: [
      { call: GET, headers: { 'x-api-key': 'alice-key' }, answer: '200 api' },
      { call: GET, headers: bearer('alice-key'), answer: '401 credential' },
    ],
  },
  {
    name: 'A key in the query is compared as it is written',
    ...world,
    authPolicies: placed({ queryString: { name: 'key' } }),
    secrets: [alice],
    calls: [
      {
        call: 'GET http://a.test/?x=1?key=alice-key',
        answer: '200 api',
      },
      { call: `${GET}?a=1&key=alice-key`, answer: '200 api' },
      { call: `${GET}?key=alice%2Dkey`, answer: '401 key' },
      { call: `${GET}?mykey=alice-key`, answer: '401 credential' },
    ],
  },
  {
    name: 'A key can be a cookie among others',
    ...world,
    authPolicies: placed({ cookie: { name: 'key' } }),
    secrets: [alice],
    calls: [
      {
        call: GET,
        headers: { cookie: ['a=1', 'key=alice-key'] },
        answer: '200 api',
      },
      {
        call: GET,
        headers: { cookie: 'a=1; key=alice-key' },
        answer: '200 api',
      },
      { call: GET, headers: { cookie: 'a=1' }, answer: '401 credential' },
    ],
  },
  {
    name: 'A Secret outside of the namespace of Kuadrant passes only by a rule for all namespaces',
    ...world,
    authPolicies: policy({
      authentication: {
        near: keyRules('near', 'api').authentication!.near,
        far: {
          apiKey: {
            selector: { matchLabels: { app: 'far' } },
            allNamespaces: true,
          },
        },
      },
    }),
    secrets: [
      { ...alice, namespace: 'shop' },
      {
        name: 'far',
        value: 'far-key',
        namespace: 'shop',
        labels: { app: 'far' },
      },
    ],
    calls: [
      { call: GET, headers: bearer('alice-key'), answer: '401 key' },
      { call: GET, headers: bearer('far-key'), answer: '200 api' },
    ],
  },
  {
    name: 'A key as the route’s policy wants it is refused where the Gateway overrides it (K15)',
    ...world,
    authPolicies: [
      authPolicy('corp', 'Gateway', {
        overrides: {
          rules: {
            authentication: {
              corp: {
                apiKey: { selector: { matchLabels: { app: 'corp' } } },
                credentials: { customHeader: { name: 'X-Corp-Key' } },
              },
            },
          },
        },
      }),
      ...policy(keyRules('keys', 'api')),
    ],
    secrets: [
      alice,
      { name: 'corp', value: 'corp-key', labels: { app: 'corp' } },
    ],
    calls: [
      { call: GET, headers: bearer('alice-key'), answer: '401 credential' },
      { call: GET, headers: { 'x-corp-key': 'corp-key' }, answer: '200 api' },
    ],
  },
  {
    name: 'A policy of one listener guards calls through that listener alone (K2)',
    gateways: [gateway(['public :80 a.test', 'internal :80 a.internal'])],
    routes: [httpRoute()],
    authPolicies: [
      authPolicy('internal', 'Gateway#internal', {
        rules: keyRules('keys', 'api'),
      }),
    ],
    calls: [
      { call: GET, answer: '200 api' },
      { call: 'GET http://a.internal/', answer: '401 credential' },
    ],
  },
  {
    name: 'A policy of one rule guards calls of that rule alone (K2)',
    ...world,
    routes: [
      httpRoute({
        rules: [
          { name: 'admin', matches: [{ path: { value: '/admin' } }] },
          { name: 'all' },
        ],
      }),
    ],
    authPolicies: [
      authPolicy('admin', 'HTTPRoute#admin', {
        rules: keyRules('keys', 'api'),
      }),
    ],
    calls: [
      { call: 'GET http://a.test/admin/x', answer: '401 credential' },
      { call: GET, answer: '200 api' },
    ],
  },
  {
    name: 'A rule for anonymous access lets in calls without a key (K37)',
    ...world,
    authPolicies: policy({
      authentication: {
        ...keyRules('keys', 'api').authentication,
        public: { anonymous: {} },
      },
    }),
    calls: [
      { call: GET, answer: '200 api' },
      { call: GET, headers: bearer('wrong'), answer: '200 api' },
    ],
  },
  {
    name: 'Anonymous access under a condition lets in those calls alone',
    ...world,
    authPolicies: policy({
      authentication: {
        ...keyRules('keys', 'api').authentication,
        health: {
          anonymous: {},
          when: [{ predicate: 'request.url_path == "/healthz"' }],
        },
      },
    }),
    calls: [
      { call: 'GET http://a.test/healthz?x=1', answer: '200 api' },
      { call: GET, answer: '401 credential' },
    ],
  },
  {
    name: 'A policy with conditions guards the calls for which they hold',
    ...world,
    authPolicies: policy(keyRules('keys', 'api'), {
      when: [{ predicate: 'request.method == "POST"' }],
    }),
    calls: [
      { call: GET, answer: '200 api' },
      { call: 'POST http://a.test/', answer: '401 credential' },
    ],
  },
  {
    name: 'An authorization rule keeps out the keys of other products (K4)',
    ...world,
    authPolicies: policy({
      ...keyRules('keys', 'everyone'),
      authorization: recommendedAuthorization({
        namespace: 'shop',
        name: 'toys',
      }),
    }),
    secrets: ['toys', 'games'].map(product => ({
      name: product,
      value: `${product}-key`,
      labels: {
        app: 'everyone',
        'devportal.kuadrant.io/apiproduct': product,
        'devportal.kuadrant.io/apiproduct-namespace': 'shop',
      },
    })),
    calls: [
      { call: GET, headers: bearer('toys-key'), answer: '200 api' },
      { call: GET, headers: bearer('games-key'), answer: '403 authorization' },
    ],
  },
  {
    name: 'A rule that cannot be judged lets nothing pass',
    ...world,
    authPolicies: policy({
      ...keyRules('keys', 'api'),
      authorization: { rego: { opa: { rego: 'allow = true' } } },
    }),
    secrets: [alice],
    calls: [
      { call: GET, headers: bearer('alice-key'), answer: '500 authPolicy' },
    ],
  },
  {
    name: 'A policy that is refused guards nothing',
    ...world,
    authPolicies: [
      authPolicy(
        'auth',
        'HTTPRoute',
        { rules: keyRules('keys', 'api') },
        { status: conditions('Accepted=False TargetNotFound: none') },
      ),
    ],
    calls: [{ call: GET, answer: '200 api' }],
  },
  {
    name: 'A policy guards calls before anything is reported about it',
    ...world,
    authPolicies: [
      authPolicy(
        'auth',
        'HTTPRoute',
        { rules: keyRules('keys', 'api') },
        { status: 'none' },
      ),
    ],
    calls: [{ call: GET, answer: '401 credential' }],
  },
  {
    name: 'The same call on another Gateway meets the policies of that Gateway',
    gateways: [
      gateway(['web :80 a.test']),
      gateway(['in :80 a.internal'], { name: 'inner' }),
    ],
    routes: [httpRoute({ parentRefs: [edge(), edge({ name: 'inner' })] })],
    authPolicies: [
      authPolicy(
        'inner',
        'Gateway',
        { rules: keyRules('keys', 'api') },
        { target: { name: 'inner' } },
      ),
    ],
    calls: [
      { call: GET, answer: '200 api' },
      { call: 'GET http://a.internal/', answer: '401 credential' },
    ],
  },
];
