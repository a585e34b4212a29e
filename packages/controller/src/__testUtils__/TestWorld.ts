import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  type APIKeyRequest,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  apiKeyState,
  type APIProduct,
  apiProducts,
  authPolicies,
  DECIDED_TERMS,
  enforcementSecretName,
  extensionAnnotations,
  gateways,
  httpRoutes,
  kuadrants,
  type KubernetesObject,
  LABELS,
  labelValue,
  namespaces,
  planPolicies,
  PREVIOUS_SECRET_REF,
  secrets,
  type Terms,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isNotFound,
  KubernetesClient,
  type ResourceDefinition,
} from '@kuadrant/kubernetes-cache';
import { KubeConfig } from '@kubernetes/client-node';
import type { Secret } from '../enforcement';
import type { ControllerOptions, RunningController } from '../manager';
import { startController } from '../manager';
import type { Logger } from '../runtime';
import { waitFor } from './waitFor';

export const KUADRANT_NAMESPACE = 'kuadrant-system';

/** The Gateway of {@link TestWorld.gateway}. */
export const GATEWAY = { namespace: 'gateways', name: 'external' };

/** The predicate of a plan for the keys that are approved for it. */
export const planPredicate = (tier: string) =>
  `auth.identity.metadata.annotations["${ANNOTATIONS.planId}"] == "${tier}"`;

/* eslint-disable jest/no-standalone-expect -- what a test waits for */

/** Keeps what is logged, so that a test can look for what must not be there. */
export class RecordingLogger implements Logger {
  readonly lines: string[] = [];
  readonly #log = (level: string) => (message: string, meta?: object) => {
    this.lines.push(`${level} ${message} ${JSON.stringify(meta ?? {})}`);
  };
  readonly debug = this.#log('debug');
  readonly info = this.#log('info');
  readonly warn = this.#log('warn');
  readonly error = this.#log('error');
}

/** A cluster with Kuadrant in it, and the means to be owner, consumer and platform engineer there. */
export class TestWorld {
  readonly logger = new RecordingLogger();
  readonly client: KubernetesClient;
  readonly adminKubeconfig: string;
  readonly controllerKubeconfig: string;
  #controllers: RunningController[] = [];
  #names = 0;

  /**
   * @param admin - kubeconfig of the test
   * @param controller - kubeconfig of the controllers; the test's own if not given
   */
  constructor(admin: string, controller: string = admin) {
    const config = new KubeConfig();
    config.loadFromString(admin);
    this.adminKubeconfig = admin;
    this.controllerKubeconfig = controller;
    this.client = KubernetesClient.fromKubeConfig(config);
  }

  async startController(
    options: Partial<ControllerOptions> = {},
  ): Promise<RunningController> {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(this.controllerKubeconfig);
    const controller = await startController({
      kubeConfig,
      logger: this.logger,
      allowFetchFrom: ['127.0.0.0/8', '::1/128'],
      ...options,
    });
    this.#controllers.push(controller);
    await controller.ready;
    return controller;
  }

