import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KeyRule } from '../credentials';
import { unmetRequirement, type ObjectName } from '../objects';
import { refOf } from '../objects/refs';
import { extractKey, type Call } from './call';
import type { CounterStore } from './counters';
import { placementText } from './sentences';
import { unknown, type Step } from './steps';

/**
 * A key as far as an explanation needs it. Its value is not needed.
 *
 * @public
 */
export interface ExplainedKey {
  /** The key itself, to be named in steps. */
  object: ObjectName;
  /** The Secret that the gateway knows it by; undefined where there is none. */
  secret?: KubernetesObject;
  /** Whether the portal lets the key work, in its own words. */
  working: boolean;
  message: string;
}

/**
 * What an explanation depends on.
 *
 * @public
 */
export interface ExplanationInputs {
  /** The key that is meant; undefined for a call without one. */
  key?: ExplainedKey;
  /** Whether the call itself carries the key; otherwise the key is taken to be sent in the right place. */
  keySentInCall?: boolean;
  /** Namespaces of the Kuadrant installations, where keys are looked for. */
  kuadrantNamespaces: readonly string[];
  counters: Pick<CounterStore, 'get'>;
  /** In milliseconds since 1970. */
  now: number;
}

/** The steps about the key of a call: where it is sent, whether it works, whether the gateway knows and takes it. */
export function keySteps(
  call: Call,
  rules: readonly KeyRule[],
  policy: ObjectName,
  { key, keySentInCall, kuadrantNamespaces }: ExplanationInputs,
): Step[] {
  const sent = rules.filter(rule => extractKey(call, rule.placement));
  const places = rules.map(({ placement }) => placementText(placement));
  const wrongPlace = sent.length === 0 && (!key || keySentInCall);
  const credential: Step = wrongPlace
    ? {
        step: 'credential',
        outcome: 'failed',
        message: `The key must be sent ${places.join(', or ')}.`,
        object: policy,
        fixer: 'caller',
      }
    : {
        step: 'credential',
        outcome: 'passed',
        message: `The key is sent ${placementText((sent[0] ?? rules[0]).placement)}.`,
        object: policy,
      };
  if (!key) {
    return [credential, unknown('key', policy)];
  }
  const state: Step = {
    step: 'keyState',
    outcome: key.working ? 'passed' : 'failed',
    message: key.message,
    object: key.object,
    ...(!key.working && { fixer: 'productOwner' as const }),
  };
  if (!key.secret) {
    return [
      credential,
      state,
      {
        step: 'key',
        outcome: 'failed',
        message: 'The gateway has no Secret of this key.',
        object: key.object,
        fixer: key.working ? 'platformEngineer' : 'productOwner',
      },
    ];
  }
  return [
    credential,
    state,
    {
      step: 'key',
      outcome: 'passed',
      message: 'The gateway has a Secret of this key.',
      object: { kind: 'Secret', ...refOf(key.secret) },
    },
    selectorStep(
      sent.length > 0 ? sent : rules,
      key.secret,
      policy,
      kuadrantNamespaces,
    ),
  ];
}

function selectorStep(
  rules: readonly KeyRule[],
  secret: KubernetesObject,
  policy: ObjectName,
  kuadrantNamespaces: readonly string[],
): Step {
  const { namespace } = refOf(secret);
  const problems = rules.map(({ name, selector, allNamespaces }) => {
    if (!allNamespaces && !kuadrantNamespaces.includes(namespace)) {
      return `the rule ${name} looks for keys in ${kuadrantNamespaces.join(', ')} only`;
    }
    const unmet = unmetRequirement(selector, secret.metadata.labels ?? {});
    return unmet && `the rule ${name} wants ${unmet}`;
  });
  return problems.some(problem => problem === undefined)
    ? {
        step: 'selector',
        outcome: 'passed',
        message: 'The selector of the policy takes this key.',
        object: policy,
      }
    : {
        step: 'selector',
        outcome: 'failed',
        message: `The selector does not take this key: ${problems.join('; ')}.`,
        object: policy,
        fixer: 'platformEngineer',
      };
}
