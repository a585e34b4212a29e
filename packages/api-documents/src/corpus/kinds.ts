import { type CorpusDocument, MINIMAL } from './CorpusDocument';

const openapi = (version: string) => MINIMAL.replace('3.1.0', version);

/** Kinds, versions and what is summed up. */
export const KINDS: CorpusDocument[] = [
  ...['3.0.0', '3.0.4', '3.1.0', '3.1.1', '3.2.0', '3.1.0-rc1'].map(
    (version): CorpusDocument => ({
      name: `OpenAPI ${version}`,
      content: openapi(version),
      expected: {
        kind: 'openapi',
        format: `OpenAPI ${version}`,
        title: 'Toys',
        version: '1.0.0',
        operations: ['GET /toys'],
        examples: ['GET /toys'],
        warnings: [],
      },
    }),
  ),
  {
    name: 'Swagger 2.0',
    content:
      'swagger: "2.0"\ninfo: {title: Toys, version: 1}\nschemes: [https, http]\nhost: api.example.com\nbasePath: /v2\npaths: {/toys: {post: {}}}',
    expected: {
      kind: 'openapi',
      format: 'OpenAPI 2.0',
      version: '1',
      servers: ['https://api.example.com/v2', 'http://api.example.com/v2'],
      operations: ['POST /toys'],
      examples: ['POST /v2/toys'],
    },
  },
  {
    name: 'Swagger 2.0 with a base path alone',
    content: "swagger: '2.0'\nbasePath: /v2\npaths: {/toys: {get: {}}}",
    expected: {
      kind: 'openapi',
      servers: ['/v2'],
      examples: ['GET /v2/toys'],
    },
  },
  {
    name: 'Swagger 2.0 with a host and no scheme',
    content: '{"swagger": "2.0", "host": "api.example.com", "paths": {}}',
    expected: {
      kind: 'openapi',
      servers: ['//api.example.com'],
      warnings: [['noOperations']],
      examples: [],
    },
  },
  {
    name: 'servers with variables',
    content: `${MINIMAL}servers:
  - url: https://{region}.example.com:{port}/{stage}
    variables:
      region: {default: eu}
      port: {enum: ["8443"]}
`,
    expected: {
      kind: 'openapi',
      servers: ['https://eu.example.com:8443/{stage}'],
      examples: ['GET /YOUR-STAGE/toys'],
    },
  },
  {
    name: 'an operation behind a reference, and one with a method of OpenAPI 3.2',
    content:
      '{"openapi":"3.2.0","paths":{"/a":{"$ref":"#/components/pathItems/a~1b"},"/b":{"query":{},"additionalOperations":{"COPY":{}}}},"components":{"pathItems":{"a/b":{"delete":{"summary":"Remove"}}}}}',
    expected: {
      kind: 'openapi',
      operations: ['DELETE /a', 'QUERY /b', 'COPY /b'],
      operationCount: 3,
      examples: ['DELETE /a', 'QUERY /b', 'COPY /b'],
    },
  },
  {
    name: 'webhooks without paths',
    content: 'openapi: 3.1.0\nwebhooks: {sold: {post: {}}}',
    expected: {
      kind: 'openapi',
      operationCount: 0,
      warnings: [['noOperations']],
    },
  },
  {
    name: 'YAML whose top level is indented',
    content: MINIMAL.replace(/^/gm, '  '),
    expected: { kind: 'openapi', title: 'Toys' },
  },
  {
    name: 'YAML in flow style',
    content: '{openapi: 3.1.0, info: {title: Toys}, paths: {/toys: {get: {}}}}',
    expected: { kind: 'openapi', title: 'Toys', operations: ['GET /toys'] },
  },
  {
    name: 'JSON that is indented with tabs and follows empty lines',
    content: '\n\n{\n\t"swagger":\t"2.0",\n\t"paths": {}\n}\n',
    expected: { kind: 'openapi', format: 'OpenAPI 2.0' },
  },
  {
    name: 'YAML after a comment and a marker',
    content: `# Toys\n%YAML 1.2\n---\n${MINIMAL}...\n`,
    expected: { kind: 'openapi', title: 'Toys' },
  },
  {
    name: 'carriage returns at the ends of lines',
    content: MINIMAL.replace(/\n/g, '\r\n'),
    expected: { kind: 'openapi', operations: ['GET /toys'] },
  },
  {
    name: 'AsyncAPI 2',
    content:
      'asyncapi: 2.6.0\ninfo: {title: Sales, version: 2.0.0}\nservers: {production: {url: "broker.example.com:{port}", protocol: mqtt, variables: {port: {default: "1883"}}}}\nchannels: {toys/sold: {subscribe: {summary: A toy was sold}}}',
    expected: {
      kind: 'asyncapi',
      format: 'AsyncAPI 2.6.0',
      title: 'Sales',
      servers: ['mqtt://broker.example.com:1883'],
      operations: ['subscribe toys/sold'],
      examples: [],
    },
  },
  {
    name: 'AsyncAPI 3',
    content:
      '{"asyncapi":"3.0.0","info":{"title":"Sales","version":"1"},"servers":{"p":{"host":"broker.example.com","pathname":"/v1","protocol":"amqp"}},"operations":{"onSold":{"action":"receive","channel":{"$ref":"#/channels/sold"}}}}',
    expected: {
      kind: 'asyncapi',
      format: 'AsyncAPI 3.0.0',
      servers: ['amqp://broker.example.com/v1'],
      operations: ['receive onSold'],
      examples: [],
    },
  },
  {
    name: 'a GraphQL schema',
    content:
      '"""The shop"""\ntype Query {\n  "All toys"\n  toys(first: Int): [Toy!]!\n}\ntype Toy { name: String }\nextend type Query { shops: [String] }',
    expected: {
      kind: 'graphql',
      format: 'GraphQL',
      operations: ['query toys', 'query shops'],
      examples: ['POST {"query":"{ __typename }"}'],
      warnings: [],
    },
  },
  {
    name: 'a GraphQL schema that names its types',
    content:
      'schema { query: Root mutation: Changes }\ntype Root { toys: String }\ntype Changes { sell: Boolean }',
    expected: { kind: 'graphql', operations: ['query toys', 'mutation sell'] },
  },
  {
    name: 'a GraphQL interface with arguments that span lines',
    content:
      'interface Node\n  @key(fields: "id") {\n  id: ID!\n}\nunion A = B | C',
    expected: { kind: 'graphql', operationCount: 0 },
  },
  {
    name: 'GraphQL queries',
    content: 'query Toys { toys { name } }\nfragment F on Toy { name }',
    expected: { problem: 'unknownKind', message: /not an API document/ },
  },
  {
    name: 'a protobuf file',
    content:
      'syntax = "proto3";\npackage shop.v1;\nimport "google/protobuf/empty.proto";\nservice Toys {\n  // Lists them.\n  rpc List(ListRequest) returns (stream Toy);\n}\nmessage ListRequest {}\nmessage Toy { string name = 1; }',
    expected: {
      kind: 'grpc',
      format: 'Protobuf proto3',
      title: 'shop.v1',
      operations: ['shop.v1.Toys/List'],
      examples: [],
    },
  },
  {
    name: 'a protobuf file of an edition, after a licence',
    content:
      '// Licence\n/* More */\nedition = "2023";\nservice A { rpc B(C) returns (C); }\nmessage C {}',
    expected: { kind: 'grpc', operations: ['A/B'] },
  },
  {
    name: 'a server relative to the document, and parameters with examples',
    content: JSON.stringify({
      openapi: '3.0.3',
      servers: [{ url: './v2' }],
      paths: {
        '/toys/{id}/parts/{part}': {
          get: {
            parameters: [
              { in: 'path', name: 'id', example: 'a b' },
              { in: 'path', name: 'part', schema: { type: 'integer' } },
              {
                in: 'query',
                name: 'page',
                required: true,
                schema: { minimum: 3, type: 'integer' },
              },
              { in: 'query', name: 'size' },
            ],
          },
        },
      },
    }),
    expected: {
      kind: 'openapi',
      examples: ['GET /docs/v2/toys/a%20b/parts/1?page=3'],
    },
  },
  {
    name: 'an API that takes POST only',
    content:
      'openapi: 3.1.0\npaths: {/search: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Search"}}}}}}}\ncomponents: {schemas: {Search: {required: [text], properties: {text: {type: string}, size: {type: integer}}}}}',
    expected: {
      kind: 'openapi',
      examples: ['POST /search {"text": "YOUR-TEXT"}'],
    },
  },
  {
    name: 'Swagger 2.0 with a body and a form',
    content:
      'swagger: "2.0"\nbasePath: /api\npaths:\n  /a: {post: {parameters: [{in: body, name: b, schema: {example: {x: 1}}}]}}\n  /f: {post: {parameters: [{in: formData, name: q, required: true, type: string}]}}',
    expected: {
      kind: 'openapi',
      examples: ['POST /api/a {"x": 1}', 'POST /api/f q=YOUR-Q'],
    },
  },
  {
    name: 'a form with a file',
    content:
      'openapi: 3.1.0\npaths: {/files: {post: {requestBody: {content: {multipart/form-data: {}}}}}}',
    expected: {
      kind: 'openapi',
      examples: ['POST /files multipart/form-data'],
    },
  },
  {
    name: 'what a shell would interpret',
    content: JSON.stringify({
      openapi: '3.1.0',
      paths: {
        '/a\'"$(id)`id`!;|&': {
          get: {
            parameters: [
              { in: 'query', name: 'q', required: true, example: '$(id)' },
            ],
          },
        },
        '/b\nc': { get: {} },
      },
    }),
    expected: {
      kind: 'openapi',
      examples: ['GET /a%27%22%24%28id%29%60id%60%21;%7C%26?q=$(id)'],
    },
  },
  {
    name: 'texts with controls and of great length',
    content: JSON.stringify({
      openapi: '3.1.0',
      info: { title: `a\u202eb\u0000${'c'.repeat(500)}`, version: ['1'] },
      paths: { '/x': { get: { summary: 'one\ntwo' } } },
    }),
    expected: {
      kind: 'openapi',
      title: `ab\ufffd${'c'.repeat(196)}…`,
      version: undefined,
    },
  },
];
