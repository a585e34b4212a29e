import {
  ANNOTATIONS,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { RoutePlans } from '@kuadrant/gateway-policy';
import { shownText, type WantedCondition } from '../../objects';
import { type Discovery, lacksPlans, PLANS_PRESENT } from '../discover';
import {
  FIXED_BY_PLATFORM,
  named,
  partsOf,
  saying,
  sentences,
  withTarget,
} from './words';

const type = 'PlanPolicyDiscovered';

/** Whether the product has plans. */
export function planCondition({ summary }: Discovery): WantedCondition {
  const { plans, policies } = summary;
  const { main, exceptions } = policies;
  switch (plans.state) {
    case 'offered':
      return {
        type,
        status: 'True',
        reason: 'Found',
        message: sentences(
          `${withTarget('PlanPolicy', main.policies.plans!.policy)} applies`,
          ...doubts(plans),
          ...main.policies.refused
            .filter(({ policy }) => policy.kind === 'PlanPolicy')
            .map(why => `${named(why.policy)} has no effect: ${saying(why)}`),
          ...exceptions
            .filter(
              ({ policies: other }) =>
                other.plans?.policy !== main.policies.plans?.policy,
            )
            .map(group => {
              const other = group.policies.plans?.policy;
              return `For ${partsOf(group)}, ${other ? withTarget('PlanPolicy', other) : 'no PlanPolicy'} applies instead`;
            }),
        ),
      };
    case 'refused':
      return {
        type,
        status: 'False',
        reason: 'PlanPolicyNotReady',
        message: sentences(
          refusedText(plans),
          'Its plans are not offered',
          FIXED_BY_PLATFORM,
        ),
      };
    default:
      return {
        type,
        status: 'False',
        reason: 'NotFound',
        message: 'No PlanPolicy applies to the HTTPRoute or its Gateways',
      };
  }
}

function doubts({ plans }: Extract<RoutePlans, { state: 'offered' }>) {
  const blind = plans.filter(({ readsPlanId }) => !readsPlanId);
  const replaced = plans.filter(({ replacedBy }) => replacedBy.length > 0);
  const tiers = (of: typeof plans) =>
    of.map(({ tier }) => shownText(tier)).join(', ');
  return [
    blind.length > 0 &&
      `The limits of ${tiers(blind)} may not hold for its keys: the predicate does not read the annotation ${ANNOTATIONS.planId} of a key. ${FIXED_BY_PLATFORM}`,
    replaced.length > 0 &&
      `The limits of ${tiers(replaced)} are replaced by those of ${[
        ...new Set(replaced.flatMap(plan => plan.replacedBy.map(named))),
      ].join(', ')}`,
  ];
}

function refusedText({ why }: Extract<RoutePlans, { state: 'refused' }>) {
  const lacks = why.condition === 'Accepted' ? 'accepted' : 'enforced';
  return `${named(why.policy)} is not ${lacks}: ${saying(why)}`;
}

/** What the product says while it lacks its plans; otherwise the condition is absent. */
export function missingPlansCondition(
  product: APIProduct,
  discovery: Discovery,
): WantedCondition | undefined {
  if (!lacksPlans(product, discovery)) {
    return undefined;
  }
  const { plans } = discovery.summary;
  const remedy = `until the product has the annotation ${ANNOTATIONS.withoutPlans}: "true"; without plans nothing limits their calls`;
  if (plans.state === 'refused') {
    const concerned = discovery.heldPlans
      ? 'Keys that are not approved yet'
      : 'Its keys';
    return {
      type: PLANS_PRESENT,
      status: 'False',
      reason: 'PlanPolicyRefused',
      message: `${refusedText(plans)}. ${concerned} do not work until that is fixed, or ${remedy}`,
    };
  }
  return {
    type: PLANS_PRESENT,
    status: 'False',
    reason: 'PlanPolicyRemoved',
    message: `The product had plans, and no PlanPolicy applies any more. Its keys do not work until one does, or ${remedy}`,
  };
}
