import {
  findCondition,
  type APIProduct,
  type AuthRules,
  type Condition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { authenticationOf, type RouteSummary } from '@kuadrant/gateway-policy';
import type { RouteFields } from './routeFields';

/**
 * What the controller reports of a product whose Gateway the portal cannot see, because it watches some namespaces only
 * (`kuadrant.cluster.namespaces`). Undefined where the portal sees enough, or where the controller reports no working
 * key rule.
 */
export function reportedRoute(
  { status }: APIProduct,
  { attachments }: RouteSummary,
): RouteFields | undefined {
  const unseen =
    attachments.length > 0 && attachments.every(({ gateway }) => !gateway);
  const holds = (type: string) =>
    findCondition(status?.conditions as Condition[] | undefined, type)
      ?.status === 'True';
  if (!unseen || !holds('Ready') || !holds('AuthPolicyDiscovered')) {
    return undefined;
  }
  const { keyRules, anonymous, jwtIssuers } = authenticationOf(
    status?.discoveredAuthScheme as AuthRules | undefined,
  );
  const plans = status?.discoveredPlans ?? [];
  return (
    keyRules[0] && {
      hosts: [],
      pathPrefix: '',
      access: {
        works: true,
        placement: keyRules[0].placement,
        conditional: keyRules[0].conditional,
      },
      anonymous,
      jwtIssuers,
      plans:
        plans.length > 0
          ? {
              state: 'offered',
              plans: plans.map(({ tier }) => ({
                tier,
                readsPlanId: true,
                limits: [],
                replacedBy: [],
              })),
            }
          : { state: 'none' },
      limits: [],
      limitsScope: 'unknown',
    }
  );
}
