import type { AuthRules } from '@kuadrant/backstage-plugin-kuadrant-common';
import { routeWith } from './credentialScenarios';
import { IDENTITY_HEADER, type Scenario } from './objects';
import { AUDIENCE } from './TokenIssuer';

/** Tells services who was let in, by token or by key. */
const tellingWho: NonNullable<AuthRules['response']> = {
  success: {
    headers: {
      [IDENTITY_HEADER]: {
        plain: {
          expression:
            'has(auth.identity.sub) ? auth.identity.sub : auth.identity.metadata.name',
        },
      },
    },
  },
};

/** Policies that take the tokens of an issuer, alone and beside keys and anonymous access. */
export function tokenScenarios(issuerUrl: string): Scenario[] {
  const people = { jwt: { issuerUrl } };
  const keys = { apiKey: { selector: { matchLabels: { group: 'shop' } } } };
  const audience: AuthRules['authorization'] = {
    audience: {
      patternMatching: {
        patterns: [
          {
            predicate: `type(auth.identity.aud) == list ? "${AUDIENCE}" in auth.identity.aud : auth.identity.aud == "${AUDIENCE}"`,
          },
        ],
      },
    },
  };
  const taking = (
    name: string,
    title: string,
    authentication: AuthRules['authentication'],
    authorization?: AuthRules['authorization'],
  ) =>
    routeWith(title, name, {
      rules: {
        authentication,
        ...(authorization && { authorization }),
        response: tellingWho,
      },
    });
  return [
    taking('jwt', 'tokens of an issuer', { people }),
    taking('jwt-audience', 'tokens made out for one', { people }, audience),
    taking('jwt-header', 'tokens in a header', {
      people: {
        ...people,
        credentials: { customHeader: { name: 'X-API-Key' } },
      },
    }),
    taking('jwt-and-keys', 'tokens beside keys in the same header', {
      keys,
      people,
    }),
    taking('jwt-or-header', 'tokens beside keys in a header', {
      keys: {
        ...keys,
        credentials: { customHeader: { name: 'X-API-Key' } },
      },
      people: { ...people, priority: 1 },
    }),
    taking('jwt-anonymous', 'tokens beside anonymous access', {
      people,
      anybody: { anonymous: {}, priority: 1 },
    }),
    taking('jwt-conditional', 'tokens for some calls', {
      people: {
        ...people,
        when: [{ predicate: 'request.method == "GET"' }],
      },
      keys: { ...keys, when: [{ predicate: 'request.method != "GET"' }] },
    }),
    taking('jwt-keys-url', 'tokens by the keys that sign them', {
      people: { jwt: { jwksUrl: `${issuerUrl}/keys` } },
    }),
    taking('jwt-two', 'tokens of two issuers, one of which is away', {
      away: { jwt: { issuerUrl: 'http://127.0.0.1:1/issuer' } },
      people,
    }),
  ];
}
