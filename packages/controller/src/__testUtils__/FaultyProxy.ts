import { KubeConfig } from '@kubernetes/client-node';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Stands between a controller and its cluster, counts what is written and breaks what a test wants broken. */
export class FaultyProxy {
  /** `METHOD resource` of each write that reached the cluster, in order. */
  readonly writes: string[] = [];
  /** The path of each read that is no watch, in order. */
  readonly reads: string[] = [];
  /** How many requests came while it was down. */
  refusals = 0;
  /** No request is answered; connections break. */
  isDown = false;
  /** Every nth write is refused as a conflict, without reaching the cluster. */
  conflictEvery = 0;
  /** The answer to every nth write is lost, after the cluster has carried it out. */
  loseAnswerEvery = 0;
  /** It goes down after so many writes like these; the answer to the last of them is lost. */
  downAfter?: { write: RegExp; count: number };
  /** Watches are refused as too old, so many times. */
  watchesGone = 0;
  /** Resources that may not be read. */
  forbidden?: RegExp;
  /** What watches of these resources tell is held back. */
  holdWatches?: RegExp;
  readonly #server: Server;
  readonly #agent: Agent;
  readonly #target: URL;
  readonly #token: string;
  // Of each kind of write for itself: else two that follow each other could miss each other for ever.
  readonly #attempts = new Map<string, number>();

  private constructor(kubeconfig: string) {
    const config = new KubeConfig();
    config.loadFromString(kubeconfig);
    const cluster = config.getCurrentCluster();
    this.#target = new URL(cluster?.server ?? '');
    this.#token = config.getCurrentUser()?.token ?? '';
    this.#agent = new Agent({
      keepAlive: true,
      ca: Buffer.from(cluster?.caData ?? '', 'base64'),
    });
    this.#server = createServer((request, response) =>
      this.#handle(request, response),
    );
  }

  static async start(kubeconfig: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(kubeconfig);
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
      { name: 'proxy', token: this.#token },
    );
    return config;
  }

  /** Breaks all connections there are. */
  breakConnections(): void {
    this.#server.closeAllConnections();
  }

  async stop(): Promise<void> {
    this.breakConnections();
    await new Promise(resolve => this.#server.close(resolve));
    this.#agent.destroy();
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    if (this.isDown) {
      this.refusals += 1;
      request.socket.destroy();
      return;
    }
    const { method = 'GET', url = '/' } = request;
    if (method === 'GET' && this.forbidden?.test(url)) {
      answer(response, 403, 'Forbidden');
      return;
    }
    if (method !== 'GET') {
      const write = `${method} ${resourceOf(url)}`;
      this.#attempts.set(write, (this.#attempts.get(write) ?? 0) + 1);
      if (this.#isNth(this.conflictEvery, write)) {
        request.resume();
        answer(response, 409, 'Conflict');
        return;
      }
      this.writes.push(write);
    } else if (isWatch(url)) {
      if (this.watchesGone > 0) {
        this.watchesGone -= 1;
        answer(response, 410, 'Expired');
        return;
      }
    } else {
      this.reads.push(new URL(url, this.#target).pathname);
    }
    const isLast = this.#isLast(`${method} ${resourceOf(url)}`);
    const isLost =
      isLast ||
      (method !== 'GET' &&
        this.#isNth(this.loseAnswerEvery, `${method} ${resourceOf(url)}`));
    this.#forward(request, response, isLost);
    this.isDown ||= isLast;
  }

  #forward(
    request: IncomingMessage,
    response: ServerResponse,
    isLost: boolean,
  ): void {
    const forwarded = httpsRequest(
      {
        agent: this.#agent,
        hostname: this.#target.hostname,
        port: this.#target.port,
        method: request.method,
        path: request.url,
        headers: { ...request.headers, host: this.#target.host },
      },
      answered => {
        if (isLost) {
          answered.resume();
          answered.once('end', () => response.destroy());
          return;
        }
        response.writeHead(answered.statusCode ?? 502, answered.headers);
        response.flushHeaders();
        if (isWatch(request.url) && this.holdWatches?.test(request.url ?? '')) {
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
  }

  #isLast(write: string): boolean {
    if (!this.downAfter?.write.test(write)) {
      return false;
    }
    this.downAfter.count -= 1;
    return this.downAfter.count === 0;
  }

  #isNth(every: number, write: string): boolean {
    return every > 0 && (this.#attempts.get(write) ?? 0) % every === 0;
  }
}

function isWatch(url = ''): boolean {
  return url.includes('watch=true') || url.includes('watch=1');
}

function answer(response: ServerResponse, code: number, reason: string): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      reason,
      code,
      message: `${reason}, made up by a test`,
    }),
  );
}

/** `apikeys/status` for /apis/group/version/namespaces/x/apikeys/name/status. */
function resourceOf(url: string): string {
  const parts = url.split('?')[0].split('/').filter(Boolean);
  const start = parts[0] === 'api' ? 2 : 3;
  const rest =
    parts[start] === 'namespaces' && parts.length > start + 2
      ? parts.slice(start + 2)
      : parts.slice(start);
  return rest[2] ? `${rest[0]}/${rest[2]}` : rest[0];
}
