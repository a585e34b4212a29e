import {
  coreServices,
  createServiceFactory,
  type AuditorService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
  type TestBackendOptions,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import {
  ANNOTATIONS,
  type KubernetesObject,
  type RequestView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  DefaultKuadrantCluster,
  kuadrantClusterServiceRef,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { startController } from '@kuadrant/developer-portal-controller';
import { LocalCluster } from '@kuadrant/local-cluster';
import { definitions } from '@kuadrant/test-control-plane';
import { KubeConfig } from '@kubernetes/client-node';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import kuadrantPlugin from '..';
import { LaggingProxy } from './LaggingProxy';
import { PERSONAS, TestPolicy, userRef, type Persona } from './personas';
import { prunedDefinitions } from './prunedDefinitions';
import { World } from './World';

// What a test tells the policy holds from then on.
const ASK_EACH_TIME = {
  kuadrant: { permissions: { reuseDecisions: { seconds: 0 } } },
};

/** One audit event, at its beginning or its end. */
export interface AuditEntry {
  eventId: string;
  status: 'initiated' | 'succeeded' | 'failed';
  url?: string;
  meta: JsonObject;
  error?: Error;
}

/** A portal's backend on a cluster of its own. */
export class TestPortal {
  cluster: LocalCluster;
  readonly world: World;
  readonly policy: TestPolicy;
  readonly audit: AuditEntry[];
  /** Holds back what the caches learn; only with the option `lagging`. */
  readonly lag?: LaggingProxy;
  readonly #server: TestBackend['server'];
  readonly #stop: () => Promise<void>;
  readonly #restartCluster: () => Promise<LocalCluster>;

  static async start(
    options: {
      config?: JsonObject;
      entities?: Entity[];
      /** Run the real controller beside the portal. */
      controller?: boolean;
      /** Take Kuadrant's schemas of the kinds, which prune what this project adds. */
      pruned?: boolean;
      /** Run on the cluster of another portal, as its second replica. */
      beside?: TestPortal;
      /** Let the caches lag behind where a test says so: see `lag`. */
      lagging?: boolean;
      /** Keep the cluster's state, so that it can be stopped and started again. */
      dataFile?: boolean;
      /** Start while the cluster is away: restartCluster brings it. Needs dataFile. */
      away?: boolean;
      /** Come beside all others. */
      moreFeatures?: TestBackendOptions<[]>['features'];
      /** Take the place of the test policy and the catalog's stand-in. */
      features?: TestBackendOptions<[]>['features'];
    } = {},
  ): Promise<TestPortal> {
    const directory = mkdtempSync(join(tmpdir(), 'kuadrant-portal-'));
    const clusterOptions = {
      manifests: [
        ...(options.pruned ? prunedDefinitions() : definitions()),
        ...namespaces(),
      ],
      ...(options.dataFile && { dataFile: join(directory, 'cluster.sqlite') }),
    };
    const cluster =
      options.beside?.cluster ?? (await LocalCluster.start(clusterOptions));
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(cluster.kubeconfig());
    const lag = options.lagging
      ? await LaggingProxy.start(kubeConfig)
      : undefined;
    const kuadrant = DefaultKuadrantCluster.create({
      kubeConfig: lag?.kubeConfig() ?? kubeConfig,
      logger: mockServices.logger.mock(),
      times: { initialBackoffMs: 50, maximumBackoffMs: 500 },
    });
    if (options.away) {
      await cluster.stop();
    }
    kuadrant.start();
    if (!options.away) {
      await kuadrant.waitForSync({ timeoutMs: 20_000 });
    }
    const controller = options.controller
      ? await startController({
          kubeConfig,
          logger: mockServices.logger.mock(),
        })
      : undefined;
    await controller?.ready;
    const policy = new TestPolicy();
    const audit: AuditEntry[] = [];
    const backend = await startTestBackend({
      features: [
        kuadrantPlugin,
        ...(options.moreFeatures ?? []),
        mockServices.rootConfig.factory({
          data: { ...ASK_EACH_TIME, ...options.config },
        }),
        ...(options.features ?? [
          ...policy.features(),
          catalogServiceMock.factory({
            entities: options.entities ?? users(),
          }),
        ]),
        createServiceFactory({
          service: kuadrantClusterServiceRef,
          deps: {},
          factory: () => kuadrant,
        }),
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () => recordingAuditor(audit),
        }),
      ],
    });
    const portal = new TestPortal(cluster, kuadrant, policy, audit, {
      server: backend.server,
      lag,
      restartCluster: () =>
        LocalCluster.start({
          ...clusterOptions,
          port: Number(new URL(cluster.url).port),
        }),
      stop: async () => {
        await backend.stop();
        await controller?.stop();
        await kuadrant.stop();
        await lag?.stop();
        if (!options.beside) {
          await portal.cluster.stop();
        }
        rmSync(directory, { recursive: true, force: true });
      },
    });
    return portal;
  }

  private constructor(
    cluster: LocalCluster,
    kuadrant: DefaultKuadrantCluster,
    policy: TestPolicy,
    audit: AuditEntry[],
    backend: {
      server: TestBackend['server'];
      lag?: LaggingProxy;
      stop: () => Promise<void>;
      restartCluster: () => Promise<LocalCluster>;
    },
  ) {
    this.cluster = cluster;
    this.world = new World(kuadrant);
    this.policy = policy;
    this.audit = audit;
    this.lag = backend.lag;
    this.#server = backend.server;
    this.#stop = backend.stop;
    this.#restartCluster = backend.restartCluster;
  }

  /** Starts the cluster again, after it was stopped, at the same place and with what it held. */
  async restartCluster(): Promise<void> {
    this.cluster = await this.#restartCluster();
  }

  /** Where the backend listens. */
  get url(): string {
    return `http://localhost:${this.#server.port()}`;
  }

  /** The revision of a request as its reviewers see it; some text where they see none. */
  async revisionOf({ metadata }: KubernetesObject): Promise<string> {
    const { body } = await this.call('admin1', 'GET', '/requests?limit=500');
    const found = body.items.find(
      (item: RequestView) =>
        item.metadata.name === metadata.name &&
        item.metadata.namespace === metadata.namespace,
    );
    return found?.revision ?? 'none';
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  /** Sends a request as a person, a service, or nobody at all. */
  async call(
    who: Persona | 'service' | 'anonymous',
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ) {
    const verb = method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete';
    const sent = request(this.#server)[verb](`/api/kuadrant${path}`);
    const authorization = {
      service: mockCredentials.service.header(),
      anonymous: mockCredentials.none.header(),
    };
    sent.set(
      'authorization',
      who === 'service' || who === 'anonymous'
        ? authorization[who]
        : mockCredentials.user.header(userRef(who)),
    );
    Object.entries(headers).forEach(([name, value]) => sent.set(name, value));
    return body === undefined ? sent : sent.send(body);
  }
}

// As platform engineers do: to the owners of the demo, each in their namespace.
function namespaces(): object[] {
  return [
    { name: 'toystore', exposedTo: 'user:default/owner1, api-owners' },
    { name: 'gamestore', exposedTo: 'user:default/owner2, game-owners' },
  ].map(({ name, exposedTo }) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, annotations: { [ANNOTATIONS.exposedTo]: exposedTo } },
  }));
}

function users(): Entity[] {
  return PERSONAS.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { profile: { email: `${name}@example.com` }, memberOf: [] },
  }));
}

function recordingAuditor(entries: AuditEntry[]): AuditorService {
  return {
    async createEvent({ eventId, request: httpRequest, meta = {} }) {
      const url = httpRequest?.originalUrl;
      const entry = { eventId, url, meta: meta as JsonObject };
      entries.push({ ...entry, status: 'initiated' });
      const end = (
        status: 'succeeded' | 'failed',
        more?: object,
        error?: Error,
      ) =>
        entries.push({
          ...entry,
          status,
          meta: { ...entry.meta, ...more },
          ...(error && { error }),
        });
      return {
        success: async end_ => {
          end('succeeded', end_?.meta);
        },
        fail: async end_ => {
          end('failed', end_.meta, end_.error);
        },
      };
    },
  };
}
