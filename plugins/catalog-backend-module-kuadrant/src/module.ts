import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { kuadrantClusterServiceRef } from '@kuadrant/backstage-plugin-kuadrant-node';
import { LeaderElector } from '@kuadrant/kubernetes-cache';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { catalogRulesProblem } from './config/catalogRulesProblem';
import { readCatalogConfig } from './config/readCatalogConfig';
import { ApiProductEntityProvider } from './provider/ApiProductEntityProvider';

const LEASE_NAME = 'kuadrant-portal-catalog';

/**
 * Brings published API products into the catalog as entities of kind API.
 *
 * @public
 */
export const catalogModuleKuadrant = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'kuadrant',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        cluster: kuadrantClusterServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, cluster, config, lifecycle, logger, scheduler }) {
        const { schedule, leaseNamespace, ...entities } =
          readCatalogConfig(config);
        const dropped = catalogRulesProblem(config);
        if (dropped) {
          logger.warn(dropped);
        }
        const provider = new ApiProductEntityProvider({
          products: cluster.caches.apiProducts,
          client: cluster.client,
          entities,
          logger,
        });
        const elector = new LeaderElector({
          client: cluster.client,
          lease: {
            namespace: leaseNamespace ?? cluster.namespace,
            name: LEASE_NAME,
          },
          identity: `${hostname()}_${randomUUID()}`,
          // Two that write the same are wasteful but harmless.
          whenForbidden: 'lead',
          onStartedLeading: () => provider.resume(),
          onStoppedLeading: () => provider.pause(),
          logger,
        });
        catalog.addEntityProvider(provider);
        // A first list without products brings no event.
        cluster.caches.apiProducts.onStatusChange(({ synced }) => {
          if (synced) {
            provider.refresh();
          }
        });
        elector.start();
        lifecycle.addStartupHook(async () => {
          await scheduler.scheduleTask({
            ...schedule,
            id: 'kuadrant-api-products-refresh',
            // In each replica, as only the one that leads writes.
            scope: 'local',
            fn: async () => provider.refresh(),
          });
        });
        lifecycle.addShutdownHook(async () => {
          await provider.stop();
          await elector.stop();
        });
      },
    });
  },
});
