import type {
  DiscoveryService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { KuadrantCluster } from '@kuadrant/backstage-plugin-kuadrant-node';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { AuditTrail } from '../audit/AuditTrail';
import type { Authorizer } from '../authorization';
import type { Audience } from '../notifications/Audience';
import { errorMapper } from '../errors';
import type { Services } from '../services/createServices';
import { authenticate } from './authenticate';
import { redactAddresses, refuseKeysInAddresses } from './keepKeysOut';
import { addKeyRoutes } from './keys';
import { addOpenApiRoute } from './openapi';
import { JSON_TYPES, OperationRouter } from './OperationRouter';
import { addPolicyRoutes } from './policies';
import { addProductRoutes } from './products';
import { addRequestRoutes } from './requests';
import { addUnknownCalls } from './unknownCalls';

// 200 requests with the longest names, or the longest description, are far below it.
const MAX_BODY = '256kb';

/** Options of {@link createRouter}. */
export interface RouterOptions {
  services: Services;
  authorizer: Authorizer;
  auditTrail: AuditTrail;
  /** Learns who reads what, to be told of changes. */
  audience: Audience;
  httpAuth: HttpAuthService;
  discovery: DiscoveryService;
  cluster: KuadrantCluster;
  logger: LoggerService;
}

/** The REST API of the portal. */
export function createRouter(options: RouterOptions): Router {
  const { services, auditTrail, audience, discovery, logger, ...rest } =
    options;
  const router = PromiseRouter();
  router.use(redactAddresses(services.keyPrefix));
  router.use(authenticate(rest.httpAuth));
  router.use(refuseKeysInAddresses(services.keyPrefix));
  router.use(express.json({ limit: MAX_BODY, type: JSON_TYPES }));
  const operations = new OperationRouter({ router, auditTrail, ...rest });
  addProductRoutes(operations, services, audience);
  addKeyRoutes(operations, services);
  addRequestRoutes(operations, services, auditTrail, audience);
  addPolicyRoutes(operations, services);
  addOpenApiRoute(operations, discovery);
  addUnknownCalls(router);
  router.use(errorMapper(logger));
  return router;
}
