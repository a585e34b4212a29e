import { recognizeDocument } from '@kuadrant/api-documents';
import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';

// Parsing takes time in proportion, and an example is worth no more of it.
const MAX_LENGTH = 200_000;

const paths = new WeakMap<APIProduct, { path?: string }>();

/**
 * The first path without parameters, else the first one, that the product's OpenAPI document has a GET for, below the
 * path of its first server.
 */
export function examplePathOf(
  product: APIProduct | undefined,
): string | undefined {
  if (!product) {
    return undefined;
  }
  let found = paths.get(product);
  if (!found) {
    found = { path: firstGetPath(product.status?.openapi?.raw) };
    paths.set(product, found);
  }
  return found.path;
}

function firstGetPath(document: string | undefined): string | undefined {
  if (!document || document.length > MAX_LENGTH) {
    return undefined;
  }
  try {
    const { operations, servers } = recognizeDocument(document).summary;
    const candidates = operations.flatMap(
      ({ name }) => /^GET (.*)/.exec(name)?.[1] ?? [],
    );
    const path = candidates.find(each => !each.includes('{')) ?? candidates[0];
    return path && `${basePathOf(servers[0])}${path}`;
  } catch {
    return undefined;
  }
}

/** The path of a server's URL. Its host does not count: calls go to the route's. */
function basePathOf(server = ''): string {
  const { pathname } = new URL(server, 'http://document.invalid');
  return decodeURI(pathname).replace(/\/+$/, '');
}
