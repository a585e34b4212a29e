import { listenerText } from '../attachment/listeners';
import { authenticationOf } from '../credentials';
import { routeKind, type ObjectName } from '../objects';
import { refOf } from '../objects/refs';
import { nameOf } from '../policies/reports';
import { deniedBy, undecidableRule } from './authenticate';
import { requestContext, type Call } from './call';
import { readCounters } from './counters';
import { keySteps, type ExplanationInputs } from './explainKey';
import { identityOf, type GatewayModel, type RoutedCall } from './GatewayModel';
import { counterText, objectText } from './sentences';
import { unknown, type Step } from './steps';

/**
 * Explains what becomes of a call, by the same steps as a decision, without counting it. Where a call names no
 * credential, the key that is meant is taken to be sent in the right place. Steps behind one that failed are told as far
 * as they can be; the others are `unknown`.
 *
 * @public
 */
export function explain(
  model: GatewayModel,
  call: Call,
  inputs: ExplanationInputs,
): Step[] {
  const routed = model.route(call);
  if (!routed) {
    return [
      {
        step: 'route',
        outcome: 'failed',
        message: `No route takes ${call.method} ${call.hostname}${call.path}.`,
        fixer: 'caller',
      },
    ];
  }
  const admission = admissionSteps(model, routed, inputs);
  return [
    ...routeSteps(routed),
    ...admission,
    ...limitSteps(model, routed, inputs, failed(admission)),
  ];
}

function failed(steps: readonly Step[]): boolean {
  return steps.some(({ outcome }) => outcome === 'failed');
}

function routeSteps({ match }: RoutedCall): Step[] {
  const { route, rule, listener } = match;
  const name = route.spec.rules?.[rule]?.name;
  return [
    {
      step: 'route',
      outcome: 'passed',
      message: `The call goes to rule ${name ?? rule + 1} of the route.`,
      object: { kind: routeKind(route), ...refOf(route) },
    },
    {
      step: 'listener',
      outcome: 'passed',
      message: `It arrives at the ${listenerText(listener)}.`,
      object: { kind: 'Gateway', ...refOf(listener.gateway) },
    },
  ];
}

function admissionSteps(
  model: GatewayModel,
  { call, policies: { auth } }: RoutedCall,
  inputs: ExplanationInputs,
): Step[] {
  const request = requestContext(call);
  const applies = (auth?.when ?? []).every(({ predicate }) =>
    model.expressions.holds(predicate, { auth: {}, request }),
  );
  if (!auth || !applies) {
    return [
      {
        step: 'authPolicy',
        outcome: 'passed',
        message: auth
          ? 'The conditions of the AuthPolicy leave this call out: no key is needed.'
          : 'No AuthPolicy is in effect: no key is needed.',
      },
    ];
  }
  const object = nameOf('AuthPolicy', auth.sources[0]);
  const undecidable = undecidableRule(auth);
  const policy = policyStep(object, auth.state);
  const { keyRules, anonymous } = authenticationOf(auth.rules);
  if (keyRules.length === 0 || (anonymous && !inputs.key)) {
    return [
      policy,
      {
        step: 'credential',
        outcome: anonymous ? 'passed' : 'failed',
        message: anonymous
          ? 'Calls without a key are let in.'
          : `No rule of the ${objectText(object)} takes keys.`,
        object,
        ...(!anonymous && { fixer: 'platformEngineer' as const }),
      },
    ];
  }
  const steps = [policy, ...keySteps(call, keyRules, object, inputs)];
  const { key } = inputs;
  const context = {
    auth: { identity: key?.secret && identityOf(key.secret) },
    request,
  };
  const denied = key?.secret && deniedBy(auth, context, model.expressions);
  const hasAuthorization =
    Object.keys(auth.rules.authorization ?? {}).length > 0;
  if (undecidable || (hasAuthorization && !key?.secret)) {
    steps.push(unknown('authorization', object));
  } else if (hasAuthorization) {
    steps.push({
      step: 'authorization',
      outcome: denied ? 'failed' : 'passed',
      message: denied
        ? `The authorization rule ${denied} does not let this key in.`
        : 'The authorization rules let this key in.',
      object,
      ...(denied && { fixer: 'productOwner' as const }),
    });
  }
  return steps;
}

type State = NonNullable<RoutedCall['policies']['auth']>['state'];

function policyStep(object: ObjectName, state: State): Step {
  const text = objectText(object);
  switch (state.state) {
    case 'inForce':
      return {
        step: 'authPolicy',
        outcome: 'passed',
        message: `The ${text} is in force.`,
        object,
      };
    case 'notInForce':
      return {
        step: 'authPolicy',
        outcome: 'failed',
        message: `The ${objectText(state.policy)} is not in force: ${state.reason}: ${state.message}`,
        object: state.policy,
        fixer: 'platformEngineer',
      };
    default:
      return {
        step: 'authPolicy',
        outcome: 'unknown',
        message: `Nothing is reported about the ${text} yet.`,
        object,
      };
  }
}

function limitSteps(
  model: GatewayModel,
  routed: RoutedCall,
  { key, counters, now }: ExplanationInputs,
  afterFailure: boolean,
): Step[] {
  const { call, policies } = routed;
  const identity = key?.secret ?? { anonymous: true as const };
  const context = {
    auth: { identity: identityOf(identity) },
    request: requestContext(call),
  };
  const { plan, limits } = model.limitsOf(routed, context);
  const steps: Step[] = [];
  if (policies.plans) {
    const object = nameOf('PlanPolicy', policies.plans.policy);
    steps.push(
      afterFailure && !key?.secret
        ? unknown('plan', object)
        : {
            step: 'plan',
            outcome: 'passed',
            message:
              plan === undefined
                ? 'No plan takes this call, so no limit of a plan counts it.'
                : `The call is on the plan ${plan}.`,
            object,
          },
    );
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
