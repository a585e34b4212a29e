import {
  Agent,
  request as sendRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';

const TIMEOUT_MS = 15_000;

/** Headers that belong to one connection and are not passed on (RFC 9110, section 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Passes requests on to services on this machine. */
export class Proxy {
  readonly #agent = new Agent({ keepAlive: true });

  /** Passes a request on, and calls onFailure when there is no answer to pass back. */
  forward(
    request: IncomingMessage,
    response: ServerResponse,
    target: { backend: URL; path: string },
    onFailure: (status: 502 | 504, message: string) => void,
  ): void {
    const upstream = sendRequest({
      agent: this.#agent,
      hostname: target.backend.hostname,
      port: target.backend.port,
      method: request.method,
      path: target.path,
      timeout: TIMEOUT_MS,
      headers: {
        ...endToEnd(request.headers),
        'x-forwarded-for': request.socket.remoteAddress ?? '',
        'x-forwarded-host': request.headers.host ?? '',
        'x-forwarded-proto': 'http',
      },
    });
    upstream.on('response', answer => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    upstream.on('timeout', () =>
      upstream.destroy(new Error('the service took too long')),
    );
    upstream.on('error', (error: NodeJS.ErrnoException) => {
      if (response.headersSent) {
        response.destroy();
      } else {
        const late = error.message === 'the service took too long';
        onFailure(late ? 504 : 502, error.message);
      }
    });
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  }

  close(): void {
    this.#agent.destroy();
  }
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '')
    .split(',')
    .map(name => name.trim().toLowerCase());
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !hopByHop.includes(name) && !named.includes(name),
    ),
  );
}
