import type {
  APIProduct,
  KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ClusterLookup } from '@kuadrant/gateway-policy';
import type { Caches } from '../caches';
import { discoverIn } from './discover';

type Listener = (event: { type: string; object: KubernetesObject }) => void;

/** A cache of one kind as far as discovery needs it. */
class FakeCache {
  readonly objects = new Map<string, KubernetesObject>();
  readonly #listeners: Listener[] = [];

  get({ name }: { name: string }) {
    return this.objects.get(name);
  }

  subscribe(listener: Listener) {
    this.#listeners.push(listener);
    return () => {};
  }

  tell(type: string, object: KubernetesObject) {
    this.#listeners.forEach(listener => listener({ type, object }));
  }
}

const DECISIVE = [
  'httpRoutes',
  'grpcRoutes',
  'gateways',
  'listenerSets',
  'namespaces',
  'authPolicies',
  'planPolicies',
  'rateLimitPolicies',
];
const named = (name: string) => ({ metadata: { namespace: 'toys', name } });
const productOn = (route: string) =>
  ({
    ...named('shop'),
    spec: { targetRef: { kind: 'HTTPRoute', name: route } },
  }) as APIProduct;

function setUp() {
  const caches = Object.fromEntries(
    [...DECISIVE, 'apiProducts'].map(name => [name, new FakeCache()]),
  );
  const policiesOn = jest.fn(() => []);
  const lookup: ClusterLookup = {
    gateway: () => undefined,
    listenerSet: () => undefined,
    namespaceLabels: () => undefined,
    policiesOn,
  };
  return {
    caches,
    policiesOn,
    discover: discoverIn(caches as unknown as Caches, lookup),
  };
}

describe('discoverIn', () => {
  it('looks once, however often a product and its keys ask', () => {
    const { discover, policiesOn } = setUp();
    const first = discover(productOn('one'));
    const calls = policiesOn.mock.calls.length;
    expect(discover({ ...productOn('one'), status: {} })).toBe(first);
    expect(policiesOn).toHaveBeenCalledTimes(calls);
  });

  it.each(DECISIVE)('looks again after a change of %s', kind => {
    const { caches, discover } = setUp();
    const first = discover(productOn('one'));
    caches[kind].tell('modified', named('any'));
    expect(discover(productOn('one'))).not.toBe(first);
  });

  it('looks again when the product names another route, or is another', () => {
    const { caches, discover } = setUp();
    const two = { ...named('two'), spec: {} };
    caches.httpRoutes.objects.set('two', two);
    const first = discover(productOn('one'));
    expect(first.route).toBeUndefined();
    expect(discover(productOn('two')).route).toMatchObject(named('two'));
    const second = discover(productOn('two'));
    caches.apiProducts.tell('modified', named('shop'));
    expect(discover(productOn('two'))).toBe(second);
    caches.apiProducts.tell('deleted', named('shop'));
    expect(discover(productOn('two'))).not.toBe(second);
  });
});
