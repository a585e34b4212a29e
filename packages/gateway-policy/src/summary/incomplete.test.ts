import type {
  AuthPolicy,
  Gateway,
  HTTPRoute,
  PlanPolicy,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { GatewayModel } from '../decision';
import { indexObjects } from '../objects';
import { computedConditions } from '../policies';
import { summarizeRoute } from './summarizeRoute';

const named = (name: string) => ({ name, namespace: 'shop' });
const targetRef = {
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  name: 'api',
};

/** Objects of clusters whose definitions check less than those of Gateway API and Kuadrant. */
const specs: unknown[] = [
  {},
  { targetRef },
  { targetRef, plans: [], rules: {}, limits: {}, defaults: {} },
  { targetRef, plans: [{}], rules: {}, limits: { all: {} } },
  {
    targetRef,
    plans: [{ tier: 'gold', predicate: '', limits: { custom: [{}] } }],
    rules: { authentication: { keys: {} }, response: { success: {} } },
    limits: { all: { rates: [{}], counters: [{}], when: [{}] } },
  },
];
const gateways: unknown[] = [{}, { listeners: [] }, { listeners: [{}] }];
const routes: unknown[] = [
  {},
  { parentRefs: [{ name: 'api' }] },
  { parentRefs: [{ name: 'api' }], hostnames: [], rules: [] },
  { parentRefs: [{ name: 'api' }], rules: [{}, { matches: [{}] }] },
];

test('objects that lack fields are answered for, not failed on', () => {
  for (const gateway of gateways) {
    for (const route of routes) {
      for (const spec of specs) {
        const object = { metadata: named('api'), spec };
        const objects = {
          gateways: [{ metadata: named('api'), spec: gateway } as Gateway],
          routes: [{ metadata: named('api'), spec: route } as HTTPRoute],
          authPolicies: [object as AuthPolicy],
          planPolicies: [object as PlanPolicy],
          rateLimitPolicies: [object as RateLimitPolicy],
        };
        const lookup = indexObjects(objects);
        const summary = summarizeRoute(objects.routes[0], named('api'), lookup);
        expect(summary.access.works).toBe(false);
        const world = { lookup, routes: objects.routes };
        for (const kind of [
          'AuthPolicy',
          'PlanPolicy',
          'RateLimitPolicy',
        ] as const) {
          expect(computedConditions(kind, object as never, world)[0].type).toBe(
            'Accepted',
          );
        }
        const decision = new GatewayModel(objects).decide(
          { method: 'GET', hostname: 'a.test', path: '/' },
          { keys: { find: () => undefined }, counters: new Map(), now: 0 },
        );
        expect(decision).toHaveProperty('passed');
      }
    }
  }
});
