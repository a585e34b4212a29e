import { DocumentReader } from '@kuadrant/api-documents';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ManualClock } from '@kuadrant/test-control-plane';
import { PRODUCT } from './__testUtils__/product';
import { AddressGuard } from './AddressGuard';
import { DocumentFetcher } from './DocumentFetcher';
import { FetchError } from './FetchError';
import { readIssuers } from './oidc';
import { describeDocument, readOpenApi } from './openApi';

const LOOPBACK = ['127.0.0.0/8', '::1/128'];

describe('AddressGuard', () => {
  it.each([
    ['93.184.216.34', true],
    ['2606:2800:220:1::1', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:169.254.169.254', false],
    ['64:ff9b::a9fe:a9fe', false],
    ['224.0.0.1', false],
    // IPv4-compatible addresses, and what IANA has not assigned as global unicast.
    ['::7f00:1', false],
    ['::a00:1', false],
    ['::5db8:d822', false],
    ['4000::1', false],
    ['64:ff9b:1::1', false],
    // Azure answers machines at this address about themselves.
    ['168.63.129.16', false],
    ['::ffff:168.63.129.16', false],
    ['168.63.129.17', true],
  ])('%s: allowed %s', (address, allowed) => {
    expect(new AddressGuard().isAllowed(address)).toBe(allowed);
  });

  it('allows networks by name, and tells of one that it cannot read', () => {
    const guard = new AddressGuard(['10.0.0.0/8']);
    expect(guard.isAllowed('10.9.8.7')).toBe(true);
    expect(guard.isAllowed('::ffff:10.9.8.7')).toBe(true);
    expect(guard.isAllowed('192.168.0.1')).toBe(false);
    expect(() => new AddressGuard(['10.0.0.0'])).toThrow(/CIDR/);
  });
});

describe('documents from outside', () => {
  let server: Server;
  let base: string;
  let handle: RequestListener;
  let fetchers: DocumentFetcher[] = [];
  const reader = new DocumentReader();

  beforeAll(async () => {
    server = createServer((request, response) => handle(request, response));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await Promise.all(fetchers.map(fetcher => fetcher.close()));
    fetchers = [];
  });

  afterAll(async () => {
    await reader.close();
    server.closeAllConnections();
    server.close();
  });

  const fetcherWith = (
    options: ConstructorParameters<typeof DocumentFetcher>[0] = {},
  ) => {
    const fetcher = new DocumentFetcher({
      allowedNetworks: LOOPBACK,
      ...options,
    });
    fetchers.push(fetcher);
    return fetcher;
  };

  const read = (
    url: string,
    options: {
      fetcher?: DocumentFetcher;
      maximumBytes?: number;
      previous?: Awaited<ReturnType<typeof readOpenApi>>;
    } = {},
  ) =>
    readOpenApi(url, {
      fetcher: fetcherWith(),
      reader,
      store: {
        keep: async (_, { text }) => text,
        tidy: async () => true,
        hasRoom: () => true,
      },
      product: PRODUCT,
      maximumBytes: 1_000,
      clock: new ManualClock(),
      ...options,
    });

  const failureOf = async (promise: Promise<unknown>) => {
    const error = (await promise.catch(caught => caught)) as FetchError;
    expect(error).toBeInstanceOf(FetchError);
    return { reason: error.reason, message: error.message };
  };

  it('takes a document and asks for it again by its ETag only', async () => {
    const asked: (string | undefined)[] = [];
    handle = (request, response) => {
      asked.push(request.headers['if-none-match']);
      if (request.headers['if-none-match'] === '"1"') {
        response.writeHead(304).end();
      } else {
        response.writeHead(200, { etag: '"1"' }).end('openapi: 3.1.0\n');
      }
    };
    const first = await read(`${base}/openapi.yaml`);
    expect(first).toEqual({
      fetched: {
        etag: '"1"',
        digest: expect.any(String),
        summary: expect.objectContaining({ format: 'OpenAPI 3.1.0' }),
      },
      document: {
        raw: 'openapi: 3.1.0\n',
        maxSizeUsed: 1_000,
        lastSyncTime: '2026-03-01T12:00:00Z',
      },
    });
    expect(await read(`${base}/openapi.yaml`, { previous: first })).toEqual(
      first,
    );
    expect(asked).toEqual([undefined, '"1"']);
  });

  it('follows redirects, but not for ever and never to where it may not go', async () => {
    handle = ({ url }, response) => {
      const location =
        url === '/inside' ? 'http://169.254.169.254/latest' : `${url}x`;
      if (url === '/to-document') {
        response.writeHead(302, { location: '/document' }).end();
      } else if (url === '/document') {
        response.end('{"swagger": "2.0"}');
      } else {
        response.writeHead(307, { location }).end();
      }
    };
    expect((await read(`${base}/to-document`)).document.raw).toContain(
      'swagger',
    );
    expect(await failureOf(read(`${base}/loop`))).toEqual({
      reason: 'FetchFailed',
      message: 'More than 3 redirects',
    });
    expect(await failureOf(read(`${base}/inside`))).toMatchObject({
      reason: 'FetchFailed',
      message: expect.stringMatching(/169.254.169.254 is not a public/),
    });
  });

  it('connects to no address that is not allowed, by number or by name', async () => {
    let asked = 0;
    handle = (_, response) => {
      asked += 1;
      response.end('openapi: 3.0.3');
    };
    const fetcher = fetcherWith({ allowedNetworks: [] });
    const { port } = new URL(base);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433']) {
      expect(
        await failureOf(read(`http://${host}:${port}/`, { fetcher })),
      ).toMatchObject({
        reason: 'FetchFailed',
        message: expect.stringContaining('--allow-fetch-from'),
      });
    }
    expect(asked).toBe(0);
  });

  it('gives up on what is too large, too slow, cut off or refused', async () => {
    handle = ({ url }, response) => {
      if (url === '/large') {
        response.write('x'.repeat(900));
        response.end('x'.repeat(900));
      } else if (url === '/cut') {
        response
          .writeHead(200, { 'content-length': '500' })
          .write('openapi', () => response.destroy());
      } else if (url === '/missing') {
        response.writeHead(404).end();
      }
    };
    const fetcher = fetcherWith({});
    const impatient = fetcherWith({ timeoutMs: 300 });
    expect(await failureOf(read(`${base}/large`, { fetcher }))).toMatchObject({
      reason: 'SpecSizeTooLarge',
      message: 'The document has more bytes than the limit of 1000',
    });
    expect(
      await failureOf(read(`${base}/slow`, { fetcher: impatient })),
    ).toMatchObject({
      reason: 'FetchFailed',
      message: expect.stringContaining('it took too long'),
    });
    expect(await failureOf(read(`${base}/cut`, { fetcher }))).toMatchObject({
      reason: 'ReadFailed',
    });
    expect(await failureOf(read(`${base}/missing`, { fetcher }))).toMatchObject(
      { reason: 'FetchFailed', message: expect.stringContaining('404') },
    );
  });

  it('makes no request of what is no address on the web', async () => {
    for (const url of [
      'not a url',
      'file:///etc/passwd',
      'https://user:word@example.com/',
    ]) {
      expect(await failureOf(read(url))).toMatchObject({
        reason: 'RequestCreationFailed',
      });
    }
  });

  it('takes what is compressed, and tells in the condition what it is and what its author should know', async () => {
    const text = 'asyncapi: 3.0.0\ninfo: {}\ninfo: {title: Sales}\n';
    handle = (request, response) => {
      expect(request.headers['accept-encoding']).toContain('gzip');
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(text));
    };
    const fetched = await read(`${base}/events`);
    expect(fetched.document.raw).toBe(text);
    expect(describeDocument('https://a.example/events', fetched)).toBe(
      'The document (AsyncAPI 3.0.0, 0 operations) was fetched from https://a.example/events. Line 3: the key "info" occurs twice in one object; the last one counts. Remove or rename one of them. The document describes no operation',
    );
  });

  it('tells an author what is wrong, and by how much a document is too large', async () => {
    handle = ({ url }, response) => {
      if (url === '/sign-in') {
        response.end('<!doctype html><title>Log in</title>');
      } else if (url === '/bomb') {
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(5_000)));
      } else {
        response
          .writeHead(200, { 'content-length': '1500' })
          .end(' '.repeat(1_500));
      }
    };
    expect(await failureOf(read(`${base}/sign-in`))).toEqual({
      reason: 'ReadFailed',
      message:
        'The URL leads to a web page ("Log in") that asks to sign in, not to an API document. Give a URL that needs no signing in',
    });
    expect(await failureOf(read(`${base}/large`))).toEqual({
      reason: 'SpecSizeTooLarge',
      message: 'The document has 1500 bytes, 500 more than the limit of 1000',
    });
    expect(await failureOf(read(`${base}/bomb`))).toEqual({
      reason: 'SpecSizeTooLarge',
      message:
        'The decompressed document has more bytes than the limit of 1000',
    });
  });

  it("finds the token endpoint in the issuer's metadata", async () => {
    handle = ({ url }, response) => {
      response.end(
        url === '/realms/a/.well-known/openid-configuration'
          ? '{"token_endpoint": "https://issuer.example.com/token"}'
          : '{"issuer": "x"}',
      );
    };
    const fetcher = fetcherWith();
    const good = `${base}/realms/a/`;
    const bad = `${base}/b`;
    const found = {
      issuer: good,
      tokenEndpoint: 'https://issuer.example.com/token',
    };
    expect(await readIssuers(good, { fetcher })).toEqual({
      ...found,
      problems: [],
    });
    expect(await failureOf(readIssuers(bad, { fetcher }))).toMatchObject({
      message: `The metadata of issuer ${bad} names no token_endpoint`,
    });
    // Whichever comes first, one that can be read is enough (K31).
    for (const issuers of [`${bad} ${good}`, `${good} ${bad}`]) {
      expect(await readIssuers(issuers, { fetcher })).toEqual({
        ...found,
        problems: [expect.stringContaining(`Issuer ${bad} was not discovered`)],
      });
    }
    expect(
      await failureOf(readIssuers(`${bad} ${base}/c`, { fetcher })),
    ).toMatchObject({ message: expect.stringMatching(/\/b .*\/c /) });
  });
});
