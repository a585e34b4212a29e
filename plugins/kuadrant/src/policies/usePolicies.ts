import { useApi } from '@backstage/frontend-plugin-api';
import type {
  AuthPolicy,
  HTTPRoute,
  PlanPolicy,
  ProductView,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useQuery } from '@tanstack/react-query';
import { kuadrantApiRef } from '../api';
import { errorStatus } from '../api/errors';
import { effectivePolicy, policyNamespaces } from './effectivePolicy';

/** The policies that apply to a product's route; a kind of which none applies is undefined. */
export interface PoliciesInForce {
  route: HTTPRoute;
  plans: PlanPolicy | undefined;
  auth: AuthPolicy | undefined;
  rates: RateLimitPolicy | undefined;
}

/** Reads the policies in force for a product; null for people who may not see its route. */
export function usePolicies({ metadata, spec }: ProductView) {
  const api = useApi(kuadrantApiRef);
  const namespace = metadata.namespace ?? '';
  return useQuery({
    queryKey: ['policiesInForce', namespace, spec.targetRef.name],
    queryFn: async ({ signal }): Promise<PoliciesInForce | null> => {
      let route: HTTPRoute;
      try {
        const params = { namespace, name: spec.targetRef.name };
        route = await api.getHttpRoute({ params }, { signal });
      } catch (error) {
        if ([403, 404].includes(errorStatus(error) ?? 0)) {
          return null;
        }
        throw error;
      }
      const query = { namespace: policyNamespaces(route), limit: 500 };
      const [plans, auth, rates] = await Promise.all([
        api.listPlanPolicies({ query }, { signal }),
        api.listAuthPolicies({ query }, { signal }),
        api.listRateLimitPolicies({ query }, { signal }),
      ]);
      return {
        route,
        plans: effectivePolicy(plans.items, route),
        auth: effectivePolicy(auth.items, route),
        rates: effectivePolicy(rates.items, route),
      };
    },
  });
}
