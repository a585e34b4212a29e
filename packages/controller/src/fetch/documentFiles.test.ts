import { DocumentReader } from '@kuadrant/api-documents';
import { ManualClock } from '@kuadrant/test-control-plane';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PRODUCT } from './__testUtils__/product';
import { DocumentFetcher } from './DocumentFetcher';
import { fetchFiles } from './documentFiles';
import { describeDocument, type FetchedOpenApi, readOpenApi } from './openApi';

let server: Server;
let base: string;
/** By path: a text, a status, where to go, or nothing ever. */
let content: Record<string, string | number | { location: string } | null>;
let asked: string[];
const reader = new DocumentReader();
const fetcher = new DocumentFetcher({ allowedNetworks: ['127.0.0.0/8'] });

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const answer = url in content ? content[url] : 404;
    if (answer === null) {
      return;
    }
    if (typeof answer === 'string') {
      response.setHeader('etag', `"${answer.length}"`);
      response.end(answer);
    } else if (typeof answer === 'number') {
      response.writeHead(answer).end();
    } else {
      response.writeHead(302, answer).end();
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  content = {};
  asked = [];
});

afterAll(async () => {
  await Promise.all([reader.close(), fetcher.close()]);
  server.closeAllConnections();
  server.close();
});

const document = (references: string[], more = '') =>
  [
    'openapi: 3.1.0',
    'paths: {/toys: {get: {}}}',
    'components:',
    '  schemas:',
    ...references.map(
      (each, index) => `    S${index}: {$ref: ${JSON.stringify(each)}}`,
    ),
    more,
  ].join('\n');

const read = (previous?: FetchedOpenApi, maximumBytes = 100_000) =>
  readOpenApi(`${base}/api/openapi.yaml`, {
    fetcher,
    reader,
    store: {
      keep: async (_, { text }) => text,
      tidy: async () => true,
      hasRoom: () => true,
    },
    product: PRODUCT,
    maximumBytes,
    clock: new ManualClock(),
    previous,
  });

const filesIn = (fetched: FetchedOpenApi) =>
  JSON.parse(fetched.document.raw)['x-files'];

/** What the condition says of the only reference of a document. */
const messageFor = async (reference: string) => {
  content['/api/openapi.yaml'] = document([reference]);
  return describeDocument('URL', await read());
};

it('puts a document of several files into one, whatever circles they make', async () => {
  content = {
    '/api/openapi.yaml': document(['schemas/a.yaml', '/b.json#/B']),
    '/api/schemas/a.yaml': 'properties: {b: {$ref: "../../b.json#/B"}}',
    '/b.json': '{"B": {"allOf": [{"$ref": "api/schemas/a.yaml"}]}}',
  };
  const fetched = await read();
  expect(Object.keys(filesIn(fetched))).toEqual([
    'schemas/a.yaml',
    expect.stringMatching(/^127.*\/b\.json$/),
  ]);
  expect(asked.sort()).toEqual([
    '/api/openapi.yaml',
    '/api/schemas/a.yaml',
    '/b.json',
  ]);
  expect(describeDocument('URL', fetched)).toBe(
    'The document (OpenAPI 3.1.0, 1 operation) was fetched from URL',
  );
});

it('leaves a document in one file as it is', async () => {
  content['/api/openapi.yaml'] = document(['#/components/schemas/S0']);
  expect((await read()).document.raw).toBe(content['/api/openapi.yaml']);
});

