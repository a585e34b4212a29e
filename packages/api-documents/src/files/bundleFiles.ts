import { recognizeDocument } from '../kinds';
import { dereference, membersOf, textOf } from '../kinds/objects';
import {
  DocumentError,
  type DocumentFile,
  type DocumentWarning,
  type ReadDocument,
} from '../types';
import { readData } from './readData';
import { referencesIn, splitReference } from './references';

/** Where the other files stand in a document that was put together. */
const FILES = 'x-files';
const MAXIMUM_WARNINGS = 20;

interface ReadFile {
  url: string;
  /** Its references are relative to this. */
  base: string;
  key: string;
  value?: unknown;
}

class Bundler {
  readonly warnings: DocumentWarning[] = [];
  readonly #url: string;
  readonly #files: Map<string, ReadFile>;
  readonly #warned = new Set<string>();

  constructor(url: string, files: ReadFile[]) {
    this.#url = url;
    this.#files = new Map(files.map(file => [file.url, file]));
  }

  /** @param own - URL under which the value is known, `base` of its references */
  rewrite(value: unknown, base: string, own = base): void {
    for (const { holder, text } of referencesIn(value)) {
      const { name, url, pointer } = text.startsWith('#')
        ? { name: '', url: own, pointer: text.slice(1) }
        : splitReference(text, base);
      if (url === this.#url) {
        holder.$ref = `#${pointer}`;
      } else {
        holder.$ref = this.#target(url ?? name, pointer, text);
      }
    }
  }

  #target(url: string, pointer: string, text: string): string {
    const file = this.#files.get(url);
    if (!file) {
      this.#warn(text, 'it is not a URL');
      return `#/${FILES}`;
    }
    const start = `#/${FILES}/${file.key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    const whole = encodeURI(start).replace(/#/g, (each, index) =>
      index === 0 ? each : '%23',
    );
    if (file.value === undefined || !pointer) {
      return whole;
    }
    if (!exists(file.value, pointer)) {
      this.#warn(text, 'the file has nothing there');
      return whole;
    }
    return `${whole}${pointer}`;
  }

  #warn(text: string, reason: string): void {
    if (!this.#warned.has(text)) {
      this.#warned.add(text);
      this.warnings.push(warning(text, reason));
    }
  }
}

/**
 * Puts a document and the files that it refers to into one: each file once, under `x-files`, and each reference leads
 * there. So cycles and thousands of references cost nothing.
 *
 * @param url - of the document
 * @throws DocumentError
 */
export function bundleFiles(
  text: string,
  url: string,
  files: DocumentFile[],
  maximumBytes: number,
): ReadDocument {
  const document = membersOf(recognizeDocument(text).value);
  const read = files.map((file): ReadFile => ({
    url: file.url,
    base: ('text' in file && file.base) || file.url,
    key: keyOf(file.url, url),
    ...('text' in file && { value: readData(file.text) }),
  }));
  const bundler = new Bundler(url, read);
  bundler.rewrite(document, url);
  read.forEach(file => bundler.rewrite(file.value, file.base, file.url));
  const missing = new Map(
    files.flatMap(file =>
      'missing' in file ? [[file.url, file.missing] as const] : [],
    ),
  );
  const bundled = JSON.stringify({
    ...document,
    [FILES]: Object.fromEntries(
      read.map(({ key, value, url: from }) => [
        key,
        missing.has(from) || value === undefined
          ? { description: `The file ${from} is missing.` }
          : value,
      ]),
    ),
  });
  const bytes = Buffer.byteLength(bundled);
  if (bytes > maximumBytes) {
    throw new DocumentError({
      code: 'tooLarge',
      message: `The document has ${bytes} bytes together with the files that it refers to, ${bytes - maximumBytes} more than the limit of ${maximumBytes}`,
    });
  }
  const { summary } = recognizeDocument(bundled);
  return {
    text: bundled,
    summary: {
      ...summary,
      warnings: [
        ...summary.warnings,
        ...[...missing].map(([from, reason]) => warning(from, reason)),
        ...bundler.warnings,
      ].slice(0, MAXIMUM_WARNINGS),
    },
  };
}

// A reference within the file may lead on; that is looked at where it stands.
function exists(value: unknown, pointer: string): boolean {
  return (
    pointer.startsWith('/') &&
    dereference(value, { $ref: `#${pointer}` }, { once: true }) !== undefined
  );
}

function warning(file: string, reason: string): DocumentWarning {
  return {
    code: 'missingFile',
    message: `"${textOf(file)}" cannot be included: ${reason}`,
  };
}

/** A short name: relative to the document, or with the host. */
function keyOf(url: string, base: string): string {
  const directory = new URL('.', base).href;
  return url.startsWith(directory) && url.length > directory.length
    ? decoded(url.slice(directory.length))
    : url.replace(/^https?:\/\//, '');
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
