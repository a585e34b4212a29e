import type { Services } from '../services/createServices';
import type { OperationRouter } from './OperationRouter';
import {
  POLICY_PERMISSIONS,
  ROUTE_PERMISSIONS,
  type Access,
} from '../authorization';
import { policyOutline } from '../services/withheld';

/** The operations on routes and policies, which the portal only reads. */
export function addPolicyRoutes(
  router: OperationRouter,
  {
    routes,
    planPolicies,
    authPolicies,
    rateLimitPolicies,
    staleness,
  }: Services,
): void {
  router.on('listHttpRoutes', {
    permissions: ROUTE_PERMISSIONS,
    handle: async ({ access, query }) => ({
      ...routes.list(access, query),
      ...staleness(),
    }),
  });
  router.on('getHttpRoute', {
    permissions: ROUTE_PERMISSIONS,
    handle: async ({ access, params }) => routes.get(access, params),
  });

  // A list shows no more of a policy than reading it does.
  const seenBy = (access: Access) =>
    access.readsPolicies() ? undefined : { as: policyOutline };

  const permissions = POLICY_PERMISSIONS;
  router.on('listPlanPolicies', {
    permissions,
    handle: async ({ access, query }) => ({
      ...planPolicies.list(access.listsPolicies(), query, seenBy(access)),
      ...staleness(),
    }),
  });
  router.on('getPlanPolicy', {
    permissions,
    handle: async ({ access, params }) =>
      planPolicies.get(access.readsPolicies(), params),
  });
  router.on('listAuthPolicies', {
    permissions,
    handle: async ({ access, query }) => ({
      ...authPolicies.list(access.listsPolicies(), query, seenBy(access)),
      ...staleness(),
    }),
  });
  router.on('getAuthPolicy', {
    permissions,
    handle: async ({ access, params }) =>
      authPolicies.get(access.readsPolicies(), params),
  });
  router.on('listRateLimitPolicies', {
    permissions,
    handle: async ({ access, query }) => ({
      ...rateLimitPolicies.list(access.listsPolicies(), query, seenBy(access)),
      ...staleness(),
    }),
  });
  router.on('getRateLimitPolicy', {
    permissions,
    handle: async ({ access, params }) =>
      rateLimitPolicies.get(access.readsPolicies(), params),
  });
}
