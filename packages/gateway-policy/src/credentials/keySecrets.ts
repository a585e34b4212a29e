import {
  isolatingSelector,
  LABELS,
  type LabelSelector,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { unmetRequirement } from '../objects';
import type { KeyRule } from './keyRules';

/** Labels of one key alone; the selector of a rule cannot name them for all keys of a product. */
const LABELS_OF_ONE_KEY: readonly string[] = [
  LABELS.apiKey,
  LABELS.apiKeyNamespace,
];

/**
 * The labels that the enforcement Secrets of all keys of a product carry, whatever the selector.
 *
 * @public
 */
export function productLabels(product: ObjectRef): Record<string, string> {
  return {
    [LABELS.authorinoManagedBy]: 'authorino',
    [LABELS.enforcement]: 'true',
    ...isolatingSelector(product),
  };
}

/**
 * The labels that a Secret gets for a selector: its matchLabels, the first value of each `In`, and `true` for each
 * `Exists`. Labels of the portal itself are never among them.
 *
 * @public
 */
export function selectorLabels(
  selector: LabelSelector,
): Record<string, string> {
  const labels: Record<string, string> = { ...selector.matchLabels };
  const excluded = (key: string, value: string) =>
    (selector.matchExpressions ?? []).some(
      other =>
        other.key === key &&
        other.operator === 'NotIn' &&
        other.values?.includes(value),
    );
  for (const { key, operator, values = [] } of selector.matchExpressions ??
    []) {
    if (operator === 'In' && !Object.hasOwn(labels, key)) {
      const value = values.find(candidate => !excluded(key, candidate));
      if (value !== undefined) {
        labels[key] = value;
      }
    }
  }
  for (const { key, operator } of selector.matchExpressions ?? []) {
    if (operator === 'Exists' && !Object.hasOwn(labels, key)) {
      labels[key] = 'true';
    }
  }
  const own: string[] = [...Object.values(LABELS)];
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => !own.includes(key)),
  );
}

/**
 * Whether the Secrets of a product's keys meet a rule, and with which labels.
 *
 * @public
 */
export type KeySecretFit =
  | { fits: true; labels: Record<string, string> }
  | { fits: false; requirement: string };

/**
 * Tells whether the enforcement Secrets of a product's keys can meet the selector of a rule. They cannot where it wants
 * another product's label, forbids a label that every such Secret carries, or names one key alone.
 *
 * @public
 */
export function fitKeySecrets(
  rule: Pick<KeyRule, 'selector'>,
  product: ObjectRef,
): KeySecretFit {
  if (!rule.selector) {
    return { fits: false, requirement: 'a selector' };
  }
  const { matchLabels = {}, matchExpressions = [] } = rule.selector;
  const ofOneKey =
    LABELS_OF_ONE_KEY.find(key => Object.hasOwn(matchLabels, key)) ??
    matchExpressions.find(
      ({ key, operator }) =>
        LABELS_OF_ONE_KEY.includes(key) && operator !== 'Exists',
    )?.key;
  if (ofOneKey) {
    return { fits: false, requirement: ofOneKey };
  }
  const labels = {
    ...selectorLabels(rule.selector),
    ...productLabels(product),
  };
  const anyKey = Object.fromEntries(LABELS_OF_ONE_KEY.map(key => [key, 'any']));
  const requirement = unmetRequirement(rule.selector, { ...labels, ...anyKey });
  return requirement === undefined
    ? { fits: true, labels }
    : { fits: false, requirement };
}

/**
 * The selector that lets in the keys of one product alone.
 *
 * @public
 */
export function recommendedSelector(product: ObjectRef): LabelSelector {
  return { matchLabels: isolatingSelector(product) };
}
