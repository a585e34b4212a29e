import {
  canShowPlacement,
  examplePathFor,
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

/** An example of a call, or why there is none. */
export type Example =
  { call: Call; placeholders: string[] } | { missing: 'address' | 'placement' };

/** The call that a key allows. Everything in it is safe to paste into a shell or a program. */
export function exampleCall(key: KeyView): Example {
  const { baseUrl } = key;
  if (!baseUrl) {
    return { missing: 'address' };
  }
  const placement = keyPlacement(key.status?.authScheme?.credentials);
  if (!canShowPlacement(placement)) {
    return { missing: 'placement' };
  }
  const { path, placeholders } = examplePathFor(key.examplePath ?? '/') ?? {
    path: '/',
    placeholders: [],
  };
  const isWildcard = baseUrl.includes('*');
  return {
    call: {
      url: `${baseUrl.replace(/\/$/, '').replace('*', HOST_PLACEHOLDER)}${path}`,
      placement,
      variable: keyVariable(key.product.name),
    },
    placeholders: [
      ...(isWildcard ? [HOST_PLACEHOLDER] : []),
      ...new Set(placeholders),
    ],
  };
}
