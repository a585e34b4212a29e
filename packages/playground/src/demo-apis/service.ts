import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { closeServer, listen } from '../http';

const MAX_BODY_BYTES = 64 * 1024;

/** What a handler answers. */
export interface Answer {
  status?: number;
  body: unknown;
  contentType?: string;
}

/** A request, as far as the demo APIs look at it. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  /** What stands in the placeholders of the path. */
  parameters: Record<string, string>;
  /** Reads the body as JSON; fails with 400 when it is none. */
  json(): Promise<unknown>;
}

/** Something that goes wrong through the client's fault. */
export class CallError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Handlers by method and path, for example `GET /toys/{id}`. */
export type Operations = Record<
  string,
  (call: Call) => Answer | Promise<Answer>
>;

/** A running demo API. */
export interface DemoService {
  url: URL;
  stop(): Promise<void>;
}

/** Serves operations as JSON on a free port of this machine. */
export async function serve(operations: Operations): Promise<DemoService> {
  const routes = Object.entries(operations).map(([operation, handler]) => {
    const [method, path] = operation.split(' ');
    const pattern = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    return { method, pattern: new RegExp(`^${pattern}$`), handler };
  });

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const url = new URL(request.url ?? '/', 'http://service');
    const matching = routes.filter(({ pattern }) => pattern.test(url.pathname));
    const route = matching.find(({ method }) =>
      ['*', request.method].includes(method),
    );
    if (!route) {
      throw matching.length > 0
        ? new CallError(405, `${request.method} is not possible here.`)
        : new CallError(404, `There is nothing at ${url.pathname}.`);
    }
    return route.handler({
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      parameters: { ...route.pattern.exec(url.pathname)?.groups },
      json: () => readJson(request),
    });
  };

  const server = createServer((request, response) => {
    answer(request).then(
      result => send(response, result),
      error => {
        const status = error instanceof CallError ? error.status : 500;
        send(response, { status, body: { message: error.message } });
      },
    );
  });
  const port = await listen(server, { port: 0 });
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    stop: () => closeServer(server),
  };
}

function send(response: ServerResponse, answer: Answer): void {
  const { status = 200, body, contentType = 'application/json' } = answer;
  response.writeHead(status, { 'content-type': contentType });
  response.end(
    typeof body === 'string' ? body : `${JSON.stringify(body, undefined, 2)}\n`,
  );
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new CallError(413, 'The body is too large.');
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new CallError(400, 'The body is not JSON.');
  }
}
