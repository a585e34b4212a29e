import { ApiClient, Endpoint } from './ApiClient';
import { suites } from './suites';

/** A server under test. */
export interface TestServer {
  endpoint: Endpoint;
  stop(): Promise<void>;
}

/** Behaviours, each by a sentence that says what a server does. */
export type Suite = { [behaviour: string]: (api: ApiClient) => Promise<void> };

/**
 * Runs the contract of a Kubernetes API against a server.
 *
 * @param skip - differences that are kept, each with its reason
 */
export function runApiServerTests(options: {
  newServer: () => Promise<TestServer>;
  skip?: Array<{ reason: string; tests: string[] }>;
}): void {
  let server: TestServer;
  let api: ApiClient;
  const skipped = new Map(
    (options.skip ?? []).flatMap(({ reason, tests }) =>
      tests.map(test => [test, reason] as const),
    ),
  );
  const known = Object.values(suites).flatMap(suite => Object.keys(suite));
  const unknown = [...skipped.keys()].filter(name => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `these tests are to be skipped and do not exist: ${unknown.join(', ')}`,
    );
  }

  beforeAll(async () => {
    server = await options.newServer();
    api = new ApiClient(server.endpoint);
  }, 90_000);

  afterAll(async () => {
    await api?.close();
    await server?.stop();
  }, 30_000);

  const define = (behaviour: string, run: Suite[string]) => {
    const reason = skipped.get(behaviour);
    if (reason) {
      it.skip(`${behaviour} (${reason})`, () => run(api));
    } else {
      it(behaviour, () => run(api), 30_000);
    }
  };

  for (const [title, suite] of Object.entries(suites)) {
    describe(title, () => {
      Object.entries(suite).forEach(([behaviour, run]) =>
        define(behaviour, run),
      );
    });
  }
}
