import {
  LABELS,
  type AuthRules,
  type LabelSelector,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { selectsLabels } from '../objects';
import { keyRuleFor } from './keyAccess';

type Labels = Record<string, string>;

/**
 * The labels of the enforcement Secrets of a product's keys while an edit of its AuthPolicies reaches the gateway. The
 * gateway may know the rules before the edit or those after it, and no call may be refused for that. So each key has one
 * Secret with labels that meet all of the rules or, where no labels do, further Secrets with the same value.
 *
 * @param rules - those in force
 * @param others - those that the gateway may know instead
 * @returns the labels of each Secret, the one for the rules in force first; none where no key meets those
 * @public
 */
export function keySecretLabels(
  product: ObjectRef,
  rules: AuthRules | undefined,
  others: readonly AuthRules[] = [],
): Record<string, string>[] {
  const secrets: { selectors: LabelSelector[]; labels: Labels }[] = [];
  for (const each of [rules, ...others]) {
    const found = keyRuleFor(each, product);
    if (!found.works) {
      if (secrets.length === 0) {
        return [];
      }
      continue;
    }
    const selector = found.rule.selector!;
    const shared = secrets.find(({ selectors, labels }) =>
      [...selectors, selector].every(wanted =>
        meets(wanted, { ...found.labels, ...labels }),
      ),
    );
    if (shared) {
      shared.selectors.push(selector);
      shared.labels = { ...found.labels, ...shared.labels };
    } else {
      secrets.push({ selectors: [selector], labels: found.labels });
    }
  }
  return secrets.map(({ labels }) => labels);
}

function meets(selector: LabelSelector, labels: Labels): boolean {
  // Every Secret has these, with values of its own key.
  const ofOneKey = { [LABELS.apiKey]: 'any', [LABELS.apiKeyNamespace]: 'any' };
  return selectsLabels(selector, { ...labels, ...ofOneKey });
}
