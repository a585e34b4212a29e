import {
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  apiKeyState,
  authPolicies,
  type AuthPolicy,
  type KubernetesObject,
  type ObjectRef,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  type RunningController,
  startController,
} from '@kuadrant/developer-portal-controller';
import { definitions } from '@kuadrant/test-control-plane';
import { letIn, Traffic } from '../calls/Traffic';
import { Cluster } from '../cluster/Cluster';
import { Authorino, authConfigDefinition } from '../programs/Authorino';
import { until } from '../until';
import {
  type AuthConfig,
  authConfig,
  authConfigs,
  lookupKey,
} from './authConfig';
import { demoObjects, policiesIn } from './demo';

const KUADRANT_NAMESPACE = 'kuadrant-system';
const CALL_EVERY_MS = 2;

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};

/** A product of the demo. */
export type Product = 'toystore' | 'gamestore';

/** A key, with what calls need. */
export interface Key {
  ref: ObjectRef & { namespace: string };
  product: Product;
  value: string;
}

/** The products of the demo on a real cluster, with the controller and a real Authorino. */
export class Portal {
  readonly cluster: Cluster;
  readonly authorino: Authorino;
  readonly controller: RunningController;
  #keys = 0;

  private constructor(
    cluster: Cluster,
    authorino: Authorino,
    controller: RunningController,
  ) {
    this.cluster = cluster;
    this.authorino = authorino;
    this.controller = controller;
  }

  static async start(options: {
    binaries: string;
    authorino: string;
  }): Promise<Portal> {
    const cluster = await Cluster.start(options.binaries, [
      ...definitions(),
      authConfigDefinition(options.authorino),
    ]);
    let authorino: Authorino | undefined;
    try {
      for (const file of ['kuadrant', 'gateway', 'toystore', 'gamestore']) {
        await cluster.create(...demoObjects(`${file}.yaml`));
      }
      for (const product of ['toystore', 'gamestore'] as const) {
        await cluster.create(authConfigOf(product));
      }
      authorino = await Authorino.start(
        options.authorino,
        cluster.kubeconfigFile,
      );
      const controller = await startController({
        kubeConfig: cluster.kubeConfig,
        logger: silent,
      });
      await controller.ready;
      const portal = new Portal(cluster, authorino, controller);
      await portal.reportEnforced('toystore');
      await portal.reportEnforced('gamestore');
      return portal;
    } catch (error) {
      await authorino?.stop();
      await cluster.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.controller.stop();
    await this.authorino.stop();
    await this.cluster.stop();
  }

  /** Requests a key as a consumer does. */
  async requestKey(
    product: Product,
    spec: Partial<APIKey['spec']> = {},
  ): Promise<Key> {
    this.#keys += 1;
    const namespace = `consumer-${this.#keys}`;
    const ref = { namespace, name: 'key' };
    const value = `value-${this.#keys}`;
    await this.cluster.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    await this.writeSecret(ref, value);
    await this.cluster.client.create<APIKey>(apiKeys, {
      metadata: ref,
      spec: {
        apiProductRef: { namespace: product, name: product },
        secretRef: { name: ref.name },
        planTier: 'silver',
        useCase: 'a shop',
        requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
        ...spec,
      },
    });
    return { ref, product, value };
  }

  /** Writes the Secret that a value of a key comes from. */
  async writeSecret(ref: ObjectRef, value: string): Promise<void> {
    const data = { api_key: Buffer.from(value).toString('base64') };
    await this.cluster.client.patch(
      secrets,
      ref,
      { apiVersion: 'v1', kind: 'Secret', metadata: ref, data },
      { type: 'apply', fieldManager: 'consumer', force: true },
    );
  }

  /** Decides on what a key requests now, as an owner does. */
  async decide(key: Key, approved: boolean): Promise<void> {
    const name = apiKeyRequestName(key.ref);
    const { spec } = await this.cluster.client.get<APIKey>(apiKeys, key.ref);
    await until(async () => {
      const request = await this.cluster.client.get(apiKeyRequests, {
        namespace: key.product,
        name,
      });
      const { planTier, expiresAt } = (request as unknown as APIKey).spec;
      return planTier === spec.planTier && expiresAt === spec.expiresAt;
    });
    this.#keys += 1;
    await this.cluster.client.create<APIKeyApproval>(apiKeyApprovals, {
      metadata: { namespace: key.product, name: `decision-${this.#keys}` },
      spec: {
        apiKeyRequestRef: { name },
        approved,
        reviewedBy: 'user:default/owner1',
        reviewedAt: new Date().toISOString(),
      },
    });
  }

  /** Requests a key, gets it approved, and waits until it works. */
  async workingKey(
    product: Product,
    spec: Partial<APIKey['spec']> = {},
  ): Promise<Key> {
    const key = await this.requestKey(product, spec);
    await this.becomes(key, product === 'toystore' ? 'Pending' : 'Approved');
    if (product === 'toystore') {
      await this.decide(key, true);
      await this.becomes(key, 'Approved');
    }
    return key;
  }

  async becomes(key: Key, state: string): Promise<void> {
    await until(async () => {
      const { status } = await this.cluster.client.get<APIKey>(
        apiKeys,
        key.ref,
      );
      return apiKeyState(status?.conditions).state === state;
    });
  }

  async patchKey({ ref }: Key, patch: object): Promise<void> {
    await this.cluster.client.patch(apiKeys, ref, patch, { type: 'merge' });
  }

  /** Calls a product with a value, over and over. */
  call(product: Product, value: string): Traffic {
    const { httpPort } = this.authorino;
    const host = lookupKey(product);
    return new Traffic({
      port: httpPort,
      host,
      everyMs: CALL_EVERY_MS,
      ...(product === 'toystore'
        ? { header: 'authorization', value: `Bearer ${value}` }
        : { header: 'x-api-key', value }),
    });
  }

  /** Edits the AuthPolicy of a product, as a platform engineer does. */
  editPolicy(product: Product, patch: object): Promise<AuthPolicy> {
    return this.cluster.client.patch<AuthPolicy>(
      authPolicies,
      { namespace: product, name: product },
      patch,
      { type: 'merge' },
    );
  }

  /** Reports that the AuthPolicy of a product is in force as it is now, as Kuadrant's operator does. */
  async reportEnforced(product: Product): Promise<void> {
    const ref = { namespace: product, name: product };
    const { metadata } = await this.cluster.client.get(authPolicies, ref);
    await this.cluster.client.patch(
      authPolicies,
      ref,
      { status: { observedGeneration: metadata.generation } },
      { type: 'merge', subresource: 'status' },
    );
  }

  /** Brings the AuthConfig of a product in line with its AuthPolicy, as Kuadrant's operator does. */
  async followPolicy(product: Product, policy: AuthPolicy): Promise<void> {
    const wanted = authConfigOf(product, policy);
    await this.cluster.client.patch(
      authConfigs,
      wanted.metadata as ObjectRef,
      { spec: wanted.spec },
      { type: 'merge' },
    );
  }
}

/** The outcome of a call with a key on a plan. */
export function passes(plan: string, user = 'user:default/jane'): string {
  return letIn({ user, plan });
}

function authConfigOf(
  product: Product,
  policy?: AuthPolicy,
): AuthConfig & KubernetesObject {
  const { authPolicy, planPolicy } = policiesIn(demoObjects(`${product}.yaml`));
  return authConfig({
    namespace: KUADRANT_NAMESPACE,
    path: product,
    content: (policy ?? authPolicy).spec,
    plans: planPolicy.spec.plans,
  });
}
