import type {
  AuthRules,
  ResponseItem,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { recommendedIdentityFilter } from '../credentials';
import {
  authPolicy,
  gateway,
  httpRoute,
  keyRules,
  rateLimitPolicy,
} from './objects';
import type { LimitCase } from './types';

const annotation = (name: string) =>
  `auth.identity.metadata.annotations["${name}"]`;
const exported = (properties: Record<string, string>) => ({
  identity: {
    json: {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, expression]) => [
          name,
          { expression },
        ]),
      ),
    },
  },
});

function counting(
  name: string,
  counters: string[],
  filters: Record<string, ResponseItem> | undefined,
  scope: string,
): LimitCase {
  const rules: AuthRules = {
    ...keyRules('api'),
    ...(filters && { response: { success: { filters } } }),
  };
  return {
    name,
    gateways: [gateway(['web :80 api.example.com'])],
    route: httpRoute(),
    authPolicies: [authPolicy('auth', 'HTTPRoute', { rules })],
    rateLimitPolicies: [
      rateLimitPolicy('limits', 'HTTPRoute', {
        limits: {
          each: {
            rates: [{ limit: 5, window: '1m' }],
            counters: counters.map(expression => ({ expression })),
          },
        },
      }),
    ],
    answer: { limits: [`* 5/1m ${scope}`] },
  };
}

const whole = { identity: { plain: { expression: 'auth.identity' } } };

/** Who shares the counter of a limit. */
export const scopeCases: LimitCase[] = [
  counting(
    'A counter by a plan that is exported where there is one is shared by the plan',
    ['auth.identity.tier'],
    exported({
      tier: `has(auth.identity.metadata) ? ${annotation('secret.kuadrant.io/plan-id')} : ""`,
    }),
    'plan',
  ),
  counting(
    'A counter that only asks who calls counts nobody apart by name',
    ['has(auth.identity.user) ? "known" : "unknown"'],
    exported({ user: annotation('secret.kuadrant.io/user-id') }),
    'everyone',
  ),
  counting(
    'A counter by an identity that is exported for some calls only is not judged',
    ['auth.identity["user-id"]'],
    {
      identity: {
        ...recommendedIdentityFilter().identity,
        when: [{ predicate: 'request.method == "GET"' }],
      },
    },
    'unknown',
  ),
  counting(
    'A limit without counters is for everyone',
    [],
    undefined,
    'everyone',
  ),
  counting(
    'A counter by the key is for each key',
    ['auth.identity["key-id"]'],
    recommendedIdentityFilter(),
    'key',
  ),
  counting(
    'A counter by the user is for each user, not for each key',
    ['auth.identity.userid'],
    exported({ userid: annotation('secret.kuadrant.io/user-id') }),
    'user',
  ),
  counting(
    'A counter by the owner is for each owner',
    ['auth.identity.owner'],
    exported({ owner: annotation('devportal.kuadrant.io/owner') }),
    'owner',
  ),
  counting(
    'A counter by the plan is shared by the plan',
    ['auth.identity.plan'],
    exported({ plan: annotation('secret.kuadrant.io/plan-id') }),
    'plan',
  ),
  counting(
    'A counter by an identity that is not exported is for everyone',
    [annotation('secret.kuadrant.io/user-id')],
    undefined,
    'everyone, not exported',
  ),
  counting(
    'A counter by a field that is not exported is for everyone',
    ['auth.identity.nothing'],
    recommendedIdentityFilter(),
    'everyone, not exported',
  ),
  counting(
    'A counter by the name of the Secret is for each key',
    ['auth.identity.metadata.name'],
    whole,
    'key',
  ),
  counting(
    'A counter by the whole identity is for each key',
    ['auth.identity'],
    whole,
    'key',
  ),
  counting(
    'A counter by all exported fields is as narrow as the narrowest of them',
    ['auth.identity'],
    exported({
      plan: annotation('secret.kuadrant.io/plan-id'),
      userid: annotation('secret.kuadrant.io/user-id'),
    }),
    'user',
  ),
  counting(
    'The name of a key alone does not tell keys of two namespaces apart',
    ['auth.identity.metadata.labels["devportal.kuadrant.io/apikey"]'],
    whole,
    'unknown',
  ),
  counting(
    'Name and namespace of a key together tell keys apart',
    [
      'auth.identity.metadata.labels["devportal.kuadrant.io/apikey"]',
      'auth.identity.metadata.labels["devportal.kuadrant.io/apikey-namespace"]',
    ],
    whole,
    'key',
  ),
  counting(
    'The narrowest of several counters counts',
    ['request.path', 'auth.identity.userid', 'auth.identity.key'],
    exported({
      userid: annotation('secret.kuadrant.io/user-id'),
      key: annotation('devportal.kuadrant.io/key-id'),
    }),
    'key',
  ),
  counting(
    'A counter by the path is shared by all who call it',
    ['request.path'],
    undefined,
    'everyone',
  ),
  counting(
    'A counter by the address of the caller is not judged',
    ['source.address'],
    undefined,
    'unknown',
  ),
  counting(
    'A counter by a header of the caller is not judged',
    ['request.headers["x-user"]'],
    undefined,
    'unknown',
  ),
  counting(
    'A counter by a claim of a JWT is not judged for keys',
    ['auth.identity.sub'],
    exported({ sub: 'auth.identity.sub' }),
    'unknown',
  ),
  counting(
    'A field has the name of what every object has, but is not exported',
    ['auth.identity.constructor'],
    recommendedIdentityFilter(),
    'everyone, not exported',
  ),
  counting(
    'A part of the identity with such a name is not judged',
    ['auth.identity.metadata.constructor.name'],
    whole,
    'unknown',
  ),
  counting(
    'A counter by a constant is for everyone',
    ['auth.identity.tier'],
    exported({ tier: '"gold"' }),
    'everyone, not exported',
  ),
];
