/** What a request asks for, as its first line says it. */
export interface RequestTarget {
  /** Unescaped, and otherwise as it was written: `.` and `..` have no meaning. */
  path: string;
  query: URLSearchParams;
}

const badEscape = /%(?![0-9a-f]{2})/i;

/**
 * Reads the target of a request line as a kube-apiserver does.
 *
 * @remarks
 * `URL` is not used, since it rewrites paths (`/a/../b`) and refuses some (`//`).
 * @returns undefined when an escape in the path cannot be read
 */
export function parseRequestTarget(target: string): RequestTarget | undefined {
  const written = target.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = written.indexOf('?');
  const path = unescapePath(mark < 0 ? written : written.slice(0, mark));
  return path === undefined
    ? undefined
    : {
        path,
        query: parseQuery(mark < 0 ? '' : written.slice(mark + 1)),
      };
}

/** Go leaves out a parameter that cannot be read, where `URLSearchParams` takes it as it is. */
function parseQuery(text: string): URLSearchParams {
  const readable = text
    .split('&')
    .filter(pair => !badEscape.test(pair) && !pair.includes(';'));
  return new URLSearchParams(readable.join('&'));
}

/** Bytes that are no UTF-8 become replacement characters, as in every other text. */
function unescapePath(path: string): string | undefined {
  if (badEscape.test(path)) {
    return undefined;
  }
  // Node gives the bytes of a request line as characters of Latin-1.
  const bytes = path.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
