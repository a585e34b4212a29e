import { nameOf } from '../policies/reports';
import type { Identity } from './authenticate';
import { requestContext } from './call';
import { readCounters } from './counters';
import type { ExplanationInputs } from './explainKey';
import { identityOf, type GatewayModel, type RoutedCall } from './GatewayModel';
import { counterText } from './sentences';
import { unknown, type Step } from './steps';

/**
 * The steps about the plan of a call and its limits.
 *
 * @param identity - who the limits see; undefined where nobody is let in
 */
export function limitSteps(
  model: GatewayModel,
  routed: RoutedCall,
  { counters, now }: ExplanationInputs,
  identity: Identity | undefined,
): Step[] {
  const { call, policies } = routed;
  const planPolicy =
    policies.plans && nameOf('PlanPolicy', policies.plans.policy);
  if (!identity) {
    return planPolicy ? [unknown('plan', planPolicy)] : [];
  }
  const context = {
    auth: { identity: identityOf(identity) },
    request: requestContext(call),
  };
  const { plan, limits } = model.limitsOf(routed, context);
  const steps: Step[] = [];
  if (planPolicy) {
    steps.push({
      step: 'plan',
      outcome: 'passed',
      message:
        plan === undefined
          ? 'No plan takes this call, so no limit of a plan counts it.'
          : `The call is on the plan ${plan}.`,
      object: planPolicy,
    });
  }
  for (const reading of readCounters(limits, counters, now)) {
    steps.push({
      step: 'limit',
      outcome: reading.exceeded ? 'failed' : 'passed',
      message: counterText(reading),
      object: reading.limit.policy,
      counter: {
        limit: reading.limit.limit,
        used: reading.count,
        endsAt: reading.endsAt,
      },
      ...(reading.exceeded && { fixer: 'caller' as const }),
    });
  }
  return steps;
}
