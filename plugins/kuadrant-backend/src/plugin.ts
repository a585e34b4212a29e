import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { kuadrantClusterServiceRef } from '@kuadrant/backstage-plugin-kuadrant-node';
import { AuditTrail } from './audit/AuditTrail';
import { Authorizer, createResourceLoader } from './authorization';
import { readConfig } from './config/readConfig';
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
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        cluster: kuadrantClusterServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auditor, auth, catalog, cluster, logger } = deps;
        const config = readConfig(deps.config);
        const lookup = new Lookup(cluster.caches);
        const authorizer = Authorizer.create({
          ...deps,
          resources: createResourceLoader(lookup),
        });
        const services = createServices({
          cluster,
          lookup,
          config,
          catalog,
          auth,
          logger,
          notifier: { requested: () => undefined, decided: () => undefined },
        });
        deps.httpRouter.use(
          createRouter({
            ...deps,
            services,
            authorizer,
            auditTrail: new AuditTrail(auditor, logger),
          }),
        );
      },
    });
  },
});
