import type { IncomingMessage } from 'node:http';
import type { GatewayRequest } from './enforcement';

/** Escapes of letters, digits and `-._~` (RFC 3986, section 2.3). */
const UNRESERVED =
  /%(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|3[0-9]|2d|2e|5f|7e)/gi;

/** Why the gateway refuses a request before it looks for a route. */
export interface Problem {
  status: 307 | 400 | 403 | 501;
  message: string;
  /** Where the client has to send it instead. */
  location?: string;
}

/**
 * Reads a request as far as routing and policies look at it. The path is normalized, so that no `..` leads around the
 * matches of a route.
 *
 * Node's parser has already refused what can be read in two ways: a body with two lengths, two ways of framing or an
 * unknown last transfer coding, folded headers, and lines that do not end in CRLF.
 */
export function readRequest(
  request: IncomingMessage,
): GatewayRequest | { problem: Problem } {
  const { url = '', method = 'GET', headers, headersDistinct } = request;
  const problem = problemOf(request);
  if (problem) {
    return { problem };
  }
  const { pathname, search } = new URL(`http://gateway${url}`);
  const path = normalized(pathname);
  if (/%2f|%5c/i.test(path)) {
    const location = normalized(
      path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\'),
    );
    return {
      problem: {
        status: 307,
        message: 'The path has escaped slashes; send the request without.',
        location: `${new URL(`http://gateway${location}`).pathname}${search}`,
      },
    };
  }
  return {
    method,
    headers: headersDistinct,
    hostname: (headers.host ?? '').replace(/:\d+$/, '').toLowerCase(),
    path,
    search,
  };
}

/**
 * The path as Envoy Gateway has Envoy write it: slashes merged, escapes of characters that need none taken back, and
 * two characters escaped that URLs leave as they are. Of a path of slashes alone Envoy leaves two.
 */
function normalized(pathname: string): string {
  const path = pathname
    .replace(UNRESERVED, decodeURIComponent)
    .replace(/[|^]/g, encodeURIComponent);
  return /^\/{2,}$/.test(path) ? '//' : path.replace(/\/{2,}/g, '/');
}

function problemOf(request: IncomingMessage): Problem | undefined {
  const { url = '', headers, httpVersion } = request;
  if (!url.startsWith('/')) {
    return { status: 400, message: 'The request target is not a path.' };
  }
  if (/^[^?]*%00/.test(url)) {
    return { status: 400, message: 'The path has an escaped zero byte.' };
  }
  // Node keeps the first of several.
  const hosts = request.headersDistinct.host ?? [];
  if (hosts.length !== 1 || !hosts[0]) {
    return {
      status: 400,
      message: `The request has ${
        hosts.length > 1 ? 'more than one' : 'no'
      } Host header.`,
    };
  }
  const codings = headers['transfer-encoding']
    ?.toLowerCase()
    .split(',')
    .map(coding => coding.trim());
  if (codings && (httpVersion === '1.0' || codings.at(-1) !== 'chunked')) {
    return {
      status: 400,
      message:
        'Transfer-Encoding does not say where the body ends; send it with Content-Length, or chunked in HTTP/1.1.',
    };
  }
  if (codings && codings.length > 1) {
    return {
      status: 501,
      message: `This gateway does not know the transfer coding ${JSON.stringify(
        codings[0],
      )}; send the body chunked or with Content-Length.`,
    };
  }
  // A client that offers h2c accepts HTTP/1.1 too (RFC 7540, section 3.2); for others there is nothing to fall back to.
  const { upgrade } = headers;
  if (upgrade !== undefined && upgrade.toLowerCase() !== 'h2c') {
    return {
      status: 403,
      message: `This gateway does not support the upgrade to ${JSON.stringify(upgrade)}.`,
    };
  }
  return undefined;
}
