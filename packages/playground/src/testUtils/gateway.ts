import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  LABELS,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { startDemoApis, type DemoApis } from '../demo-apis';
import { startGateway, type RunningGateway } from '../gateway';
import { seed } from '../seed';
import { watchWorld, type World } from '../world';
import { TestLogger, startTestCluster } from './cluster';

/** What the gateway answered. */
export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Options of {@link GatewayRig.start}. */
export interface GatewayRigOptions {
  now?: () => number;
  /** Takes the place of every service. */
  backend?: URL;
}

/** The demo gateway with the demo's objects and APIs, on a cluster in memory. */
export class GatewayRig {
  readonly logger = new TestLogger();
  readonly client: KubernetesClient;
  readonly #stopCluster: () => Promise<void>;
  readonly #options: GatewayRigOptions;
  readonly #directory: string;
  #world!: World;
  #apis!: DemoApis;
  #gateway!: RunningGateway;

  static async start(options: GatewayRigOptions = {}): Promise<GatewayRig> {
    const { client, stop } = await startTestCluster();
    const directory = await mkdtemp(join(tmpdir(), 'gateway-'));
    const rig = new GatewayRig(client, stop, options, directory);
    await seed(client, { gatewayPort: 8080 });
    rig.#world = await watchWorld(client, rig.logger);
    rig.#apis = await startDemoApis(8080);
    rig.#gateway = await rig.#startGateway(0);
    return rig;
  }

  private constructor(
    client: KubernetesClient,
    stopCluster: () => Promise<void>,
    options: GatewayRigOptions,
    directory: string,
  ) {
    this.client = client;
    this.#stopCluster = stopCluster;
    this.#options = options;
    this.#directory = directory;
  }

  /** Where the gateway listens. */
  get port(): number {
    return this.#gateway.port;
  }

  async restartGateway(): Promise<void> {
    const { port } = this;
    await this.#gateway.stop();
    this.#gateway = await this.#startGateway(port);
  }

  async stop(): Promise<void> {
    await this.#gateway.stop();
    await this.#apis.stop();
    await this.#world.stop();
    await this.#stopCluster();
    await rm(this.#directory, { recursive: true });
  }

  /** Calls a demo API through the gateway. */
  call(
    path: string,
    options: {
      host?: string;
      method?: string;
      headers?: Record<string, string | string[]>;
      body?: string;
    } = {},
  ): Promise<Reply> {
    const { host = 'toystore.localhost', method, headers, body } = options;
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          port: this.port,
          host: '127.0.0.1',
          path,
          method,
          headers: { host, ...headers },
        },
        async response => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) {
            chunks.push(chunk);
          }
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  #startGateway(port: number): Promise<RunningGateway> {
    return startGateway({
      client: this.client,
      world: this.#world,
      port,
      dataFile: join(this.#directory, 'gateway.sqlite'),
      findBackend: service =>
        this.#options.backend ?? this.#apis.findBackend(service),
      logger: this.logger,
      now: this.#options.now,
    });
  }
}

/** An enforcement Secret as the controller writes it for a key of a demo product. */
export function keySecret(
  name: string,
  value: string,
  plan: string | undefined,
  options: { product?: string; namespace?: string } = {},
): KubernetesObject & { stringData: Record<string, string> } {
  const { product = 'toystore', namespace = 'kuadrant-system' } = options;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      labels: {
        [LABELS.authorinoManagedBy]: 'authorino',
        [LABELS.apiProduct]: product,
        [LABELS.apiProductNamespace]: product,
      },
      annotations: plan ? { 'secret.kuadrant.io/plan-id': plan } : {},
    },
    stringData: { api_key: value },
  };
}
