import {
  ANNOTATIONS,
  apiKeyRequestName,
  API_KEY_REASONS,
  API_KEY_STATES,
  secrets,
  type APIKey,
  type APIKeyRequest,
  type APIKeyState,
  type APIProduct,
  type KubernetesObject,
  type ObjectRef,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantCluster } from '@kuadrant/backstage-plugin-kuadrant-node';
import { isAlreadyExists } from '@kuadrant/kubernetes-cache';
import { userRef, type Persona } from './personas';

type WrittenStatus = NonNullable<APIKey['status']>;

/** Options of {@link World.key}. */
export interface WorldKey {
  requester: Persona;
  product: ObjectRef;
  name: string;
  state?: APIKeyState;
  reason?: string;
  planTier?: string;
  approved?: WrittenStatus['approved'];
  value?: string;
}

/** Puts objects into the cluster as people and the controller would, and reads what became of them. */
export class World {
  readonly kuadrant: KuadrantCluster;

  constructor(kuadrant: KuadrantCluster) {
    this.kuadrant = kuadrant;
  }

  async product(
    { namespace, name }: ObjectRef,
    owner: string | undefined,
    spec: Partial<APIProduct['spec']> = {},
    plans = ['gold', 'silver', 'bronze'],
  ): Promise<APIProduct> {
    const { apiProducts: cache } = this.kuadrant.caches;
    await cache.create({
      apiVersion: 'devportal.kuadrant.io/v1alpha1',
      kind: 'APIProduct',
      metadata: {
        namespace,
        name,
        ...(owner && { annotations: { [ANNOTATIONS.owner]: owner } }),
      },
      spec: {
        displayName: `The ${name} API`,
        approvalMode: 'manual',
        publishStatus: 'Published',
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name,
        },
        ...spec,
      },
    });
    return cache.patch(
      { namespace, name },
      { status: { discoveredPlans: plans.map(tier => ({ tier })) } },
      { type: 'merge', subresource: 'status' },
    );
  }

  /** A key with its Secret, its request and its state, as they are once the controller has seen it. */
  async key(
    options: WorldKey,
  ): Promise<{ key: APIKey; request: APIKeyRequest }> {
    const { requester, product, name, planTier = 'silver' } = options;
    const namespace = `ns-${requester}`;
    await this.namespace(namespace);
    await this.kuadrant.client.create(secrets, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace, name: `${name}-secret` },
      data: {
        api_key: Buffer.from(options.value ?? 'a-value').toString('base64'),
      },
    } as KubernetesObject);
    const spec = {
      planTier,
      useCase: 'For tests',
      requestedBy: {
        userId: userRef(requester),
        email: `${requester}@example.com`,
      },
    };
    const created = await this.kuadrant.caches.apiKeys.create({
      apiVersion: 'devportal.kuadrant.io/v1alpha1',
      kind: 'APIKey',
      metadata: { namespace, name },
      spec: {
        ...spec,
        apiProductRef: product,
        secretRef: { name: `${name}-secret` },
      },
    });
    await this.kuadrant.caches.apiKeyRequests.create({
      apiVersion: 'devportal.kuadrant.io/v1alpha1',
      kind: 'APIKeyRequest',
      metadata: {
        namespace: product.namespace,
        name: apiKeyRequestName({ namespace, name }),
      },
      spec: {
        ...spec,
        apiProductRef: { name: product.name },
        apiKeyRef: { namespace, name, uid: created.metadata.uid },
      },
    });
    return this.setState({ namespace, name }, product, options);
  }

  /** Writes a state as the controller does. */
  async setState(
    ref: ObjectRef,
    product: ObjectRef,
    wanted: Pick<WorldKey, 'state' | 'reason' | 'approved'>,
  ): Promise<{ key: APIKey; request: APIKeyRequest }> {
    const { state = 'Pending', approved } = wanted;
    const status = {
      conditions: API_KEY_STATES.map(type => ({
        type,
        status: type === state ? ('True' as const) : ('False' as const),
        reason: wanted.reason ?? API_KEY_REASONS[state][0],
        message: `The key is ${state}`,
        lastTransitionTime: '2026-01-01T00:00:00Z',
      })),
      approved: approved ?? null,
    };
    const options = { type: 'merge', subresource: 'status' } as const;
    return {
      key: await this.kuadrant.caches.apiKeys.patch(ref, { status }, options),
      request: await this.kuadrant.caches.apiKeyRequests.patch(
        { namespace: product.namespace, name: apiKeyRequestName(ref) },
        { status },
        options,
      ),
    };
  }

  async namespace(
    name: string,
    labels: Record<string, string> = {},
  ): Promise<void> {
    await this.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels },
    }).catch(error => {
      if (!isAlreadyExists(error)) {
        throw error;
      }
    });
  }

  /** Makes any object whose plural is its kind in lower case with an s, or with y as ies. */
  async create(object: KubernetesObject & Record<string, unknown>) {
    const [version, group = ''] = object.apiVersion!.split('/').reverse();
    const kind = object.kind!;
    const plural = `${kind.toLowerCase()}s`.replace(/([^aeiou])ys$/, '$1ies');
    const definition: ResourceDefinition = {
      group,
      version,
      kind,
      plural,
      namespaced: object.metadata.namespace !== undefined,
    };
    const created = await this.kuadrant.client.create(definition, object);
    const cache = Object.values(this.kuadrant.caches).find(
      ({ resource }) => resource.plural === plural,
    );
    await until(
      () => !cache || cache.get(created.metadata as ObjectRef) !== undefined,
    );
    return created;
  }

  /** What the cluster itself holds. */
  async read<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    ref: { namespace?: string; name: string },
  ): Promise<T> {
    return (await this.kuadrant.client.get(resource, ref)) as T;
  }

  async list<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    namespace?: string,
  ): Promise<T[]> {
    const { items } = await this.kuadrant.client.list(resource, { namespace });
    return items as T[];
  }

  /** Removes all products, keys with their Secrets, requests and decisions. */
  async clear(): Promise<void> {
    const { caches, client } = this.kuadrant;
    const left = await this.list(secrets);
    await Promise.all(
      left.map(({ metadata: { namespace, name } }) =>
        client.delete(secrets, { namespace, name }).catch(() => undefined),
      ),
    );
    for (const cache of [
      caches.apiKeys,
      caches.apiKeyRequests,
      caches.apiKeyApprovals,
      caches.apiProducts,
    ]) {
      await Promise.all(
        cache
          .list()
          .map(({ metadata: { namespace, name } }) =>
            cache.delete({ namespace, name }).catch(() => undefined),
          ),
      );
    }
  }
}

/** Waits until something holds. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error('What was waited for did not happen');
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
