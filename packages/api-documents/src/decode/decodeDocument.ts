import { DocumentError } from '../types';
import { decodeText } from './decodeText';
import { decompress } from './decompress';

/** What a server says of the bytes that it sends. @public */
export interface ContentHeaders {
  /** Content-Type. */
  contentType?: string;
  /** Content-Encoding. */
  contentEncoding?: string;
}

/**
 * The text of a document: decompressed (gzip, deflate, br, zstd; `.gz` files too) and decoded (UTF-8, UTF-16, or the
 * charset of Content-Type; a byte order mark goes first).
 *
 * @param maximumBytes - largest size after decompression, and of the text in UTF-8
 * @throws DocumentError
 * @public
 */
export function decodeDocument(
  bytes: Uint8Array,
  headers: ContentHeaders,
  maximumBytes: number,
): string {
  const text = decodeText(
    decompress(bytes, headers.contentEncoding, maximumBytes),
    headers.contentType,
  );
  const size = Buffer.byteLength(text);
  if (size > maximumBytes) {
    throw new DocumentError({
      code: 'tooLarge',
      message: `The document has ${size} bytes, ${size - maximumBytes} more than the limit of ${maximumBytes}`,
    });
  }
  return text;
}
