import {
  authPolicies,
  httpRoutes,
  planPolicies,
  type KubernetesObject,
  type ObjectRef,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { World } from './World';

const CONDITION = {
  status: 'True' as const,
  reason: 'Accepted',
  message: 'For tests',
  lastTransitionTime: '2026-01-01T00:00:00Z',
};

/** Makes what Kuadrant's operator is installed by, so that the real controller enforces keys. */
export async function installKuadrant(world: World): Promise<void> {
  await world.namespace('kuadrant-system');
  await world.create({
    apiVersion: 'kuadrant.io/v1beta1',
    kind: 'Kuadrant',
    metadata: { namespace: 'kuadrant-system', name: 'kuadrant' },
  });
}

/** Makes an object and writes its status, as those do who look after it. */
async function createWithStatus<
  T extends KubernetesObject & { status?: object },
>(world: World, resource: ResourceDefinition<T>, object: T) {
  const { client } = world.kuadrant;
  const { status, ...rest } = object;
  await client.create(resource, rest as T);
  await client.patch(
    resource,
    object.metadata as ObjectRef,
    { status },
    { type: 'merge', subresource: 'status' },
  );
}

/** A route with an AuthPolicy and a PlanPolicy in force. */
export async function guardedRoute(
  world: World,
  ref: ObjectRef,
  plans = ['gold', 'silver'],
) {
  const targetRef = {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    name: ref.name,
  };
  const conditions = ['Accepted', 'Enforced'].map(type => ({
    ...CONDITION,
    type,
  }));
  await createWithStatus(world, httpRoutes, {
    metadata: ref,
    spec: { hostnames: [`${ref.name}.localhost`] },
    status: {
      parents: [
        { parentRef: { name: 'gateway' }, controllerName: 'c', conditions },
      ],
    },
  });
  await createWithStatus(world, authPolicies, {
    metadata: ref,
    spec: {
      targetRef,
      rules: {
        authentication: {
          'api-key': {
            apiKey: { selector: { matchLabels: { app: ref.name } } },
            credentials: { authorizationHeader: { prefix: 'APIKEY' } },
          },
        },
      },
    },
    status: { conditions },
  });
  await createWithStatus(world, planPolicies, {
    metadata: ref,
    spec: {
      targetRef,
      plans: plans.map(tier => ({
        tier,
        predicate: 'true',
        limits: { daily: 50 },
      })),
    },
    status: { conditions },
  });
}
