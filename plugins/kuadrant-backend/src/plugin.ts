import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { kuadrantClusterServiceRef } from '@kuadrant/backstage-plugin-kuadrant-node';
import { registerActions } from './actions';
import { AuditTrail } from './audit/AuditTrail';
import {
  Authorizer,
  createResourceLoader,
  warnOfOpenPermissions,
} from './authorization';
import { readConfig } from './config/readConfig';
import { Audience } from './notifications/Audience';
import { LiveUpdates } from './notifications/LiveUpdates';
import { PortalNotifier } from './notifications/PortalNotifier';
import { remindOfExpiry } from './notifications/remindOfExpiry';
import { leaveToRouter } from './router/authenticate';
import { createRouter } from './router/createRouter';
import { createServices } from './services/createServices';
import { Lookup } from './services/Lookup';

/**
 * The backend of the Kuadrant developer portal: its REST API under `/api/kuadrant`.
 *
 * @public
 */
export const kuadrantPlugin = createBackendPlugin({
  pluginId: 'kuadrant',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        cluster: kuadrantClusterServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        instance: coreServices.rootInstanceMetadata,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auditor, auth, catalog, cluster, logger } = deps;
        await warnOfOpenPermissions(deps);
        const config = readConfig(deps.config);
        const lookup = new Lookup(cluster.caches);
        const authorizer = Authorizer.create({
          ...deps,
          resources: createResourceLoader(lookup),
          reuseDecisionsMs: config.reuseDecisionsMs,
        });
        const notifier = new PortalNotifier({
          notifications: deps.notifications,
          lookup,
          logger,
        });
        const services = createServices({
          cluster,
          lookup,
          config,
          catalog,
          auth,
          logger,
          notifier,
        });
        await deps.scheduler.scheduleTask({
          id: 'kuadrant-expiry-reminders',
          frequency: { hours: 24 },
          initialDelay: { minutes: 1 },
          timeout: { minutes: 5 },
          scope: 'global',
          fn: async () =>
            remindOfExpiry(
              cluster.caches.apiKeys
                .list()
                .map(key => services.facts.ofKey(key)),
              notifier,
              Date.now(),
            ),
        });
        const audience = new Audience();
        const liveUpdates = LiveUpdates.start({
          signals: deps.signals,
          caches: cluster.caches,
          audience,
          logger,
        });
        deps.lifecycle.addShutdownHook(async () => {
          liveUpdates.stop();
          await services.stop();
        });
        const auditTrail = new AuditTrail(auditor, logger);
        registerActions({
          registry: deps.actionsRegistry,
          services,
          authorizer,
          auditTrail,
        });
        leaveToRouter(deps.httpRouter);
        deps.httpRouter.use(
          createRouter({
            ...deps,
            audience,
            services,
            authorizer,
            auditTrail,
          }),
        );
      },
    });
  },
});
