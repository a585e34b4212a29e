import {
  LABELS,
  type AuthorizationRule,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Expressions } from '../expressions';
import { selectorParts } from '../expressions/conditions';
import { requiredTexts } from '../expressions/requiredTexts';
import { selectsLabels } from '../objects';
import { deniesLabels } from './deniesLabels';
import type { KeyPolicy, ProductAccess } from './isolationTypes';
import { authenticationOf, type KeyRule } from './keyRules';

type Labels = Record<string, string>;

const IDENTITY_LABELS = ['auth', 'identity', 'metadata', 'labels'];

const OF_ONE_KEY: readonly string[] = [LABELS.apiKey, LABELS.apiKeyNamespace];

/** Which keys the AuthPolicies on a route let in, by the labels of their enforcement Secrets. */
export interface KeyGate {
  /** Equal texts judge equally. */
  text: string;
  /** Labels without which no key is let in, for each of the rules. */
  required: readonly Labels[];
  /**
   * `letIn`: also where an authorization rule cannot be judged. `refused`: a rule takes the key, and an authorization
   * rule surely denies it. `notTaken`: no rule takes it.
   */
  judge(labels: Labels): 'letIn' | 'refused' | 'notTaken';
  /** The same for the route as a whole, without the policies of some rules or listeners. */
  judgeMain(labels: Labels): 'letIn' | 'refused' | 'notTaken';
}

/** The gate that the AuthPolicies on a product's route make: what one of them lets in opens a part of the API. */
export function keyGate(
  { auth, parts = [] }: Pick<ProductAccess, 'auth' | 'parts'>,
  expressions: Expressions,
): KeyGate {
  const main = policyGate(auth, expressions);
  const gates = [main, ...parts.map(each => policyGate(each, expressions))];
  return {
    text: JSON.stringify(gates.map(({ text }) => text)),
    required: gates.flatMap(({ required }) => required),
    judge: labels =>
      gates.some(({ judge }) => judge(labels) === 'letIn')
        ? 'letIn'
        : main.judge(labels),
    judgeMain: main.judge,
  };
}

function policyGate(
  auth: KeyPolicy | undefined,
  expressions: Expressions,
): Omit<KeyGate, 'judgeMain'> {
  const rules = authenticationOf(auth?.rules).keyRules.filter(
    ({ selector }) => selector,
  );
  const authorization = auth?.rules.authorization;
  const pinned: Labels = Object.assign(
    {},
    ...Object.values(authorization ?? {}).map(pinnedLabels),
  );
  return {
    text: JSON.stringify([
      rules.map(({ selector }) => selector),
      authorization,
    ]),
    required: rules.map(rule => ({ ...selectedLabels(rule), ...pinned })),
    judge: labels => {
      if (!rules.some(rule => takes(rule, labels))) {
        return 'notTaken';
      }
      return !hasLabels(labels, pinned) ||
        deniesLabels(auth, labels, expressions)
        ? 'refused'
        : 'letIn';
    },
  };
}

function selectedLabels({ selector }: KeyRule): Labels {
  return Object.fromEntries(
    Object.entries(selector?.matchLabels ?? {}).filter(
      ([key]) => !OF_ONE_KEY.includes(key),
    ),
  );
}

// Every Secret carries the labels of its key, with values of its own.
function takes(rule: KeyRule, labels: Labels): boolean {
  const { matchExpressions } = rule.selector ?? {};
  return selectsLabels(
    {
      matchLabels: selectedLabels(rule),
      matchExpressions: matchExpressions?.filter(
        ({ key }) => !OF_ONE_KEY.includes(key),
      ),
    },
    labels,
  );
}

function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
  );
}

/** Labels that an authorization rule for all calls wants to have these values. */
function pinnedLabels({ patternMatching, when }: AuthorizationRule): Labels {
  if (when?.length) {
    return {};
  }
  const required = (patternMatching?.patterns ?? []).flatMap(
    ({ predicate, selector, operator, value = '' }) => {
      if (predicate !== undefined) {
        return requiredTexts(predicate);
      }
      return selector !== undefined && operator === 'eq'
        ? [{ path: selectorParts(selector), value }]
        : [];
    },
  );
  return Object.fromEntries(
    required.flatMap(({ path, value }) => {
      const [label, ...more] = path.slice(IDENTITY_LABELS.length);
      return IDENTITY_LABELS.every((part, index) => path[index] === part) &&
        label !== undefined &&
        more.length === 0
        ? [[label, value]]
        : [];
    }),
  );
}
