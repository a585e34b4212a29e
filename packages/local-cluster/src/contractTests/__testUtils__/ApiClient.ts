import { randomBytes } from 'node:crypto';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Agent, Dispatcher, request } from 'undici';
import { KubernetesObject, ObjectMeta } from '../../api/types';
import { StatusCause } from '../../api/StatusError';

/** Whatever an API server answers with: an object, a list, a Status or a Table. */
export interface ApiDocument {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta & { continue?: string; remainingItemCount?: number };
  items?: KubernetesObject[];
  status?: unknown;
  message?: string;
  reason?: string;
  code?: number;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    causes?: StatusCause[];
  };
  [field: string]: unknown;
}

type Headers = { [name: string]: string | string[] | undefined };

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: ApiDocument;
}

export interface WatchEvent {
  type: string;
  object: KubernetesObject & ApiDocument;
}

export interface RequestOptions {
  headers?: { [name: string]: string | string[] };
  /** Sent as it is, instead of a JSON document. */
  raw?: string | Buffer;
}

/** How to reach an API server. */
export interface Endpoint {
  url: string;
  authority: string;
  token: string;
}

export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

export type PatchType = keyof typeof patchTypes;

/** The events of a watch, one by one. */
export class Watch {
  readonly status: number;
  readonly #body: Dispatcher.ResponseData['body'];
  readonly #lines: string[] = [];
  readonly #waiting: Array<() => void> = [];
  #rest = '';
  #ended = false;

  constructor(status: number, body: Dispatcher.ResponseData['body']) {
    this.status = status;
    this.#body = body;
    body.setEncoding('utf8');
    body.on('data', (chunk: string) => this.#take(chunk));
    body.on('end', () => this.#end());
    body.on('error', () => this.#end());
  }

  #take(chunk: string): void {
    const parts = (this.#rest + chunk).split('\n');
    this.#rest = parts.pop()!;
    this.#lines.push(...parts.filter(Boolean));
    this.#waiting.splice(0).forEach(wake => wake());
  }

  #end(): void {
    this.#ended = true;
    this.#waiting.splice(0).forEach(wake => wake());
  }

  /** The next event; undefined when the watch has ended. */
  async next(timeoutMs = 60_000): Promise<WatchEvent | undefined> {
    const end = Date.now() + timeoutMs;
    while (this.#lines.length === 0 && !this.#ended) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error('no event arrived')),
          end - Date.now(),
        );
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    const line = this.#lines.shift();
    return line === undefined ? undefined : (JSON.parse(line) as WatchEvent);
  }

  /** The next events of a number, as `TYPE name`. */
  async take(count: number): Promise<string[]> {
    const events: string[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (!event) {
        break;
      }
      if (event.type !== 'BOOKMARK') {
        events.push(`${event.type} ${event.object.metadata.name}`);
      }
    }
    return events;
  }

  close(): void {
    this.#body.destroy();
  }
}

function answerOf(status: number, headers: Headers, text: string): Answer {
  const isJson = String(headers['content-type']).startsWith('application/json');
  return {
    status,
    headers,
    text,
    body: isJson && text ? (JSON.parse(text) as ApiDocument) : {},
  };
}

/** A plain HTTP client, so that the tests see what is on the wire. */
export class ApiClient {
  readonly endpoint: Endpoint;
  readonly #agent: Agent;
  readonly #plainAgent = new HttpsAgent({ keepAlive: true });
  readonly #watches = new Set<Watch>();

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint;
    this.#agent = new Agent({
      connect: { ca: endpoint.authority, rejectUnauthorized: true },
      headersTimeout: 30_000,
      bodyTimeout: 0,
    });
  }

  async send(
    method: string,
    path: string,
    body?: object,
    options: RequestOptions = {},
  ): Promise<Answer> {
    const answer = await request(this.endpoint.url + path, {
      dispatcher: this.#agent,
      method: method as Dispatcher.HttpMethod,
      headers: {
        authorization: `Bearer ${this.endpoint.token}`,
        accept: 'application/json',
        ...((body || options.raw) && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      body: options.raw ?? (body && JSON.stringify(body)),
    });
    const text = await answer.body.text();
    return answerOf(answer.statusCode, answer.headers, text);
  }

  /**
   * Sends a request target as it is written, over HTTP/1.1; `send` would bring it into the form of a URL first.
   *
   * @param options - `token` replaces the administrator's; none is sent if it is empty
   */
  async raw(
    method: string,
    target: string,
    {
      token = this.endpoint.token,
      headers,
      body,
    }: {
      token?: string;
      headers?: RequestOptions['headers'];
      body?: object;
    } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = httpsRequest(
        this.endpoint.url,
        {
          method,
          path: target,
          agent: this.#plainAgent,
          ca: this.endpoint.authority,
          headers: {
            accept: 'application/json',
            ...(token && { authorization: `Bearer ${token}` }),
            ...(body && { 'content-type': 'application/json' }),
            ...headers,
          },
        },
        async answer => {
          const chunks: Buffer[] = [];
          for await (const chunk of answer) {
            chunks.push(chunk);
          }
          const text = Buffer.concat(chunks).toString();
          resolve(
            answerOf(answer.statusCode!, answer.headers as Headers, text),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body && JSON.stringify(body));
    });
  }

  get(path: string, options?: RequestOptions): Promise<Answer> {
    return this.send('GET', path, undefined, options);
  }

  post(path: string, body: object, options?: RequestOptions): Promise<Answer> {
    return this.send('POST', path, body, options);
  }

  put(path: string, body: object, options?: RequestOptions): Promise<Answer> {
    return this.send('PUT', path, body, options);
  }

  delete(path: string, body?: object): Promise<Answer> {
    return this.send('DELETE', path, body);
  }

  patch(path: string, type: PatchType, body: object): Promise<Answer> {
    return this.send('PATCH', path, body, {
      headers: { 'content-type': patchTypes[type] },
    });
  }

  /** Server-side apply. */
  apply(
    path: string,
    body: object,
    query = 'fieldManager=tester',
  ): Promise<Answer> {
    return this.patch(`${path}?${query}`, 'apply', body);
  }

  /** Makes a namespace of its own for a test. */
  async namespace(): Promise<string> {
    const name = `t-${randomBytes(5).toString('hex')}`;
    const answer = await this.post('/api/v1/namespaces', {
      metadata: { name },
    });
    if (answer.status !== 201) {
      throw new Error(`namespace ${name}: ${answer.text}`);
    }
    return name;
  }

  async watch(path: string, options?: RequestOptions): Promise<Watch> {
    const separator = path.includes('?') ? '&' : '?';
    const answer = await request(
      `${this.endpoint.url}${path}${separator}watch=true`,
      {
        dispatcher: this.#agent,
        headers: {
          authorization: `Bearer ${this.endpoint.token}`,
          accept: 'application/json',
          ...options?.headers,
        },
      },
    );
    const watch = new Watch(answer.statusCode, answer.body);
    this.#watches.add(watch);
    return watch;
  }

  /** Waits until a document is as wanted; the last one is shown if it never is. */
  async until(
    path: string,
    isWanted: (answer: Answer) => boolean,
    timeoutMs = 60_000,
  ): Promise<Answer> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const answer = await this.get(path);
      if (isWanted(answer)) {
        return answer;
      }
      if (Date.now() > end) {
        throw new Error(`${path} stays ${answer.status} ${answer.text}`);
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  async close(): Promise<void> {
    for (const watch of this.#watches) {
      watch.close();
    }
    this.#plainAgent.destroy();
    await this.#agent.destroy();
  }
}
