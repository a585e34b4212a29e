import type { ExampleCall } from '@kuadrant/backstage-plugin-kuadrant-common';
import { exampleCalls } from './exampleCalls';

const document = (paths: object, more: object = {}) =>
  JSON.stringify({ openapi: '3.1.0', paths, ...more });

const swagger = (paths: object, more: object = {}) =>
  JSON.stringify({ swagger: '2.0', paths, ...more });

const callOf = (text: string, documentUrl?: string): ExampleCall =>
  exampleCalls(text, documentUrl).items[0].call;

const parameter = (place: string, name: string, more: object = {}) => ({
  in: place,
  name,
  required: true,
  ...more,
});

const get = (parameters: object[], path = '/toys/{id}') =>
  document({ [path]: { get: { parameters } } });

const post = (schema: unknown, more: object = {}) =>
  document(
    {
      '/toys': {
        post: { requestBody: { content: { 'application/json': { schema } } } },
      },
    },
    more,
  );

const bodyOf = (text: string) => {
  const { body } = callOf(text);
  return body?.text === undefined ? body : JSON.parse(body.text);
};

describe('paths', () => {
  it.each<[string, string, string | undefined]>([
    ['no server', document({ '/toys': { get: {} } }), '/toys'],
    [
      'a relative server',
      document({ '/toys': { get: {} } }, { servers: [{ url: '/api/v3' }] }),
      '/api/v3/toys',
    ],
    [
      'a server relative to the document',
      document({ '/toys': { get: {} } }, { servers: [{ url: '../v1/' }] }),
      '/specs/v1/toys',
    ],
    [
      'a server with variables, one without a default',
      document(
        { '/toys': { get: {} } },
        {
          servers: [
            {
              url: 'https://{region}.example.com/{stage}/{tenant}',
              variables: { region: { default: 'eu' }, stage: { enum: ['v2'] } },
            },
          ],
        },
      ),
      '/v2/YOUR-TENANT/toys',
    ],
    [
      'a server of an operation',
      document(
        { '/toys': { get: { servers: [{ url: '/own' }] } } },
        { servers: [{ url: '/all' }] },
      ),
      '/own/toys',
    ],
    [
      'a server of another protocol',
      document(
        { '/toys': { get: {} } },
        { servers: [{ url: 'wss://a.example/ws' }, { url: 'http://a/b' }] },
      ),
      '/b/toys',
    ],
    [
      'a server that is no URL',
      document({ '/toys': { get: {} } }, { servers: [{ url: 'http://[' }] }),
      '/toys',
    ],
    [
      'Swagger with a base path',
      swagger(
        { '/toys': { get: {} } },
        { basePath: '/v2/', host: 'a.example' },
      ),
      '/v2/toys',
    ],
    [
      'what has to be encoded, and what is encoded already',
      document({ '/my things/über%20all/$(id)': { get: {} } }),
      '/my%20things/%C3%BCber%20all/%24%28id%29',
    ],
    ['a parameter without a type', get([]), '/toys/YOUR-ID'],
    [
      'an example',
      get([parameter('path', 'id', { example: 'a/b c' })]),
      '/toys/a%2Fb%20c',
    ],
    [
      'examples',
      get([parameter('path', 'id', { examples: { one: { value: 7 } } })]),
      '/toys/7',
    ],
    [
      'the example of a schema',
      get([parameter('path', 'id', { schema: { examples: ['x'] } })]),
      '/toys/x',
    ],
    [
      'a default',
      get([parameter('path', 'id', { schema: { default: 3 } })]),
      '/toys/3',
    ],
    [
      'one of several values',
      get([parameter('path', 'id', { schema: { enum: ['red', 'blue'] } })]),
      '/toys/red',
    ],
    [
      'a number',
      get([parameter('path', 'id', { schema: { type: 'integer' } })]),
      '/toys/1',
    ],
    [
      'a UUID',
      get([
        parameter('path', 'id', { schema: { type: 'string', format: 'uuid' } }),
      ]),
      '/toys/00000000-0000-4000-8000-000000000000',
    ],
    [
      'a dot segment',
      get([parameter('path', 'id', { example: '..' })]),
      '/toys/YOUR-ID',
    ],
    [
      'parameters of Swagger',
      swagger({
        '/toys/{id}': {
          get: {
            parameters: [{ ...parameter('path', 'id'), type: 'integer' }],
          },
        },
      }),
      '/toys/1',
    ],
    [
      'parameters of the path, behind a reference',
      document(
        {
          '/toys/{id}': {
            parameters: [{ $ref: '#/components/parameters/id' }],
            get: {},
          },
        },
        {
          components: {
            parameters: { id: parameter('path', 'id', { example: 5 }) },
          },
        },
      ),
      '/toys/5',
    ],
  ])('%s', (_, text, path) => {
    expect(callOf(text, 'https://a.example/specs/docs/openapi.json').path).toBe(
      path,
    );
  });

  it('has a number for an unsafe method only where the author gives it', () => {
    const remove = (more: object) =>
      document({
        '/toys/{id}': {
          delete: {
            parameters: [
              parameter('path', 'id', { schema: { type: 'integer' }, ...more }),
            ],
          },
        },
      });
    expect(callOf(remove({}))).toMatchObject({
      path: '/toys/YOUR-ID',
      placeholders: ['YOUR-ID'],
    });
    expect(callOf(remove({ example: 9 })).path).toBe('/toys/9');
  });

  it('leaves out paths and methods that cannot be called', () => {
    const { items, operationCount } = exampleCalls(
      document({
        '/a\nb': { get: {} },
        '/b': {
          trace: {},
          additionalOperations: { 'X; rm': {}, CONNECT: {}, COPY: {} },
        },
      }),
    );
    expect(items.map(({ name }) => name)).toEqual(['COPY /b']);
    expect(operationCount).toBe(5);
  });
});

