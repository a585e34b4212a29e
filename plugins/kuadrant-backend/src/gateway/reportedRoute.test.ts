import type {
  APIProduct,
  APIProductStatus,
  AuthRules,
  HTTPRoute,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  indexObjects,
  summarizeRoute,
  type ClusterObjects,
} from '@kuadrant/gateway-policy';
import {
  gateway,
  keyRule,
  plan,
  plans,
  route,
} from '../__testUtils__/trafficObjects';
import { reportedRoute } from './reportedRoute';

const NAMESPACE = 'toys';
const at = <T>(make: (namespace: string) => T): T => make(NAMESPACE);
const condition = (type: string, status: string, reason = type, message = '') =>
  ({ type, status, reason, message, lastTransitionTime: '' }) as never;

/** What the controller says of a product that all is well with. */
const GOOD: APIProductStatus = {
  observedGeneration: 3,
  conditions: [
    condition('Ready', 'True'),
    condition('AuthPolicyDiscovered', 'True'),
    condition('PlanPolicyDiscovered', 'True'),
  ],
  discoveredPlans: [{ tier: 'gold', limits: { daily: 5 } }],
  discoveredAuthScheme: {
    authentication: {
      keys: at(keyRule('X-Key')),
      people: { jwt: { issuerUrl: 'https://id.test' } },
    },
  } as AuthRules,
};

function reported(
  status: Partial<APIProductStatus> = {},
  objects: ClusterObjects & { route?: HTTPRoute } = {},
) {
  const product: APIProduct = {
    metadata: { namespace: NAMESPACE, name: 'api', generation: 3 },
    spec: {
      displayName: 'API',
      approvalMode: 'manual',
      publishStatus: 'Published',
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: 'api',
      },
    },
    status: { ...GOOD, ...status },
  };
  const { route: own = at(route(['a.test'])), ...others } = objects;
  const ref = { namespace: NAMESPACE, name: 'api' };
  return reportedRoute(product, summarizeRoute(own, ref, indexObjects(others)));
}

const conditionsBut = (changed: never) => [
  ...GOOD.conditions!.filter(
    ({ type }) => type !== (changed as { type: string }).type,
  ),
  changed,
];

describe('reportedRoute', () => {
  it('tells what the controller found where no Gateway of the route can be seen', () => {
    expect(reported()).toEqual({
      hosts: [],
      pathPrefix: '',
      access: {
        works: true,
        placement: { in: 'header', name: 'X-Key' },
        conditional: false,
      },
      anonymous: false,
      jwtIssuers: ['https://id.test'],
      plans: {
        state: 'offered',
        plans: [
          { tier: 'gold', readsPlanId: true, limits: [], replacedBy: [] },
        ],
      },
      limits: [],
      limitsScope: 'unknown',
    });
  });

  it('tells the path of the route, which can be seen', () => {
    const rules = [{ matches: [{ path: { value: '/v1' } }] }];
    expect(
      reported({}, { route: at(route(['a.test'], { rules })) })?.pathPrefix,
    ).toBe('/v1');
  });

  it('tells that calls need no key', () => {
    const open = {
      authentication: { keys: at(keyRule('X-Key')), all: { anonymous: {} } },
    };
    expect(
      reported({ discoveredAuthScheme: open as AuthRules })?.anonymous,
    ).toBe(true);
  });

  it.each<[string, Partial<APIProductStatus>, string | undefined]>([
    ['without plans', { discoveredPlans: undefined }, 'none'],
    ['with plans', {}, 'offered'],
    [
      'whose plans are refused',
      {
        discoveredPlans: undefined,
        conditions: conditionsBut(
          condition(
            'PlanPolicyDiscovered',
            'False',
            'PlanPolicyNotReady',
            'PlanPolicy infra/plans is not accepted: Invalid',
          ),
        ),
      },
      'refused',
    ],
    [
      'that is not ready',
      { conditions: conditionsBut(condition('Ready', 'False')) },
      undefined,
    ],
    [
      'without an AuthPolicy in force',
      { conditions: conditionsBut(condition('AuthPolicyDiscovered', 'False')) },
      undefined,
    ],
    [
      'whose rules take no keys',
      { discoveredAuthScheme: { authentication: {} } },
      undefined,
    ],
    ['of which nothing is reported', { conditions: undefined }, undefined],
    [
      'whose report is about another route',
      { observedGeneration: 2 },
      undefined,
    ],
  ])('of a product %s', (_, status, state) => {
    expect(reported(status)?.plans.state).toBe(state);
  });

  it('gives the words of a refused policy that can be seen, else those of the controller', () => {
    const refused = {
      discoveredPlans: undefined,
      conditions: conditionsBut(
        condition(
          'PlanPolicyDiscovered',
          'False',
          'PlanPolicyNotReady',
          'PlanPolicy infra/plans is not accepted: Invalid',
        ),
      ),
    };
    expect(reported(refused)?.plans).toEqual({
      state: 'refused',
      why: {
        condition: 'Accepted',
        reason: 'PlanPolicyNotReady',
        message: 'PlanPolicy infra/plans is not accepted: Invalid',
      },
    });
    const own = at(
      plans([plan('gold')], { refusal: ['Accepted', 'Invalid', 'no end'] }),
    );
    expect(reported(refused, { planPolicies: [own] })?.plans).toMatchObject({
      state: 'refused',
      why: {
        policy: { namespace: NAMESPACE, kind: 'PlanPolicy' },
        reason: 'Invalid',
        message: 'no end',
      },
    });
  });

  it('counts for nothing where a Gateway can be seen, or the route names none', () => {
    expect(
      reported({}, { gateways: [at(gateway(['http :80']))] }),
    ).toBeUndefined();
    expect(
      reported({}, { route: at(route(['a.test'], { parentRefs: [] })) }),
    ).toBeUndefined();
  });
});
