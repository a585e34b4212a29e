import { type CorpusDocument, MINIMAL } from './CorpusDocument';

/** What authors get wrong, and what is wrong for no fault of theirs. */
export const TROUBLES: CorpusDocument[] = [
  {
    name: 'nothing',
    content: '',
    expected: { problem: 'empty', message: /empty/ },
  },
  {
    name: 'blanks only',
    content: ' \n\t\n',
    expected: { problem: 'empty', message: /empty/ },
  },
  {
    name: 'a page to sign in',
    content:
      '<!DOCTYPE html>\n<html><head><title>Sign in</title><meta name="a: b"></head><form><input type="password"></form></html>',
    expected: {
      problem: 'webPage',
      message: /"Sign in".*needs no signing in/,
    },
  },
  {
    name: 'a page of a repository',
    content:
      '<html lang="en"><head><title>openapi.yaml at main</title></head></html>',
    expected: { problem: 'webPage', message: /openapi.yaml at main.*"Raw"/ },
  },
  {
    name: 'XML',
    content: '<?xml version="1.0"?><wsdl:definitions/>',
    expected: { problem: 'unknownKind', message: /XML/ },
  },
  {
    name: 'swagger: 2.0 without quotes',
    content: 'info: {}\nswagger: 2.0\npaths: {}',
    expected: {
      problem: 'unquotedVersion',
      line: 2,
      message: /^Line 2: .*quotes: swagger: "2.0"$/,
    },
  },
  {
    name: 'openapi: 3.1 without quotes',
    content: 'openapi: 3.1\n',
    expected: { problem: 'unquotedVersion', line: 1, message: /"3.1.0"/ },
  },
  {
    name: 'a version with two parts',
    content: '{\n"openapi": "3.1"}',
    expected: { problem: 'unknownVersion', line: 2, message: /three parts/ },
  },
  {
    name: 'a version that is not supported',
    content: 'openapi: 4.0.0',
    expected: {
      problem: 'unknownVersion',
      line: 1,
      message: /version 4.0.0 of OpenAPI.*3.2.x/,
    },
  },
  {
    name: 'a version that is a text of somebody else',
    content: 'asyncapi: "3 <b>"',
    expected: { problem: 'unknownVersion', line: 1, message: /this version/ },
  },
  {
    name: 'a second document that is empty',
    content: `${MINIMAL}---\n`,
    expected: {
      problem: 'severalDocuments',
      line: 10,
      message: /^Line 10: The marker ---/,
    },
  },
  {
    name: 'two documents after a marker',
    content: `---\n${MINIMAL}---\nopenapi: 3.0.0`,
    expected: { problem: 'severalDocuments', line: 11, message: /another/ },
  },
  {
    name: 'keys that occur twice in YAML',
    content: `${MINIMAL}x-a: {b: 1, b: 2}\ninfo: {title: Games}\n`,
    expected: {
      kind: 'openapi',
      title: 'Games',
      warnings: [
        ['duplicateKey', 10],
        ['duplicateKey', 11],
      ],
    },
  },
  {
    name: 'keys that occur twice in JSON',
    content:
      '{"openapi": "3.1.0",\n "paths": {"/a": {"get": {}}, "/b": {"get": {}},\n "/a": {"post": {}}},\n "x": ["a", "a", {"a": 1}, {"a": 2}]}',
    expected: {
      kind: 'openapi',
      operations: ['POST /a', 'GET /b'],
      warnings: [['duplicateKey', 3]],
    },
  },
  {
    name: 'JSON with a comma too many',
    content: '{\n  "openapi": "3.1.0",\n}',
    expected: { problem: 'syntax', line: 3, message: /key in double quotes/ },
  },
  {
    name: 'JSON that is cut off',
    content: '{"openapi": "3.1.0",\n"paths": {"/a": {',
    expected: { problem: 'syntax', line: 2, message: /JSON.*brace/ },
  },
  {
    name: 'JSON with a comment',
    content: '{\n"openapi": "3.1.0", // the version\n"paths": {}}',
    expected: { problem: 'syntax', line: 2, message: /no comments/ },
  },
  {
    name: 'JSON with a comma too few',
    content: '{"openapi": "3.1.0"\n"paths": {}}',
    expected: { problem: 'syntax', line: 2, message: /comma is missing/ },
  },
  {
    name: 'two JSON documents',
    content: '{"openapi": "3.1.0"}\n{"openapi": "3.1.0"}',
    expected: { problem: 'syntax', line: 2, message: /Remove what follows/ },
  },
  {
    name: 'YAML in flow style that is not closed',
    content: '{openapi: 3.1.0, info: {title: Toys}',
    expected: { problem: 'syntax', message: /YAML.*closing bracket/ },
  },
  {
    name: 'YAML indented with a tab',
    content: 'openapi: 3.1.0\ninfo:\n\ttitle: Toys\n',
    expected: { problem: 'syntax', line: 3, message: /spaces only/ },
  },
  {
    name: 'YAML with wrong indentation',
    content: 'openapi: 3.1.0\ninfo:\n  title: Toys\n version: 1\n',
    expected: { problem: 'syntax', line: 4, message: /indentation/ },
  },
  {
    name: 'a text with a colon and no quotes',
    content: 'openapi: 3.1.0\ninfo:\n  title: Toys: the best\n',
    expected: { problem: 'syntax', line: 3, message: /Line 3: The YAML/ },
  },
  {
    name: 'an anchor that is used a hundred times',
    content: `${MINIMAL}x-a: &a {b: 1}\nx-b: [${'*a, '.repeat(100)}*a]\n`,
    expected: { kind: 'openapi', warnings: [] },
  },
  {
    name: 'merge keys',
    content: `x-base: &base {title: Toys, version: 1}\nopenapi: 3.1.0\ninfo:\n  <<: *base\n  version: "2"\npaths: {/a: {get: {}}}\n`,
    expected: { kind: 'openapi', title: 'Toys', version: '2', warnings: [] },
  },
  {
    name: 'an alias without an anchor',
    content: 'openapi: 3.1.0\ninfo: *missing\n',
    expected: { problem: 'syntax', line: 2, message: /Define the anchor/ },
  },
  {
    name: 'an alias within what it refers to',
    content: 'openapi: 3.1.0\nx-a: &a\n  b: *a\n',
    expected: { problem: 'refersToItself', line: 3, message: /\$ref/ },
  },
  {
    name: 'aliases that double a document thirty times',
    content: `openapi: 3.1.0\nx0: &x0 [1]\n${Array.from(
      { length: 30 },
      (_, index) => `x${index + 1}: &x${index + 1} [*x${index}, *x${index}]`,
    ).join('\n')}\n`,
    expected: { problem: 'expandsTooFar', line: 23, message: /64 MiB/ },
  },
  {
    name: 'a tag that nobody knows',
    content: 'openapi: 3.1.0\ninfo: !include info.yaml\n',
    expected: { problem: 'syntax', line: 2, message: /tag/ },
  },
  {
    name: 'a GraphQL schema with a brace too few',
    content: 'type Query {\n  toys: String\n\ntype Toy { name: String }',
    expected: { problem: 'syntax', line: 4, message: /GraphQL/ },
  },
  {
    name: 'a protobuf file with a mistake',
    content: 'syntax = "proto3";\nservice Toys {\n  rpc List ListRequest\n}',
    expected: { problem: 'syntax', line: 3, message: /protobuf/ },
  },
  {
    name: 'a Postman collection',
    content:
      '{"info": {"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}',
    expected: { problem: 'unknownKind', message: /Postman/ },
  },
  {
    name: 'a manifest',
    content: 'apiVersion: backstage.io/v1alpha1\nkind: API\n',
    expected: { problem: 'unknownKind', message: /manifest/ },
  },
  {
    name: 'an error of the server',
    content: '{"message": "Not Found", "status": "404"}',
    expected: { problem: 'unknownKind', message: /error message/ },
  },
  {
    name: 'a schema',
    content: '{"$schema": "https://json-schema.org/draft/2020-12/schema"}',
    expected: { problem: 'unknownKind', message: /JSON Schema/ },
  },
  {
    name: 'a plain text',
    content: 'Welcome to our API.',
    expected: { problem: 'unknownKind', message: /"asyncapi" are all missing/ },
  },
  {
    name: 'null',
    content: 'null',
    expected: { problem: 'unknownKind', message: /not an API document/ },
  },
  {
    name: 'an array',
    content: '[{"openapi": "3.1.0"}]',
    expected: { problem: 'unknownKind', message: /not an API document/ },
  },
  {
    name: 'keys that objects have by themselves',
    content: '{"__proto__": {"openapi": "3.1.0"}, "constructor": 1}',
    expected: { problem: 'unknownKind', message: /not an API document/ },
  },
];