describe('queries and headers', () => {
  it.each<[string, object, ExampleCall['query']]>([
    ['required ones only', parameter('query', 'q', { required: false }), []],
    ['a text', parameter('query', 'q'), [{ name: 'q', value: 'YOUR-Q' }]],
    [
      'an array',
      parameter('query', 'tags', {
        schema: { type: 'array', items: { type: 'integer', minimum: 5 } },
      }),
      [{ name: 'tags', value: '5' }],
    ],
    [
      'an object in depth',
      parameter('query', 'f', {
        style: 'deepObject',
        schema: {
          properties: { a: { type: 'boolean' }, b: {} },
          required: ['a'],
        },
      }),
      [{ name: 'f[a]', value: 'true' }],
    ],
    [
      'JSON',
      parameter('query', 'f', {
        content: { 'application/json': { example: [{ a: 1 }] } },
      }),
      [{ name: 'f', value: '{"a":1}' }],
    ],
  ])('%s', (_, given, query) => {
    expect(callOf(get([given])).query).toEqual(query);
  });

  it('holds nothing that cannot be encoded', () => {
    expect(
      callOf(
        get([
          parameter('query', 'a\ud800', { example: 'b\ud800' }),
          parameter('query', 'x'.repeat(1_000)),
        ]),
      ).query,
    ).toEqual([{ name: 'a\ufffd', value: 'b\ufffd' }]);
  });

  it('shows required headers whose names and values are harmless', () => {
    const { headers, placeholders } = callOf(
      get([
        parameter('header', 'Accept'),
        parameter('header', 'X-Tenant', { example: 'blue' }),
        parameter('header', 'X-Evil', { example: 'a\r\nX-Admin: 1' }),
        parameter('header', 'X-$(id)'),
      ]),
    );
    expect(headers).toEqual([
      { name: 'X-Tenant', value: 'blue' },
      { name: 'X-Evil', value: 'YOUR-X-EVIL' },
    ]);
    expect(placeholders).toEqual(['YOUR-ID', 'YOUR-X-EVIL']);
  });
});

