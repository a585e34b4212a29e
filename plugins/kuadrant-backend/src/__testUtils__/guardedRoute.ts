import {
  authPolicies,
  gateways,
  httpRoutes,
  planPolicies,
  type KubernetesObject,
  type ObjectRef,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isAlreadyExists } from '@kuadrant/kubernetes-cache';
import type { World } from './World';

const CONDITION = {
  status: 'True' as const,
  reason: 'Accepted',
  message: 'For tests',
  lastTransitionTime: '2026-01-01T00:00:00Z',
};

const CONDITION_OF_ROUTE = { ...CONDITION, type: 'Accepted' };

/** Makes what Kuadrant's operator is installed by, so that the real controller enforces keys. */
export async function installKuadrant(world: World): Promise<void> {
  await world.namespace('kuadrant-system');
  await world.create({
    apiVersion: 'kuadrant.io/v1beta1',
    kind: 'Kuadrant',
    metadata: { namespace: 'kuadrant-system', name: 'kuadrant' },
  });
}

/** Where the routes of tests are attached. */
export const GATEWAY = { namespace: 'test-gateways', name: 'everything' };

const ACCEPTED_AND_ENFORCED = ['Accepted', 'Enforced'].map(type => ({
  ...CONDITION,
  type,
}));

/** Makes an object and writes its status, as those do who look after it; leaves one that is there. */
async function createWithStatus<
  T extends KubernetesObject & { status?: object },
>(world: World, resource: ResourceDefinition<T>, object: T): Promise<boolean> {
  const { client } = world.kuadrant;
  const { status, ...rest } = object;
  try {
    await client.create(resource, rest as T);
  } catch (error) {
    if (isAlreadyExists(error)) {
      return false;
    }
    throw error;
  }
  if (status) {
    await client.patch(
      resource,
      object.metadata as ObjectRef,
      { status },
      { type: 'merge', subresource: 'status' },
    );
  }
  return true;
}

/**
 * A route on a Gateway that takes all, with an AuthPolicy and a PlanPolicy in force. Does nothing where the route is
 * there.
 */
export async function guardedRoute(
  world: World,
  ref: ObjectRef,
  plans = ['gold', 'silver'],
): Promise<void> {
  const targetRef = {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    name: ref.name,
  };
  const status = { conditions: ACCEPTED_AND_ENFORCED };
  await world.namespace(GATEWAY.namespace);
  await createWithStatus(world, gateways, {
    metadata: GATEWAY,
    spec: {
      listeners: [
        {
          name: 'all',
          protocol: 'HTTP',
          port: 8080,
          allowedRoutes: { namespaces: { from: 'All' } },
        },
      ],
    },
  } as never);
  const made = await createWithStatus(world, httpRoutes, {
    metadata: ref,
    spec: { parentRefs: [GATEWAY], hostnames: [`${ref.name}.localhost`] },
    status: {
      parents: [
        {
          parentRef: GATEWAY,
          controllerName: 'c',
          conditions: [CONDITION_OF_ROUTE],
        },
      ],
    },
  });
  if (!made) {
    return;
  }
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
    status,
  });
  if (plans.length > 0) {
    await createWithStatus(world, planPolicies, {
      metadata: ref,
      spec: {
        targetRef,
        plans: plans.map(tier => ({
          tier,
          predicate: `auth.identity.metadata.annotations["secret.kuadrant.io/plan-id"] == "${tier}"`,
          limits: { daily: 50 },
        })),
      },
      status,
    });
  }
}
