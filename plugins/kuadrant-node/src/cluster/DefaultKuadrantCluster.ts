import {
  isUnreachable,
  KubernetesClient,
  type KubernetesClientOptions,
  type Logger,
  type ReflectorTimes,
} from '@kuadrant/kubernetes-cache';
import type { KubeConfig } from '@kubernetes/client-node';
import { createCaches, KuadrantCaches } from './caches';
import { ConnectionReport } from './ConnectionReport';
import { ClusterStatus, KuadrantCluster } from './KuadrantCluster';

/**
 * Options of {@link DefaultKuadrantCluster.create}.
 *
 * @public
 */
export interface KuadrantClusterOptions {
  kubeConfig: KubeConfig;
  logger: Logger;
  /** Namespaces of products, routes, gateways and policies; none means all. */
  namespaces?: string[];
  /** Called for each request to the API server, for metrics. */
  onRequest?: KubernetesClientOptions['onRequest'];
  times?: Partial<ReflectorTimes>;
}

/**
 * The {@link KuadrantCluster} of a kubeconfig.
 *
 * @remarks
 * It starts without the cluster and waits for it; that it cannot be reached is logged once for all caches, and so is
 * its return.
 *
 * @public
 */
export class DefaultKuadrantCluster implements KuadrantCluster {
  readonly client: KubernetesClient;
  readonly namespace: string;
  readonly caches: KuadrantCaches;

  /** @throws Error when the kubeconfig cannot work. */
  static create(options: KuadrantClusterOptions): DefaultKuadrantCluster {
    return new DefaultKuadrantCluster(options);
  }

  private constructor(options: KuadrantClusterOptions) {
    const { kubeConfig, logger, namespaces, onRequest, times } = options;
    this.namespace =
      kubeConfig.getContextObject(kubeConfig.getCurrentContext())?.namespace ||
      'default';
    this.client = KubernetesClient.fromKubeConfig(kubeConfig, {
      userAgent: 'kuadrant-developer-portal',
      onRequest,
      logger,
    });
    this.caches = createCaches({
      client: this.client,
      namespaces,
      times,
      logger: {
        debug: message => logger.debug(message),
        info: message => logger.info(message),
        // Told once for all caches by the report.
        warn: message => logger.debug(message),
        error: message => logger.error(message),
      },
    });
    new ConnectionReport({
      server: this.client.server,
      caches: this.caches,
      namespaces,
      logger,
    }).begin();
  }

  /** Begins to follow the cluster. */
  start(): void {
    Object.values(this.caches).forEach(cache => cache.start());
  }

  /** Ends all watches and connections. */
  async stop(): Promise<void> {
    await Promise.all(Object.values(this.caches).map(cache => cache.stop()));
    await this.client.close();
  }

  status(): ClusterStatus {
    const caches = Object.fromEntries(
      Object.entries(this.caches).map(([name, { status }]) => [name, status]),
    ) as ClusterStatus['caches'];
    const statuses = Object.values(caches);
    const contacts = statuses.map(({ lastContact }) => lastContact?.getTime());
    const oldest = Math.min(...contacts.map(contact => contact ?? 0));
    return {
      synced: statuses.every(({ synced }) => synced),
      stale: statuses.some(({ stale }) => stale),
      unreachable: statuses.some(({ error }) => isUnreachable(error)),
      lastContact: oldest ? new Date(oldest) : undefined,
      caches,
    };
  }

  async waitForSync(
    options: { timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<void> {
    await Promise.all(
      Object.values(this.caches).map(cache => cache.waitForSync(options)),
    );
  }
}
