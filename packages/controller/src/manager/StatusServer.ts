import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

/** Options of {@link startStatusServer}. */
export interface StatusServerOptions {
  port: number;
  /** Address to listen on. */
  host: string;
  registry: Registry;
  /** Why the controller is not ready; undefined when it is. */
  notReady: () => string | undefined;
  /** What else there is to know, a line each. */
  notes: () => string[];
}

/** A server for probes and metrics. */
export interface StatusServer {
  port: number;
  stop(): Promise<void>;
}

/** Serves /healthz, /readyz and /metrics. */
export async function startStatusServer(
  options: StatusServerOptions,
): Promise<StatusServer> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(error => {
      response.writeHead(500).end(`${error}\n`);
    });
  });
  await listen(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  { registry, notReady, notes }: StatusServerOptions,
): Promise<void> {
  const path = (url ?? '').split('?')[0];
  const text = (status: number, body: string) =>
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    text(405, 'Method not allowed\n');
  } else if (path === '/healthz') {
    text(200, 'ok\n');
  } else if (path === '/readyz') {
    const reason = notReady();
    text(
      reason ? 503 : 200,
      [reason ?? 'ok', ...notes()].map(line => `${line}\n`).join(''),
    );
  } else if (path === '/metrics') {
    const body = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType }).end(body);
  } else {
    text(404, 'Not found; there are /healthz, /readyz and /metrics\n');
  }
}

function listen(
  server: Server,
  { port, host }: StatusServerOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
