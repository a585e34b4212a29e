import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultKuadrantCluster, KuadrantCluster } from './cluster';
import { readClusterConfig } from './config/readClusterConfig';

/**
 * The one connection of a backend process to the cluster that holds products and keys, shared by all plugins and
 * modules that read them. Configured under `kuadrant.cluster`.
 *
 * @public
 */
export const kuadrantClusterServiceRef = createServiceRef<KuadrantCluster>({
  id: 'kuadrant.cluster',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
        lifecycle: coreServices.rootLifecycle,
      },
      factory({ config, logger: rootLogger, lifecycle }) {
        const logger = rootLogger.child({ service: 'kuadrant.cluster' });
        const { kubeConfig, namespaces, source } = readClusterConfig(config);
        const cluster = DefaultKuadrantCluster.create({
          kubeConfig,
          namespaces,
          logger,
        });
        logger.info(
          `Kubernetes cluster: ${cluster.client.server}, from ${source}`,
        );
        cluster.start();
        lifecycle.addShutdownHook(() => cluster.stop());
        return cluster;
      },
    }),
});
