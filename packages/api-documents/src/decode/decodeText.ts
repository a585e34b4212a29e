import { DocumentError } from '../types';

const BYTE_ORDER_MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
];

/**
 * Decodes text: by its byte order mark, else by the charset of Content-Type, else as UTF-16 where every other of the
 * first bytes is zero, else as UTF-8.
 *
 * @throws DocumentError
 */
export function decodeText(bytes: Uint8Array, contentType = ''): string {
  const charset = charsetOf(contentType);
  const marked = BYTE_ORDER_MARKS.find(([mark]) =>
    mark.every((byte, index) => bytes[index] === byte),
  )?.[1];
  const known = charset && isKnown(charset) ? charset : undefined;
  const encoding = marked ?? known ?? utf16Of(bytes) ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DocumentError(
      {
        code: 'brokenEncoding',
        message: explain(encoding, charset, known, marked),
      },
      error,
    );
  }
}

function explain(
  encoding: string,
  charset: string | undefined,
  known: string | undefined,
  marked: string | undefined,
): string {
  if (!marked && charset && !known) {
    return `The server names a charset that is not known (${charset}), and the document is not UTF-8. Save the document as UTF-8`;
  }
  return !marked && known
    ? `The document is not ${encoding}, which the server names as its charset. Save it as UTF-8, or correct the charset in Content-Type`
    : `The document is not valid ${encoding.toUpperCase()}. Save it as UTF-8, or let the server name its charset in Content-Type`;
}

function charsetOf(contentType: string): string | undefined {
  const [, quoted, plain] =
    /;\s*charset\s*=\s*(?:"([\w.:-]{1,40})"|([\w.:-]{1,40}))/i.exec(
      contentType,
    ) ?? [];
  return (quoted ?? plain)?.toLowerCase();
}

function isKnown(charset: string): boolean {
  try {
    return Boolean(new TextDecoder(charset));
  } catch {
    return false;
  }
}

// The first characters of every kind of document are ASCII.
function utf16Of(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (bytes.length < 4) {
    return undefined;
  }
  if (a === 0 && c === 0 && b !== 0 && d !== 0) {
    return 'utf-16be';
  }
  return b === 0 && d === 0 && a !== 0 && c !== 0 ? 'utf-16le' : undefined;
}
