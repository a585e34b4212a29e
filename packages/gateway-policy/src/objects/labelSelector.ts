import type { LabelSelector } from '@kuadrant/backstage-plugin-kuadrant-common';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/**
 * Whether a label selector selects an object with these labels. A selector without requirements selects everything, no
 * selector at all selects nothing, and neither does an operator that Kubernetes does not know.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 * @public
 */
export function selectsLabels(
  selector: LabelSelector | undefined,
  labels: Record<string, string>,
): boolean {
  return unmetRequirement(selector, labels) === undefined;
}

/**
 * The first requirement of a selector that labels do not meet, as text; undefined when they meet all.
 *
 * @public
 */
export function unmetRequirement(
  selector: LabelSelector | undefined,
  labels: Record<string, string>,
): string | undefined {
  if (!selector) {
    return 'a selector';
  }
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (!Object.hasOwn(labels, key) || labels[key] !== value) {
      return `${key}=${value}`;
    }
  }
  const unmet = selector.matchExpressions?.find(
    expression => !meets(expression, labels),
  );
  return unmet && expressionText(unmet);
}

/** A requirement as kubectl writes it, for example `app in (a,b)`. */
export function expressionText({ key, operator, values = [] }: Expression) {
  switch (operator) {
    case 'In':
      return `${key} in (${values.join(',')})`;
    case 'NotIn':
      return `${key} notin (${values.join(',')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${operator}`;
  }
}

function meets(
  { key, operator, values = [] }: Expression,
  labels: Record<string, string>,
) {
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
}
