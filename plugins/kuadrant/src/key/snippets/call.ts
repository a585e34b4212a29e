import {
  keyPlacement,
  type KeyView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Call } from './snippets';

/** Stands for the part of a wildcard host that the caller chooses. */
export const HOST_PLACEHOLDER = 'YOUR-HOST';

/** Name of the environment variable for keys of a product, for example TOYSTORE_API_KEY. */
export function keyVariable(productName: string): string {
  const words = productName
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  // names of variables must not begin with a digit
  const base = /^[0-9]/.test(words) ? `API_${words}` : words;
  return /(^|_)API$/.test(base) ? `${base}_KEY` : `${base}_API_KEY`;
}

/** The call that a key allows; undefined while its address is not known. */
export function exampleCall(key: KeyView): Call | undefined {
  if (!key.baseUrl) {
    return undefined;
  }
  return {
    url: `${key.baseUrl.replace(/\/$/, '').replace('*', HOST_PLACEHOLDER)}${key.examplePath ?? '/'}`,
    placement: keyPlacement(key.status?.authScheme?.credentials),
    variable: keyVariable(key.product.name),
  };
}
