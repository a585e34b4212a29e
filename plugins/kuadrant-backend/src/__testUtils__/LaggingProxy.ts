import { KubeConfig } from '@kubernetes/client-node';
import { createServer, type Server } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Stands between a portal and its cluster, and can hold back what watches say: the portal's caches lag behind. */
export class LaggingProxy {
  readonly #server: Server;
  readonly #agent: Agent;
  #isHolding = false;

  private constructor(private readonly upstream: KubeConfig) {
    const cluster = upstream.getCurrentCluster();
    const target = new URL(cluster?.server ?? '');
    this.#agent = new Agent({
      keepAlive: true,
      ca: Buffer.from(cluster?.caData ?? '', 'base64'),
    });
    this.#server = createServer((request, response) => {
      const isWatch = /[?&]watch=(true|1)/.test(request.url ?? '');
      const forwarded = httpsRequest(
        {
          agent: this.#agent,
          hostname: target.hostname,
          port: target.port,
          method: request.method,
          path: request.url,
          headers: { ...request.headers, host: target.host },
        },
        answered => {
          response.writeHead(answered.statusCode ?? 502, answered.headers);
          response.flushHeaders();
          if (isWatch && this.#isHolding) {
            answered.pause();
            return;
          }
          answered.pipe(response);
          answered.once('error', () => response.destroy());
        },
      );
      forwarded.once('error', () => response.destroy());
      response.once('close', () => forwarded.destroy());
      request.pipe(forwarded);
    });
  }

  static async start(upstream: KubeConfig): Promise<LaggingProxy> {
    const proxy = new LaggingProxy(upstream);
    await new Promise<void>(resolve => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  kubeConfig(): KubeConfig {
    const { port } = this.#server.address() as AddressInfo;
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      {
        name: 'proxy',
        server: `http://127.0.0.1:${port}`,
        skipTLSVerify: true,
      },
      { name: 'proxy', token: this.upstream.getCurrentUser()?.token },
    );
    return config;
  }

  /** From now on no watch says anything. */
  hold(): void {
    this.#isHolding = true;
    this.#server.closeAllConnections();
  }

  /** Watches begin again, and say what was held back. */
  release(): void {
    this.#isHolding = false;
    this.#server.closeAllConnections();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
    this.#agent.destroy();
  }
}
