import type { KubeConfig } from '@kubernetes/client-node';
import { createHash } from 'node:crypto';
import type { RequestOptions } from 'node:https';
import { Agent, Dispatcher, ProxyAgent, Socks5ProxyAgent } from 'undici';
import { KubernetesError } from './KubernetesError';

/** One HTTP request, before credentials. */
export interface TransportRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  /** Longest time to the answer's first byte, in milliseconds. */
  headersTimeoutMs: number;
  /** Longest silence between two pieces of the body, in milliseconds. */
  bodyTimeoutMs: number;
}

interface Credentials {
  headers: Record<string, string>;
  dispatcher: Dispatcher;
}

// To ask the kubeconfig costs a tenth of a request. Tokens are renewed well before they end.
const CREDENTIALS_MS = 1_000;

/**
 * HTTP to the current cluster of a kubeconfig, with its credentials, over kept-alive connections.
 *
 * @remarks
 * client-node builds a new connection pool for every request of its own; here one pool lives as
 * long as the TLS material stays the same. Tokens are asked from the kubeconfig every second and
 * when the API refuses one, since exec plugins and token files renew them.
 */
export class Transport {
  readonly #kubeConfig: KubeConfig;
  readonly #userAgent: string;
  #dispatcher?: { fingerprint: string; dispatcher: Dispatcher };
  #current?: { credentials: Promise<Credentials>; since: number };
  #closed = false;

  constructor(kubeConfig: KubeConfig, userAgent: string) {
    this.#kubeConfig = kubeConfig;
    this.#userAgent = userAgent;
  }

  /** The address of the API server, for messages. */
  get server(): string {
    return this.#kubeConfig.getCurrentCluster()?.server ?? '';
  }

  async request(
    request: TransportRequest,
  ): Promise<Dispatcher.ResponseData<unknown>> {
    if (this.#closed) {
      throw new KubernetesError('The Kubernetes client is closed', {
        status: 503,
        reason: 'Unreachable',
      });
    }
    try {
      const { headers, dispatcher } = await this.#credentials();
      const url = this.#url(request);
      const response = await dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: {
          accept: 'application/json',
          'user-agent': this.#userAgent,
          ...request.headers,
          ...headers,
        },
        body: request.body,
        signal: request.signal,
        headersTimeout: request.headersTimeoutMs,
        bodyTimeout: request.bodyTimeoutMs,
      });
      if (response.statusCode === 401) {
        this.#current = undefined;
      }
      return response;
    } catch (error) {
      throw this.toError(error, request.signal);
    }
  }

  /** Turns a failure of the connection into a KubernetesError; the caller's own abort stays as it is. */
  toError(error: unknown, signal?: AbortSignal): unknown {
    if (signal?.aborted || error instanceof KubernetesError) {
      return error;
    }
    const { message, code } = error as Error & { code?: string };
    return new KubernetesError(
      `Cannot reach the Kubernetes API at ${this.server}: ${
        message || code || 'unknown error'
      }`,
      { status: 503, reason: 'Unreachable', cause: error },
    );
  }

  /** Ends all connections; requests under way fail. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#dispatcher?.dispatcher.destroy();
  }

  #url(request: TransportRequest): URL {
    const url = new URL(`${this.server.replace(/\/+$/, '')}${request.path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined && value !== '') {
        url.searchParams.set(name, String(value));
      }
    }
    return url;
  }

  // Shared by requests that start together: an exec plugin is then run once, not once for each.
  #credentials(): Promise<Credentials> {
    const now = performance.now();
    if (this.#current && now - this.#current.since < CREDENTIALS_MS) {
      return this.#current.credentials;
    }
    const credentials = this.#readCredentials();
    const current = { credentials, since: Infinity };
    this.#current = current;
    credentials.then(
      () => {
        current.since = performance.now();
      },
      () => {
        if (this.#current === current) {
          this.#current = undefined;
        }
      },
    );
    return credentials;
  }

  async #readCredentials(): Promise<Credentials> {
    const options: RequestOptions = {};
    await this.#kubeConfig.applyToHTTPSOptions(options);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      // A token from a file ends with the line break that editors and `kubectl create token >` write.
      headers[name] =
        `${Array.isArray(value) ? value.join(', ') : value}`.trim();
    }
    if (options.auth) {
      headers.Authorization = `Basic ${Buffer.from(options.auth).toString(
        'base64',
      )}`;
    }
    return { headers, dispatcher: this.#dispatcherFor(options) };
  }

  #dispatcherFor(options: RequestOptions): Dispatcher {
    const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } =
      options;
    const tls = { ca, cert, key, pfx, passphrase, servername };
    const fingerprint = createHash('sha256')
      .update(
        JSON.stringify([
          this.server,
          rejectUnauthorized,
          ...Object.values(tls).map(value => value?.toString() ?? ''),
        ]),
      )
      .digest('hex');
    if (this.#dispatcher?.fingerprint === fingerprint) {
      return this.#dispatcher.dispatcher;
    }
    const dispatcher = createDispatcher(
      this.#kubeConfig.createDispatcherOptions(
        this.#kubeConfig.getCurrentCluster(),
        rejectUnauthorized === undefined ? tls : { ...tls, rejectUnauthorized },
      ),
    );
    // Watches on the old connections go on until they end by themselves.
    this.#dispatcher?.dispatcher.close().catch(() => undefined);
    this.#dispatcher = { fingerprint, dispatcher };
    return dispatcher;
  }
}

function createDispatcher(
  options: ReturnType<KubeConfig['createDispatcherOptions']>,
): Dispatcher {
  // HTTP/1.1, so that each watch has a connection of its own: one that hangs holds up no other.
  const allowH2 = false;
  switch (options.type) {
    case 'proxy':
      return new ProxyAgent({
        uri: options.uri,
        requestTls: options.requestTls,
        allowH2,
      });
    case 'socks':
      return new Socks5ProxyAgent(options.uri, {
        requestTls: options.requestTls,
      });
    case 'agent':
      return new Agent({ connect: options.connect, allowH2 });
    default:
      return new Agent({ allowH2 });
  }
}
