import {
  DocumentError,
  type DocumentReader,
  type DocumentSummary,
  type ReadDocument,
} from '@kuadrant/api-documents';
import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { createHash } from 'node:crypto';
import { timestamp } from '../objects';
import type { Clock } from '../runtime';
import { DocumentFetcher, type FetchedDocument } from './DocumentFetcher';
import { FetchError } from './FetchError';

/** Most warnings that a condition lists. */
const MAXIMUM_WARNINGS = 5;

/** An API document as it stands in a product's status. */
export type OpenApiDocument = Pick<
  NonNullable<NonNullable<APIProduct['status']>['openapi']>,
  'raw' | 'lastSyncTime' | 'maxSizeUsed'
>;

/** An API document as it was fetched. */
export interface FetchedOpenApi {
  document: OpenApiDocument;
  /** Absent where the document is that of the status, from before a restart. */
  fetched?: {
    etag?: string;
    /** Of what the server sent. */
    digest: string;
    summary: DocumentSummary;
  };
}

/** Where a product's API document is. */
export function openApiUrlOf({ spec }: APIProduct): string | undefined {
  return spec.documentation?.openAPISpecURL || undefined;
}

/**
 * Fetches a product's API document and reads it beside the loop: OpenAPI, AsyncAPI, GraphQL or protobuf.
 *
 * @throws FetchError
 */
export async function readOpenApi(
  url: string,
  options: {
    fetcher: DocumentFetcher;
    reader: DocumentReader;
    maximumBytes: number;
    clock: Clock;
    /** What is there already from this URL. */
    previous?: FetchedOpenApi;
    signal?: AbortSignal;
  },
): Promise<FetchedOpenApi> {
  const { fetcher, reader, maximumBytes, clock, previous, signal } = options;
  const before = previous?.document;
  const fits = before && Buffer.byteLength(before.raw) <= maximumBytes;
  const answer = await fetcher.fetch(url, {
    maximumBytes,
    accept: 'application/json, application/yaml, text/yaml, */*;q=0.5',
    etag: fits ? previous?.fetched?.etag : undefined,
    signal,
  });
  const digest = answer.changed ? digestOf(answer) : undefined;
  if (!answer.changed || (fits && digest === previous?.fetched?.digest)) {
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
  const { text, summary } = await readDocument(reader, answer, maximumBytes);
  return {
    fetched: { etag: answer.etag, digest: digest ?? '', summary },
    document: {
      raw: text,
      maxSizeUsed: maximumBytes,
      lastSyncTime:
        before && text === before.raw
          ? before.lastSyncTime
          : timestamp(clock.now()),
    },
  };
}

/** What the condition says of a document that was read: kind, operations and what its author should know. */
export function describeDocument(
  url: string,
  fetched: FetchedOpenApi | undefined,
): string {
  const summary = fetched?.fetched?.summary;
  if (!summary) {
    return `The document was fetched from ${url}`;
  }
  const { format, operationCount, warnings } = summary;
  const operations = `${operationCount} operation${operationCount === 1 ? '' : 's'}`;
  return [
    `The document (${format}, ${operations}) was fetched from ${url}`,
    ...warnings.slice(0, MAXIMUM_WARNINGS).map(({ message }) => message),
  ].join('. ');
}

async function readDocument(
  reader: DocumentReader,
  { bytes, contentType, contentEncoding }: FetchedDocument & { changed: true },
  maximumBytes: number,
): Promise<ReadDocument> {
  try {
    return await reader.read(bytes, {
      contentType,
      contentEncoding,
      maximumBytes,
    });
  } catch (error) {
    if (!(error instanceof DocumentError)) {
      throw error;
    }
    throw new FetchError(
      error.problem.code === 'tooLarge' ? 'SpecSizeTooLarge' : 'ReadFailed',
      error.message,
      error,
    );
  }
}

function digestOf({
  bytes,
  contentType,
  contentEncoding,
}: FetchedDocument & { changed: true }): string {
  return createHash('sha256')
    .update(`${contentType}\n${contentEncoding}\n`)
    .update(bytes)
    .digest('hex');
}
