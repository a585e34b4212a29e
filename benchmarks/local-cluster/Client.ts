import { Agent, type Dispatcher, request } from 'undici';
import type { MeasuredServer } from './servers';

/** Talks to one server over kept connections, and reads no more of the answers than it has to. */
export class Client {
  readonly #server: MeasuredServer;
  readonly #agent: Agent;

  constructor(server: MeasuredServer) {
    this.#server = server;
    this.#agent = new Agent({
      connect: { ca: server.authority },
      headersTimeout: 120_000,
      bodyTimeout: 0,
    });
  }

  /** Sends a request and reads the answer; returns its size in bytes. */
  async send(
    method: Dispatcher.HttpMethod,
    path: string,
    body?: object,
  ): Promise<number> {
    const { statusCode, body: answer } = await this.#request(
      method,
      path,
      body,
    );
    if (statusCode >= 300) {
      throw new Error(`${method} ${path}: ${await answer.text()}`);
    }
    let size = 0;
    for await (const chunk of answer) {
      size += chunk.length;
    }
    return size;
  }

  /** Opens a watch that counts its events. */
  async watch(path: string): Promise<CountingWatch> {
    const { body } = await this.#request('GET', `${path}?watch=true`);
    return new CountingWatch(body);
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #request(
    method: Dispatcher.HttpMethod,
    path: string,
    body?: object,
  ): Promise<Dispatcher.ResponseData> {
    return request(this.#server.url + path, {
      dispatcher: this.#agent,
      method,
      headers: {
        authorization: `Bearer ${this.#server.token}`,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
  }
}

const lineFeed = 10;

/** Counts the lines of a watch. */
export class CountingWatch {
  #count = 0;
  #waiting: { count: number; resolve: () => void } | undefined;

  constructor(body: Dispatcher.ResponseData['body']) {
    // The agent is destroyed with its watches open.
    body.on('error', () => undefined);
    body.on('data', (chunk: Buffer) => {
      for (
        let at = chunk.indexOf(lineFeed);
        at >= 0;
        at = chunk.indexOf(lineFeed, at + 1)
      ) {
        this.#count += 1;
      }
      if (this.#waiting && this.#count >= this.#waiting.count) {
        this.#waiting.resolve();
        this.#waiting = undefined;
      }
    });
  }

  /** Resolves when so many events have come since the watch began. */
  async until(count: number): Promise<void> {
    if (this.#count < count) {
      await new Promise<void>(resolve => {
        this.#waiting = { count, resolve };
      });
    }
  }
}

/** Carries out so many pieces of work, some at a time. */
export async function inParallel(
  count: number,
  work: (index: number) => Promise<unknown>,
  concurrency = 16,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < count) {
        next += 1;
        await work(next - 1);
      }
    }),
  );
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