it('resolves references where a file was found', async () => {
  content = {
    '/api/openapi.yaml': { location: '/moved/to/openapi.yaml' },
    '/moved/to/openapi.yaml': document(['a.yaml']),
    '/moved/to/a.yaml': { location: '/other/a.yaml' },
    '/other/a.yaml': 'x: {$ref: b.yaml}\ny: {$ref: "#/x"}',
    '/other/b.yaml': 'type: string',
  };
  const {
    document: { raw },
  } = await read();
  expect(JSON.parse(raw)).toMatchObject({
    'x-files': {
      'a.yaml': {
        x: {
          $ref: expect.stringMatching(/^#\/x-files\/127.*~1other~1b\.yaml$/),
        },
        y: { $ref: '#/x-files/a.yaml/x' },
      },
    },
  });
});

it.each<[string, string, RegExp]>([
  [
    'what is not there',
    'gone.yaml',
    /gone\.yaml" cannot be included: .* answered with HTTP status 404/,
  ],
  [
    'a page',
    'page.yaml',
    /page\.yaml" cannot be included: The URL leads to a web page \("Sign in"\) that asks to sign in/,
  ],
  ['broken YAML', 'broken.yaml', /broken\.yaml" cannot be included: Line 1/],
  [
    'a private address',
    'http://10.0.0.1/a.yaml',
    /10\.0\.0\.1\/a\.yaml" cannot be included: 10\.0\.0\.1 is not a public address/,
  ],
  [
    'another host',
    '../../..//169.254.169.254/latest',
    /cannot be included: .* 404/,
  ],
  [
    'another host by its own name',
    '//169.254.169.254/latest',
    /169\.254\.169\.254 is not a public address/,
  ],
  [
    'a redirect to a private address',
    'trap.yaml',
    /trap\.yaml" cannot be included: 192\.168\.0\.1 is not a public address/,
  ],
  ['a file of the machine', 'file:///etc/passwd', /must begin with http/],
  ['credentials', 'http://a:b@127.0.0.1/', /must not contain credentials/],
  ['no URL', 'http://[', /"http:\/\/\[" cannot be included: it is not a URL/],
  [
    'nothing in the file',
    'there.yaml#/y',
    /there\.yaml#\/y" cannot be included: the file has nothing there/,
  ],
])('tells %s by name in the condition', async (_, reference, message) => {
  content = {
    '/api/page.yaml': '<html><title>Sign in</title><input type="password">',
    '/api/broken.yaml': 'a: [',
    '/api/there.yaml': 'x: {}',
    '/api/trap.yaml': { location: 'http://192.168.0.1/' },
  };
  expect(await messageFor(reference)).toMatch(message);
});

it('limits files by number, by size together and by time', async () => {
  content['/api/openapi.yaml'] = document(
    Array.from({ length: 1_000 }, (_, index) => `s/${index}.yaml`),
  );
  const { fetched } = await read(undefined, 1_000_000);
  expect(asked).toHaveLength(201);
  expect(fetched?.summary.warnings).toHaveLength(20);

  content = {
    '/api/openapi.yaml': document(['a.yaml', 'b.yaml']),
    '/api/a.yaml': `x: ${'a'.repeat(600)}`,
    '/api/b.yaml': `x: ${'b'.repeat(600)}`,
  };
  expect(describeDocument('URL', await read(undefined, 1_000))).toMatch(
    /all files together have more bytes than the limit/,
  );

  content['/api/late.yaml'] = null;
  const late = { name: 'late', url: `${base}/api/late.yaml` };
  const files = await fetchFiles([late], {
    fetcher,
    reader,
    maximumBytes: 1_000,
    timeoutMs: 50,
  });
  expect(files).toMatchObject([
    { missing: expect.stringMatching(/it took too long/) },
  ]);
});

it('needs one file once for a thousand references', async () => {
  content = {
    '/api/openapi.yaml': document(
      Array.from({ length: 1_000 }, (_, index) => `all.yaml#/S${index}`),
    ),
    '/api/all.yaml': Array.from(
      { length: 1_000 },
      (_, index) => `S${index}: {type: string}`,
    ).join('\n'),
  };
  expect((await read()).fetched?.summary.warnings).toEqual([]);
  expect(asked.filter(path => path === '/api/all.yaml')).toHaveLength(1);
});

it('notices that a file changed, and keeps it while it cannot be fetched', async () => {
  content = {
    '/api/openapi.yaml': document(['a.yaml']),
    '/api/a.yaml': 'const: 1',
  };
  const first = await read();
  content['/api/a.yaml'] = 'const: 2';
  const second = await read(first);
  expect(filesIn(second)).toEqual({ 'a.yaml': { const: 2 } });
  content['/api/a.yaml'] = 503;
  await expect(read(second)).rejects.toMatchObject({
    reason: 'FetchFailed',
    message: expect.stringMatching(/a\.yaml" cannot be included: .* 503/),
  });
});
