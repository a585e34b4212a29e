import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { parse } from 'yaml';
import { timestamp } from '../objects';
import type { Clock } from '../runtime';
import { DocumentFetcher } from './DocumentFetcher';
import { FetchError } from './FetchError';

/** An OpenAPI document as it stands in a product's status. */
export type OpenApiDocument = Pick<
  NonNullable<NonNullable<APIProduct['status']>['openapi']>,
  'raw' | 'lastSyncTime' | 'maxSizeUsed'
>;

/** An OpenAPI document as it was fetched. */
export interface FetchedOpenApi {
  document: OpenApiDocument;
  /** Absent where the document is that of the status, from before a restart. */
  etag?: string;
}

/** Where a product's OpenAPI document is. */
export function openApiUrlOf({ spec }: APIProduct): string | undefined {
  return spec.documentation?.openAPISpecURL || undefined;
}

/**
 * Reads a product's OpenAPI document: 2.0, 3.0 or 3.1, in JSON or YAML.
 *
 * @throws FetchError
 */
export async function readOpenApi(
  url: string,
  options: {
    fetcher: DocumentFetcher;
    maximumBytes: number;
    clock: Clock;
    /** What is there already from this URL. */
    previous?: FetchedOpenApi;
    signal?: AbortSignal;
  },
): Promise<FetchedOpenApi> {
  const { fetcher, maximumBytes, clock, previous, signal } = options;
  const before = previous?.document;
  const fits = before && Buffer.byteLength(before.raw) <= maximumBytes;
  const fetched = await fetcher.fetch(url, {
    maximumBytes,
    accept: 'application/json, application/yaml, text/yaml, */*;q=0.5',
    etag: fits ? previous?.etag : undefined,
    signal,
  });
  if (!fetched.changed) {
    if (!fits) {
      throw new FetchError(
        'FetchFailed',
        'The server answered that a document did not change which it was never asked for',
      );
    }
    return {
      ...previous,
      document: { ...before, maxSizeUsed: maximumBytes },
    };
  }
  const isSame = fetched.text === before?.raw;
  if (!isSame) {
    checkOpenApi(fetched.text);
  }
  return {
    etag: fetched.etag,
    document: {
      raw: fetched.text,
      maxSizeUsed: maximumBytes,
      lastSyncTime: isSame ? before.lastSyncTime : timestamp(clock.now()),
    },
  };
}

/**
 * Checks that a text is an OpenAPI document, by its syntax and version only.
 *
 * @throws FetchError
 */
export function checkOpenApi(text: string): void {
  let document: unknown;
  try {
    document = text.trimStart().startsWith('{')
      ? JSON.parse(text)
      : parse(text);
  } catch (error) {
    const [firstLine] = String(error).split('\n');
    throw new FetchError(
      'ReadFailed',
      `The document is neither JSON nor YAML: ${firstLine}`,
      error,
    );
  }
  const { openapi, swagger } = (document ?? {}) as Record<string, unknown>;
  if (!/^3\.[01]\./.test(String(openapi)) && String(swagger) !== '2.0') {
    throw new FetchError(
      'ReadFailed',
      'The document is not OpenAPI: it has neither "openapi: 3.0.x" or "3.1.x" nor "swagger: 2.0"',
    );
  }
}