describe('bodies', () => {
  it.each<[string, unknown, unknown]>([
    [
      'required members',
      {
        type: 'object',
        required: ['name', 'price', 'id'],
        properties: {
          id: { type: 'string', readOnly: true },
          name: { type: 'string' },
          price: { type: 'number', minimum: 0.5 },
          note: { type: 'string' },
        },
      },
      { name: 'YOUR-NAME', price: 0.5 },
    ],
    [
      'all members where none is required',
      { properties: { a: { type: ['null', 'boolean'] }, b: { const: 2 } } },
      { a: true, b: 2 },
    ],
    [
      'schemas that are put together',
      {
        allOf: [
          { properties: { a: { enum: ['x'] } }, required: ['a'] },
          { $ref: '#/components/schemas/B' },
        ],
      },
      { a: 'x', b: ['2026-01-31'] },
    ],
    [
      'one of several schemas',
      { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/B' }] },
      { b: ['2026-01-31'] },
    ],
    [
      'a schema that holds itself',
      { $ref: '#/components/schemas/Node' },
      { name: 'YOUR-NAME', children: [] },
    ],
    [
      'a schema that is itself',
      { $ref: '#/components/schemas/Self' },
      'YOUR-BODY',
    ],
    ['an example as a text', { example: '{"a": 1}' }, { a: 1 }],
    [
      'a member with a special name',
      { properties: { ['__proto__']: { const: 1 } } },
      JSON.parse('{"__proto__": 1}'),
    ],
  ])('%s', (_, schema, expected) => {
    const text = post(schema, {
      components: {
        schemas: {
          B: {
            properties: {
              b: { type: 'array', items: { type: 'string', format: 'date' } },
            },
            required: ['b'],
          },
          Node: {
            properties: {
              name: { type: 'string' },
              children: {
                type: 'array',
                items: { $ref: '#/components/schemas/Node' },
              },
            },
          },
          Self: { $ref: '#/components/schemas/Self' },
        },
      },
    });
    expect(bodyOf(text)).toEqual(expected);
  });

  it('prefers the example of the author, within bounds', () => {
    const withExample = (example: unknown) =>
      document({
        '/toys': {
          post: {
            requestBody: {
              content: {
                'text/csv': {},
                'application/vnd.toys+json': {
                  example,
                  schema: { properties: { a: { const: 1 } } },
                },
              },
            },
          },
        },
      });
    expect(callOf(withExample({ b: 2 })).body).toEqual({
      contentType: 'application/vnd.toys+json',
      text: '{\n  "b": 2\n}',
    });
    expect(bodyOf(withExample('x'.repeat(10_000)))).toEqual({ a: 1 });
    expect(bodyOf(withExample(Array(1_000).fill(1)))).toEqual({ a: 1 });
  });

  it('shows what is invisible', () => {
    const text = post({ example: { a: '\u202eabc\u009b\u001b[201~' } });
    expect(callOf(text).body?.text).toBe(
      '{\n  "a": "\\u202eabc\\u009b\\u001b[201~"\n}',
    );
  });

  it.each<[string, object, object | undefined]>([
    [
      'a form',
      {
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                properties: {
                  'a b': { example: "x&y's" },
                  c: { type: 'integer' },
                },
              },
            },
          },
        },
      },
      {
        contentType: 'application/x-www-form-urlencoded',
        text: 'a%20b=x%26y%27s&c=1',
      },
    ],
    [
      'a form with a file',
      { requestBody: { content: { 'multipart/form-data': {} } } },
      { contentType: 'multipart/form-data' },
    ],
    [
      'text',
      {
        requestBody: {
          content: { 'text/plain; charset=utf-8': { example: 'a\u001bb\nc' } },
        },
      },
      { contentType: 'text/plain; charset=utf-8', text: 'a\ufffdb\nc' },
    ],
    [
      'any type',
      { requestBody: { content: { '*/*': { example: 1 } } } },
      { contentType: 'application/json', text: '1' },
    ],
    [
      'bytes',
      { requestBody: { content: { 'application/octet-stream': {} } } },
      { contentType: 'application/octet-stream', text: 'YOUR-BODY' },
    ],
    [
      'a type that is none',
      { requestBody: { content: { 'a/b"; $(id)': { example: 1 } } } },
      undefined,
    ],
    ['nothing', {}, undefined],
  ])('%s', (_, operation, body) => {
    expect(callOf(document({ '/toys': { post: operation } })).body).toEqual(
      body,
    );
  });

  it.each<[string, object[], string[], object]>([
    [
      'a body',
      [
        {
          in: 'body',
          name: 'b',
          schema: { properties: { a: { type: 'integer' } } },
        },
      ],
      ['application/xml', 'application/json'],
      { contentType: 'application/json', text: '{\n  "a": 1\n}' },
    ],
    [
      'a form',
      [
        { in: 'formData', name: 'a', type: 'string', required: true },
        { in: 'formData', name: 'b', type: 'string' },
      ],
      [],
      { contentType: 'application/x-www-form-urlencoded', text: 'a=YOUR-A' },
    ],
    [
      'a file',
      [{ in: 'formData', name: 'a', type: 'file' }],
      [],
      { contentType: 'multipart/form-data' },
    ],
  ])('%s of Swagger', (_, parameters, consumes, body) => {
    expect(
      callOf(swagger({ '/toys': { post: { parameters, consumes } } })).body,
    ).toEqual(body);
  });
});

