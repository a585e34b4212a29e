import {
  authPolicies,
  gateways,
  grpcRoutes,
  httpRoutes,
  kuadrants,
  planPolicies,
  type Condition,
  type KubernetesObject,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { seed } from '../seed';
import { TestLogger, eventually, startTestCluster } from '../testUtils/cluster';
import { watchWorld, type World } from '../world';
import { startStandIn, type StandIn } from './standIn';

// A busy machine is no failure.
jest.setTimeout(600_000);

describe('the stand-in for the Kuadrant operator', () => {
  let stopCluster: () => Promise<void>;
  let client: KubernetesClient;
  let world: World;
  let standIn: StandIn;
  let now = new Date('2026-03-01T12:00:00Z');

  beforeAll(async () => {
    ({ client, stop: stopCluster } = await startTestCluster());
    await seed(client, { gatewayPort: 8080 });
    world = await watchWorld(client);
    standIn = startStandIn({ world, logger: new TestLogger(), now: () => now });
  });

  afterAll(async () => {
    await standIn.stop();
    await world.stop();
    await stopCluster();
  });

  const toystore = { namespace: 'toystore', name: 'toystore' };

  async function conditions<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    ref: { namespace: string; name: string },
  ): Promise<string[]> {
    const { status } = (await client.get(resource, ref)) as {
      status?: {
        conditions?: Condition[];
        parents?: { conditions: Condition[] }[];
      };
    };
    return (status?.conditions ?? status?.parents?.[0]?.conditions ?? []).map(
      ({ type, status: text, reason }) => `${type}=${text} ${reason}`,
    );
  }

  const enforced = ['Accepted=True Accepted', 'Enforced=True Enforced'];

  it('accepts and enforces the objects of the demo', async () => {
    await eventually(async () => {
      expect(await conditions(httpRoutes, toystore)).toEqual([
        'Accepted=True Accepted',
        'ResolvedRefs=True ResolvedRefs',
      ]);
      expect(await conditions(authPolicies, toystore)).toEqual(enforced);
      expect(await conditions(planPolicies, toystore)).toEqual(enforced);
      expect(
        await conditions(kuadrants, {
          namespace: 'kuadrant-system',
          name: 'kuadrant',
        }),
      ).toEqual(['Ready=True Ready']);
    });
    const gateway = await client.get(gateways, {
      namespace: 'gateway-system',
      name: 'external',
    });
    expect(gateway.status).toMatchObject({
      addresses: [{ value: '127.0.0.1' }],
      conditions: [
        { type: 'Accepted', status: 'True' },
        { type: 'Programmed', status: 'True' },
      ],
    });
  });

  it('enforces policies that are deleted and made again at once', async () => {
    const recreate = async <T extends KubernetesObject>(
      resource: ResourceDefinition<T>,
    ) => {
      // As `kubectl replace --force` does: the object comes back with the status that it had.
      const { metadata, ...object } = await client.get(resource, toystore);
      const { labels, annotations } = metadata;
      await client.delete(resource, toystore);
      await client.create(resource, {
        ...object,
        metadata: { ...toystore, labels, annotations },
      } as T);
    };
    for (let round = 0; round < 5; round++) {
      await recreate<KubernetesObject>(httpRoutes);
      await recreate<KubernetesObject>(authPolicies);
      await recreate<KubernetesObject>(planPolicies);
      await eventually(async () => {
        expect(await conditions(httpRoutes, toystore)).toHaveLength(2);
        expect(await conditions(authPolicies, toystore)).toEqual(enforced);
        expect(await conditions(planPolicies, toystore)).toEqual(enforced);
      });
      const { metadata, status } = await client.get(authPolicies, toystore);
      expect(status?.conditions).toEqual([
        expect.objectContaining({ observedGeneration: metadata.generation }),
        expect.objectContaining({ observedGeneration: metadata.generation }),
      ]);
    }
  });

  it('follows the Gateway, and keeps the time of a condition that stays', async () => {
    const ref = { namespace: 'gateway-system', name: 'external' };
    const gateway = await client.get(gateways, ref);
    now = new Date('2026-03-02T12:00:00Z');
    await client.delete(gateways, ref);
    await eventually(async () => {
      expect(await conditions(httpRoutes, toystore)).toEqual([
        'Accepted=False NoMatchingParent',
        'ResolvedRefs=True ResolvedRefs',
      ]);
      expect(await conditions(authPolicies, toystore)).toEqual([
        'Accepted=True Accepted',
        'Enforced=False Unknown',
      ]);
    });
    const { status } = await client.get(authPolicies, toystore);
    expect(
      status?.conditions?.map(({ lastTransitionTime }) => lastTransitionTime),
    ).toEqual(['2026-03-01T12:00:00Z', '2026-03-02T12:00:00Z']);

    const { name, namespace } = gateway.metadata;
    await client.create(gateways, {
      apiVersion: gateway.apiVersion,
      kind: gateway.kind,
      metadata: { name, namespace },
      spec: gateway.spec,
    });
    await eventually(async () =>
      expect(await conditions(authPolicies, toystore)).toEqual(enforced),
    );
  });

  it('says what is wrong with a policy', async () => {
    const policy = (name: string, target: string, predicate = 'true') => ({
      apiVersion: 'extensions.kuadrant.io/v1alpha1',
      kind: 'PlanPolicy',
      metadata: { name, namespace: 'toystore' },
      spec: {
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: target,
        },
        plans: [{ tier: 'gold', predicate }],
      },
    });
    const ref = (name: string) => ({ namespace: 'toystore', name });
    await client.create(planPolicies, policy('lost', 'nowhere'));
    await client.create(planPolicies, policy('wrong', 'toystore', 'auth. =='));
    await client.create(planPolicies, policy('zweite', 'toystore'));
    await eventually(async () => {
      expect((await conditions(planPolicies, ref('lost')))[0]).toBe(
        'Accepted=False TargetNotFound',
      );
      expect((await conditions(planPolicies, ref('wrong')))[0]).toBe(
        'Accepted=False Invalid',
      );
      expect((await conditions(planPolicies, ref('zweite')))[0]).toBe(
        'Accepted=False Conflicted',
      );
    });
    expect(await conditions(planPolicies, toystore)).toEqual(enforced);

    await client.delete(planPolicies, toystore);
    await client.delete(planPolicies, ref('wrong'));
    await eventually(async () =>
      expect(await conditions(planPolicies, ref('zweite'))).toEqual(enforced),
    );
  });

  it('accepts routes by the kinds that listeners take, and policies on GRPCRoutes', async () => {
    const parentRefs = (name: string) => [{ name, namespace: 'toystore' }];
    await client.create(gateways, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'grpc-only', namespace: 'toystore' },
      spec: {
        gatewayClassName: 'demo',
        listeners: [
          {
            name: 'grpc',
            port: 8080,
            protocol: 'HTTP',
            allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] },
          },
        ],
      },
    });
    await client.create(httpRoutes, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: 'toystore' },
      spec: { parentRefs: parentRefs('grpc-only') },
    });
    await client.create(grpcRoutes, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata: { name: 'rpc', namespace: 'toystore' },
      spec: {
        parentRefs: parentRefs('grpc-only'),
        rules: [{ matches: [{ method: { service: 'toys.Toys' } }] }],
      },
    });
    await client.create(authPolicies, {
      apiVersion: 'kuadrant.io/v1',
      kind: 'AuthPolicy',
      metadata: { name: 'rpc', namespace: 'toystore' },
      spec: {
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'GRPCRoute',
          name: 'rpc',
        },
        rules: { authentication: { keys: { apiKey: { selector: {} } } } },
      },
    });
    const ref = (name: string) => ({ namespace: 'toystore', name });
    await eventually(async () => {
      expect((await conditions(httpRoutes, ref('web')))[0]).toBe(
        'Accepted=False NotAllowedByListeners',
      );
      expect((await conditions(grpcRoutes, ref('rpc')))[0]).toBe(
        'Accepted=True Accepted',
      );
      expect(await conditions(authPolicies, ref('rpc'))).toEqual(enforced);
    });
  });

  it('reports a policy that another one replaces', async () => {
    await client.create(authPolicies, {
      apiVersion: 'kuadrant.io/v1',
      kind: 'AuthPolicy',
      metadata: { name: 'corp', namespace: 'gateway-system' },
      spec: {
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          name: 'external',
        },
        overrides: {
          rules: { authentication: { corp: { apiKey: { selector: {} } } } },
        },
      },
    });
    await eventually(async () =>
      expect(await conditions(authPolicies, toystore)).toEqual([
        'Accepted=True Accepted',
        'Enforced=False Overridden',
      ]),
    );
    await client.delete(authPolicies, {
      namespace: 'gateway-system',
      name: 'corp',
    });
    await eventually(async () =>
      expect(await conditions(authPolicies, toystore)).toEqual(enforced),
    );
  });

  it('comes to rest', async () => {
    await standIn.settled();
    const { resourceVersion } = await client.list(httpRoutes);
    await standIn.settled();
    expect((await client.list(httpRoutes)).resourceVersion).toBe(
      resourceVersion,
    );
  });
});
