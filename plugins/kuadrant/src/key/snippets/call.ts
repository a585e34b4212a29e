import {
  canShowPlacement,
  examplePathFor,
  keyPlacement,
  type KeyPlacement,
  type KeyView,
  type RouteHostView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Call } from './snippets';

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

/** Where the key goes: as its product takes keys now, else as it did when the key was enforced. */
export function placementOf({ access, status }: KeyView): KeyPlacement {
  return access?.works
    ? access.placement
    : keyPlacement(status?.authScheme?.credentials);
}

/**
 * The call that a key allows at a host. Everything in it is safe to paste into a shell or a program: parts in angle
 * brackets become words.
 */
export function exampleCall(
  key: KeyView,
  host: RouteHostView | undefined = key.hosts?.[0],
): Example {
  if (!host) {
    return { missing: 'address' };
  }
  const placement = placementOf(key);
  if (!canShowPlacement(placement)) {
    return { missing: 'placement' };
  }
  const { path, placeholders } = examplePathFor(
    belowPrefix(key.examplePath, key.pathPrefix ?? ''),
  ) ?? { path: '/', placeholders: [] };
  const hostPlaceholders: string[] = [];
  const base = host.url.replace(/<([^<>]*)>/g, (_, words: string) => {
    const placeholder = `YOUR-${words.replace(/^your-/, '').toUpperCase()}`;
    hostPlaceholders.push(placeholder);
    return placeholder;
  });
  return {
    call: {
      url: `${base}${path}`,
      placement,
      variable: keyVariable(key.product.name),
    },
    placeholders: [...new Set([...hostPlaceholders, ...placeholders])],
  };
}

/** A path that the route serves: documents may leave out the prefix below which all of the route is. */
function belowPrefix(path: string | undefined, prefix: string): string {
  if (path === undefined) {
    return prefix || '/';
  }
  const isBelow = path === prefix || path.startsWith(`${prefix}/`);
  return isBelow ? path : `${prefix}${path}`;
}
