import {
  DocumentError,
  type DocumentFile,
  type DocumentReader,
  type FileReference,
} from '@kuadrant/api-documents';
import type { DocumentFetcher } from './DocumentFetcher';
import { FetchError } from './FetchError';

const MAXIMUM_FILES = 200;
const AT_ONCE = 4;

/**
 * Fetches the files that a document refers to, and those that they refer to, under the guards of the document: the same
 * addresses, its limit of size for all of them together, and a limit of their number and of the time for all.
 *
 * @param timeoutMs - for all files, in milliseconds. Default 30000.
 * @returns every file once, with its text or why it is missing
 */
export async function fetchFiles(
  files: FileReference[],
  options: {
    fetcher: DocumentFetcher;
    reader: DocumentReader;
    maximumBytes: number;
    timeoutMs?: number;
    signal?: AbortSignal;
  },
): Promise<DocumentFile[]> {
  const { fetcher, reader, maximumBytes, timeoutMs = 30_000 } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal
    ? AbortSignal.any([options.signal, timeout])
    : timeout;
  const found = new Map<string, DocumentFile>();
  const waiting: string[] = [];
  let left = maximumBytes;
  const add = (more: FileReference[]) => {
    for (const { url } of more) {
      if (url !== undefined && !found.has(url)) {
        found.set(url, {
          url,
          missing: `it is one of more than ${MAXIMUM_FILES} files`,
        });
        if (found.size <= MAXIMUM_FILES) {
          waiting.push(url);
        }
      }
    }
  };
  const fetchOne = async (url: string) => {
    try {
      const answer = await fetcher.fetch(url, {
        maximumBytes: left,
        accept: 'application/json, application/yaml, text/yaml, */*;q=0.5',
        signal,
      });
      if (!answer.changed) {
        throw new FetchError('FetchFailed', 'the server did not send it');
      }
      const { bytes, contentType, contentEncoding } = answer;
      const file = await reader.readFile(bytes, {
        contentType,
        contentEncoding,
        maximumBytes: left,
        url: answer.url,
      });
      left -= Buffer.byteLength(file.text);
      if (left < 0) {
        throw tooLarge(maximumBytes);
      }
      found.set(url, { url, text: file.text, base: answer.url });
      add(file.files);
    } catch (error) {
      if (options.signal?.aborted) {
        throw error;
      }
      found.set(url, { url, missing: reasonOf(error, maximumBytes) });
    }
  };
  add(files);
  while (waiting.length > 0) {
    await Promise.all(waiting.splice(0, AT_ONCE).map(fetchOne));
  }
  return [...found.values()];
}

function tooLarge(maximumBytes: number): FetchError {
  return new FetchError(
    'SpecSizeTooLarge',
    `all files together have more bytes than the limit of ${maximumBytes}`,
  );
}

function reasonOf(error: unknown, maximumBytes: number): string {
  const isTooLarge =
    (error instanceof FetchError && error.reason === 'SpecSizeTooLarge') ||
    (error instanceof DocumentError && error.problem.code === 'tooLarge');
  if (isTooLarge) {
    return tooLarge(maximumBytes).message;
  }
  if (error instanceof FetchError || error instanceof DocumentError) {
    return error.message;
  }
  throw error;
}
