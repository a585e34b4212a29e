import type { LabelSelector } from '@kuadrant/backstage-plugin-kuadrant-common';

/** A selector, and the labels of the Secrets that meet it or the requirement that they cannot meet. */
export interface SelectorCase {
  name: string;
  selector?: LabelSelector;
  answer: Record<string, string> | string;
}

const PRODUCT = 'devportal.kuadrant.io/apiproduct';
const NAMESPACE = 'devportal.kuadrant.io/apiproduct-namespace';

/** Whether the Secrets of the keys of shop/toys can meet a selector. */
export const selectorCases: SelectorCase[] = [
  {
    name: 'Secrets get the labels that the selector names',
    selector: { matchLabels: { app: 'toystore' } },
    answer: { app: 'toystore', [PRODUCT]: 'toys', [NAMESPACE]: 'shop' },
  },
  {
    name: 'An empty selector takes every Secret of Authorino',
    selector: {},
    answer: { 'authorino.kuadrant.io/managed-by': 'authorino' },
  },
  {
    name: 'A rule without a selector takes no Secret',
    answer: 'a selector',
  },
  {
    name: 'The labels of the product are met by its Secrets',
    selector: { matchLabels: { [PRODUCT]: 'toys', [NAMESPACE]: 'shop' } },
    answer: { [PRODUCT]: 'toys' },
  },
  {
    name: 'The label of another product cannot be met (K20)',
    selector: { matchLabels: { [PRODUCT]: 'other' } },
    answer: `${PRODUCT}=other`,
  },
  {
    name: 'A label that every Secret carries cannot be absent (K20)',
    selector: {
      matchExpressions: [
        { key: 'devportal.kuadrant.io/enforcement', operator: 'DoesNotExist' },
      ],
    },
    answer: '!devportal.kuadrant.io/enforcement',
  },
  {
    name: 'A Secret that Authorino does not manage cannot be met',
    selector: {
      matchLabels: { 'authorino.kuadrant.io/managed-by': 'someone' },
    },
    answer: 'authorino.kuadrant.io/managed-by=someone',
  },
  {
    name: 'Of several values the first becomes the label',
    selector: {
      matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }],
    },
    answer: { app: 'a' },
  },
  {
    name: 'A value that another requirement excludes does not become the label',
    selector: {
      matchExpressions: [
        { key: 'app', operator: 'In', values: ['a', 'b'] },
        { key: 'app', operator: 'NotIn', values: ['a'] },
      ],
    },
    answer: { app: 'b' },
  },
  {
    name: 'No value at all cannot be met',
    selector: {
      matchExpressions: [{ key: 'app', operator: 'In', values: [] }],
    },
    answer: 'app in ()',
  },
  {
    name: 'A label that must exist gets a value',
    selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
    answer: { app: 'true' },
  },
  {
    name: 'A label that must exist keeps the value that matchLabels give it',
    selector: {
      matchLabels: { app: 'toys' },
      matchExpressions: [{ key: 'app', operator: 'Exists' }],
    },
    answer: { app: 'toys' },
  },
  {
    name: 'An absent label may be wanted absent, or without a value',
    selector: {
      matchExpressions: [
        { key: 'team', operator: 'DoesNotExist' },
        { key: 'app', operator: 'NotIn', values: ['games'] },
      ],
    },
    answer: { [PRODUCT]: 'toys' },
  },
  {
    name: 'Requirements that contradict each other cannot be met',
    selector: {
      matchLabels: { app: 'toys' },
      matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }],
    },
    answer: '!app',
  },
  {
    name: 'The product among several values is met',
    selector: {
      matchExpressions: [
        { key: PRODUCT, operator: 'In', values: ['games', 'toys'] },
      ],
    },
    answer: { [PRODUCT]: 'toys' },
  },
  {
    name: 'An excluded product is not met',
    selector: {
      matchExpressions: [{ key: PRODUCT, operator: 'NotIn', values: ['toys'] }],
    },
    answer: `${PRODUCT} notin (toys)`,
  },
  {
    name: 'A selector for one key is none for the product',
    selector: { matchLabels: { 'devportal.kuadrant.io/apikey': 'alice' } },
    answer: 'devportal.kuadrant.io/apikey',
  },
  {
    name: 'Every key has the label of its key',
    selector: {
      matchExpressions: [
        { key: 'devportal.kuadrant.io/apikey', operator: 'Exists' },
      ],
    },
    answer: { [PRODUCT]: 'toys' },
  },
  {
    name: 'A label may have the name of what every object has',
    selector: {
      matchExpressions: [{ key: 'constructor', operator: 'Exists' }],
    },
    answer: { constructor: 'true' } as unknown as Record<string, string>,
  },
  {
    name: 'An operator that Kubernetes does not know cannot be met',
    selector: { matchExpressions: [{ key: 'app', operator: 'Like' }] },
    answer: 'app Like',
  },
];
