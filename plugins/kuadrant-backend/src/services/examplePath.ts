import { recognizeDocument } from '@kuadrant/api-documents';
import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';

// Parsing takes time in proportion, and an example is worth no more of it.
const MAX_LENGTH = 200_000;

const paths = new WeakMap<APIProduct, { path?: string }>();

/** The first path without parameters, else the first one, that the product's OpenAPI document has a GET for. */
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
    const candidates = recognizeDocument(document).summary.operations.flatMap(
      ({ name }) => /^GET (.*)/.exec(name)?.[1] ?? [],
    );
    return candidates.find(path => !path.includes('{')) ?? candidates[0];
  } catch {
    return undefined;
  }
}
