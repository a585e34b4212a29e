import {
  type APIKeyApproval,
  apiKeyApprovals,
  apiKeyRequests,
  apiKeyRequestName,
  apiKeys,
  type APIKey,
  type APIProduct,
  apiProducts,
  authPolicies,
  findCondition,
  httpRoutes,
  planPolicies,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { TestWorld } from '../TestWorld';
import { waitFor } from '../waitFor';
import type { TextServer } from './TextServer';

/* eslint-disable jest/no-standalone-expect -- what the behaviours expect */

/** Where an object is. */
export type Ref = { namespace: string; name: string };

/** A sentence about the controller, and how to see that it holds. */
export type Behaviour = [
  sentence: string,
  holds: (stage: Stage) => Promise<unknown>,
];

const GATEWAY_API = 'gateway.networking.k8s.io';

/** What behaviours are played on: a cluster with a controller, and an HTTP server. */
export class Stage {
  constructor(
    readonly world: TestWorld,
    readonly server: TextServer,
  ) {}

  /** Waits until a condition of a product is so. */
  productShows(
    ref: Ref,
    type: string,
    expected: { status: string; reason: string; message?: unknown },
  ): Promise<APIProduct> {
    return waitFor(async () => {
      const product = await this.world.client.get<APIProduct>(apiProducts, ref);
      expect(findCondition(product.status?.conditions, type)).toMatchObject(
        expected,
      );
      return product;
    });
  }

  /** Waits until the status of a product matches. */
  productStatusMatches(ref: Ref, expected: object): Promise<void> {
    return waitFor(async () => {
      const { status } = await this.world.client.get<APIProduct>(
        apiProducts,
        ref,
      );
      expect(status).toMatchObject(expected);
    });
  }

  /** Waits until a product has no such condition. */
  productLacks(ref: Ref, type: string): Promise<void> {
    return waitFor(async () => {
      const { status } = await this.world.client.get<APIProduct>(
        apiProducts,
        ref,
      );
      expect(status?.conditions).toBeDefined();
      expect(findCondition(status?.conditions, type)).toBeUndefined();
    });
  }

  /** Waits until the status of a key matches. */
  keyStatusMatches(ref: Ref, expected: object): Promise<void> {
    return waitFor(async () => {
      const { status } = await this.world.client.get<APIKey>(apiKeys, ref);
      expect(status).toMatchObject(expected);
    });
  }

  /** Waits until the state condition of a key has this message. */
  async keyMessageIs(ref: Ref, state: string, message: string): Promise<void> {
    const { status } = await this.world.keyBecomes(ref, state);
    expect(findCondition(status?.conditions, state)?.message).toBe(message);
  }

  /** Waits until the condition Valid of a decision is so. */
  decisionShows(
    ref: Ref,
    status: string,
    reason: string,
  ): Promise<APIKeyApproval> {
    return waitFor(async () => {
      const approval = await this.world.client.get<APIKeyApproval>(
        apiKeyApprovals,
        ref,
      );
      expect(findCondition(approval.status?.conditions, 'Valid')).toMatchObject(
        { status, reason },
      );
      return approval;
    });
  }

  /** Waits until the request of a key matches. */
  requestMatches(product: Ref, key: Ref, expected: object): Promise<void> {
    return waitFor(async () =>
      expect(await this.world.findRequest(product, key)).toMatchObject(
        expected,
      ),
    );
  }

  /** Waits until a key has no request in this namespace. */
  requestIsAbsent(product: Ref, key: Ref): Promise<void> {
    return waitFor(async () =>
      expect(await this.world.findRequest(product, key)).toBeUndefined(),
    );
  }

  /** The automatic approval of a key, if there is one. */
  automaticApproval(
    product: Ref,
    key: Ref,
  ): Promise<APIKeyApproval | undefined> {
    return this.world.find<APIKeyApproval>(apiKeyApprovals, {
      namespace: product.namespace,
      name: `${apiKeyRequestName(key)}-auto`,
    });
  }

  /** A product with a key that waits for approval. */
  async pendingKey(
    spec: Partial<APIKey['spec']> = {},
  ): Promise<{ product: Ref; key: Ref }> {
    const product = await this.world.product();
    const key = await this.world.key(product, spec, { value: 'value' });
    await this.world.keyBecomes(key, 'Pending');
    return { product, key };
  }

  /** A product with a key that its owner approved, and that the gateway knows. */
  async approvedKey(
    spec: Partial<APIKey['spec']> = {},
  ): Promise<{ product: Ref; key: Ref; decision: Ref }> {
    const { product, key } = await this.pendingKey(spec);
    const decision = await this.world.decide(product, key, {
      message: 'Welcome',
    });
    await this.world.keyBecomes(key, 'Approved');
    await this.world.enforcedValueBecomes(key, 'value');
    return { product, key, decision };
  }

  /** The parts of the platform that a product needs, to be removed or edited. */
  readonly policies = { auth: authPolicies, plan: planPolicies };

  /** Moves a policy of a product's route to the Gateway that the route belongs to, in a namespace of its own. */
  async moveToGateway(ref: Ref, which: 'auth' | 'plan'): Promise<Ref> {
    const { client } = this.world;
    const resource = this.policies[which] as typeof planPolicies;
    const { spec } = await client.get(resource, ref);
    await client.delete(resource, ref);
    return this.onGateway(ref, which, spec);
  }

  /** A policy on the Gateway that the route of a product belongs to, in a namespace of its own. */
  async onGateway(
    ref: Ref,
    which: 'auth' | 'plan',
    spec: object,
  ): Promise<Ref> {
    const { client } = this.world;
    const namespace = await this.world.namespace(this.world.name('gateways'));
    await this.world.patchSpec(httpRoutes, ref, {
      parentRefs: [{ name: 'external', namespace }],
    });
    await client.create(this.policies[which] as typeof planPolicies, {
      metadata: { namespace, name: 'gateway-wide' },
      spec: {
        ...spec,
        targetRef: { group: GATEWAY_API, kind: 'Gateway', name: 'external' },
      } as never,
    });
    return { namespace, name: 'gateway-wide' };
  }

  /** Keeps an object from going until the function that is returned is called. */
  async hold(
    resource: typeof apiProducts | typeof apiKeyRequests,
    ref: Ref,
  ): Promise<() => Promise<unknown>> {
    const set = (finalizers: string[] | null) =>
      this.world.client.patch(
        resource as typeof apiProducts,
        ref,
        { metadata: { finalizers } },
        { type: 'merge' },
      );
    await set(['example.com/hold']);
    return () => set(null);
  }
}
