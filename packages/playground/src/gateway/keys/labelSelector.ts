import type { AuthenticationRule } from '@kuadrant/backstage-plugin-kuadrant-common';

/** The label selector of an API key rule. */
export type LabelSelector = NonNullable<
  NonNullable<AuthenticationRule['apiKey']>['selector']
>;

/**
 * Whether labels meet a selector. As in Kubernetes, an empty selector is met by all labels and an absent one by none.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function selects(
  selector: LabelSelector | undefined,
  labels: Record<string, string> = {},
): boolean {
  if (!selector) {
    return false;
  }
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(
      ([name, value]) => labels[name] === value,
    ) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      switch (operator) {
        case 'In':
          return Object.hasOwn(labels, key) && values.includes(labels[key]);
        case 'NotIn':
          return !Object.hasOwn(labels, key) || !values.includes(labels[key]);
        case 'Exists':
          return Object.hasOwn(labels, key);
        case 'DoesNotExist':
          return !Object.hasOwn(labels, key);
        default:
          return false;
      }
    })
  );
}
