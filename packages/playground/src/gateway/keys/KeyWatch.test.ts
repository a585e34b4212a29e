import {
  authPolicies,
  secrets,
  type AuthPolicy,
  type ObjectRef,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { seed } from '../../seed';
import {
  TestLogger,
  eventually,
  startTestCluster,
} from '../../testUtils/cluster';
import { keySecret } from '../../testUtils/gateway';
import { KeyWatch } from './KeyWatch';
import { Keys } from './Keys';

// A busy machine is no failure.
jest.setTimeout(600_000);

/** A client whose reads of some Secrets can be held up, or fail. */
class SlowReads {
  readonly read: string[] = [];
  readonly #client: KubernetesClient;
  readonly #obstacles = new Map<string, Promise<void>>();

  constructor(client: KubernetesClient) {
    this.#client = client;
  }

  holdUp(name: string, until: Promise<void>): void {
    this.#obstacles.set(name, until);
  }

  get client(): KubernetesClient {
    const get = async (resource: ResourceDefinition, ref: ObjectRef) => {
      this.read.push(ref.name);
      const object = await this.#client.get(resource, ref);
      await this.#obstacles.get(ref.name);
      return object;
    };
    return new Proxy(this.#client, {
      get: (target, property) => {
        if (property === 'get') {
          return get;
        }
        const value = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
}

describe('the watch of keys', () => {
  const keys = new Keys();
  let client: KubernetesClient;
  let stopCluster: () => Promise<void>;
  let slow: SlowReads;
  let watch: KeyWatch;
  let policy: AuthPolicy;
  const ref = (name: string) => ({ namespace: 'kuadrant-system', name });
  const holder = (value: string) =>
    keys.find(policy, 'api-key-users', value)?.metadata.name;

  beforeAll(async () => {
    ({ client, stop: stopCluster } = await startTestCluster());
    await seed(client, { gatewayPort: 8080 });
    policy = await client.get(authPolicies, {
      namespace: 'toystore',
      name: 'toystore',
    });
    keys.follow([policy], ['kuadrant-system']);
    await client.create(secrets, keySecret('first', 'shared', 'silver'));
    slow = new SlowReads(client);
    watch = await KeyWatch.start(slow.client, keys, new TestLogger());
  });

  afterAll(async () => {
    await watch.stop();
    await stopCluster();
  });

  it('has read all Secrets when it has started', () => {
    expect(holder('shared')).toBe('first');
  });

  it('takes in changes in their order, however long a read takes', async () => {
    let goOn = () => {};
    slow.holdUp('second', new Promise(resolve => (goOn = resolve)));
    await client.create(secrets, keySecret('second', 'shared', 'gold'));
    await client.delete(secrets, ref('first'));
    await client.create(secrets, keySecret('later', 'other', 'gold'));
    await eventually(() => expect(slow.read).toContain('later'));
    expect(holder('shared')).toBe('first');
    goOn();
    await eventually(() => expect(holder('other')).toBe('later'));
    expect(holder('shared')).toBe('second');
  });

  it('tries a failed read again, and holds up nothing meanwhile', async () => {
    let fail = (_: Error) => {};
    slow.holdUp('failing', new Promise((_, reject) => (fail = reject)));
    await client.create(secrets, keySecret('failing', 'late', 'gold'));
    await eventually(() => expect(slow.read).toContain('failing'));
    fail(new Error('the API is away'));
    await client.create(secrets, keySecret('sound', 'sound', 'gold'));
    await eventually(() => expect(holder('sound')).toBe('sound'));
    expect(holder('late')).toBeUndefined();
    slow.holdUp('failing', Promise.resolve());
    await eventually(() => expect(holder('late')).toBe('failing'));
  });

  it('forgets a Secret that loses its label for Authorino', async () => {
    const label = (value: string | null) =>
      client.patch(
        secrets,
        ref('sound'),
        {
          metadata: { labels: { 'authorino.kuadrant.io/managed-by': value } },
        },
        { type: 'merge' },
      );
    await label(null);
    await eventually(() => expect(holder('sound')).toBeUndefined());
    await label('authorino');
    await eventually(() => expect(holder('sound')).toBe('sound'));
  });
});
