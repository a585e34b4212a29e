import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';

/** What an API entity says of its interface. */
export interface Definition {
  /** `spec.type` of the entity. */
  type: string;
  /** `spec.definition`; never empty, since the catalog refuses that. */
  text: string;
}

/** The definition that was fetched for a product, or a document that says why there is none. */
export function definitionOf(product: APIProduct): Definition {
  const text = product.status?.openapi?.raw;
  return text?.trim()
    ? { type: definitionType(text), text }
    : { type: 'openapi', text: placeholder(product) };
}

/**
 * The type of a definition, by its text: `openapi` (Swagger too), `asyncapi`, `graphql`, `grpc`, or `unknown`, which
 * the catalog shows as plain text.
 */
export function definitionType(text: string): string {
  const keys = topLevelKeys(text);
  if (keys.has('openapi') || keys.has('swagger')) {
    return 'openapi';
  }
  if (keys.has('asyncapi')) {
    return 'asyncapi';
  }
  if (/^\s*syntax\s*=\s*["']proto[23]["']\s*;/m.test(text)) {
    return 'grpc';
  }
  if (/^\s*(schema|(extend\s+)?type\s+\w+[^{}]*)\s*\{/m.test(text)) {
    return 'graphql';
  }
  return /^\s*service\s+\w+\s*\{/m.test(text) ? 'grpc' : 'unknown';
}

function topLevelKeys(text: string): Set<string> {
  // Most documents begin with it, and reading megabytes to find it would be waste.
  const [, first] =
    /^\s*\{\s*"(openapi|swagger|asyncapi)"\s*:/.exec(text) ?? [];
  if (first) {
    return new Set([first]);
  }
  if (/^\s*\{/.test(text)) {
    try {
      return new Set(Object.keys(JSON.parse(text)));
    } catch {
      // Flow-style YAML and schema languages begin with a brace too.
    }
  }
  // Keys of a YAML document stand at the beginning of a line.
  const keys = text.matchAll(/^["']?(openapi|swagger|asyncapi)["']?\s*:/gm);
  return new Set(Array.from(keys, ([, key]) => key));
}

function placeholder(product: APIProduct): string {
  const { displayName, version } = product.spec;
  return JSON.stringify(
    {
      openapi: '3.1.0',
      info: {
        title: displayName || product.metadata.name,
        version: version || 'unknown',
        description: `${whyNone(product)} This document only holds its place.`,
      },
      paths: {},
    },
    undefined,
    2,
  );
}

function whyNone(product: APIProduct): string {
  if (!product.spec.documentation?.openAPISpecURL) {
    return 'The owner of this API gives no OpenAPI document.';
  }
  const condition = product.status?.conditions?.find(
    ({ type }) => type === 'OpenAPISpecReady',
  );
  switch (condition?.reason) {
    case undefined:
      return 'The OpenAPI document of this API has not been fetched yet.';
    case 'SpecSizeTooLarge':
      return 'The OpenAPI document of this API is too large to be shown.';
    case 'SpecFetched':
      return 'The OpenAPI document of this API is empty.';
    default:
      return 'The OpenAPI document of this API could not be fetched.';
  }
}
