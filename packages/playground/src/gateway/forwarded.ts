import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Headers that belong to one connection and are not passed on (RFC 9110, section 7.6.1). */
const hopByHop = new Set([
  'connection',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers by which services learn who calls them: only a gateway may write them. */
const identity =
  /^(forwarded|remote-user|x-real-ip|x-(forwarded|envoy|kuadrant|auth-request|authenticated|remote)-.+)$/;

/**
 * The headers with which a request is passed on: framed by what was read of the body, without the headers of the
 * client's connection, and without headers in which the client says who it is.
 *
 * @param identityHeaders  further names, in lower case, that the AuthPolicy in force sets for services
 */
export function forwardedHeaders(
  request: IncomingMessage,
  identityHeaders: ReadonlySet<string>,
): IncomingHttpHeaders {
  const { headers, socket } = request;
  const ofPolicy = new Set([...identityHeaders].map(dashed));
  const passed = Object.entries(endToEnd(headers)).filter(([name]) => {
    const plain = dashed(name);
    return (
      plain !== 'content-length' &&
      !identity.test(plain) &&
      !ofPolicy.has(plain)
    );
  });
  return {
    ...Object.fromEntries(passed),
    ...framing(request),
    'x-forwarded-for': socket.remoteAddress ?? '',
    'x-forwarded-host': headers.host ?? '',
    'x-forwarded-proto': 'http',
  };
}

/** Whether a request has a body. Without one of the two headers it has none (RFC 9112, section 6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return Object.keys(framing({ headers })).length > 0;
}

/** Node's client sends the body of a GET without any framing unless it is told one. */
function framing({
  headers,
}: Pick<IncomingMessage, 'headers'>): IncomingHttpHeaders {
  if (headers['transfer-encoding'] !== undefined) {
    return { 'transfer-encoding': 'chunked' };
  }
  const length = headers['content-length'];
  return length === undefined ? {} : { 'content-length': length };
}

/** The headers that are meant for the other end, and not for the connection. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set(
    (headers.connection ?? '')
      .split(',')
      .map(name => dashed(name.trim().toLowerCase())),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => {
      const plain = dashed(name);
      return !hopByHop.has(plain) && !named.has(plain);
    }),
  );
}

/** Many servers hand `X_Forwarded_For` and `X-Forwarded-For` to a program under the same name. */
function dashed(name: string): string {
  return name.replaceAll('_', '-');
}
