import { decodeDocument, DocumentError } from '@kuadrant/api-documents';
import type { AuthRules } from '@kuadrant/backstage-plugin-kuadrant-common';
import { authenticationOf } from '@kuadrant/gateway-policy';
import { DocumentFetcher, type FetchedDocument } from './DocumentFetcher';
import { FetchError } from './FetchError';

const MAXIMUM_BYTES = 256 * 1024;

/** What is read of the metadata of issuers. */
export interface IssuerMetadata {
  /** The first issuer whose metadata could be read. */
  issuer: string;
  tokenEndpoint: string;
  /** Why that of others could not be read, a sentence each. */
  problems: string[];
}

/** The issuers of the JWT rules that publish metadata, in the order in which rules are tried. */
export function issuersOf(rules: AuthRules | undefined): string[] {
  return authenticationOf(rules).oidcIssuers;
}

/** The issuers of {@link issuersOf} as one text, for a loop that knows documents by their URL. */
export function issuersUrl(rules: AuthRules | undefined): string | undefined {
  const issuers = issuersOf(rules);
  return issuers.length > 0 ? issuers.join(' ') : undefined;
}

/**
 * Reads the metadata of all issuers.
 *
 * @param issuers - text of {@link issuersUrl}
 * @throws FetchError when that of none can be read
 */
export async function readIssuers(
  issuers: string,
  options: { fetcher: DocumentFetcher; signal?: AbortSignal },
): Promise<IssuerMetadata> {
  const found: Omit<IssuerMetadata, 'problems'>[] = [];
  const problems: string[] = [];
  let failure: FetchError | undefined;
  for (const issuer of issuers.split(' ')) {
    try {
      const tokenEndpoint = await readTokenEndpoint(issuer, options);
      found.push({ issuer, tokenEndpoint });
    } catch (error) {
      if (!(error instanceof FetchError)) {
        throw error;
      }
      failure ??= error;
      problems.push(`Issuer ${issuer} was not discovered: ${error.message}`);
    }
  }
  const [first] = found;
  if (first) {
    return { ...first, problems };
  }
  throw new FetchError(
    failure?.reason ?? 'ReadFailed',
    problems.length > 1 ? problems.join('. ') : (failure?.message ?? ''),
    failure,
  );
}

/**
 * Reads the token endpoint from an issuer's metadata.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 * @throws FetchError
 */
async function readTokenEndpoint(
  issuer: string,
  options: { fetcher: DocumentFetcher; signal?: AbortSignal },
): Promise<string> {
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
  return endpoint;
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
