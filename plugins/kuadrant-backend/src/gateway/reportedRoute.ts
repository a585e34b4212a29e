import {
  findCondition,
  type APIProduct,
  type AuthRules,
  type Condition,
  type RoutePlansView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  authenticationOf,
  type RoutePlans,
  type RouteSummary,
} from '@kuadrant/gateway-policy';
import type { RouteFields } from './routeFields';

/**
 * What the controller reports of a product whose Gateway the portal cannot see, because it watches some namespaces only
 * (`kuadrant.cluster.namespaces`). Undefined where the portal sees enough, or where the controller reports no working
 * key rule, or nothing about the present spec of the product.
 */
export function reportedRoute(
  { metadata, status }: APIProduct,
  { attachments, plans: seenPlans, pathPrefix }: RouteSummary,
): RouteFields | undefined {
  const unseen =
    attachments.length > 0 && attachments.every(({ gateway }) => !gateway);
  const conditionOf = (type: string) =>
    findCondition(status?.conditions as Condition[] | undefined, type);
  const holds = (type: string) => conditionOf(type)?.status === 'True';
  const isCurrent =
    metadata.generation === undefined ||
    status?.observedGeneration === metadata.generation;
  if (
    !unseen ||
    !isCurrent ||
    !holds('Ready') ||
    !holds('AuthPolicyDiscovered')
  ) {
    return undefined;
  }
  const { keyRules, anonymous, jwtIssuers } = authenticationOf(
    status?.discoveredAuthScheme as AuthRules | undefined,
  );
  return (
    keyRules[0] && {
      hosts: [],
      pathPrefix,
      access: {
        works: true,
        placement: keyRules[0].placement,
        conditional: keyRules[0].conditional,
      },
      anonymous,
      jwtIssuers,
      plans: reportedPlans(
        status,
        seenPlans,
        conditionOf('PlanPolicyDiscovered'),
      ),
      limits: [],
      limitsScope: 'unknown',
    }
  );
}

/** The plans that the controller reports; why there are none is told by a policy that can be seen, else by the report. */
function reportedPlans(
  status: APIProduct['status'],
  seen: RoutePlans,
  discovered: Condition | undefined,
): RoutePlansView {
  const plans = status?.discoveredPlans ?? [];
  if (plans.length > 0) {
    return {
      state: 'offered',
      plans: plans.map(({ tier }) => ({
        tier,
        readsPlanId: true,
        limits: [],
        replacedBy: [],
      })),
    };
  }
  if (discovered?.reason !== 'PlanPolicyNotReady') {
    return { state: 'none' };
  }
  return seen.state === 'refused'
    ? seen
    : {
        state: 'refused',
        why: {
          condition: 'Accepted',
          reason: discovered.reason,
          message: discovered.message,
        },
      };
}