describe('the operation to show first', () => {
  it.each<[string, object, string | undefined]>([
    [
      'a GET without parameters',
      { '/a': { post: {} }, '/b/{id}': { get: {} }, '/c': { get: {} } },
      'GET /c',
    ],
    [
      'a GET before all else',
      { '/a': { delete: {}, post: {} }, '/b/{id}': { get: {} } },
      'GET /b/{id}',
    ],
    [
      'what is not deprecated',
      { '/a': { get: { deprecated: true } }, '/b': { post: {} } },
      'POST /b',
    ],
    [
      'a change before a removal',
      { '/a': { delete: {} }, '/b': { put: {} } },
      'PUT /b',
    ],
    ['none', {}, undefined],
  ])('%s', (_, paths, preferred) => {
    expect(exampleCalls(document(paths)).preferred).toBe(preferred);
  });
});

describe('other kinds', () => {
  it('asks a GraphQL API what every one answers', () => {
    expect(exampleCalls('type Query { a: Int }')).toEqual({
      type: 'graphql',
      operationCount: 1,
      items: [
        {
          name: 'POST',
          call: {
            method: 'POST',
            query: [],
            headers: [],
            body: {
              contentType: 'application/json',
              text: '{"query":"{ __typename }"}',
            },
            placeholders: [],
          },
        },
      ],
    });
  });

  it.each([
    [
      'grpc',
      'syntax = "proto3";\nservice A { rpc B(C) returns (C); }\nmessage C {}',
    ],
    ['asyncapi', '{"asyncapi":"3.0.0","operations":{"a":{"action":"send"}}}'],
  ])('has no call by HTTP for %s', (type, text) => {
    expect(exampleCalls(text)).toEqual({ type, operationCount: 1, items: [] });
  });
});

it('is bounded for documents that are made to be large', () => {
  const wide = (next: string) => ({
    properties: Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [
        `p${index}`,
        { $ref: `#/components/schemas/${next}` },
      ]),
    ),
    required: Array.from({ length: 50 }, (_, index) => `p${index}`),
  });
  const text = document(
    Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [
        `/a${index}`,
        {
          post: {
            requestBody: {
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/A' },
                },
              },
            },
          },
        },
      ]),
    ),
    {
      components: {
        schemas: {
          A: wide('B'),
          B: wide('C'),
          C: wide('D'),
          D: wide('E'),
          E: { type: 'string' },
        },
      },
    },
  );
  const { items, operationCount } = exampleCalls(text);
  expect([items.length, operationCount]).toEqual([300, 1_000]);
  for (const { call } of items) {
    expect(call.body?.text?.length).toBeLessThanOrEqual(8_192);
  }
});
