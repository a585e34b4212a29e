import {
  isolatingPredicate,
  LABELS,
  type AuthorizationRule,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { Expressions } from '../expressions';
import { selectsLabels } from '../objects';
import { compareText, refText } from '../objects/refs';
import type { EffectiveAuthPolicy } from '../policies';
import { deniesLabels } from './deniesLabels';
import { authenticationOf, type KeyRule } from './keyRules';
import { fitKeySecrets } from './keySecrets';

/**
 * A product with the AuthPolicy in effect on its route.
 *
 * @public
 */
export interface ProductAccess {
  product: ObjectRef;
  auth?: Pick<EffectiveAuthPolicy, 'rules' | 'patterns'>;
}

/**
 * Whose keys open a product.
 *
 * @public
 */
export interface KeyIsolation {
  product: ObjectRef;
  /** Whether the keys of this product alone open it. */
  isolated: boolean;
  /**
   * Other products whose keys open it, or may open it where an authorization rule cannot be judged here. At most
   * twenty, in the order of their names.
   */
  openedBy: ObjectRef[];
  /** How many other products that are. */
  openedByCount: number;
  /** Whether an authorization rule keeps out the product's own keys. */
  ownKeysRefused: boolean;
}

interface KeyHolder {
  product: ObjectRef;
  text: string;
  labels: Record<string, string>;
}

const SHOWN = 20;

/**
 * Tells for each product whose keys open it. A key opens a product when its enforcement Secret meets the selector of a
 * rule of that product and no authorization rule of the AuthPolicy surely denies it. Products that take no keys have
 * none that could open others.
 *
 * @public
 */
export function keyIsolation(
  products: readonly ProductAccess[],
): KeyIsolation[] {
  const expressions = new Expressions();
  const access = products.map(({ product, auth }) => ({
    product,
    auth,
    rules: authenticationOf(auth?.rules).keyRules,
  }));
  const holders = access.flatMap(({ product, rules }) =>
    holdersOf(product, rules),
  );
  const byProductLabel = groupBy(holders, ({ labels }) =>
    productLabelText(labels),
  );
  const openers = remembered(
    ({ auth, rules }: Omit<(typeof access)[number], 'product'>) => {
      const taken = new Set(
        rules.flatMap(rule => {
          const { matchLabels = {} } = rule.selector ?? {};
          const candidates =
            byProductLabel.get(productLabelText(matchLabels)) ??
            (LABELS.apiProduct in matchLabels &&
            LABELS.apiProductNamespace in matchLabels
              ? []
              : holders);
          return candidates.filter(({ labels }) => takes(rule, labels));
        }),
      );
      const denied = new Set(
        [...taken].filter(({ labels }) =>
          deniesLabels(auth, labels, expressions),
        ),
      );
      return {
        letIn: new Map(
          [...taken]
            .filter(holder => !denied.has(holder))
            .sort((a, b) => compareText(a.text, b.text))
            .map(holder => [holder.text, holder.product]),
        ),
        refused: new Set([...denied].map(({ text }) => text)),
      };
    },
    ({ auth, rules }) => JSON.stringify([rules, auth?.rules.authorization]),
  );
  return access.map(({ product, auth, rules }) => {
    const text = refText(product);
    const { letIn, refused } = openers({ auth, rules });
    const openedByCount = letIn.size - Number(letIn.has(text));
    return {
      product,
      isolated: openedByCount === 0,
      openedBy: firstOthers(letIn, text),
      openedByCount,
      ownKeysRefused: refused.has(text),
    };
  });
}

function firstOthers(
  products: ReadonlyMap<string, ObjectRef>,
  own: string,
): ObjectRef[] {
  const others: ObjectRef[] = [];
  for (const [text, product] of products) {
    if (others.length === SHOWN) {
      break;
    }
    if (text !== own) {
      others.push(product);
    }
  }
  return others;
}

/** The keys of a product carry the labels for the first rule that they can meet. */
function holdersOf(product: ObjectRef, rules: KeyRule[]): KeyHolder[] {
  for (const rule of rules) {
    const fit = fitKeySecrets(rule, product);
    if (fit.fits) {
      return [{ product, text: refText(product), labels: fit.labels }];
    }
  }
  return [];
}

function productLabelText(labels: Record<string, string>): string {
  return `${labels[LABELS.apiProductNamespace]}/${labels[LABELS.apiProduct]}`;
}

function groupBy<T>(list: readonly T[], keyOf: (each: T) => string) {
  const groups = new Map<string, T[]>();
  for (const each of list) {
    const group = groups.get(keyOf(each));
    if (group) {
      group.push(each);
    } else {
      groups.set(keyOf(each), [each]);
    }
  }
  return groups;
}

/** Computes a value once for each text. */
function remembered<A, R>(compute: (a: A) => R, textOf: (a: A) => string) {
  const known = new Map<string, R>();
  return (argument: A): R => {
    const text = textOf(argument);
    const value = known.get(text) ?? compute(argument);
    known.set(text, value);
    return value;
  };
}

/**
 * The authorization rule that lets in the keys of one product alone, to add to an AuthPolicy whose selector is shared.
 *
 * @public
 */
export function recommendedAuthorization(
  product: ObjectRef,
): Record<string, AuthorizationRule> {
  return {
    'keys-of-this-product': {
      patternMatching: {
        patterns: [{ predicate: isolatingPredicate(product) }],
      },
    },
  };
}

function takes({ selector }: KeyRule, labels: Record<string, string>): boolean {
  const ofOneKey = [LABELS.apiKey, LABELS.apiKeyNamespace] as string[];
  if (!selector) {
    return false;
  }
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return selectsLabels(
    {
      matchLabels: Object.fromEntries(
        Object.entries(matchLabels).filter(([key]) => !ofOneKey.includes(key)),
      ),
      matchExpressions: matchExpressions.filter(
        ({ key }) => !ofOneKey.includes(key),
      ),
    },
    labels,
  );
}
