import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { DocumentFetcher, proxiesIn } from './DocumentFetcher';

let origin: Server;
let proxy: Server;
let port: number;
let proxyUrl: string;
/** The targets of requests to the proxy. */
let asked: string[];

const listen = async (server: Server) => {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
};

beforeAll(async () => {
  origin = createServer((_, response) => response.end('openapi: 3.1.0'));
  port = await listen(origin);
  // It resolves every name to the origin, as only a proxy may know names.
  proxy = createServer(({ url = '', headers }, response) => {
    asked.push(url);
    request({ host: '127.0.0.1', port, headers }, answer =>
      answer.pipe(response),
    ).end();
  });
  proxy.on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  proxyUrl = `http://127.0.0.1:${await listen(proxy)}`;
});

beforeEach(() => {
  asked = [];
});

afterAll(() => {
  for (const server of [origin, proxy]) {
    server.closeAllConnections();
    server.close();
  }
});

const fetchThrough = async (
  environment: Record<string, string>,
  url: string,
  allowedNetworks: string[] = [],
) => {
  const fetcher = new DocumentFetcher({
    allowedNetworks,
    proxies: proxiesIn(environment),
  });
  try {
    const answer = await fetcher.fetch(url, {
      maximumBytes: 100,
      accept: '*/*',
    });
    return answer.changed && `${Buffer.from(answer.bytes)}`;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await fetcher.close();
  }
};

it('goes through the proxy, which knows names that are unknown here', async () => {
  expect(
    await fetchThrough({ HTTP_PROXY: proxyUrl }, 'http://docs.invalid/a.yaml'),
  ).toBe('openapi: 3.1.0');
  expect(asked).toEqual([expect.stringContaining('docs.invalid')]);
});

it('asks the proxy for https by its own variable, in small letters first', async () => {
  await fetchThrough(
    { https_proxy: proxyUrl, HTTPS_PROXY: 'http://127.0.0.1:1' },
    'https://docs.invalid/a.yaml',
  );
  expect(asked).toEqual(['docs.invalid:443']);
});

it('reaches hosts without a proxy that NO_PROXY names', async () => {
  const environment = { HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.1' };
  const url = `http://127.0.0.1:${port}/`;
  expect(await fetchThrough(environment, url, ['127.0.0.0/8'])).toBe(
    'openapi: 3.1.0',
  );
  expect(asked).toEqual([]);
});

it.each([
  ['an address', 'http://10.0.0.1/'],
  ['the address of the metadata service', 'http://169.254.169.254/latest'],
  ['a name that is private here', 'http://localhost/'],
])('has no proxy fetch what may not be fetched: %s', async (_, url) => {
  expect(await fetchThrough({ HTTP_PROXY: proxyUrl }, url)).toMatch(
    /is not a public address/,
  );
  expect(asked).toEqual([]);
});

it('uses no proxy that it was not given', async () => {
  process.env.HTTP_PROXY = proxyUrl;
  try {
    await fetchThrough({ HTTPS_PROXY: proxyUrl }, 'http://docs.invalid/');
    expect(asked).toEqual([]);
  } finally {
    delete process.env.HTTP_PROXY;
  }
});

it('wants the URL of a proxy, and does not repeat its password', () => {
  expect(() => proxiesIn({ HTTPS_PROXY: 'me:secret@proxy:3128' })).toThrow(
    /^HTTPS_PROXY must be a URL that begins with http:\/\/ or https:\/\/$/,
  );
});
