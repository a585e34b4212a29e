import { Agent, createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TestCall } from './generateCalls';
import { IDENTITY_HEADER } from './objects';

/** What became of a call. */
export interface Outcome {
  status: number;
  /** The path that the service got, where the call passed. */
  path?: string;
  /** The Secret of the key that was let in, as the service was told. */
  secret?: string;
}

/** A service that answers with what it got. */
export class EchoService {
  readonly port: number;
  readonly #server: Server;

  static async start(): Promise<EchoService> {
    const server = createServer((received, response) => {
      received.resume();
      response.end(
        JSON.stringify({
          path: received.url,
          secret: received.headers[IDENTITY_HEADER],
        }),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new EchoService(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

/** Sends a call to a gateway before an {@link EchoService}. */
export function send(
  { method, host, path, headers }: TestCall,
  { port, agent }: { port: number; agent: Agent },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { ...headers, host },
      },
      async response => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) {
          chunks.push(chunk);
        }
        const status = response.statusCode!;
        resolve(
          status === 200
            ? { status, ...JSON.parse(Buffer.concat(chunks).toString()) }
            : { status },
        );
      },
    )
      .on('error', reject)
      .end();
  });
}
