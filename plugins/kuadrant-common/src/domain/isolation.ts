import type { AuthenticationRule, AuthRules, ObjectRef } from '../kinds';
import { LABELS } from '../names';
import { isolatingPredicate, isolatingSelector } from './readyPolicies';

/** The label selector of a rule for API keys. @public */
export type KeySelector = NonNullable<
  NonNullable<AuthenticationRule['apiKey']>['selector']
>;

/**
 * The labels that a Secret of the gateway gets for a selector, so that the rule finds it: its matchLabels, the first
 * value of each `In`, and `true` for each `Exists`.
 *
 * @public
 */
export function labelsForSelector(
  selector: KeySelector | undefined,
): Record<string, string> {
  const { matchLabels, matchExpressions = [] } = selector ?? {};
  const labels: Record<string, string> = { ...matchLabels };
  for (const { key, operator, values } of matchExpressions) {
    if (operator === 'In' && values?.length && labels[key] === undefined) {
      labels[key] = values[0];
    } else if (operator === 'Exists') {
      labels[key] ??= 'true';
    }
  }
  return labels;
}

/**
 * The labels that the gateway's Secrets of all keys of a product carry.
 *
 * @public
 */
export function labelsOfProductKeys(
  product: ObjectRef,
  selector: KeySelector | undefined,
): Record<string, string> {
  return {
    ...labelsForSelector(selector),
    [LABELS.authorinoManagedBy]: 'authorino',
    [LABELS.enforcement]: 'true',
    ...isolatingSelector(product),
  };
}

/**
 * Whether a selector selects labels. An empty selector selects everything.
 *
 * @public
 */
export function selectsKeys(
  { matchLabels = {}, matchExpressions = [] }: KeySelector,
  labels: Record<string, string>,
): boolean {
  return (
    Object.entries(matchLabels).every(
      ([name, value]) => labels[name] === value,
    ) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}

/**
 * Whether an AuthPolicy lets in keys of one product alone, whatever other products there are: its selector names the
 * product, or an authorization rule pins the labels of the key.
 *
 * @public
 */
export function keepsOtherKeysOut(
  { authorization = {} }: AuthRules,
  selector: KeySelector,
  product: ObjectRef,
): boolean {
  const isSelected = Object.entries(isolatingSelector(product)).every(
    ([label, value]) => selector.matchLabels?.[label] === value,
  );
  return (
    isSelected ||
    Object.values(authorization).some(
      ({ when, patternMatching }) =>
        !when?.length &&
        pinsProduct(
          (patternMatching?.patterns ?? []).flatMap(
            ({ predicate }) => predicate ?? [],
          ),
          product,
        ),
    )
  );
}

// All patterns of a rule have to hold, so that the two labels may be in one predicate or in two.
function pinsProduct(predicates: string[], product: ObjectRef): boolean {
  const withoutBlanks = (text: string) => text.replace(/\s+/g, '');
  const parts = predicates.flatMap(predicate =>
    // An alternative lets others in.
    predicate.includes('||') || predicate.includes('?')
      ? []
      : predicate.split('&&').map(withoutBlanks),
  );
  return isolatingPredicate(product)
    .split('&&')
    .map(withoutBlanks)
    .every(part => parts.includes(part));
}
