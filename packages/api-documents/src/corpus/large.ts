import type { CorpusDocument } from './CorpusDocument';

const MIB = 1024 * 1024;

const operation = (index: number) => `  /things${index}/{id}:
    get:
      summary: Get thing ${index}
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: Thing ${index} & <all> of it
`;

function lines(head: string, each: (index: number) => string, bytes: number) {
  const parts = [head];
  for (let size = head.length, index = 0; size < bytes; index++) {
    const part = each(index);
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

/** OpenAPI of about this many bytes, in YAML. */
export function largeYaml(bytes: number): string {
  return lines(
    'openapi: 3.1.0\ninfo: {title: Large, version: "1"}\npaths:\n',
    operation,
    bytes,
  );
}

/** OpenAPI of about this many bytes, in JSON. */
export function largeJson(bytes: number): string {
  const head =
    '{"openapi":"3.1.0","info":{"title":"Large","version":"1"},"paths":{"/":{"get":{}}';
  const each = (index: number) =>
    `,"/things${index}/{id}":{"get":{"summary":"Get thing ${index}","parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}],"responses":{"200":{"description":"Thing ${index}"}}}}`;
  return `${lines(head, each, bytes)}}}`;
}

const many = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => each(index)).join('\n');

const isLarge = { kind: 'openapi', title: 'Large' } as const;

/** Large documents, and small ones that are made to take long. */
export const LARGE: CorpusDocument[] = [
  ...[1, 5, 10].flatMap((size): CorpusDocument[] => [
    {
      name: `YAML of ${size} MiB`,
      content: largeYaml(size * MIB),
      expected: isLarge,
    },
    {
      name: `JSON of ${size} MiB`,
      content: largeJson(size * MIB),
      expected: isLarge,
    },
  ]),
  {
    name: '40,000 flat keys',
    content: `openapi: 3.1.0\n${many(40_000, index => `x-${index}: ${index}`)}`,
    expected: { kind: 'openapi' },
  },
  {
    name: '20,000 anchors with aliases',
    content: `openapi: 3.1.0\nx:\n${many(20_000, index => `  - &a${index} {b: ${index}}\n  - *a${index}`)}`,
    expected: { kind: 'openapi' },
  },
  {
    name: '20,000 aliases of one anchor',
    content: `openapi: 3.1.0\nx: &a {b: 1}\ny:\n${many(20_000, () => '  - *a')}`,
    expected: { kind: 'openapi' },
  },
  {
    name: 'merge keys of a large mapping',
    content: `openapi: 3.1.0\nx: &a\n${many(20_000, index => `  k${index}: 1`)}\n${many(2_000, index => `y${index}: {<<: *a}`)}`,
    expected: { problem: 'expandsTooFar', message: /64 MiB/ },
  },
  {
    name: 'JSON 10,000 levels deep',
    content: `{"openapi":"3.1.0","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    expected: { problem: 'tooDeep', line: 1, message: /500 levels/ },
  },
  {
    name: 'JSON 1,000,000 levels deep that is not closed',
    content: `{"openapi":"3.1.0","x":${'['.repeat(1_000_000)}`,
    expected: { problem: 'tooDeep', message: /500 levels/ },
  },
  {
    name: 'YAML in flow style 10,000 levels deep',
    content: `openapi: 3.1.0\nx: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    expected: { problem: 'tooDeep', line: 2, message: /500 levels/ },
  },
  {
    name: 'YAML 3,000 levels deep',
    content: `openapi: 3.1.0\n${many(3_000, index => `${' '.repeat(index)}x:`)}`,
    expected: { problem: 'tooDeep', line: 501, message: /500 levels/ },
  },
  {
    name: 'GraphQL 100,000 levels deep',
    content: `type Query { a: ${'['.repeat(100_000)}Int${']'.repeat(100_000)} }`,
    expected: { problem: 'tooDeep', message: /deep/ },
  },
  {
    name: 'a protobuf file 100,000 levels deep',
    content: `syntax = "proto3";\n${'message A {'.repeat(100_000)}`,
    expected: { problem: 'tooDeep', message: /deep/ },
  },
  {
    name: '1,000 references to other files',
    content: `openapi: 3.1.0\npaths:\n${many(1_000, index => `  /a${index}: {get: {responses: {"200": {$ref: "./r${index}.yaml"}}}}`)}`,
    expected: { kind: 'openapi', operationCount: 1_000 },
  },
  {
    name: 'a reference that leads to itself, on 20,000 paths',
    content: `{"openapi":"3.1.0","paths":{${many(20_000, index => `"/a${index}":{"$ref":"#/paths/~1a${index}"},`)}"/z":{"get":{}}}}`,
    expected: { kind: 'openapi', operationCount: 1 },
  },
  {
    name: '20,000 keys that occur twice',
    content: `openapi: 3.1.0\n${many(20_000, () => 'x: 1')}`,
    expected: {
      kind: 'openapi',
      warnings: [...Array(20).keys()]
        .map((index): [string, number] => ['duplicateKey', index + 3])
        .concat([['noOperations'] as unknown as [string, number]]),
    },
  },
  {
    name: 'a megabyte of blanks',
    content: `${' '.repeat(MIB)}openapi: 3.1.0`,
    expected: { kind: 'openapi' },
  },
  {
    name: 'a megabyte of line ends',
    content: `${'\n'.repeat(MIB)}openapi: 3.1.0`,
    expected: { kind: 'openapi' },
  },
  {
    name: 'a megabyte of empty lines in a text',
    content: `Welcome${' \n'.repeat(MIB / 2)}`,
    expected: { problem: 'unknownKind', message: /not an API document/ },
  },
  {
    name: 'a megabyte of one word after that of a definition of GraphQL',
    content: `type ${'a'.repeat(MIB)}`,
    expected: { problem: 'unknownKind', message: /not an API document/ },
  },
  {
    name: 'a megabyte that begins like a definition of GraphQL',
    content: 'type a\n'.repeat(150_000),
    expected: { problem: 'unknownKind', message: /not an API document/ },
  },
];
