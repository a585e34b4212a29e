import { setTimeout as sleep } from 'node:timers/promises';
import { KubernetesError } from './KubernetesError';
import { KubernetesClientOptions } from './options';
import { Transport, TransportRequest } from './Transport';

const THROTTLED_ATTEMPTS = 5;
const LONGEST_THROTTLE_SECONDS = 10;

/** One call of the API; `verb` and `resource` are for messages and metrics. */
export interface Call extends Omit<
  TransportRequest,
  'headersTimeoutMs' | 'bodyTimeoutMs'
> {
  verb: string;
  resource: string;
  /** Longest silence between two pieces of the answer, in milliseconds; 0 for no limit. */
  bodyTimeoutMs?: number;
}

type Response = Awaited<ReturnType<Transport['request']>>;

/** Sends calls, waits where the API asks to, and turns refusals into errors. */
export class ApiRequests {
  readonly #transport: Transport;
  readonly #timeoutMs: number;
  readonly #onRequest: KubernetesClientOptions['onRequest'];
  readonly #logger: KubernetesClientOptions['logger'];

  constructor(transport: Transport, options: KubernetesClientOptions) {
    this.#transport = transport;
    this.#timeoutMs = options.requestTimeoutMs ?? 30_000;
    this.#onRequest = options.onRequest;
    this.#logger = options.logger;
  }

  /** The JSON that the call is answered with. */
  async json<T>(call: Call): Promise<T> {
    try {
      const response = await this.open(call);
      return (await response.body.json()) as T;
    } catch (error) {
      throw this.#transport.toError(error, call.signal);
    }
  }

  /** The answer with its body still to be read. */
  async open(call: Call): Promise<Response> {
    const response = await this.#send(call);
    if (response.statusCode >= 300) {
      throw await this.#errorOf(response, call);
    }
    return response;
  }

  async #send(call: Call): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#sendOnce(call);
      const retryAfter = Number(response.headers['retry-after']);
      if (
        response.statusCode !== 429 ||
        !retryAfter ||
        attempt === THROTTLED_ATTEMPTS
      ) {
        return response;
      }
      await response.body.dump();
      const seconds = Math.min(retryAfter, LONGEST_THROTTLE_SECONDS);
      await sleep(seconds * 1000, undefined, { signal: call.signal });
    }
  }

  async #sendOnce(call: Call): Promise<Response> {
    const started = performance.now();
    let status = 0;
    try {
      const response = await this.#transport.request({
        ...call,
        headersTimeoutMs: this.#timeoutMs,
        bodyTimeoutMs: call.bodyTimeoutMs ?? this.#timeoutMs,
      });
      status = response.statusCode;
      return response;
    } finally {
      this.#observe(call, status, (performance.now() - started) / 1000);
    }
  }

  #observe({ verb, resource }: Call, status: number, seconds: number): void {
    try {
      this.#onRequest?.({ verb, resource, status, seconds });
    } catch (error) {
      this.#logger?.error(`The onRequest hook failed: ${error}`);
    }
  }

  async #errorOf(response: Response, call: Call): Promise<unknown> {
    const what = `${call.verb} of ${call.resource}`;
    let text: string;
    try {
      text = await response.body.text();
    } catch (error) {
      return this.#transport.toError(error, call.signal);
    }
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      // Not from the API itself; the status code says enough.
    }
    return KubernetesError.fromStatus(body, response.statusCode, what);
  }
}
