import type { AuthenticationRule } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Authentication } from '../credentials';

/** Authentication rules, and how callers may authenticate by them. */
export interface CredentialCase {
  name: string;
  authentication?: Record<string, AuthenticationRule>;
  answer: Partial<Omit<Authentication, 'keyRules'>> & {
    keyRules?: Partial<Authentication['keyRules'][number]>[];
  };
}

const bearer = {
  in: 'header' as const,
  name: 'Authorization',
  prefix: 'Bearer',
};
const key = (extra: AuthenticationRule = {}): AuthenticationRule => ({
  apiKey: { selector: { matchLabels: { app: 'toys' } } },
  ...extra,
});

/** Which rules take keys, where, and what else lets a call in. */
export const credentialCases: CredentialCase[] = [
  {
    name: 'A key follows Bearer in the Authorization header, unless the rule says otherwise',
    authentication: { keys: key() },
    answer: {
      keyRules: [{ name: 'keys', placement: bearer }],
      anonymous: false,
    },
  },
  {
    name: 'An empty prefix means Bearer',
    authentication: {
      keys: key({ credentials: { authorizationHeader: { prefix: '' } } }),
    },
    answer: { keyRules: [{ placement: bearer }] },
  },
  {
    name: 'A prefix of its own is kept',
    authentication: {
      keys: key({ credentials: { authorizationHeader: { prefix: 'APIKEY' } } }),
    },
    answer: { keyRules: [{ placement: { ...bearer, prefix: 'APIKEY' } }] },
  },
  {
    name: 'A custom header holds the key alone',
    authentication: {
      keys: key({ credentials: { customHeader: { name: 'X-Api-Key' } } }),
    },
    answer: { keyRules: [{ placement: { in: 'header', name: 'X-Api-Key' } }] },
  },
  {
    name: 'A key can be a parameter of the query',
    authentication: {
      keys: key({ credentials: { queryString: { name: 'api_key' } } }),
    },
    answer: { keyRules: [{ placement: { in: 'query', name: 'api_key' } }] },
  },
  {
    name: 'A key can be a cookie',
    authentication: {
      keys: key({ credentials: { cookie: { name: 'APIKEY' } } }),
    },
    answer: { keyRules: [{ placement: { in: 'cookie', name: 'APIKEY' } }] },
  },
  {
    name: 'Of several rules for keys the first by name is told, whatever their order in the policy',
    authentication: { b: key(), a: key() },
    answer: { keyRules: [{ name: 'a' }, { name: 'b' }] },
  },
  {
    name: 'A rule of a lower priority number comes first',
    authentication: { a: key({ priority: 1 }), b: key() },
    answer: { keyRules: [{ name: 'b' }, { name: 'a', priority: 1 }] },
  },
  {
    name: 'Keys are looked for in the namespace of Kuadrant, or in all where the rule says so',
    authentication: {
      a: key(),
      b: { apiKey: { selector: {}, allNamespaces: true } },
    },
    answer: { keyRules: [{ allNamespaces: false }, { allNamespaces: true }] },
  },
  {
    name: 'A rule with conditions is only for some calls',
    authentication: { keys: key({ when: [{ predicate: 'true' }] }) },
    answer: { keyRules: [{ conditional: true }] },
  },
  {
    name: 'Where no rule takes keys, none is told (K22)',
    authentication: { oidc: { jwt: { issuerUrl: 'https://issuer.example' } } },
    answer: { keyRules: [], anonymous: false },
  },
  {
    name: 'A rule for anonymous access beside the key rule lets calls in without a key (K37)',
    authentication: { keys: key(), public: { anonymous: {} } },
    answer: {
      keyRules: [{ name: 'keys' }],
      anonymous: true,
      anonymousRules: ['public'],
    },
  },
  {
    name: 'Anonymous access for some calls leaves the key needed for the others',
    authentication: {
      keys: key(),
      health: {
        anonymous: {},
        when: [{ predicate: 'request.path == "/healthz"' }],
      },
    },
    answer: { anonymous: false, anonymousRules: ['health'] },
  },
  {
    name: 'Without authentication rules no key is needed',
    answer: { keyRules: [], anonymous: true, anonymousRules: [] },
  },
  {
    name: 'All issuers of JWTs are told, each once (K31)',
    authentication: {
      b: { jwt: { issuerUrl: 'https://two.example' } },
      a: { jwt: { issuerUrl: 'https://one.example' } },
      c: { jwt: { issuerUrl: 'https://two.example' } },
    },
    answer: { jwtIssuers: ['https://one.example', 'https://two.example'] },
  },
  {
    name: 'A set of keys stands for an issuer without discovery',
    authentication: { a: { jwt: { jwksUrl: 'https://one.example/jwks' } } },
    answer: { jwtIssuers: ['https://one.example/jwks'] },
  },
  {
    name: 'Rules of other types are named',
    authentication: {
      keys: key(),
      cluster: { kubernetesTokenReview: { audiences: ['a'] } },
      tls: { x509: {} },
    },
    answer: { keyRules: [{ name: 'keys' }], otherRules: ['cluster', 'tls'] },
  },
];
