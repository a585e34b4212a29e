import {
  ANNOTATIONS,
  apiKeyRequestName,
  API_KEY_REASONS,
  bindingFor,
  DECIDED_TERMS,
  DECISION_BINDING,
  decisionName,
  extensionAnnotations,
  KEY_SECRET_TYPE,
  LABELS,
  keySecretMetadata,
  productRefOf,
  REQUESTED_KEY_UID,
  requestRefOf,
  secrets,
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIKeyState,
  type APIProduct,
  type KubernetesObject,
  type ObjectRef,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantCluster } from '@kuadrant/backstage-plugin-kuadrant-node';
import { isAlreadyExists } from '@kuadrant/kubernetes-cache';
import { guardedRoute } from './guardedRoute';
import { userRef, type Persona } from './personas';

/** Options of {@link World.key}. */
export interface WorldKey {
  requester: Persona;
  product: ObjectRef;
  name: string;
  /** A namespace for consumers' keys; `ns-` and the requester, which is none, where it is not given. */
  namespace?: string;
  state?: APIKeyState;
  reason?: string;
  planTier?: string;
  expiresAt?: string;
  /** Makes a decision that approves these terms. */
  approved?: Omit<WorldDecision, 'approved'>;
  value?: string;
}

/** Options of {@link World.decision}. */
export interface WorldDecision {
  approved: boolean;
  planTier: string;
  expiresAt?: string;
  reviewedBy?: string;
  message?: string;
}

// Before all that tests decide through the portal.
const DECISIONS_BEGIN = Date.parse('2026-01-01T00:00:00Z');

/** Puts objects into the cluster as people and the controller would, and reads what became of them. */
export class World {
  readonly kuadrant: KuadrantCluster;
  #decisions = 0;

  constructor(kuadrant: KuadrantCluster) {
    this.kuadrant = kuadrant;
  }

  /**
   * A product with its plans.
   *
   * @param options - `bare` leaves out the route with its policies, which is made where there is none
   */
  async product(
    { namespace, name }: ObjectRef,
    owner: string | undefined,
    spec: Partial<APIProduct['spec']> = {},
    plans = ['gold', 'silver', 'bronze'],
    options: { bare?: boolean } = {},
  ): Promise<APIProduct> {
    const { apiProducts: cache } = this.kuadrant.caches;
    if (!options.bare) {
      await this.#guard(
        { namespace, name: spec.targetRef?.name ?? name },
        plans,
      );
    }
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

  async #guard(route: ObjectRef, plans: string[]): Promise<void> {
    await guardedRoute(this, route, plans);
    const { httpRoutes, authPolicies, planPolicies, gateways } =
      this.kuadrant.caches;
    const seen = httpRoutes.get(route);
    await until(
      () =>
        seen !== undefined ||
        (gateways.list().length > 0 &&
          httpRoutes.get(route)?.status !== undefined &&
          authPolicies.get(route)?.status !== undefined &&
          (plans.length === 0 ||
            planPolicies.get(route)?.status !== undefined)),
    );
  }

  /** A key with its Secret, its request and its state, as they are once the controller has seen it. */
  async key(
    options: WorldKey,
  ): Promise<{ key: APIKey; request: APIKeyRequest }> {
    const { requester, product, name, planTier = 'silver' } = options;
    const { namespace = `ns-${requester}` } = options;
    await this.namespace(
      namespace,
      options.namespace ? { [LABELS.consumerNamespace]: 'true' } : {},
    );
    await this.kuadrant.client.create(secrets, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        namespace,
        name: `${name}-secret`,
        ...keySecretMetadata({ namespace, name }),
      },
      type: KEY_SECRET_TYPE,
      data: {
        api_key: Buffer.from(options.value ?? 'a-value').toString('base64'),
      },
    } as KubernetesObject);
    const spec = {
      planTier,
      ...(options.expiresAt && { expiresAt: options.expiresAt }),
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
        annotations: extensionAnnotations(
          REQUESTED_KEY_UID,
          created.metadata.uid ?? '',
        ),
      },
      spec: {
        ...spec,
        apiProductRef: { name: product.name },
        apiKeyRef: { namespace, name },
      },
    });
    const decided = decisionBehind(options, { planTier });
    if (decided) {
      await this.decision(created, decided);
    }
    return this.setState({ namespace, name }, product, options);
  }

  /** A decision on a key, bound to it as the portal and the controller do it. */
  async decision(key: APIKey, options: WorldDecision): Promise<APIKeyApproval> {
    const { approved, planTier, expiresAt, reviewedBy, ...rest } = options;
    const product = this.kuadrant.caches.apiProducts.get(productRefOf(key));
    const terms = { planTier, ...(expiresAt && { expiresAt }) };
    const request = requestRefOf(key);
    return this.kuadrant.caches.apiKeyApprovals.create({
      apiVersion: 'devportal.kuadrant.io/v1alpha1',
      kind: 'APIKeyApproval',
      metadata: {
        namespace: request.namespace,
        name: decisionName(request.name, `by-hand-${(this.#decisions += 1)}`),
        annotations: {
          ...extensionAnnotations(DECIDED_TERMS, terms),
          ...extensionAnnotations(
            DECISION_BINDING,
            bindingFor(key, product?.metadata.uid ?? ''),
          ),
        },
      },
      spec: {
        apiKeyRequestRef: { name: request.name },
        approved,
        reviewedBy: reviewedBy ?? 'user:default/owner1',
        reviewedAt: new Date(DECISIONS_BEGIN + this.#decisions * 1000)
          .toISOString()
          .replace('.000', ''),
        ...rest,
      },
    });
  }

  /** Writes a state as the controller does. */
  async setState(
    ref: ObjectRef,
    product: ObjectRef,
    wanted: Pick<WorldKey, 'state' | 'reason'>,
  ): Promise<{ key: APIKey; request: APIKeyRequest }> {
    const { state = 'Pending' } = wanted;
    const status = {
      conditions: [
        {
          type: state,
          status: 'True' as const,
          reason: wanted.reason ?? API_KEY_REASONS[state][0],
          message: `The key is ${state}`,
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
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

/** The decision that a key has in its state. */
function decisionBehind(
  { state, approved, expiresAt }: WorldKey,
  { planTier }: { planTier: string },
): WorldDecision | undefined {
  if (approved || state === 'Approved' || state === 'Expired') {
    return { planTier, expiresAt, ...approved, approved: true };
  }
  return state === 'Denied'
    ? { planTier, expiresAt, approved: false }
    : undefined;
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
