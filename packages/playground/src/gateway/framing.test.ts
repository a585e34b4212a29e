import { connect } from 'node:net';
import { RecordingGateway, statusesIn } from '../testUtils/recordingGateway';

// A busy machine is no failure.
jest.setTimeout(600_000);

describe('the bodies that the demo gateway passes on', () => {
  let gateway: RecordingGateway;
  const send = (...lines: string[]) => gateway.send(...lines);

  beforeAll(async () => {
    gateway = await RecordingGateway.start();
  });

  afterAll(() => gateway.stop());

  beforeEach(() => {
    gateway.received = [];
  });

  const get = 'GET /a HTTP/1.1';
  const post = 'POST /a HTTP/1.1';
  const host = 'Host: open.localhost';
  const close = 'Connection: close';
  const chunked = 'Transfer-Encoding: chunked';

  it.each([
    ['GET', 'chunked'],
    ['DELETE', 'chunked'],
    ['OPTIONS', 'chunked'],
    ['HEAD', 'chunked'],
    ['POST', 'chunked'],
    ['GET', 'length'],
    ['DELETE', 'length'],
    ['POST', 'length'],
  ])(
    'a %s with a body (%s) is one request, whatever the body is',
    async (method, how) => {
      const body = `POST /smuggled HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`;
      const framed =
        how === 'chunked'
          ? [chunked, close, '', body.length.toString(16), body, '0', '', '']
          : [`Content-Length: ${body.length}`, close, '', body];
      const answer = await send(`${method} /a HTTP/1.1`, host, ...framed);
      expect(statusesIn(answer)).toEqual([200]);
      // The next request would stand behind the smuggled one.
      await gateway.rig.call('/next', { host: 'open.localhost' });
      expect(
        gateway.received.map(({ method: m, url }) => `${m} ${url}`),
      ).toEqual([`${method} /a`, 'GET /next']);
      expect(gateway.received[0].body).toBe(body);
      expect(gateway.received[0].headers).toMatchObject(
        how === 'chunked'
          ? { 'transfer-encoding': 'chunked' }
          : { 'content-length': String(body.length) },
      );
    },
  );

  it('requests on one connection stay apart', async () => {
    const answer = await send(
      get,
      host,
      chunked,
      '',
      '3',
      'abc',
      '0',
      '',
      post,
      host,
      'Content-Length: 3',
      '',
      `def${get}`,
      host,
      close,
      '',
      '',
    );
    expect(statusesIn(answer)).toEqual([200, 200, 200]);
    expect(gateway.received.map(({ method, body }) => [method, body])).toEqual([
      ['GET', 'abc'],
      ['POST', 'def'],
      ['GET', ''],
    ]);
    expect(gateway.received[2].headers).not.toHaveProperty('transfer-encoding');
    expect(gateway.received[2].headers).not.toHaveProperty('content-length');
  });

  it.each([
    [
      'a length and chunks',
      [post, host, 'Content-Length: 3', chunked, '', '0', '', ''],
    ],
    [
      'chunks and a length',
      [post, host, chunked, 'Content-Length: 5', '', '0', '', ''],
    ],
    [
      'two lengths',
      [post, host, 'Content-Length: 3', 'Content-Length: 3', '', 'abc'],
    ],
    ['a list of lengths', [post, host, 'Content-Length: 3, 3', '', 'abc']],
    ['a length with a sign', [post, host, 'Content-Length: +3', '', 'abc']],
    ['chunks twice', [post, host, chunked, chunked, '', '0', '', '']],
    [
      'another last coding',
      [post, host, 'Transfer-Encoding: chunked, gzip', '', '0', '', ''],
    ],
    [
      'a misspelt coding',
      [post, host, 'Transfer-Encoding: xchunked', '', '0', '', ''],
    ],
    [
      'a space before the colon',
      [post, host, 'Transfer-Encoding : chunked', '', '0', '', ''],
    ],
    [
      'a folded coding',
      [post, host, 'Transfer-Encoding:', ' chunked', '', '0', '', ''],
    ],
    ['a folded header', [get, host, 'X-Folded: a', ' b', '', '']],
    [
      'chunks in HTTP/1.0',
      ['POST /a HTTP/1.0', host, chunked, '', '0', '', ''],
    ],
    [
      'a chunk longer than it says',
      [post, host, chunked, '', '3', 'abcd', '0', '', ''],
    ],
    ['two hosts', [get, host, 'Host: toystore.localhost', '', '']],
    ['the same host twice', [get, host, host, '', '']],
    ['no host', [get, '', '']],
    ['no host in HTTP/1.0', ['GET /a HTTP/1.0', '', '']],
    ['an empty host', [get, 'Host:', '', '']],
    [
      'a whole address as its target',
      ['GET http://open.localhost/a HTTP/1.1', host, '', ''],
    ],
    ['a lone line feed', [`${get}\n${host}`, '', '']],
  ])(
    'a request with %s is refused with 400, and its connection closed',
    async (_, lines) => {
      expect(statusesIn(await send(...lines))).toEqual([400]);
      expect(gateway.received).toEqual([]);
    },
  );

  it('a body in a further transfer coding is refused with 501', async () => {
    const lines = [
      post,
      host,
      'Transfer-Encoding: gzip, chunked',
      '',
      '0',
      '',
      '',
    ];
    expect(statusesIn(await send(...lines))).toEqual([501]);
    expect(gateway.received).toEqual([]);
  });

  it('an upgrade is refused, but for that to HTTP/2, which a client can do without', async () => {
    const upgrade = (to: string) =>
      send(
        get,
        host,
        `Connection: close, Upgrade, HTTP2-Settings`,
        `Upgrade: ${to}`,
        'HTTP2-Settings: AAMAAABkAAQCAAAA',
        '',
        '',
      );
    expect(statusesIn(await upgrade('websocket'))).toEqual([403]);
    expect(gateway.received).toEqual([]);
    expect(statusesIn(await upgrade('h2c'))).toEqual([200]);
    expect(gateway.received[0].headers).not.toHaveProperty('upgrade');
    expect(gateway.received[0].headers).not.toHaveProperty('http2-settings');
  });

  it('a client that waits before its body is told to go on only where its request passes', async () => {
    const expectation = 'Expect: 100-continue';
    const passes = await send(
      post,
      host,
      expectation,
      'Content-Length: 3',
      close,
      '',
      'abc',
    );
    expect(statusesIn(passes)).toEqual([100, 200]);
    expect(gateway.received[0]).toMatchObject({ method: 'POST', body: 'abc' });
    expect(gateway.received[0].headers).not.toHaveProperty('expect');

    const refused = await send(
      post,
      'Host: toystore.localhost',
      expectation,
      'Content-Length: 3',
      '',
      '',
    );
    expect(statusesIn(refused)).toEqual([401]);
    const strange = await send(
      post,
      host,
      'Expect: more',
      'Content-Length: 3',
      close,
      '',
      'abc',
    );
    expect(statusesIn(strange)).toEqual([417]);
    expect(gateway.received).toHaveLength(1);
  });

  it('a body that breaks off ends the connection to the service too', async () => {
    await gateway.rig.call('/warm', { host: 'open.localhost' });
    const { port } = gateway.received[0];
    await new Promise<void>(resolve => {
      const socket = connect(gateway.rig.port, '127.0.0.1');
      socket.on('close', () => resolve());
      socket.write([post, host, 'Content-Length: 100', '', 'abc'].join('\r\n'));
      gateway.service.once('request', () => socket.destroy());
    });
    await gateway.rig.call('/after', { host: 'open.localhost' });
    const after = gateway.received.at(-1)!;
    expect(after.url).toBe('/after');
    expect(after.port).not.toBe(port);
    expect(gateway.received.map(({ url }) => url)).toEqual(['/warm', '/after']);
  });
});
