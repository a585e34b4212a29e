import { sniffKind } from '@kuadrant/api-documents';
import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';

/** What an API entity says of its interface. */
export interface Definition {
  /** `spec.type` of the entity; `unknown` is shown as plain text. */
  type: string;
  /** `spec.definition`; never empty, since the catalog refuses that. */
  text: string;
}

/**
 * The definition that was fetched for a product, or a document that says why there is none.
 *
 * @param whole - the definition where it is not in the status
 */
export function definitionOf(
  product: APIProduct,
  whole?: Definition,
): Definition {
  if (whole) {
    return whole;
  }
  const text = product.status?.openapi?.raw;
  return text?.trim()
    ? { type: sniffKind(text) ?? 'unknown', text }
    : { type: 'openapi', text: placeholder(product) };
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
