import {
  DocumentError,
  type DocumentReader,
  type DocumentSummary,
  type FileReference,
  type ReadDocument,
  storedDocumentIn,
} from '@kuadrant/api-documents';
import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { createHash } from 'node:crypto';
import { timestamp } from '../objects';
import type { Clock } from '../runtime';
import { DocumentFetcher, type FetchedDocument } from './DocumentFetcher';
import type { DocumentStore } from './DocumentStore';
import { fetchFiles } from './documentFiles';
import { FetchError } from './FetchError';

/** Most warnings that a condition lists. */
const MAXIMUM_WARNINGS = 5;

/** An API document, or what stands for a large one, in a product's status. */
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
    /** Whether it refers to other files, which change without it. */
    hasFiles?: boolean;
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
    store: Pick<DocumentStore, 'keep' | 'tidy' | 'hasRoom'>;
    product: APIProduct;
    maximumBytes: number;
    clock: Clock;
    /** What is there already from this URL. */
    previous?: FetchedOpenApi;
    signal?: AbortSignal;
  },
): Promise<FetchedOpenApi> {
  const { fetcher, reader, store, product, maximumBytes, clock, signal } =
    options;
  const before = options.previous?.document;
  const isThere = await store.tidy(product, before?.raw);
  const previous = isThere ? options.previous : undefined;
  const hasFiles = previous?.fetched?.hasFiles ?? false;
  const fits =
    isThere &&
    !hasFiles &&
    before &&
    sizeOf(before.raw) <= maximumBytes &&
    store.hasRoom(product, before.raw);
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
  const { files, ...root } = await readDocument(reader, answer, maximumBytes);
  const read =
    files.length === 0
      ? root
      : await withFiles(root, files, answer.url, options);
  assertStillWhole(read, previous);
  const raw = await store.keep(product, read, url);
  return {
    fetched: {
      etag: answer.etag,
      digest: digest ?? '',
      summary: read.summary,
      ...(files.length > 0 && { hasFiles: true }),
    },
    document: {
      raw,
      maxSizeUsed: maximumBytes,
      lastSyncTime:
        raw === before?.raw ? before.lastSyncTime : timestamp(clock.now()),
    },
  };
}

// Of the whole document, wherever it is kept.
function sizeOf(raw: string): number {
  return storedDocumentIn(raw)?.bytes ?? Buffer.byteLength(raw);
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
  {
    url,
    bytes,
    contentType,
    contentEncoding,
  }: FetchedDocument & { changed: true },
  maximumBytes: number,
): ReturnType<DocumentReader['read']> {
  try {
    return await reader.read(bytes, {
      contentType,
      contentEncoding,
      maximumBytes,
      url,
    });
  } catch (error) {
    throw readFailure(error);
  }
}

/** The document and the files that it refers to, in one. */
async function withFiles(
  { text, summary }: ReadDocument,
  references: FileReference[],
  url: string,
  options: Parameters<typeof readOpenApi>[1],
): Promise<ReadDocument> {
  const { reader, maximumBytes } = options;
  const files = await fetchFiles(references, {
    ...options,
    maximumBytes: Math.max(0, maximumBytes - Buffer.byteLength(text)),
  });
  try {
    const bundled = await reader.bundle(text, { url, files, maximumBytes });
    // Lines are those of the author's document.
    const own = summary.warnings.filter(({ line }) => line !== undefined);
    const warnings = [...own, ...bundled.summary.warnings];
    return { ...bundled, summary: { ...bundled.summary, warnings } };
  } catch (error) {
    throw readFailure(error);
  }
}

const missingIn = ({ warnings }: DocumentSummary) =>
  warnings.find(({ code }) => code === 'missingFile');

/** A file that cannot be fetched for once must not take the place of one that was there. */
function assertStillWhole(
  { summary }: ReadDocument,
  previous: FetchedOpenApi | undefined,
): void {
  const missing = missingIn(summary);
  const before = previous?.fetched?.summary;
  if (missing && before && !missingIn(before)) {
    throw new FetchError('FetchFailed', missing.message);
  }
}

function readFailure(error: unknown): unknown {
  return error instanceof DocumentError
    ? new FetchError(
        error.problem.code === 'tooLarge' ? 'SpecSizeTooLarge' : 'ReadFailed',
        error.message,
        error,
      )
    : error;
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
