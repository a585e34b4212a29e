import { once } from 'node:events';
import { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { ApiClient } from './contractTests/__testUtils__/ApiClient';
import {
  anySpec,
  configMap,
  configMaps,
  customKind,
  define,
  secretsOf,
} from './contractTests/__testUtils__/fixtures';
import { startEmbeddedServer } from './contractTests/__testUtils__/embeddedServer';
import { TestServer } from './contractTests/__testUtils__/runApiServerTests';

const mebibyte = 1024 * 1024;

// All of this takes a while on a machine that is busy.
jest.setTimeout(600_000);

describe('The limits of a server', () => {
  let server: TestServer;
  let api: ApiClient;

  beforeEach(async () => {
    server = await startEmbeddedServer();
    api = new ApiClient(server.endpoint);
  });

  afterEach(async () => {
    await api.close();
    await server.stop();
  });

  /** A request on a connection of its own. */
  function call(method: string, path: string, headers: object): ClientRequest {
    const { url, authority, token } = server.endpoint;
    const sent = request(url + path, {
      method,
      ca: authority,
      agent: false,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    sent.on('error', () => undefined);
    return sent;
  }

  async function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
    const [response] = await once(sent, 'response');
    return response;
  }

  /** What the process has open: sockets and timers, those of the server among them. */
  const open = () =>
    process
      .getActiveResourcesInfo()
      .filter(name => name === 'TCPSocketWrap' || name === 'Timeout').length;

  /** What is open as soon as that is no more than a limit, or after a while. */
  async function openAfter(limit: number): Promise<number> {
    const end = Date.now() + 20_000;
    while (open() > limit && Date.now() < end) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return open();
  }

  it('refuses a body of 100 MB before any of it has come', async () => {
    const sent = call('POST', configMaps('default'), {
      'content-type': 'application/json',
      'content-length': 100 * mebibyte,
    });
    sent.flushHeaders();
    expect((await answerTo(sent)).statusCode).toBe(413);
    sent.destroy();
  });

  it('refuses a body without an end as soon as it is too large', async () => {
    const sent = call('POST', configMaps('default'), {
      'content-type': 'application/json',
    });
    let isAnswered = false;
    const answer = answerTo(sent).then(response => {
      isAnswered = true;
      return response;
    });
    let written = 0;
    while (!isAnswered && written < 100 * mebibyte) {
      await new Promise(resolve => sent.write(' '.repeat(mebibyte), resolve));
      written += mebibyte;
    }
    expect((await answer).statusCode).toBe(413);
    expect(written).toBeLessThan(50 * mebibyte);
    await once(sent, 'close');
    expect((await api.get('/api/v1/namespaces/default')).status).toBe(200);
  });

  it('refuses what is nested too deeply, in one body or by and by', async () => {
    const deep = `{"metadata":{"name":"a"},"data":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`;
    const options = { raw: deep };
    for (const [path, type] of [
      [configMaps('default'), 'application/json'],
      [configMaps('default'), 'application/yaml'],
    ]) {
      const headers = { 'content-type': type };
      const { status, body } = await api.send('POST', path, undefined, {
        ...options,
        headers,
      });
      expect([type, status, body.reason]).toEqual([type, 400, 'BadRequest']);
    }
    const kind = customKind(anySpec);
    await define(api, kind);
    const path = `${kind.path('default')}/a`;
    await api.post(kind.path('default'), kind.object('a', { spec: {} }));
    const statuses: number[] = [];
    for (let round = 0; round < 3; round++) {
      const value: { [name: string]: unknown } = {};
      let innermost = value;
      for (let depth = 0; depth < 199; depth++) {
        innermost = innermost.a = {};
      }
      const { status } = await api.patch(path, 'json', [
        { op: 'add', path: `/spec${'/a'.repeat(round * 200)}/a`, value },
      ]);
      statuses.push(status);
    }
    expect(statuses).toEqual([200, 200, 400]);
  });

  it('takes linear time for patterns and selectors that are made to take exponential time', async () => {
    const kind = customKind({
      type: 'object',
      properties: {
        pattern: { type: 'string', pattern: '^(a+)+$' },
        rule: {
          type: 'string',
          maxLength: 100_000,
          'x-kubernetes-validations': [{ rule: "self.matches('^(a|a)*$')" }],
        },
        email: { type: 'string', format: 'email' },
        hostname: { type: 'string', format: 'hostname' },
        duration: { type: 'string', format: 'duration' },
      },
    });
    await define(api, kind);
    const evil = `${'a'.repeat(50_000)}!`;
    const begin = performance.now();
    for (const field of ['pattern', 'rule', 'email', 'hostname', 'duration']) {
      const { status, body } = await api.post(
        kind.path('default'),
        kind.object('a', {
          spec: {
            [field]: field === 'duration' ? `${'1m'.repeat(25_000)}x` : evil,
          },
        }),
      );
      expect([field, status, body.details?.causes?.[0].field]).toEqual([
        field,
        422,
        `spec.${field}`,
      ]);
    }
    for (const query of [
      `labelSelector=${'a'.repeat(30_000)}!`,
      `labelSelector=${','.repeat(30_000)}`,
      `labelSelector=a+in+(${'a,'.repeat(10_000)}`,
      `fieldSelector=${'a'.repeat(30_000)}`,
      `fieldSelector=${','.repeat(20_000)}=`,
    ]) {
      const { status } = await api.get(`${secretsOf('default')}?${query}`);
      expect([query.slice(0, 20), status]).toEqual([query.slice(0, 20), 400]);
    }
    expect(performance.now() - begin).toBeLessThan(30_000);
  });

  it('takes linear time for maps of very many keys, and knows when one is there twice', async () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, index) => `  k${index}: v\n`).join('');
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: wide}\ndata:\n${lines(30_000)}`;
    const headers = { 'content-type': 'application/yaml' };
    const begin = performance.now();
    const post = (raw: string) =>
      api.send('POST', configMaps('default'), undefined, { raw, headers });
    expect((await post(text)).status).toBe(201);
    const twice = await post(`${text}  k7: w\n`);
    expect([twice.status, twice.body.reason]).toEqual([400, 'BadRequest']);
    expect(performance.now() - begin).toBeLessThan(30_000);
  });

  it('forgets clients that vanish in the midst of a watch or of a body', async () => {
    await api.get('/api');
    const before = open();
    const calls = Array.from({ length: 100 }, (_, index) => {
      const isWatch = index % 2 === 0;
      const sent = isWatch
        ? call('GET', `${secretsOf('default')}?watch=true`, {})
        : call('POST', secretsOf('default'), {
            'content-type': 'application/json',
            'content-length': 1000,
          });
      if (isWatch) {
        sent.end();
        return { sent, ready: once(sent, 'response') };
      }
      return {
        sent,
        ready: new Promise(resolve => sent.write('{"metadata":', resolve)),
      };
    });
    await Promise.all(calls.map(({ ready }) => ready));
    expect(open()).toBeGreaterThan(before + 100);
    calls.forEach(({ sent }) => sent.destroy());
    expect(await openAfter(before + 5)).toBeLessThanOrEqual(before + 5);
    const { status } = await api.post(secretsOf('default'), {
      metadata: { name: 'after' },
    });
    expect(status).toBe(201);
  });

  it('serves 1,000 connections at once', async () => {
    await api.get('/api');
    const before = open();
    const path = configMaps('default');
    const watches: Awaited<ReturnType<ApiClient['watch']>>[] = [];
    const openSome = async () => {
      while (watches.length < 1000) {
        watches.push(await api.watch(path));
      }
    };
    await Promise.all(Array.from({ length: 10 }, openSome));
    const seen = Promise.all(watches.map(watch => watch.next(60_000)));
    expect((await api.post(path, configMap('seen-by-all'))).status).toBe(201);
    const names = (await seen).map(event => event?.object.metadata.name);
    expect(new Set(names)).toEqual(new Set(['seen-by-all']));
    watches.forEach(watch => watch.close());
    expect(await openAfter(before + 20)).toBeLessThanOrEqual(before + 20);
    expect((await api.get(path)).body.items).toHaveLength(1);
  });

  it('cuts off a watcher that does not read, and goes on with the others', async () => {
    const path = configMaps('default');
    const slow = call('GET', `${path}?watch=1`, {});
    slow.end();
    const response = await answerTo(slow);
    const cutOff = once(response, 'error');
    const reading = await api.watch(path);
    const text = 'x'.repeat(900_000);
    const changes = 40;
    await api.post(path, configMap('a', { text }));
    for (let index = 1; index < changes; index++) {
      await api.patch(`${path}/a`, 'merge', { data: { index: String(index) } });
    }
    expect(await reading.take(changes)).toHaveLength(changes);
    response.resume();
    expect((await cutOff)[0]).toMatchObject({ code: 'ECONNRESET' });
  });
});
