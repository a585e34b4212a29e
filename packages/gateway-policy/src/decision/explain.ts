import { listenerText } from '../attachment/listeners';
import { routeKind, type ObjectName } from '../objects';
import { refOf } from '../objects/refs';
import { nameOf } from '../policies/reports';
import type { EffectiveAuthPolicy } from '../policies';
import {
  deniedBy,
  rulesForCall,
  undecidableRule,
  type Identity,
} from './authenticate';
import { requestContext, type Call } from './call';
import { keySteps, type ExplanationInputs } from './explainKey';
import { limitSteps } from './explainLimits';
import { identityOf, type GatewayModel, type RoutedCall } from './GatewayModel';
import { objectText } from './sentences';
import { unknown, type Step } from './steps';

/**
 * Explains what becomes of a call, by the same steps as a decision, without counting it. Steps behind one that failed are
 * told as far as they can be; the others are `unknown`.
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
  const { steps, identity } = admit(model, routed, inputs);
  return [
    ...routeSteps(routed),
    ...steps,
    ...limitSteps(model, routed, inputs, identity),
  ];
}

interface Admission {
  steps: Step[];
  /** Who the limits see; undefined where nobody is let in. */
  identity?: Identity;
}

const ANONYMOUS = { anonymous: true as const };

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

function admit(
  model: GatewayModel,
  { call, policies: { auth } }: RoutedCall,
  inputs: ExplanationInputs,
): Admission {
  const request = requestContext(call);
  const applies = (auth?.when ?? []).every(({ predicate }) =>
    model.expressions.holds(predicate, { auth: {}, request }),
  );
  if (!auth || !applies) {
    return {
      identity: ANONYMOUS,
      steps: [
        {
          step: 'authPolicy',
          outcome: 'passed',
          message: auth
            ? 'The conditions of the AuthPolicy leave this call out: no key is needed.'
            : 'No AuthPolicy is in effect: no key is needed.',
        },
      ],
    };
  }
  const object = nameOf('AuthPolicy', auth.sources[0]);
  const authentication = authenticationSteps(model, { call, auth }, inputs);
  // Where the key does not work, its steps are told further as if it did.
  const identity = authentication.identity ?? inputs.key?.secret;
  return {
    identity,
    steps: [
      policyStep(object, auth.state),
      ...authentication.steps,
      ...authorizationSteps(model, { call, auth }, identity),
    ],
  };
}

interface GuardedCall {
  call: Call;
  auth: EffectiveAuthPolicy;
}

function authenticationSteps(
  model: GatewayModel,
  { call, auth }: GuardedCall,
  inputs: ExplanationInputs,
): Admission {
  const object = nameOf('AuthPolicy', auth.sources[0]);
  const { keyRules, anonymous } = rulesForCall(auth, call, model.expressions);
  const steps =
    keyRules.length > 0 ? keySteps(call, keyRules, object, inputs) : [];
  const refused = steps.find(({ outcome }) => outcome !== 'passed');
  if (steps.length > 0 && !refused) {
    return { steps, identity: inputs.key?.secret };
  }
  if (anonymous) {
    const why =
      inputs.key && refused
        ? ` The key does not count: ${refused.message}`
        : '';
    return {
      identity: ANONYMOUS,
      steps: [
        {
          step: 'credential',
          outcome: 'passed',
          message: `Calls without a key are let in.${why}`,
          object,
        },
      ],
    };
  }
  return {
    steps:
      steps.length > 0
        ? steps
        : [
            {
              step: 'credential',
              outcome: 'failed',
              message: `No rule of the ${objectText(object)} takes keys.`,
              object,
              fixer: 'platformEngineer',
            },
          ],
  };
}

function authorizationSteps(
  model: GatewayModel,
  { call, auth }: GuardedCall,
  identity: Identity | undefined,
): Step[] {
  if (Object.keys(auth.rules.authorization ?? {}).length === 0) {
    return [];
  }
  const object = nameOf('AuthPolicy', auth.sources[0]);
  if (!identity || undecidableRule(auth)) {
    return [unknown('authorization', object)];
  }
  const context = {
    auth: { identity: identityOf(identity) },
    request: requestContext(call),
  };
  const denied = deniedBy(auth, context, model.expressions);
  return [
    denied === undefined
      ? {
          step: 'authorization',
          outcome: 'passed',
          message: 'The authorization rules let this caller in.',
          object,
        }
      : {
          step: 'authorization',
          outcome: 'failed',
          message: `The authorization rule ${denied} does not let this caller in.`,
          object,
          fixer: 'productOwner',
        },
  ];
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
