import {
  Agent,
  request as sendRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { endToEnd, forwardedHeaders, hasBody } from './forwarded';

const TIMEOUT_MS = 15_000;

/** Passes requests on to services on this machine. */
export class Proxy {
  readonly #agent = new Agent({ keepAlive: true });

  /**
   * Passes a request on, and calls onFailure when there is no answer to pass back. A connection to a service is used
   * again only after a request and its answer have been passed on in full.
   */
  forward(
    request: IncomingMessage,
    response: ServerResponse,
    target: {
      backend: URL;
      path: string;
      /** See {@link forwardedHeaders}. */
      identityHeaders: ReadonlySet<string>;
      /** What the AuthPolicy sets for the service. */
      serviceHeaders: Record<string, string>;
    },
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
        ...forwardedHeaders(request, target.identityHeaders),
        ...target.serviceHeaders,
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
    if (hasBody(request)) {
      request.pipe(upstream);
    } else {
      upstream.end();
    }
  }

  close(): void {
    this.#agent.destroy();
  }
}
