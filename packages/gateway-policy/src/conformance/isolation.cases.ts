import type { AuthRules } from '@kuadrant/backstage-plugin-kuadrant-common';
import { recommendedAuthorization, recommendedSelector } from '../credentials';
import { keyRules } from './objects';

/** Products of the namespace shop with their rules, and for each the others whose keys open it. */
export interface IsolationCase {
  name: string;
  products: Record<string, AuthRules | undefined>;
  /** Rules on some rules or listeners of a product's route. */
  parts?: Record<string, AuthRules[]>;
  answer: Record<string, string[]>;
}

const ref = (name: string) => ({ namespace: 'shop', name });
const own = (name: string): AuthRules => ({
  authentication: {
    keys: { apiKey: { selector: recommendedSelector(ref(name)) } },
  },
});
const everyone = keyRules('keys', 'everyone');
const only = (name: string): AuthRules => ({
  ...everyone,
  authorization: recommendedAuthorization(ref(name)),
});
const when = [{ predicate: 'request.path.startsWith("/admin")' }];
const PRODUCT = 'devportal.kuadrant.io/apiproduct';

/** Whose keys open which products. */
export const isolationCases: IsolationCase[] = [
  {
    name: 'A policy of one rule that takes shared keys opens that rule to them',
    products: { a: own('a'), b: everyone },
    parts: { a: [everyone] },
    answer: { a: ['b'], b: [] },
  },
  {
    name: 'A policy of one rule for keys of the product alone opens nothing',
    products: { a: own('a'), b: everyone },
    parts: { a: [only('a')] },
    answer: { a: [], b: [] },
  },
  {
    name: 'Keys that the route refuses are refused although one of its rules takes them',
    products: { a: only('b') },
    parts: { a: [everyone] },
    answer: { a: ['own keys refused'] },
  },
  {
    name: 'One selector for two products lets the keys of each into the other (K4)',
    products: { a: everyone, b: everyone },
    answer: { a: ['b'], b: ['a'] },
  },
  {
    name: 'Selectors by product keep keys apart',
    products: { a: own('a'), b: own('b') },
    answer: { a: [], b: [] },
  },
  {
    name: 'Different selectors keep keys apart',
    products: { a: keyRules('keys', 'a'), b: keyRules('keys', 'b') },
    answer: { a: [], b: [] },
  },
  {
    name: 'An empty selector takes the keys of every product, but opens none',
    products: {
      a: { authentication: { keys: { apiKey: { selector: {} } } } },
      b: own('b'),
    },
    answer: { a: ['b'], b: [] },
  },
  {
    name: 'A rule without a selector takes no key',
    products: { a: { authentication: { keys: { apiKey: {} } } }, b: everyone },
    answer: { a: [], b: [] },
  },
  {
    name: 'A second rule for keys counts too',
    products: {
      a: {
        authentication: {
          ...own('a').authentication,
          shared: everyone.authentication!.keys,
        },
      },
      b: everyone,
    },
    answer: { a: ['b'], b: [] },
  },
  {
    name: 'An authorization rule by product keeps the keys of others out',
    products: { a: only('a'), b: everyone },
    answer: { a: [], b: ['a'] },
  },
  {
    name: 'An authorization rule for some calls keeps nobody out',
    products: {
      a: {
        ...everyone,
        authorization: {
          admin: {
            ...Object.values(recommendedAuthorization(ref('a')))[0],
            when,
          },
        },
      },
      b: everyone,
    },
    answer: { a: ['b'], b: ['a'] },
  },
  {
    name: 'A predicate that lets in by the request keeps nobody out for certain',
    products: {
      a: {
        ...everyone,
        authorization: {
          host: {
            patternMatching: {
              patterns: [
                {
                  predicate: `request.host == "a.example.com" || auth.identity.metadata.labels["${PRODUCT}"] == "a"`,
                },
              ],
            },
          },
        },
      },
      b: everyone,
    },
    answer: { a: ['b'], b: ['a'] },
  },
  {
    name: 'A predicate that wants more than the label of the product keeps the keys of others out all the same',
    products: {
      a: {
        ...everyone,
        authorization: {
          host: {
            patternMatching: {
              patterns: [
                {
                  predicate: `request.host == "a.example.com" && "a" == auth.identity.metadata.labels["${PRODUCT}"]`,
                },
              ],
            },
          },
        },
      },
      b: everyone,
    },
    answer: { a: [], b: ['a'] },
  },
  {
    name: 'A comparison of a label keeps the keys of others out',
    products: {
      a: {
        ...everyone,
        authorization: {
          product: {
            patternMatching: {
              patterns: [
                {
                  selector:
                    'auth.identity.metadata.labels.devportal\\.kuadrant\\.io/apiproduct',
                  operator: 'eq',
                  value: 'a',
                },
              ],
            },
          },
        },
      },
      b: everyone,
    },
    answer: { a: [], b: ['a'] },
  },
  {
    name: 'One of several conditions that holds is enough to let a key in',
    products: {
      a: {
        ...everyone,
        authorization: {
          product: {
            patternMatching: {
              patterns: [
                {
                  any: [
                    {
                      predicate: `auth.identity.metadata.labels["${PRODUCT}"] == "a"`,
                    },
                    {
                      predicate:
                        'auth.identity.metadata.labels["app"] == "everyone"',
                    },
                  ],
                },
              ],
            },
          },
        },
      },
      b: everyone,
    },
    answer: { a: ['b'], b: ['a'] },
  },
  {
    name: 'A rule that cannot be judged keeps nobody out for certain',
    products: {
      a: {
        ...everyone,
        authorization: { rego: { opa: { rego: 'allow = true' } } },
      },
      b: everyone,
    },
    answer: { a: ['b'], b: ['a'] },
  },
  {
    name: 'An authorization rule for another product keeps the product’s own keys out',
    products: { a: only('b'), b: own('b') },
    answer: { a: ['own keys refused'], b: [] },
  },
  {
    name: 'A product that takes no keys opens no other',
    products: { a: everyone, b: undefined, c: {} },
    answer: { a: [], b: [], c: [] },
  },
  {
    name: 'A selector that no Secret can meet opens no other',
    products: {
      a: everyone,
      b: {
        authentication: {
          keys: {
            apiKey: {
              selector: {
                matchLabels: { app: 'everyone', [PRODUCT]: 'other' },
              },
            },
          },
        },
      },
    },
    answer: { a: [], b: [] },
  },
];
