import {
  type APIKey,
  apiKeys,
  apiKeyState,
  type APIProduct,
  apiProducts,
  authPolicies,
  findCondition,
  gateways,
  httpRoutes,
  keyPlacement,
  type KubernetesObject,
  namespaces,
  planPolicies,
  rateLimitPolicies,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { type RouteCase, routeCases } from '../__testUtils__/routeCases';
import { startWorld } from '../__testUtils__/startWorld';
import { TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';

const RESOURCES = Object.fromEntries(
  [authPolicies, gateways, httpRoutes, planPolicies, rateLimitPolicies].map(
    resource => [
      resource.kind,
      resource as ResourceDefinition<KubernetesObject>,
    ],
  ),
);

describe('what a product says about its route and policies', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    await world.startController();
  });

  afterAll(() => stop());

  const setUp = async (objects: RouteCase['objects']) => {
    const namespace = await world.namespace(world.name('case'));
    const product = { namespace, name: 'shop' };
    const key = await world.key(product, { planTier: 'gold' });
    await world.client.create(apiProducts, {
      metadata: product,
      spec: {
        displayName: 'Shop',
        approvalMode: 'manual',
        publishStatus: 'Published',
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: 'shop',
        },
      },
    });
    for (const { kind, metadata, ...parts } of objects(namespace)) {
      const { spec, status } = parts as { spec?: object; status?: object };
      const ref = { namespace, name: metadata.name };
      await world.client.create(RESOURCES[kind], {
        metadata: ref,
        spec,
      } as KubernetesObject);
      if (status) {
        await world.setStatus(RESOURCES[kind], ref, status);
      }
    }
    return { product, key };
  };

  const conditionOf = async (
    ref: { namespace: string; name: string },
    type: string,
  ) => {
    const { status } = await world.client.get<APIProduct>(apiProducts, ref);
    return findCondition(status?.conditions, type);
  };

  it.each(routeCases)('$name', async ({ objects, ...expected }) => {
    const { product, key } = await setUp(objects);
    await world.settled();
    const { status } = await world.client.get<APIProduct>(apiProducts, product);
    const told = Object.fromEntries(
      Object.keys(expected.conditions).map(type => {
        const condition = findCondition(status?.conditions, type);
        return [
          type,
          condition
            ? [`${condition.status} ${condition.reason}`, condition.message]
            : ['absent', ''],
        ];
      }),
    );
    expect(told).toEqual(
      Object.fromEntries(
        Object.entries(expected.conditions).map(([type, wanted]) => {
          const [state, message] = Array.isArray(wanted)
            ? wanted
            : [wanted, /^/];
          return [type, [state, expect.stringMatching(message)]];
        }),
      ),
    );
    expect(status?.discoveredPlans?.map(({ tier }) => tier)).toEqual(
      expected.plans,
    );
    const { state, message = /^/, ...shown } = expected.key ?? { state: '' };
    const found = await world.client.get<APIKey>(apiKeys, key);
    const { condition, ...its } = apiKeyState(found.status?.conditions);
    expect({
      state: `${its.state} ${condition?.reason}`,
      message: condition?.message,
      hostname: found.status?.apiHostname,
      header: keyPlacement(found.status?.authScheme?.credentials).name,
    }).toMatchObject({
      state: expect.stringContaining(state),
      message: expect.stringMatching(message),
      ...shown,
    });
  });

  it('the labels of a namespace open and close a listener', async () => {
    const { product } = await setUp(() => [
      {
        kind: 'Gateway',
        metadata: { name: 'edge' },
        spec: {
          listeners: [
            {
              name: 'web',
              port: 80,
              protocol: 'HTTP',
              allowedRoutes: {
                namespaces: {
                  from: 'Selector',
                  selector: { matchLabels: { open: 'yes' } },
                },
              },
            },
          ],
        },
      } as never,
      {
        kind: 'HTTPRoute',
        metadata: { name: 'shop' },
        spec: { parentRefs: [{ name: 'edge' }] },
      } as never,
    ]);
    const becomes = (status: string) =>
      waitFor(async () =>
        expect(await conditionOf(product, 'Ready')).toMatchObject({ status }),
      );
    await becomes('False');
    const label = (open: string | null) =>
      world.client.patch(
        namespaces,
        { name: product.namespace },
        { metadata: { labels: { open } } },
        { type: 'merge' },
      );
    await label('yes');
    await becomes('True');
    await label(null);
    await becomes('False');
  });
});
