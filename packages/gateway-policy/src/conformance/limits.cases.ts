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
import type { LimitCase } from './types';

const world = {
  gateways: [gateway(['web :80 api.example.com'])],
  route: httpRoute(),
  authPolicies: [authPolicy('auth', 'HTTPRoute', { rules: keyRules('api') })],
};
const rates = (...texts: string[]) =>
  texts.map(text => {
    const [limit, window] = text.split('/');
    return { limit: Number(limit), window };
  });

/** Which plans are offered, and which limits hold. */
export const limitCases: LimitCase[] = [
  {
    name: 'Without a PlanPolicy there are no plans',
    ...world,
    answer: { plans: 'none', limits: [] },
  },
  {
    name: 'The plans of the PlanPolicy are offered, each limit shared by its plan',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        plan('gold', { daily: 100, monthly: 2000 }),
        plan('silver', { weekly: 7, yearly: 300 }),
      ]),
    ],
    answer: {
      plans: ['gold', 'silver'],
      blind: [],
      replacedBy: [],
      limits: [
        'gold 100/24h plan',
        'gold 2000/730h plan',
        'silver 7/168h plan',
        'silver 300/8760h plan',
      ],
    },
  },
  {
    name: 'A plan without limits is offered',
    ...world,
    planPolicies: [planPolicy('plans', 'HTTPRoute', [plan('free')])],
    answer: { plans: ['free'], limits: [], replacedBy: [] },
  },
  {
    name: 'A PlanPolicy that is refused offers no plan (K16)',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('gold', { daily: 1 })], {
        status: conditions('Accepted=False Invalid: syntax error in gold'),
      }),
    ],
    answer: { plans: 'refused: Invalid: syntax error in gold', limits: [] },
  },
  {
    name: 'A PlanPolicy that is not enforced offers no plan',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('gold')], {
        status: conditions(
          'Accepted=True Accepted',
          'Enforced=False Unknown: no AuthPolicy on the target',
        ),
      }),
    ],
    answer: { plans: 'refused: Unknown: no AuthPolicy on the target' },
  },
  {
    name: 'A PlanPolicy that nothing is reported of offers its plans',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('gold')], { status: 'none' }),
    ],
    answer: { plans: ['gold'] },
  },
  {
    name: 'A predicate that never reads the plan of a key is marked (K21)',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        plan('gold'),
        { tier: 'claim', predicate: 'auth.identity.plan == "gold"' },
        { tier: 'all', predicate: 'true' },
      ]),
    ],
    answer: { plans: ['gold', 'claim', 'all'], blind: ['claim', 'all'] },
  },
  {
    name: 'The name of the annotation in a text is no reading of it',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        {
          tier: 'fake',
          predicate: 'request.path == "secret.kuadrant.io/plan-id"',
        },
      ]),
    ],
    answer: { blind: ['fake'] },
  },
  {
    name: 'A predicate may read the plan of a key among other things',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        {
          tier: 'gold',
          predicate:
            'has(auth.identity.metadata.annotations) && "gold" == auth.identity.metadata.annotations["secret.kuadrant.io/plan-id"]',
        },
      ]),
    ],
    answer: { blind: [] },
  },
  {
    name: 'A limit per user beside a plan’s does not make the plan’s a private one (K17)',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('silver', { daily: 3 })]),
    ],
    authPolicies: [
      authPolicy('auth', 'HTTPRoute', {
        rules: {
          ...keyRules('api'),
          response: {
            success: {
              filters: {
                identity: {
                  json: {
                    properties: {
                      userid: {
                        expression:
                          'auth.identity.metadata.annotations["secret.kuadrant.io/user-id"]',
                      },
                    },
                  },
                },
              },
            },
          },
        },
      }),
    ],
    rateLimitPolicies: [
      rateLimitPolicy('per-user', 'Gateway', {
        defaults: {
          strategy: 'merge',
          limits: {
            each: {
              rates: rates('100/60s'),
              counters: [{ expression: 'auth.identity.userid' }],
            },
          },
        },
      }),
    ],
    answer: {
      plans: ['silver'],
      limits: ['* 100/60s user', 'silver 3/24h plan'],
    },
  },
  {
    name: 'A newer RateLimitPolicy on the same target replaces the limits of the plans, and that is told',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('silver', { daily: 3 })], {
        day: 1,
      }),
    ],
    rateLimitPolicies: [
      rateLimitPolicy(
        'other',
        'HTTPRoute',
        { limits: { all: { rates: rates('100/60s') } } },
        { day: 2 },
      ),
    ],
    answer: {
      plans: ['silver'],
      replacedBy: ['other'],
      limits: ['* 100/60s everyone'],
    },
  },
  {
    name: 'A RateLimitPolicy that only has the name of a PlanPolicy is another one',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('silver', { daily: 3 })]),
    ],
    rateLimitPolicies: [
      rateLimitPolicy('plans', 'HTTPRoute', {
        overrides: { limits: { all: { rates: rates('100/60s') } } },
      }),
    ],
    answer: { replacedBy: ['plans'], limits: ['* 100/60s everyone'] },
  },
  {
    name: 'Limits for a plan can come from another policy',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('gold', { daily: 3 })]),
    ],
    rateLimitPolicies: [
      rateLimitPolicy('per-plan', 'HTTPRoute', {
        overrides: {
          limits: {
            any: {
              when: [{ predicate: "auth.kuadrant.plan == 'gold'" }],
              rates: rates('5/1h'),
            },
          },
        },
      }),
    ],
    answer: { limits: ['gold 5/1h plan'], replacedBy: ['per-plan'] },
  },
  {
    name: 'Each rate of a limit is a limit',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy('limits', 'HTTPRoute', {
        limits: { all: { rates: rates('5/1s', '100/1m') } },
      }),
    ],
    answer: { limits: ['* 5/1s everyone', '* 100/1m everyone'] },
  },
  {
    name: 'A limit with conditions counts only some calls',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy('limits', 'HTTPRoute', {
        limits: {
          posts: {
            when: [{ predicate: 'request.method == "POST"' }],
            rates: rates('1/1s'),
          },
        },
      }),
    ],
    answer: { limits: ['* 1/1s everyone, conditional'] },
  },
  {
    name: 'A condition of the policy makes all of its limits conditional',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy('limits', 'HTTPRoute', {
        when: [{ predicate: 'request.method == "POST"' }],
        limits: {
          gold: {
            when: [{ predicate: 'auth.kuadrant.plan == "gold"' }],
            rates: rates('1/1s'),
          },
        },
      }),
    ],
    answer: { limits: ['gold 1/1s plan, conditional'] },
  },
  {
    name: 'A window of no length refuses nothing (K33)',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        plan('gold', {
          custom: [
            { limit: 3, window: '0s' },
            { limit: 3, window: '500ms' },
          ],
        }),
      ]),
    ],
    answer: {
      limits: [
        'gold 3/0s plan, without effect',
        'gold 3/500ms plan, without effect',
      ],
    },
  },
  {
    name: 'A limit of 0 refuses everything, whatever the window',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        plan('none', { daily: 0, custom: [{ limit: 0, window: '0s' }] }),
      ]),
    ],
    answer: { limits: ['none 0/24h plan', 'none 0/0s plan'] },
  },
  {
    name: 'A negative limit counts as 0 (K33)',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [plan('none', { daily: -1 })]),
    ],
    answer: { limits: ['none 0/24h plan'] },
  },
  {
    name: 'A number that is too large to be exact is marked (K33)',
    ...world,
    planPolicies: [
      planPolicy('plans', 'HTTPRoute', [
        // eslint-disable-next-line no-loss-of-precision
        plan('huge', { daily: 9007199254740993 }),
      ]),
    ],
    answer: { limits: ['huge 9007199254740992/24h plan, inexact'] },
  },
  {
    name: 'A window that is no duration has no effect',
    ...world,
    rateLimitPolicies: [
      rateLimitPolicy('limits', 'HTTPRoute', {
        limits: { all: { rates: rates('5/soon') } },
      }),
    ],
    answer: { limits: ['* 5/soon everyone, without effect'] },
  },
];
