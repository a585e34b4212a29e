import {
  brotliDecompressSync,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';
import { DocumentError } from '../types';

type Decompress = (
  bytes: Uint8Array,
  options: { maxOutputLength: number },
) => Uint8Array;

const DECOMPRESS: Record<string, Decompress> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflate,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  identity: bytes => bytes,
};

/** Values of Accept-Encoding that {@link decompress} understands. @public */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br, zstd';

/**
 * Undoes the codings of Content-Encoding, and gzip once more where the file itself is compressed.
 *
 * @throws DocumentError
 */
export function decompress(
  bytes: Uint8Array,
  contentEncoding: string | undefined,
  maximumBytes: number,
): Uint8Array {
  const codings = (contentEncoding ?? '')
    .split(',')
    .map(coding => coding.trim().toLowerCase())
    .filter(Boolean)
    .reverse();
  const decoded = codings.reduce(
    (current, coding) => decompressOnce(current, coding, maximumBytes),
    bytes,
  );
  return decoded[0] === 0x1f && decoded[1] === 0x8b
    ? decompressOnce(decoded, 'gzip', maximumBytes)
    : decoded;
}

function decompressOnce(
  bytes: Uint8Array,
  coding: string,
  maximumBytes: number,
): Uint8Array {
  if (!Object.hasOwn(DECOMPRESS, coding)) {
    throw new DocumentError({
      code: 'unknownCompression',
      message: `The server compresses the document in a way that cannot be read (Content-Encoding: ${/^[\w-]{1,30}$/.test(coding) ? coding : 'unknown'}). Serve it with gzip or without compression`,
    });
  }
  try {
    return DECOMPRESS[coding](bytes, { maxOutputLength: maximumBytes });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? new DocumentError(
          {
            code: 'tooLarge',
            message: `The decompressed document has more bytes than the limit of ${maximumBytes}`,
          },
          error,
        )
      : new DocumentError(
          {
            code: 'brokenCompression',
            message: `The document cannot be decompressed: it is not ${coding} data, or the end is missing. Check what the server sends`,
          },
          error,
        );
  }
}

// Some servers send raw deflate data: https://www.rfc-editor.org/rfc/rfc9110.html#section-8.4.1.2
function inflate(bytes: Uint8Array, options: { maxOutputLength: number }) {
  const hasZlibHeader =
    (bytes[0] & 0x0f) === 8 && (bytes[0] * 256 + bytes[1]) % 31 === 0;
  return hasZlibHeader
    ? inflateSync(bytes, options)
    : inflateRawSync(bytes, options);
}
