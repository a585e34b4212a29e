import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { type CorpusDocument, MINIMAL } from './CorpusDocument';

const MINIMAL_JSON =
  '{"openapi":"3.0.3","info":{"title":"Spielzeug für Köln","version":"1"},"paths":{"/t":{"get":{}}}}';
const TITLE = 'Spielzeug für Köln';
const isToys = { kind: 'openapi', title: 'Toys' } as const;
const isGerman = { kind: 'openapi', title: TITLE } as const;

function utf16(text: string, endian: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return endian === 'le' ? bytes : bytes.swap16();
}

/** Encodings, charsets and compressions. */
export const ENCODINGS: CorpusDocument[] = [
  { name: 'JSON in UTF-8', content: MINIMAL_JSON, expected: isGerman },
  {
    name: 'JSON with a byte order mark',
    content: `\ufeff${MINIMAL_JSON}`,
    expected: isGerman,
  },
  {
    name: 'YAML with a byte order mark',
    content: `\ufeff${MINIMAL}`,
    expected: isToys,
  },
  {
    name: 'UTF-16, little endian, with a mark',
    content: utf16(`\ufeff${MINIMAL_JSON}`, 'le'),
    expected: isGerman,
  },
  {
    name: 'UTF-16, big endian, with a mark',
    content: utf16(`\ufeff${MINIMAL_JSON}`, 'be'),
    expected: isGerman,
  },
  {
    name: 'UTF-16, little endian, without a mark',
    content: utf16(MINIMAL_JSON, 'le'),
    expected: isGerman,
  },
  {
    name: 'UTF-16, big endian, without a mark',
    content: utf16(MINIMAL, 'be'),
    expected: isToys,
  },
  {
    name: 'charset iso-8859-1 in the header',
    content: Buffer.from(MINIMAL_JSON, 'latin1'),
    contentType: 'application/json; charset=iso-8859-1',
    expected: isGerman,
  },
  {
    name: 'charset windows-1252 in quotes',
    content: Buffer.from(MINIMAL_JSON, 'latin1'),
    contentType: 'text/yaml;charset="Windows-1252"',
    expected: isGerman,
  },
  {
    name: 'a byte order mark beside another charset in the header',
    content: `\ufeff${MINIMAL_JSON}`,
    contentType: 'application/json; charset=iso-8859-1',
    expected: isGerman,
  },
  {
    name: 'a charset that nobody knows beside UTF-8',
    content: MINIMAL_JSON,
    contentType: 'application/json; charset=klingon',
    expected: isGerman,
  },
  {
    name: 'a charset that nobody knows beside Latin-1',
    content: Buffer.from(MINIMAL_JSON, 'latin1'),
    contentType: 'application/json; charset=klingon',
    expected: { problem: 'brokenEncoding', message: /klingon.*UTF-8/ },
  },
  {
    name: 'Latin-1 without a charset',
    content: Buffer.from(MINIMAL_JSON, 'latin1'),
    expected: { problem: 'brokenEncoding', message: /not valid UTF-8/ },
  },
  {
    name: 'Latin-1 that is said to be UTF-8',
    content: Buffer.from(MINIMAL_JSON, 'latin1'),
    contentType: 'application/json; charset=utf-8',
    expected: { problem: 'brokenEncoding', message: /not utf-8/ },
  },
  {
    name: 'gzip',
    content: gzipSync(MINIMAL),
    contentEncoding: 'gzip',
    expected: isToys,
  },
  {
    name: 'deflate',
    content: deflateSync(MINIMAL),
    contentEncoding: 'deflate',
    expected: isToys,
  },
  {
    name: 'deflate without its header',
    content: deflateRawSync(MINIMAL),
    contentEncoding: 'deflate',
    expected: isToys,
  },
  {
    name: 'brotli',
    content: brotliCompressSync(MINIMAL),
    contentEncoding: 'br',
    expected: isToys,
  },
  {
    name: 'zstd',
    content: zstdCompressSync(MINIMAL),
    contentEncoding: 'ZSTD',
    expected: isToys,
  },
  {
    name: 'two compressions',
    content: gzipSync(deflateSync(MINIMAL)),
    contentEncoding: 'deflate, gzip',
    expected: isToys,
  },
  { name: 'a .gz file', content: gzipSync(MINIMAL), expected: isToys },
  {
    name: 'a compression that nobody knows',
    content: MINIMAL,
    contentEncoding: 'rot13',
    expected: { problem: 'unknownCompression', message: /rot13/ },
  },
  {
    name: 'gzip that is cut off',
    content: gzipSync(MINIMAL).subarray(0, 40),
    contentEncoding: 'gzip',
    expected: { problem: 'brokenCompression', message: /gzip/ },
  },
  {
    name: 'gzip of more than the limit',
    content: gzipSync(Buffer.alloc(30 * 1024 * 1024, ' ')),
    contentEncoding: 'gzip',
    expected: { problem: 'tooLarge', message: /limit of 20971520/ },
  },
  {
    name: 'an image',
    content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    expected: { problem: 'brokenEncoding', message: /UTF-8/ },
  },
  {
    name: 'NUL characters within',
    content: 'openapi: 3.1.0\0',
    expected: { problem: 'notText', message: /NUL/ },
  },
];
