import { decodeDocument, DocumentError } from '@kuadrant/api-documents';
import type { AuthRules } from '@kuadrant/backstage-plugin-kuadrant-common';
import { DocumentFetcher, type FetchedDocument } from './DocumentFetcher';
import { FetchError } from './FetchError';

const MAXIMUM_BYTES = 256 * 1024;

/** What is read of an issuer's metadata. */
export interface IssuerMetadata {
  tokenEndpoint: string;
}

/** The issuer of the first JWT rule, by name of the rule. */
export function issuerOf(rules: AuthRules | undefined): string | undefined {
  return Object.entries(rules?.authentication ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rule]) => rule.jwt?.issuerUrl)
    .find(issuer => issuer);
}

/**
 * Reads the token endpoint from an issuer's metadata.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 * @throws FetchError
 */
export async function readIssuerMetadata(
  issuer: string,
  options: { fetcher: DocumentFetcher; signal?: AbortSignal },
): Promise<IssuerMetadata> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = await options.fetcher.fetch(address, {
    maximumBytes: MAXIMUM_BYTES,
    accept: 'application/json',
    signal: options.signal,
  });
  const metadata = document.changed ? readJson(document) : {};
  const endpoint = metadata.token_endpoint;
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) {
    throw new FetchError(
      'ReadFailed',
      `The metadata of issuer ${issuer} names no token_endpoint`,
    );
  }
  return { tokenEndpoint: endpoint };
}

function readJson(
  document: FetchedDocument & { changed: true },
): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(
      decodeDocument(document.bytes, document, MAXIMUM_BYTES),
    );
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : {};
  } catch (error) {
    throw new FetchError(
      'ReadFailed',
      error instanceof DocumentError
        ? `The issuer's metadata cannot be read. ${error.message}`
        : "The issuer's metadata is not JSON",
      error,
    );
  }
}
