import type {
  AuthRules,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { refText, type ObjectName } from '../objects/refs';
import type { PathPolicies } from '../policies';
import { nameOf } from '../policies/reports';
import { authenticationOf, type KeyRule } from './keyRules';
import { fitKeySecrets } from './keySecrets';

/**
 * Why keys do not work.
 *
 * @public
 */
export type NoKeyAccessReason =
  'NoAuthPolicy' | 'AuthPolicyNotReady' | 'NoKeyRule' | 'SelectorNotMet';

/**
 * Whether a key of a product would work.
 *
 * @public
 */
export type KeyAccess =
  | {
      works: true;
      /** The rule that takes the keys. */
      rule: KeyRule;
      /** The labels of the keys' Secrets that the rule takes. */
      labels: Record<string, string>;
      /** Whether calls pass without a key as well. */
      anonymous: boolean;
    }
  | {
      works: false;
      reason: NoKeyAccessReason;
      /** What is wrong, in a sentence, with the policy's own reason and message where it has any. */
      message: string;
      /** The policy that is in the way. */
      policy?: ObjectName;
    };

/**
 * Tells whether a key of a product would work: an AuthPolicy is in force, one of its rules takes keys, and the Secrets of
 * the product's keys can meet its selector. A platform engineer can fix what is in the way.
 *
 * @public
 */
export function keyAccess(
  { auth, refused }: PathPolicies,
  product: ObjectRef,
): KeyAccess {
  if (!auth) {
    const why = refused.find(({ policy }) => policy.kind === 'AuthPolicy');
    return why
      ? {
          works: false,
          reason: 'AuthPolicyNotReady',
          message: `The AuthPolicy ${refText(why.policy)} is not accepted: ${why.reason}: ${why.message}`,
          policy: why.policy,
        }
      : {
          works: false,
          reason: 'NoAuthPolicy',
          message: 'No AuthPolicy is in effect on the route.',
        };
  }
  const { state } = auth;
  if (state.state === 'notInForce') {
    return {
      works: false,
      reason: 'AuthPolicyNotReady',
      message: `The AuthPolicy ${refText(state.policy)} is not in force: ${state.reason}: ${state.message}`,
      policy: state.policy,
    };
  }
  const policy = nameOf('AuthPolicy', auth.sources[0]);
  if (state.state === 'unreported') {
    return {
      works: false,
      reason: 'AuthPolicyNotReady',
      message: `Kuadrant has not reported whether the AuthPolicy ${refText(state.policy)} is in force.`,
      policy: state.policy,
    };
  }
  const found = ruleFor(auth.rules, product, policy);
  return found.works && auth.when.length > 0
    ? { ...found, rule: { ...found.rule, conditional: true } }
    : found;
}

function ruleFor(
  rules: AuthRules,
  product: ObjectRef,
  policy: ObjectName,
): KeyAccess {
  const found = keyRuleFor(rules, product);
  if (found.works) {
    return found;
  }
  const text = `AuthPolicy ${refText(policy)}`;
  return found.unmet.length > 0
    ? {
        works: false,
        reason: 'SelectorNotMet',
        message: `No key of this product can meet the selectors of the ${text}: ${found.unmet.join('; ')}.`,
        policy,
      }
    : {
        works: false,
        reason: 'NoKeyRule',
        message: `No rule of the ${text} takes API keys.`,
        policy,
      };
}

/**
 * The rule by which the keys of a product are known.
 *
 * @public
 */
export type KeyRuleFor =
  | Extract<KeyAccess, { works: true }>
  | {
      works: false;
      /** What the selector of each rule wants that no key of the product has. Empty when no rule takes keys. */
      unmet: string[];
    };

/**
 * Finds among the rules of an AuthPolicy the one by which the keys of a product are known: the first, in the order of
 * `authenticationOf`, whose selector they can meet.
 *
 * @public
 */
export function keyRuleFor(
  rules: AuthRules | undefined,
  product: ObjectRef,
): KeyRuleFor {
  const { keyRules, anonymous } = authenticationOf(rules);
  const unmet: string[] = [];
  for (const rule of keyRules) {
    const fit = fitKeySecrets(rule, product);
    if (fit.fits) {
      return { works: true, rule, labels: fit.labels, anonymous };
    }
    unmet.push(`the rule ${rule.name} wants ${fit.requirement}`);
  }
  return { works: false, unmet };
}
