import type { AuthRules } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  authPolicy,
  goldOnly,
  httpRoute,
  keysOf,
  type Scenario,
  telling,
} from './objects';

/** A route with a policy of its own. */
export function routeWith(
  title: string,
  name: string,
  spec: { rules: AuthRules } & Record<string, unknown>,
): Scenario {
  const host = `${name}.test`;
  return {
    title,
    hosts: [host],
    objects: [
      httpRoute(name, { gateway: 'open', hostnames: [host] }),
      authPolicy(name, `HTTPRoute/${name}`, spec),
    ],
    effects: [{ route: name, content: spec }],
  };
}

const corporate: NonNullable<AuthRules['authentication']> = {
  corporate: {
    apiKey: { selector: { matchLabels: { group: 'corporate' } } },
    credentials: { customHeader: { name: 'X-Corp-Key' } },
    // Of two rules of one priority that both know the caller, either may count.
    priority: 1,
  },
};

/** How callers say who they are, and what they may do then. */
export const credentialScenarios: Scenario[] = [
  routeWith('the place of a key that no policy names', 'bearer', {
    rules: keysOf('shop'),
  }),
  routeWith('a prefix of the Authorization header', 'prefix', {
    rules: keysOf('shop', {
      credentials: { authorizationHeader: { prefix: 'APIKEY' } },
    }),
  }),
  routeWith('a header', 'header', {
    rules: keysOf('shop', {
      credentials: { customHeader: { name: 'X-API-Key' } },
    }),
  }),
  routeWith('the query', 'query', {
    rules: keysOf('shop', {
      credentials: { queryString: { name: 'api_key' } },
    }),
  }),
  routeWith('a cookie', 'cookie', {
    rules: keysOf('shop', { credentials: { cookie: { name: 'APIKEY' } } }),
  }),
  routeWith('keys of all namespaces', 'everywhere', {
    rules: keysOf('shop', { allNamespaces: true }),
  }),
  routeWith('anonymous access where no key is known', 'anonymous', {
    rules: keysOf('shop', {
      others: { anybody: { anonymous: {}, priority: 1 } },
    }),
  }),
  routeWith('anonymous access alone', 'nobody', {
    rules: {
      authentication: { anybody: { anonymous: {} } },
      response: telling,
    },
  }),
  routeWith('two rules that take keys', 'two-rules', {
    rules: keysOf('shop', { others: corporate }),
  }),
  routeWith('a selector with expressions', 'expressions', {
    rules: {
      authentication: {
        keys: {
          apiKey: {
            selector: {
              matchExpressions: [
                { key: 'group', operator: 'In', values: ['shop', 'other'] },
                { key: 'suspended', operator: 'DoesNotExist' },
              ],
            },
          },
        },
      },
      response: telling,
    },
  }),
  routeWith('authorization by plan', 'gold', {
    rules: keysOf('shop', { authorization: goldOnly }),
  }),
  routeWith('authorization by a selector and a named pattern', 'patterns', {
    patterns: {
      reading: {
        allOf: [{ selector: 'request.method', operator: 'eq', value: 'GET' }],
      },
    },
    rules: keysOf('shop', {
      authorization: {
        readers: { patternMatching: { patterns: [{ patternRef: 'reading' }] } },
      },
    }),
  }),
  routeWith('authorization without authentication', 'readable', {
    rules: {
      authorization: {
        readers: {
          patternMatching: {
            patterns: [{ predicate: 'request.method == "GET"' }],
          },
        },
      },
    },
  }),
  routeWith('a policy for some calls', 'when', {
    when: [{ predicate: 'request.method != "GET"' }],
    rules: keysOf('shop'),
  }),
  routeWith('rules for some calls', 'conditional', {
    rules: {
      authentication: {
        admins: {
          apiKey: { selector: { matchLabels: { group: 'corporate' } } },
          when: [{ predicate: 'request.url_path.startsWith("/admin")' }],
        },
        keys: {
          apiKey: { selector: { matchLabels: { group: 'shop' } } },
          when: [{ predicate: '!request.url_path.startsWith("/admin")' }],
        },
      },
      response: telling,
    },
  }),
  routeWith('other statuses for those who are not let in', 'denials', {
    rules: {
      ...keysOf('shop', { authorization: goldOnly }),
      response: {
        ...telling,
        unauthenticated: { code: 302 },
        unauthorized: { code: 404 },
      },
    },
  }),
  routeWith('tokens of an issuer that is away', 'jwt-away', {
    rules: {
      authentication: {
        people: { jwt: { issuerUrl: 'http://127.0.0.1:1/issuer' } },
      },
    },
  }),
];
