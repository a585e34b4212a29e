import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server whose answers a test chooses. */
export class TextServer {
  /** Texts by path; 503 for all others. */
  readonly texts = new Map<string, string>();
  /** Paths whose answer breaks off in its middle. */
  readonly broken = new Set<string>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(({ url = '' }, response) => {
      if (this.broken.has(url)) {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{', () => response.destroy());
        return;
      }
      const text = this.texts.get(url);
      response.writeHead(text === undefined ? 503 : 200).end(text);
    });
  }

  static async start(): Promise<TextServer> {
    const server = new TextServer();
    await new Promise<void>(resolve => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  /** The URL of a path. */
  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
