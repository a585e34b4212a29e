import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { parse } from 'yaml';

// Parsing takes time in proportion, YAML a hundred times that of JSON, and an example is worth no more of it.
const MAX_JSON_LENGTH = 1_000_000;
const MAX_YAML_LENGTH = 100_000;

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
  const isJson = document?.trimStart().startsWith('{');
  const longest = isJson ? MAX_JSON_LENGTH : MAX_YAML_LENGTH;
  if (!document || document.length > longest) {
    return undefined;
  }
  let parsed: unknown;
  try {
    parsed = isJson ? JSON.parse(document) : parse(document);
  } catch {
    return undefined;
  }
  const candidates = [...entriesOf(entriesOf(parsed).get('paths'))]
    .filter(
      ([path, item]) => path.startsWith('/') && entriesOf(item).has('get'),
    )
    .map(([path]) => path);
  return candidates.find(path => !path.includes('{')) ?? candidates[0];
}

function entriesOf(value: unknown): Map<string, unknown> {
  return typeof value === 'object' && value !== null
    ? new Map(Object.entries(value))
    : new Map();
}