  /** Waits until the controllers have dealt with everything there is now, so that what has not happened does not. */
  async settled(): Promise<void> {
    await Promise.all(this.#controllers.map(each => each.settled()));
  }

  async stopControllers(): Promise<void> {
    await Promise.all(this.#controllers.splice(0).map(each => each.stop()));
  }

  async close(): Promise<void> {
    await this.stopControllers();
    await this.client.close();
  }

  /** A name that no other object of this run has. */
  name(stem: string): string {
    this.#names += 1;
    return `${stem}-${this.#names}`;
  }

  async namespace(name: string): Promise<string> {
    await this.client.create(namespaces, { metadata: { name } });
    return name;
  }

  async kuadrant(): Promise<void> {
    await this.client.create(kuadrants, {
      metadata: { namespace: KUADRANT_NAMESPACE, name: 'kuadrant' },
      spec: {},
    });
  }

  async removeKuadrant(namespace = KUADRANT_NAMESPACE): Promise<void> {
    await this.client.delete(kuadrants, { namespace, name: 'kuadrant' });
  }

  /** The Gateway that the routes of {@link TestWorld.product} belong to. */
  async gateway(): Promise<void> {
    await this.client.create(gateways, {
      metadata: GATEWAY,
      spec: {
        listeners: [
          {
            name: 'http',
            hostname: '*.example.com',
            port: 80,
            protocol: 'HTTP',
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      },
    });
  }

  /** A namespace with a product, its route, an AuthPolicy in force and a PlanPolicy. */
  async product(
    spec: Partial<APIProduct['spec']> = {},
    annotations?: Record<string, string>,
  ): Promise<{ namespace: string; name: string }> {
    const namespace = await this.namespace(this.name('api'));
    const name = 'toystore';
    const ref = { namespace, name };
    await this.exposedRoute(ref);
    await this.productOn(ref, spec, annotations);
    return ref;
  }

  /** A product on the route of its name. */
  async productOn(
    ref: { namespace: string; name: string },
    spec: Partial<APIProduct['spec']> = {},
    annotations?: Record<string, string>,
  ): Promise<void> {
    await this.client.create(apiProducts, {
      metadata: { ...ref, annotations },
      spec: {
        displayName: 'Toystore',
        approvalMode: 'manual',
        publishStatus: 'Published',
        targetRef: targetRefOf(ref.name),
        ...spec,
      },
    });
  }

  /** An accepted HTTPRoute, an AuthPolicy in force that lets in keys with the label `app` of its name, and a PlanPolicy. */
  async exposedRoute(ref: { namespace: string; name: string }): Promise<void> {
    const { name } = ref;
    const targetRef = targetRefOf(name);
    await this.client.create(httpRoutes, {
      metadata: ref,
      spec: {
        hostnames: ['toystore.example.com'],
        parentRefs: [GATEWAY],
      },
    });
    await this.setStatus(httpRoutes, ref, {
      parents: [
        {
          parentRef: GATEWAY,
          controllerName: 'test',
          conditions: [{ type: 'Accepted', status: 'True' }],
        },
      ],
    });
    await this.client.create(authPolicies, {
      metadata: ref,
      spec: {
        targetRef,
        rules: {
          authentication: {
            keys: {
              // With what Kuadrant's schemas add by default.
              apiKey: {
                selector: { matchLabels: { app: name } },
                allNamespaces: false,
              },
              credentials: { authorizationHeader: { prefix: 'APIKEY' } },
              metrics: false,
              priority: 0,
            },
          },
        },
      },
    });
    await this.enforceAuthPolicy(ref);
    await this.client.create(planPolicies, {
      metadata: ref,
      spec: {
        targetRef,
        plans: [
          {
            tier: 'gold',
            predicate: planPredicate('gold'),
            limits: { daily: 100 },
          },
          {
            tier: 'silver',
            predicate: planPredicate('silver'),
            limits: { daily: 50 },
          },
        ],
      },
    });
  }

  async enforceAuthPolicy(
    ref: { namespace: string; name: string },
    status: 'True' | 'False' = 'True',
  ): Promise<void> {
    await this.setStatus(authPolicies, ref, {
      conditions: [
        { type: 'Accepted', status: 'True' },
        { type: 'Enforced', status },
      ],
    });
  }

  /** Reports the AuthPolicy as it is now to be in force, as Kuadrant's operator does: conditions have no generation. */
  async reportEnforced(ref: {
    namespace: string;
    name: string;
  }): Promise<void> {
    const { metadata } = await this.client.get(authPolicies, ref);
    await this.setStatus(authPolicies, ref, {
      observedGeneration: metadata.generation,
    });
    await this.enforceAuthPolicy(ref);
  }

  async secret(
    ref: { namespace: string; name: string },
    value: string | undefined,
    labels?: Record<string, string>,
  ): Promise<Secret> {
    return this.client.create<Secret>(secrets, {
      metadata: { ...ref, labels },
      data:
        value === undefined
          ? undefined
          : { api_key: Buffer.from(value).toString('base64') },
    } as Secret);
  }

  /** A key in a namespace of its own, with its Secret. */
  async key(
    product: { namespace: string; name: string },
    spec: Partial<APIKey['spec']> = {},
    options: {
      namespace?: string;
      name?: string;
      value?: string;
      /** The Secret says by its label whose it is, as the portal's do. */
      labelled?: boolean;
      annotations?: Record<string, string>;
    } = {},
  ): Promise<{ namespace: string; name: string }> {
    const namespace =
      options.namespace ?? (await this.namespace(this.name('consumer')));
    const ref = { namespace, name: options.name ?? 'key' };
    await this.secret(
      ref,
      options.value ?? `value-of-${namespace}`,
      options.labelled ? { [LABELS.apiKey]: labelValue(ref.name) } : undefined,
    );
    await this.client.create(apiKeys, {
      metadata: { ...ref, annotations: options.annotations },
      spec: {
        apiProductRef: product,
        secretRef: { name: ref.name },
        planTier: 'silver',
        useCase: 'a shop',
        requestedBy: {
          userId: 'user:default/jane',
          email: 'jane@example.com',
        },
        ...spec,
      },
    });
    return ref;
  }

  /** Names another Secret, and the one before it until `validUntil`; undefined ends the overlap. */
  async rotate(
    key: { namespace: string; name: string },
    secretName: string,
    previous?: { name: string; validUntil: string },
  ): Promise<void> {
    await this.client.patch(
      apiKeys,
      key,
      {
        metadata: {
          annotations: extensionAnnotations(PREVIOUS_SECRET_REF, previous),
        },
        spec: { secretRef: { name: secretName } },
      },
      { type: 'merge' },
    );
  }

  /** The plan by which the gateway knows a key. */
  async enforcedPlan(key: {
    namespace: string;
    name: string;
  }): Promise<string | undefined> {
    const secret = await this.enforcement(key);
    return secret?.metadata.annotations?.['secret.kuadrant.io/plan-id'];
  }

  /** Waits until the gateway knows a key on this plan. */
  async enforcedPlanBecomes(
    key: { namespace: string; name: string },
    planTier: string,
  ): Promise<void> {
    await waitFor(async () =>
      expect(await this.enforcedPlan(key)).toBe(planTier),
    );
  }

  /** A decision as an owner makes it with kubectl. */
  async decide(
    product: { namespace: string },
    key: { namespace: string; name: string },
    spec: Partial<APIKeyApproval['spec']> = {},
    options: { namespace?: string; name?: string; terms?: Terms } = {},
  ): Promise<{ namespace: string; name: string }> {
    const ref = {
      namespace: options.namespace ?? product.namespace,
      name: options.name ?? this.name('decision'),
    };
    await this.client.create(apiKeyApprovals, {
      metadata: {
        ...ref,
        annotations:
          options.terms && extensionAnnotations(DECIDED_TERMS, options.terms),
      },
      spec: {
        apiKeyRequestRef: { name: apiKeyRequestName(key) },
        approved: true,
        reviewedBy: 'user:default/owner',
        reviewedAt: new Date().toISOString(),
        ...spec,
      },
    });
    return ref;
  }

  async setStatus(
    resource: ResourceDefinition,
    ref: { namespace: string; name: string },
    status: object,
  ): Promise<void> {
    await this.client.patch(
      resource,
      ref,
      { status },
      { type: 'merge', subresource: 'status' },
    );
  }

  async patchSpec(
    resource: ResourceDefinition,
    ref: { namespace: string; name: string },
    spec: object,
  ): Promise<void> {
    await this.client.patch(resource, ref, { spec }, { type: 'merge' });
  }

  /** The object, or undefined when there is none. */
  async find<T extends KubernetesObject>(
    resource: ResourceDefinition<T>,
    ref: { namespace: string; name: string },
  ): Promise<T | undefined> {
    try {
      return await this.client.get<T>(resource, ref);
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  findRequest(
    product: { namespace: string },
    key: { namespace: string; name: string },
  ): Promise<APIKeyRequest | undefined> {
    return this.find(apiKeyRequests, {
      namespace: product.namespace,
      name: apiKeyRequestName(key),
    });
  }

  /** Waits until the key is in this state for this reason, and returns it. */
  async keyBecomes(
    key: { namespace: string; name: string },
    state: string,
    reason?: string,
  ): Promise<APIKey> {
    return waitFor(async () => {
      const apiKey = await this.client.get<APIKey>(apiKeys, key);
      const found = apiKeyState(apiKey.status?.conditions);
      expect({
        state: found.condition && found.state,
        reason: reason && found.condition?.reason,
      }).toEqual({ state, reason });
      expect(
        apiKey.status?.conditions
          ?.filter(({ status }) => status === 'True')
          .map(({ type }) => type)
          .filter(type => type !== 'ExpiresSoon'),
      ).toEqual([state]);
      return apiKey;
    });
  }

  enforcement(
    key: { namespace: string; name: string },
    value: 'current' | 'previous' = 'current',
  ): Promise<Secret | undefined> {
    return this.find<Secret>(secrets, {
      namespace: KUADRANT_NAMESPACE,
      name: enforcementSecretName(key, value),
    });
  }

  /** Waits until the gateway knows the key by this value, or by none. */
  async enforcedValueBecomes(
    key: { namespace: string; name: string },
    value: string | undefined,
    which: 'current' | 'previous' = 'current',
  ): Promise<Secret | undefined> {
    return waitFor(async () => {
      const secret = await this.enforcement(key, which);
      const found = secret?.data?.api_key;
      expect(found && Buffer.from(found, 'base64').toString()).toBe(value);
      return secret;
    });
  }
}

function targetRefOf(name: string) {
  return { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name };
}
