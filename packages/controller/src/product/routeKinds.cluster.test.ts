import {
  type APIProduct,
  apiProducts,
  findCondition,
  gateways,
  grpcRoutes,
  httpRoutes,
  type KubernetesObject,
  type ListenerSet,
  listenerSets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { FaultyProxy } from '../__testUtils__/FaultyProxy';
import { getDefinition, replaceDefinition } from '../__testUtils__/schemas';
import { startWorld } from '../__testUtils__/startWorld';
import { TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';
import {
  type CustomResourceDefinition,
  customResourceDefinitions,
} from '../manager/schemas';

type Ref = { namespace: string; name: string };
const GROUP = 'gateway.networking.k8s.io';
const LISTENER_SETS = `listenersets.${GROUP}`;

describe('ListenerSets and GRPCRoutes', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let proxy: FaultyProxy;

  beforeEach(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    proxy = await FaultyProxy.start(world.controllerKubeconfig);
  });

  afterEach(async () => {
    await world.stopControllers();
    await proxy.stop();
    await stop();
  });

  const start = () =>
    world.startController({
      kubeConfig: proxy.kubeConfig(),
      watchTimes: { initialBackoffMs: 10, maximumBackoffMs: 50 },
    });

  const productOn = async (kind: string): Promise<Ref> => {
    const namespace = await world.namespace(world.name('case'));
    const ref = { namespace, name: 'shop' };
    await world.productOn(ref, {
      targetRef: { group: GROUP, kind, name: 'shop' } as never,
    });
    return ref;
  };
  const becomes = (ref: Ref, status: string, message = /^/) =>
    waitFor(async () => {
      const { status: found } = await world.client.get<APIProduct>(
        apiProducts,
        ref,
      );
      expect(findCondition(found?.conditions, 'Ready')).toMatchObject({
        status,
        message: expect.stringMatching(message),
      });
    }, 20_000);
  const route = (ref: Ref, parentRef: object) => ({
    metadata: ref,
    spec: { parentRefs: [{ name: 'edge', ...parentRef }] },
  });
  const openGateway = ({ namespace }: Ref) =>
    world.client.create(gateways, {
      metadata: { namespace, name: 'edge' },
      spec: {
        listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }],
        allowedListeners: { namespaces: { from: 'Same' } },
      },
    });
  const listenerSet = ({ namespace }: Ref): ListenerSet => ({
    apiVersion: `${GROUP}/v1`,
    kind: 'ListenerSet',
    metadata: { namespace, name: 'extra' },
    spec: {
      parentRef: { name: 'edge' },
      listeners: [
        { name: 'more', port: 80, protocol: 'HTTP', hostname: 'more.test' },
      ],
    },
  });
  const onListenerSet = async (): Promise<Ref> => {
    const ref = await productOn('HTTPRoute');
    await openGateway(ref);
    await world.client.create(
      httpRoutes,
      route(ref, { kind: 'ListenerSet', name: 'extra' }),
    );
    return ref;
  };

  it('a change of a ListenerSet reaches the products on it', async () => {
    await start();
    const ref = await onListenerSet();
    await becomes(ref, 'False', /There is no ListenerSet \S+\/extra/);
    await world.client.create(listenerSets, listenerSet(ref));
    await becomes(ref, 'True');
    const extra = { namespace: ref.namespace, name: 'extra' };
    await world.patchSpec(listenerSets, extra, {
      listeners: [{ name: 'more', port: 80, protocol: 'TCP' }],
    });
    await becomes(ref, 'False', /speaks TCP/);
    await world.patchSpec(listenerSets, extra, {
      listeners: [{ name: 'more', port: 80, protocol: 'HTTP' }],
    });
    // The Gateway's own listener has no hostname either.
    await becomes(ref, 'False', /in conflict with the listener web/);
    await world.client.delete(gateways, { ...ref, name: 'edge' });
    await becomes(ref, 'False', /There is no Gateway \S+\/edge/);
    await openGateway(ref);
    await world.client.delete(listenerSets, extra);
    await becomes(ref, 'False', /There is no ListenerSet \S+\/extra/);
  });

  it('a change of a GRPCRoute reaches the products on it, where a schema allows them', async () => {
    const definition = await getDefinition(
      world,
      'apiproducts.devportal.kuadrant.io',
    );
    await replaceDefinition(world, withoutRules(definition));
    await start();
    const ref = await waitFor(() => productOn('GRPCRoute'));
    await openGateway(ref);
    await becomes(ref, 'False', /There is no GRPCRoute shop/);
    await world.client.create(grpcRoutes, route(ref, {}));
    await becomes(ref, 'True');
    await world.patchSpec(grpcRoutes, ref, {
      parentRefs: [{ name: 'edge', sectionName: 'other' }],
    });
    await becomes(ref, 'False', /no listener with the name other/);
    await world.client.delete(grpcRoutes, ref);
    await becomes(ref, 'False', /There is no GRPCRoute shop/);
  });

  it('without the right to read them only they are missing, and the log says so until the right is there', async () => {
    proxy.forbidden = /\/(grpcroutes|listenersets)\b/;
    await start();
    for (const kind of ['grpcroutes', 'listenersets']) {
      expect(world.logger.lines).toContainEqual(
        expect.stringMatching(
          `^warn ${kind} cannot be read and count as absent: the controller may not list them`,
        ),
      );
    }
    const ref = await onListenerSet();
    await world.client.create(listenerSets, listenerSet(ref));
    const other = await productOn('HTTPRoute');
    await openGateway(other);
    await world.client.create(httpRoutes, route(other, {}));
    await becomes(other, 'True');
    await becomes(ref, 'False', /There is no ListenerSet/);

    proxy.forbidden = undefined;
    await becomes(ref, 'True');
    await waitFor(async () =>
      expect(world.logger.lines).toContainEqual(
        expect.stringMatching(/^info listenersets can be read now/),
      ),
    );
  });

  it('where a cluster has no ListenerSets only they are missing, until it has', async () => {
    const definition = await getDefinition(world, LISTENER_SETS);
    await world.client.delete(customResourceDefinitions, {
      name: LISTENER_SETS,
    });
    await start();
    const ref = await onListenerSet();
    const other = await productOn('HTTPRoute');
    await openGateway(other);
    await world.client.create(httpRoutes, route(other, {}));
    await becomes(other, 'True');
    await becomes(ref, 'False', /There is no ListenerSet/);

    const { name, annotations } =
      definition.metadata as KubernetesObject['metadata'];
    await waitFor(() =>
      world.client.create<CustomResourceDefinition>(customResourceDefinitions, {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name, annotations },
        spec: definition.spec,
      } as CustomResourceDefinition),
    );
    await waitFor(() => world.client.create(listenerSets, listenerSet(ref)));
    await becomes(ref, 'True');
  });
});

/** A definition without the rules that compare or fix values. */
function withoutRules<T extends object>(definition: T): T {
  return JSON.parse(
    JSON.stringify(definition, (key, value) =>
      key === 'x-kubernetes-validations' ? undefined : value,
    ),
  );
}
