import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { randomBytes } from 'node:crypto';
import {
  documentConfigMaps,
  documentPart,
  documentStub,
  packDocument,
  roomIn,
  storedDocumentIn,
  storedSize,
  unpackDocument,
} from '.';
import { recognizeDocument } from '../kinds';

const product: APIProduct = {
  metadata: { namespace: 'shop', name: 'toys', uid: 'uid-1' },
  spec: {
    displayName: 'Toys',
    approvalMode: 'manual',
    publishStatus: 'Published',
    targetRef: { group: '', kind: 'HTTPRoute', name: 'toys' },
  },
};

it.each([
  ['', 2],
  ['abc', 5],
  ['"\\', 6],
  ['ü€😀', 11],
  ['<&>', 20],
  ['\u2028\u2029', 14],
  ['\n\t', 6],
  ['\u0001', 8],
  ['\b\f', 14],
])('counts what %j takes in etcd', (text, size) => {
  expect(storedSize(text)).toBe(size);
});

it('leaves room for the rest of the object', () => {
  expect(roomIn({ a: 'x'.repeat(400_000) })).toBeLessThan(1_000_000);
  expect(roomIn({ a: '<'.repeat(400_000) })).toBe(0);
});

it('packs a document of any size into ConfigMaps and back', async () => {
  const text = `openapi: 3.1.0\nx-a: "${randomBytes(1_500_000).toString('hex')}ü"\n`;
  const packed = await packDocument(text, 'openapi');
  const maps = documentConfigMaps(product, packed);
  expect(maps.length).toBeGreaterThan(1);
  expect(maps).toHaveLength(packed.stored.parts);
  for (const map of maps) {
    expect(JSON.stringify(map).length).toBeLessThan(1_000_000);
    expect(map.metadata.name.length).toBeLessThanOrEqual(63);
  }
  const parts = maps.map(map => documentPart(product, map)!);
  expect(await unpackDocument(packed.stored, parts)).toBe(text);
  expect(await unpackDocument(packed.stored, parts.slice(1))).toBeUndefined();
  const other = { ...packed.stored, sha256: '0'.repeat(64) };
  expect(await unpackDocument(other, parts)).toBeUndefined();
});

it('takes no part that another product owns', async () => {
  const packed = await packDocument('openapi: 3.1.0', 'openapi');
  const [map] = documentConfigMaps(product, packed);
  const changed = (metadata: object) => ({
    metadata: { ...product.metadata, ...metadata },
  });
  expect(documentPart(product, map)).toBeDefined();
  expect(documentPart(changed({ uid: 'uid-2' }), map)).toBeUndefined();
  expect(documentPart(changed({ uid: undefined }), map)).toBeUndefined();
  expect(documentPart(changed({ name: 'games' }), map)).toBeUndefined();
  expect(
    documentPart(product, {
      ...map,
      metadata: { ...map.metadata, ownerReferences: [] },
    }),
  ).toBeUndefined();
});

it('leaves a document that says where the whole is', async () => {
  const { stored } = await packDocument('type Query { a: Int }', 'graphql');
  const stub = documentStub(
    stored,
    { title: 'Toys', format: 'GraphQL' },
    'https://a.example/schema.graphql',
  );
  expect(storedDocumentIn(stub)).toEqual(stored);
  expect(recognizeDocument(stub).summary).toMatchObject({
    kind: 'openapi',
    title: 'Toys',
  });
  expect(stub).toContain('https://a.example/schema.graphql');
});

it.each([
  undefined,
  '',
  'openapi: 3.1.0',
  '{"x-kuadrant-document": null}',
  '{"x-kuadrant-document"',
  '{"x-kuadrant-document": {"kind": "openapi", "bytes": 1, "sha256": "../../x", "parts": 1}}',
  `{"x-kuadrant-document": {"kind": "openapi", "bytes": 1, "sha256": "${'0'.repeat(64)}", "parts": 1e9}}`,
])('reads no reference from %j', raw => {
  expect(storedDocumentIn(raw)).toBeUndefined();
});
