import {
  keyPlacement,
  type AuthRules,
  type KeyPlacement,
  type ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** Where keys of a product go in a request; undefined when it takes no keys. */
export function productCredential(
  product: ProductView,
): KeyPlacement | undefined {
  const rules = product.status?.discoveredAuthScheme as AuthRules | undefined;
  const rule = Object.values(rules?.authentication ?? {}).find(
    each => each.apiKey,
  );
  return rule && keyPlacement(rule.credentials);
}

/** Whether a product takes tokens of an identity provider. */
export function takesTokens(product: ProductView): boolean {
  const rules = product.status?.discoveredAuthScheme as AuthRules | undefined;
  return Object.values(rules?.authentication ?? {}).some(each => each.jwt);
}
