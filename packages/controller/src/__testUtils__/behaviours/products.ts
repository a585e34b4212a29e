import {
  type APIProduct,
  apiProducts,
  authPolicies,
  httpRoutes,
  planPolicies,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { GATEWAY } from '../TestWorld';
import type { Behaviour, Ref, Stage } from './Stage';

/* eslint-disable jest/no-standalone-expect -- what the behaviours expect */

const refusedBy = (message: string) => ({
  parents: [
    {
      parentRef: GATEWAY,
      controllerName: 'test',
      conditions: [{ type: 'Accepted', status: 'False', message }],
    },
  ],
});
const ready = (status: string, reason: string) => ({ status, reason });
const FOUND = { status: 'True', reason: 'Found' };
const NOT_FOUND = { status: 'False', reason: 'NotFound' };
const NOT_READY = { status: 'False', reason: 'AuthPolicyNotReady' };

const without = async (stage: Stage, ref: Ref, which: 'auth' | 'plan') =>
  stage.world.client.delete(stage.policies[which] as typeof planPolicies, ref);

/** Whether its route can be used. */
export const ROUTE: Behaviour[] = [
  [
    'a product whose HTTPRoute a Gateway accepts is Ready',
    async stage =>
      stage.productShows(
        await stage.world.product(),
        'Ready',
        ready('True', 'HTTPRouteAccepted'),
      ),
  ],
  [
    'a product without its HTTPRoute is not Ready',
    async stage => {
      const ref = await stage.world.product();
      await stage.world.client.delete(httpRoutes, ref);
      await stage.productShows(
        ref,
        'Ready',
        ready('False', 'HTTPRouteNotFound'),
      );
    },
  ],
  [
    'an HTTPRoute of another namespace is not that of a product',
    async stage => {
      const ref = await stage.world.product();
      const elsewhere = await stage.world.namespace(stage.world.name('empty'));
      const { spec } = await stage.world.client.get<APIProduct>(
        apiProducts,
        ref,
      );
      const stranger = { namespace: elsewhere, name: ref.name };
      await stage.world.client.create<APIProduct>(apiProducts, {
        metadata: stranger,
        spec,
      });
      await stage.productShows(
        stranger,
        'Ready',
        ready('False', 'HTTPRouteNotFound'),
      );
    },
  ],
  [
    'an HTTPRoute that its Gateway refuses leaves the product not Ready, with the words of the Gateway',
    async stage => {
      const ref = await stage.world.product();
      await stage.world.setStatus(httpRoutes, ref, refusedBy('no listener'));
      await stage.productShows(ref, 'Ready', {
        ...ready('False', 'HTTPRouteNotAccepted'),
        message: expect.stringContaining('no listener'),
      });
    },
  ],
  [
    'a product becomes Ready when its HTTPRoute appears',
    async stage => {
      const ref = await stage.world.product();
      const { spec, status } = await stage.world.client.get(httpRoutes, ref);
      await stage.world.client.delete(httpRoutes, ref);
      await stage.productShows(
        ref,
        'Ready',
        ready('False', 'HTTPRouteNotFound'),
      );
      await stage.world.client.create(httpRoutes, { metadata: ref, spec });
      await stage.world.setStatus(httpRoutes, ref, status!);
      await stage.productShows(
        ref,
        'Ready',
        ready('True', 'HTTPRouteAccepted'),
      );
    },
  ],
  [
    'the status of a product says which generation it is about',
    async stage => {
      const ref = await stage.world.product();
      await stage.productStatusMatches(ref, { observedGeneration: 1 });
      await stage.world.patchSpec(apiProducts, ref, { description: 'new' });
      await stage.productStatusMatches(ref, { observedGeneration: 2 });
    },
  ],
];

/** Which plans it has. */
export const PLANS: Behaviour[] = [
  [
    'a PlanPolicy on the HTTPRoute is found, and the message names both',
    async stage => {
      const ref = await stage.world.product();
      await stage.productShows(ref, 'PlanPolicyDiscovered', {
        ...FOUND,
        message: `PlanPolicy ${ref.namespace}/toystore on HTTPRoute toystore applies`,
      });
    },
  ],
  [
    'without a PlanPolicy none is found, and there are no plans',
    async stage => {
      const ref = await stage.world.product();
      await without(stage, ref, 'plan');
      const { status } = await stage.productShows(
        ref,
        'PlanPolicyDiscovered',
        NOT_FOUND,
      );
      expect(status?.discoveredPlans).toBeUndefined();
    },
  ],
  [
    'plans are listed in the order of the policy, with all their limits',
    async stage => {
      const ref = await stage.world.product();
      const custom = [{ limit: 5, window: '10m' }];
      await stage.world.patchSpec(planPolicies, ref, {
        plans: [
          { tier: 'z', predicate: 'true', limits: { weekly: 7, custom } },
          { tier: 'a', predicate: 'true', limits: { monthly: 3, yearly: 9 } },
        ],
      });
      await stage.productStatusMatches(ref, {
        discoveredPlans: [
          { tier: 'z', limits: { weekly: 7, custom } },
          { tier: 'a', limits: { monthly: 3, yearly: 9 } },
        ],
      });
    },
  ],
  [
    "a PlanPolicy on the Gateway is found where the route has none, and the message names the Gateway's",
    async stage => {
      const ref = await stage.world.product();
      const { namespace } = await stage.moveToGateway(ref, 'plan');
      await stage.productShows(ref, 'PlanPolicyDiscovered', {
        ...FOUND,
        message: `PlanPolicy ${namespace}/gateway-wide on Gateway external applies`,
      });
    },
  ],
  [
    'a PlanPolicy on the HTTPRoute counts before one on the Gateway',
    async stage => {
      const ref = await stage.world.product();
      await stage.onGateway(ref, 'plan', {
        plans: [{ tier: 'wide', predicate: 'true' }],
      });
      await stage.world.settled();
      await stage.productStatusMatches(ref, {
        discoveredPlans: [{ tier: 'gold' }, { tier: 'silver' }],
      });
    },
  ],
  [
    'a PlanPolicy of another namespace does not count',
    async stage => {
      const ref = await stage.world.product();
      const { spec } = await stage.world.client.get(planPolicies, ref);
      await without(stage, ref, 'plan');
      const namespace = await stage.world.namespace(stage.world.name('other'));
      await stage.world.client.create(planPolicies, {
        metadata: { namespace, name: ref.name },
        spec,
      });
      await stage.world.settled();
      await stage.productShows(ref, 'PlanPolicyDiscovered', NOT_FOUND);
    },
  ],
];

/** How its calls are authenticated. */
export const AUTHENTICATION: Behaviour[] = [
  [
    'an AuthPolicy that is accepted and enforced is found, and the message names its target',
    async stage => {
      const ref = await stage.world.product();
      await stage.productShows(ref, 'AuthPolicyDiscovered', {
        ...FOUND,
        message: `AuthPolicy ${ref.namespace}/toystore on HTTPRoute toystore applies`,
      });
    },
  ],
  [
    'the rules of the AuthPolicy are shown whole',
    async stage => {
      const ref = await stage.world.product();
      const { spec } = await stage.world.client.get(authPolicies, ref);
      await stage.productStatusMatches(ref, {
        discoveredAuthScheme: spec.rules!,
      });
    },
  ],
  [
    'without an AuthPolicy none is found, and no rules are shown',
    async stage => {
      const ref = await stage.world.product();
      await stage.productShows(ref, 'AuthPolicyDiscovered', FOUND);
      await without(stage, ref, 'auth');
      const { status } = await stage.productShows(
        ref,
        'AuthPolicyDiscovered',
        NOT_FOUND,
      );
      expect(status?.discoveredAuthScheme).toBeUndefined();
    },
  ],
  ...(['Accepted', 'Enforced'] as const).map<Behaviour>(type => [
    `an AuthPolicy that is not ${type} is not ready, and its rules are not shown`,
    async stage => {
      const ref = await stage.world.product();
      const { spec } = await stage.world.client.get(authPolicies, ref);
      await without(stage, ref, 'auth');
      await stage.productShows(ref, 'AuthPolicyDiscovered', NOT_FOUND);
      await stage.world.client.create(authPolicies, { metadata: ref, spec });
      await stage.world.setStatus(authPolicies, ref, {
        conditions: ['Accepted', 'Enforced'].map(each => ({
          type: each,
          status: each === type ? 'False' : 'True',
        })),
      });
      const { status } = await stage.productShows(
        ref,
        'AuthPolicyDiscovered',
        NOT_READY,
      );
      expect(status?.discoveredAuthScheme).toBeUndefined();
    },
  ]),
  [
    "an AuthPolicy on the Gateway is found where the route has none, and the message names the Gateway's",
    async stage => {
      const ref = await stage.world.product();
      const moved = await stage.moveToGateway(ref, 'auth');
      await stage.world.enforceAuthPolicy(moved);
      await stage.productShows(ref, 'AuthPolicyDiscovered', {
        ...FOUND,
        message: `AuthPolicy ${moved.namespace}/gateway-wide on Gateway external applies`,
      });
    },
  ],
  [
    'an AuthPolicy on the HTTPRoute counts before one on the Gateway',
    async stage => {
      const ref = await stage.world.product();
      await stage.world.enforceAuthPolicy(
        await stage.onGateway(ref, 'auth', {
          rules: { authentication: { open: { anonymous: {} } } },
        }),
      );
      await stage.world.settled();
      await stage.productShows(ref, 'AuthPolicyDiscovered', {
        ...FOUND,
        message: expect.stringContaining('on HTTPRoute toystore'),
      });
    },
  ],
];
