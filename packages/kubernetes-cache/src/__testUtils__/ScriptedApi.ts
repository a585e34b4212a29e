import { KubeConfig } from '@kubernetes/client-node';
import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { KubernetesObject, ResourceDefinition } from '../types';

/** A made-up resource for tests. */
export interface Thing extends KubernetesObject {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: { color?: string };
}

export const things: ResourceDefinition<Thing> = {
  group: 'test.example',
  version: 'v1',
  kind: 'Thing',
  plural: 'things',
  namespaced: true,
};

export function thing(
  name: string,
  resourceVersion: number,
  options: { uid?: string; color?: string; namespace?: string } = {},
): Thing {
  return {
    apiVersion: 'test.example/v1',
    kind: 'Thing',
    metadata: {
      name,
      namespace: options.namespace ?? 'one',
      uid: options.uid ?? `uid-of-${name}`,
      resourceVersion: `${resourceVersion}`,
    },
    spec: { color: options.color ?? 'red' },
  };
}

/** A request as the script sees it. */
export interface ScriptedCall {
  url: URL;
  request: IncomingMessage;
  response: ServerResponse;
  watch: boolean;
  json(status: number, body: unknown): void;
  list(items: Thing[], resourceVersion: number, next?: string): void;
  status(code: number, reason: string): void;
  /** Begins a watch answer and sends these events; the answer stays open. */
  events(...events: Array<[type: string, object: unknown]>): void;
}

/**
 * An API server that answers what a test tells it to, for faults that a true one shows only now and
 * then. Each step of the script answers one request, the last step all that follow.
 */
export class ScriptedApi {
  readonly calls: string[] = [];
  readonly #server: Server;
  #script: Array<(call: ScriptedCall) => void> = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(
    ...script: Array<(call: ScriptedCall) => void>
  ): Promise<ScriptedApi> {
    const server = createServer();
    const api = new ScriptedApi(server);
    api.#script = script;
    server.on('request', (request, response) => api.#answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get kubeConfig(): KubeConfig {
    return kubeConfigFor(this.url);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, this.url);
    const watch = url.searchParams.get('watch') === 'true';
    const from = url.searchParams.get('resourceVersion');
    this.calls.push(
      watch ? `watch ${from}` : `${request.method} ${url.pathname}`,
    );
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const step =
      this.#script.length > 1 ? this.#script.shift() : this.#script[0];
    step!({
      url,
      request,
      response,
      watch,
      json,
      list: (items, resourceVersion, next) =>
        json(200, {
          kind: 'ThingList',
          metadata: { resourceVersion: `${resourceVersion}`, continue: next },
          items,
        }),
      status: (code, reason) =>
        json(code, { kind: 'Status', code, reason, message: `said ${reason}` }),
      events: (...events) => {
        if (!response.headersSent) {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.flushHeaders();
        }
        for (const [type, object] of events) {
          response.write(`${JSON.stringify({ type, object })}\n`);
        }
      },
    });
  }
}

export function kubeConfigFor(server: string): KubeConfig {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    { name: 'test', server, skipTLSVerify: true },
    { name: 'test', token: 'secret-token' },
  );
  return kubeConfig;
}

/** Waits until the condition holds; fails with its last value otherwise. */
export async function until<T>(
  read: () => T,
  holds: (value: T) => boolean = Boolean,
  timeoutMs = 60_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = read();
    if (holds(value)) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`Not within ${timeoutMs} ms: ${JSON.stringify(value)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
