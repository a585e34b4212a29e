import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DocumentKind, DocumentSummary } from '../types';

const EXTENSION = 'x-kuadrant-document';
/** Of a ConfigMap, which may hold 1 MiB. */
const PART_BYTES = 700 * 1024;
const MAXIMUM_PARTS = 200;
const MAXIMUM_STUB = 20_000;

/** A document that is kept outside of its product's status. @public */
export interface StoredDocument {
  kind: DocumentKind;
  /** Of the text in UTF-8. */
  bytes: number;
  /** Of the text, in hexadecimal digits. */
  sha256: string;
  /** Number of the ConfigMaps that hold it. */
  parts: number;
}

/** A document that is ready to be kept. @public */
export interface PackedDocument {
  stored: StoredDocument;
  /** Of the text compressed by gzip. */
  parts: Uint8Array[];
}

/** Compresses a document and cuts it into parts. @public */
export async function packDocument(
  text: string,
  kind: DocumentKind,
): Promise<PackedDocument> {
  const bytes = Buffer.from(text);
  const compressed = await promisify(gzip)(bytes);
  const parts = Array.from(
    { length: Math.ceil(compressed.length / PART_BYTES) },
    (_, index) =>
      compressed.subarray(index * PART_BYTES, (index + 1) * PART_BYTES),
  );
  return {
    stored: {
      kind,
      bytes: bytes.length,
      sha256: sha256(bytes),
      parts: parts.length,
    },
    parts,
  };
}

/**
 * Puts a document together again.
 *
 * @returns undefined where the parts are not those of the document
 * @public
 */
export async function unpackDocument(
  stored: StoredDocument,
  parts: Uint8Array[],
): Promise<string | undefined> {
  try {
    const bytes = await promisify(gunzip)(Buffer.concat(parts), {
      maxOutputLength: stored.bytes + 1,
    });
    return sha256(bytes) === stored.sha256 ? bytes.toString() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What stands in the status of a product whose document is kept elsewhere: a document with the title and the address,
 * which every program can show, and a note for those that read the whole.
 *
 * @param url - that the document comes from
 * @public
 */
export function documentStub(
  stored: StoredDocument,
  summary: Pick<DocumentSummary, 'title' | 'version' | 'format'>,
  url: string,
): string {
  const mebibytes = Math.max(0.1, stored.bytes / 1024 / 1024).toFixed(1);
  return JSON.stringify(
    {
      openapi: '3.1.0',
      info: {
        title: summary.title ?? 'API',
        version: summary.version ?? 'unknown',
        description: `The document (${summary.format}, ${mebibytes} MiB) is too large for the status of an APIProduct. The developer portal shows all of it.`,
      },
      externalDocs: { url },
      paths: {},
      [EXTENSION]: stored,
    },
    undefined,
    2,
  );
}

/**
 * The document that a text from a status refers to, if it does. The text may be of others, so the reference is no proof:
 * what it leads to must be owned by the product.
 *
 * @public
 */
export function storedDocumentIn(
  raw: string | undefined,
): StoredDocument | undefined {
  if (!raw || raw.length > MAXIMUM_STUB || !raw.includes(`"${EXTENSION}"`)) {
    return undefined;
  }
  try {
    const { kind, bytes, sha256: digest, parts } = JSON.parse(raw)[EXTENSION];
    const isValid =
      ['openapi', 'asyncapi', 'graphql', 'grpc'].includes(kind) &&
      Number.isSafeInteger(bytes) &&
      bytes > 0 &&
      /^[0-9a-f]{64}$/.test(digest) &&
      Number.isSafeInteger(parts) &&
      parts > 0 &&
      parts <= MAXIMUM_PARTS;
    return isValid ? { kind, bytes, sha256: digest, parts } : undefined;
  } catch {
    return undefined;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
