import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { KuadrantCluster } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { KuadrantBackendConfig } from '../config/readConfig';
import { ProductRoutes } from '../gateway';
import { AccessRequests } from './AccessRequests';
import { ClusterObjectService } from './ClusterObjectService';
import { ConsumerNamespaces } from './ConsumerNamespaces';
import { DefinitionService } from './DefinitionService';
import { Exposures } from './Exposures';
import { Facts } from './Facts';
import { KeySecrets } from './KeySecrets';
import { KeyService } from './KeyService';
import { KeyValues } from './KeyValues';
import { Lookup } from './Lookup';
import type { Notifier } from '../notifications/Notifier';
import { ProductPlacement } from './ProductPlacement';
import { ProductService } from './ProductService';
import { OperationsService } from './OperationsService';
import { OwnRequests } from './OwnRequests';
import { RequestBounds } from './RequestBounds';
import { Requesters } from './Requesters';
import { RequestService } from './RequestService';
import { ReviewService } from './ReviewService';
import { Rechecks } from './Rechecks';
import { RouteService } from './RouteService';
import { Views } from './Views';

/** Options of {@link createServices}. */
export interface ServicesOptions {
  cluster: KuadrantCluster;
  lookup: Lookup;
  config: KuadrantBackendConfig;
  catalog: CatalogService;
  auth: AuthService;
  logger: LoggerService;
  notifier: Notifier;
  now?: () => number;
}

/** All that the routes call. */
export type Services = ReturnType<typeof createServices>;

/** Puts the services together. */
export function createServices(options: ServicesOptions) {
  const { cluster, config, lookup, logger, notifier } = options;
  const { caches, client } = cluster;
  const { now = Date.now } = options;
  const { allowSelfReview } = config;
  const facts = new Facts(caches, lookup);
  const rechecks = new Rechecks(client);
  const exposures = new Exposures(caches, config.routes);
  const productRoutes = new ProductRoutes(caches, config.baseUrls);
  const views = new Views({
    lookup,
    facts,
    productRoutes,
    exposures,
    allowSelfReview,
    catalogNamespace: config.catalogNamespace,
    now,
  });
  const requesters = new Requesters(options.catalog, options.auth);
  const ownRequests = new OwnRequests({
    caches,
    facts,
    requesters,
    allowSelfReview,
    now,
  });
  const definitions = new DefinitionService(client);
  const operations = new OperationsService(definitions);
  const secrets = new KeySecrets({ client, prefix: config.keyPrefix, logger });
  return {
    allowSelfReview,
    keyPrefix: config.keyPrefix,
    lookup,
    facts,
    notifier,
    views,
    products: new ProductService({
      caches,
      lookup,
      ownRequests,
      views,
      rechecks,
      placement: new ProductPlacement({
        exposures,
        rechecks: config.routes === 'any' ? undefined : rechecks,
        catalog: options.catalog,
        auth: options.auth,
      }),
    }),
    definitions,
    operations,
    keys: new KeyService({
      caches,
      lookup,
      facts,
      views,
      productRoutes,
      ownRequests,
      now,
    }),
    accessRequests: new AccessRequests({
      caches,
      secrets,
      productRoutes,
      consumerNamespaces: new ConsumerNamespaces(cluster),
      requesters,
      ownRequests,
      bounds: new RequestBounds({
        lookup,
        facts,
        limits: config.maxPerRequester,
        now,
      }),
      logger,
      now,
    }),
    keyValues: new KeyValues({ cluster, secrets, now }),
    requests: new RequestService({ lookup, facts, views }),
    reviews: new ReviewService({ caches, lookup, facts, rechecks, now }),
    routes: new RouteService({
      cache: caches.httpRoutes,
      exposures,
      productRoutes,
    }),
    planPolicies: new ClusterObjectService(caches.planPolicies),
    authPolicies: new ClusterObjectService(caches.authPolicies),
    rateLimitPolicies: new ClusterObjectService(caches.rateLimitPolicies),
    /** Ends the following of changes and the reading of documents. */
    async stop() {
      facts.stop();
      productRoutes.stop();
      await operations.stop();
    },
    /** What a list carries while the cluster does not answer. */
    staleness(): { stale?: { since: string } } {
      const { stale, lastContact } = cluster.status();
      return stale && lastContact
        ? { stale: { since: lastContact.toISOString() } }
        : {};
    },
  };
}
