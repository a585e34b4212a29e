import {
  isolatingPredicate,
  type AuthorizationRule,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KeyIsolation, ProductAccess } from './isolationTypes';
import { KeyIsolationIndex } from './KeyIsolationIndex';

/**
 * Tells for each product whose keys open it. A key opens a product when its enforcement Secret meets the selector of a
 * rule of an AuthPolicy on that product and no authorization rule of that policy surely denies it. Products that take no keys have
 * none that could open others.
 *
 * @public
 */
export function keyIsolation(
  products: readonly ProductAccess[],
): KeyIsolation[] {
  const index = new KeyIsolationIndex();
  products.forEach(({ product, ...access }) => index.update(product, access));
  return products.flatMap(({ product }) => index.isolationOf(product) ?? []);
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
