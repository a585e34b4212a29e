import {
  canShowPlacement,
  type ExampleCall,
  examplePathFor,
  keyPlacement,
  type KeyPlacement,
  type KeyView,
  percentEncode,
  placeholderFor,
  type ProductView,
  type RouteHostView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Call } from './snippets';

/** A product as it is called, or a key with which it is called. */
export interface CallTarget {
  product: { namespace: string; name: string };
  /** Undefined where no key works. */
  placement: KeyPlacement | undefined;
  /** Prefix of the paths that the route serves. */
  pathPrefix: string;
}

/** How a key is used: as its product takes keys now, else as it did when the key was enforced. */
export function targetOfKey({
  product,
  access,
  status,
  pathPrefix = '',
}: KeyView): CallTarget & { placement: KeyPlacement } {
  return {
    product,
    placement: access?.works
      ? access.placement
      : keyPlacement(status?.authScheme?.credentials),
    pathPrefix,
  };
}

/** How a product is called with a key that one gets. */
export function targetOfProduct({
  metadata: { namespace = '', name },
  access,
  pathPrefix,
}: ProductView): CallTarget {
  return {
    product: { namespace, name },
    placement: access.works ? access.placement : undefined,
    pathPrefix,
  };
}

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
  | { call: Call; placeholders: string[] }
  | { missing: 'address' | 'placement' | 'form' };

const NO_DOCUMENT: ExampleCall = {
  method: 'GET',
  query: [],
  headers: [],
  placeholders: [],
};

/**
 * The call of an operation at a host, with a key. Everything in it is safe to paste into a shell or a program: parts in
 * angle brackets become words.
 *
 * @param operation - as the API's document has it; undefined where no operation is known
 */
export function exampleCall(
  { product, placement, pathPrefix }: CallTarget,
  host: RouteHostView | undefined,
  operation: ExampleCall = NO_DOCUMENT,
): Example {
  if (!host) {
    return { missing: 'address' };
  }
  if (!placement || !canShowPlacement(placement)) {
    return { missing: 'placement' };
  }
  const { method, body } = operation;
  if (body && body.text === undefined) {
    return { missing: 'form' };
  }
  const hostPlaceholders: string[] = [];
  const base = host.url.replace(/<([^<>]*)>/g, (_, words: string) => {
    const placeholder = placeholderFor(words.replace(/^your-/, ''));
    hostPlaceholders.push(placeholder);
    return placeholder;
  });
  // The key's own parameter is in many documents.
  const others = (place: KeyPlacement['in'], all: ExampleCall['query']) =>
    all.filter(
      ({ name }) =>
        placement.in !== place ||
        name.toLowerCase() !== placement.name.toLowerCase(),
    );
  const query = others('query', operation.query)
    .map(({ name, value }) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
  return {
    call: {
      method,
      url: `${base}${belowPrefix(operation.path, pathPrefix)}${query && '?'}${query}`,
      headers: [
        ...others('header', operation.headers),
        ...(body ? [{ name: 'Content-Type', value: body.contentType }] : []),
      ],
      ...(body && { body: body.text }),
      placement,
      variable: keyVariable(product.name),
    },
    placeholders: [
      ...new Set([...hostPlaceholders, ...operation.placeholders]),
    ],
  };
}

/** A path that the route serves: documents may leave out the prefix below which all of the route is. */
function belowPrefix(path: string | undefined, pathPrefix: string): string {
  const prefix = pathPrefix ? (examplePathFor(pathPrefix)?.path ?? '') : '';
  if (path === undefined) {
    return prefix || '/';
  }
  const isBelow = path === prefix || path.startsWith(`${prefix}/`);
  return isBelow ? path : `${prefix}${path}`;
}
