import type { ObjectRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import { attachRoute, type ParentAttachment } from '../attachment';
import {
  authenticationOf,
  exportedIdentity,
  keyAccess,
  type Authentication,
  type ExportedIdentity,
  type KeyAccess,
} from '../credentials';
import {
  pathPrefix,
  routeHosts,
  type RouteHost,
  type RouteHostsOptions,
} from '../hosts';
import { limitsOf, plansOf, type RouteLimit, type RoutePlans } from '../limits';
import type { ClusterLookup, Route } from '../objects';
import { routePolicies, type RoutePolicies } from '../policies';

/**
 * All that follows for a product from its route. Authentication, access, plans and limits are those of the main policies
 * of the route; rules and listeners that differ are among the exceptions of `policies`.
 *
 * @public
 */
export interface RouteSummary {
  attachments: ParentAttachment[];
  /** Whether a Gateway takes the route. */
  accepted: boolean;
  hosts: RouteHost[];
  pathPrefix: string;
  policies: RoutePolicies;
  authentication: Authentication;
  access: KeyAccess;
  identity: ExportedIdentity;
  plans: RoutePlans;
  limits: RouteLimit[];
}

/**
 * Answers all questions about a product's route at once.
 *
 * @public
 */
export function summarizeRoute(
  route: Route,
  product: ObjectRef,
  lookup: ClusterLookup,
  options: RouteHostsOptions = {},
): RouteSummary {
  const attachments = attachRoute(route, lookup);
  const policies = routePolicies(route, attachments, lookup);
  const main = policies.main.policies;
  return {
    attachments,
    accepted: attachments.some(({ accepted }) => accepted),
    hosts: routeHosts(attachments, options),
    pathPrefix: pathPrefix(route),
    policies,
    authentication: authenticationOf(main.auth?.rules),
    access: keyAccess(main, product),
    identity: exportedIdentity(main.auth?.rules),
    plans: plansOf(main),
    limits: limitsOf(main),
  };
}
