import { ApiClient } from '../ApiClient';
import { customKind, CustomKind, define } from '../fixtures';
import { Suite } from '../runApiServerTests';

const json = 'application/json';
const protobuf = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
const oldProtobuf =
  'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';

interface Schema {
  type?: string;
  description?: string;
  properties?: { [name: string]: Schema };
  [keyword: string]: unknown;
}

interface Operation {
  parameters?: Array<{ name?: string; $ref?: string }>;
  'x-kubernetes-group-version-kind'?: object;
}

interface Document {
  swagger: string;
  paths: { [path: string]: { [method: string]: Operation } };
  definitions: { [name: string]: Schema };
  parameters?: { [name: string]: { name: string } };
}

async function documentWith(
  api: ApiClient,
  isWanted: (document: Document) => boolean,
): Promise<Document> {
  const { body } = await api.until('/openapi/v2', answer =>
    isWanted(answer.body as unknown as Document),
  );
  return body as unknown as Document;
}

function definitionOf({ definitions }: Document, kind: CustomKind): Schema {
  return Object.values(definitions).find(schema =>
    JSON.stringify(schema['x-kubernetes-group-version-kind'] ?? '').includes(
      `"group":"${kind.group}","kind":"Widget"`,
    ),
  )!;
}

async function defined(api: ApiClient, kind: CustomKind): Promise<Document> {
  await define(api, kind);
  return documentWith(api, document =>
    Boolean(definitionOf(document, kind)?.properties),
  );
}

export const openApi: Suite = {
  'OpenAPI v2 is sent as JSON or protobuf, as the client likes': async api => {
    for (const [accept, type] of [
      ['*/*', json],
      ['application/json', json],
      [protobuf, protobuf],
      [oldProtobuf, protobuf],
      [`${protobuf};q=0.5, application/json`, json],
      [`${protobuf}, application/json;q=0.5`, protobuf],
      ['text/html, application/json;q=0.1', json],
    ]) {
      const { status, headers } = await api.raw('GET', '/openapi/v2', {
        headers: { accept },
      });
      expect([accept, status, headers['content-type'], headers.vary]).toEqual([
        accept,
        200,
        type,
        expect.stringContaining('Accept'),
      ]);
    }
  },

  'OpenAPI v2 is not sent in other forms': async api => {
    for (const accept of ['text/html', 'application/yaml']) {
      const { status, text } = await api.raw('GET', '/openapi/v2', {
        headers: { accept },
      });
      expect([accept, status, text]).toEqual([accept, 406, '']);
    }
  },

  'OpenAPI v2 is not sent again while it has not changed': async api => {
    // Other tests define kinds, and the document follows some time after.
    for (;;) {
      const { headers } = await api.raw('GET', '/openapi/v2');
      const etag = String(headers.etag);
      expect(etag).toMatch(/^"[0-9A-F]+"$/);
      const { status, text } = await api.raw('GET', '/openapi/v2', {
        headers: { 'if-none-match': etag },
      });
      if (status === 304) {
        expect(text).toBe('');
        return;
      }
    }
  },

  'OpenAPI v2 says which writes validate fields': async api => {
    const { swagger, paths, parameters } = await documentWith(api, () => true);
    expect(swagger).toBe('2.0');
    const { patch } = paths['/api/v1/namespaces/{namespace}/configmaps/{name}'];
    expect(patch['x-kubernetes-group-version-kind']).toEqual({
      group: '',
      kind: 'ConfigMap',
      version: 'v1',
    });
    const names = patch.parameters!.map(
      ({ name, $ref }) =>
        name ?? parameters![$ref!.replace('#/parameters/', '')].name,
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'body',
        'dryRun',
        'fieldManager',
        'fieldValidation',
        'force',
      ]),
    );
  },

  'OpenAPI v2 has no reference without a definition': async api => {
    const { text } = await api.get('/openapi/v2');
    const { definitions } = JSON.parse(text) as Document;
    const targets = [...text.matchAll(/"#\/definitions\/([^"]+)"/g)];
    expect(targets.length).toBeGreaterThan(10);
    expect(
      targets.filter(([, name]) => !Object.hasOwn(definitions, name)),
    ).toEqual([]);
  },

  'OpenAPI v2 has the schema of a defined kind, to its full depth':
    async api => {
      const kind = customKind({
        type: 'object',
        description: 'what is wanted',
        required: ['parts'],
        properties: {
          parts: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                size: { type: 'integer', minimum: 1, description: 'how large' },
              },
            },
          },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
        },
      });
      const schema = definitionOf(await defined(api, kind), kind);
      expect(schema).toMatchObject({
        type: 'object',
        properties: {
          metadata: {
            $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
          },
          spec: {
            description: 'what is wanted',
            type: 'object',
            required: ['parts'],
            properties: {
              parts: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: {
                    size: {
                      type: 'integer',
                      minimum: 1,
                      description: 'how large',
                    },
                  },
                },
              },
              labels: {
                type: 'object',
                additionalProperties: { type: 'string' },
              },
            },
          },
        },
        'x-kubernetes-group-version-kind': [
          { group: kind.group, kind: 'Widget', version: 'v1' },
        ],
      });
    },

  'OpenAPI v2 leaves out what it cannot say': async api => {
    const kind = customKind({
      type: 'object',
      required: ['maybe', 'sure'],
      properties: {
        maybe: {
          type: 'object',
          nullable: true,
          description: 'or null',
          properties: { a: { type: 'string' } },
        },
        sure: { type: 'string', enum: ['a', 'b'] },
        open: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { a: { type: 'string' } },
        },
        either: {
          'x-kubernetes-int-or-string': true,
          anyOf: [{ type: 'integer' }, { type: 'string' }],
        },
        one: {
          type: 'string',
          oneOf: [{ pattern: '^a' }, { pattern: '^b' }],
          not: { pattern: 'c' },
        },
      },
      'x-kubernetes-validations': [{ rule: 'self.sure != "c"' }],
    });
    const { spec } = definitionOf(await defined(api, kind), kind).properties!;
    const { 'x-kubernetes-validations': rules, ...rest } = spec;
    expect(rest).toEqual({
      type: 'object',
      required: ['sure'],
      properties: {
        maybe: { description: 'or null' },
        sure: { type: 'string', enum: ['a', 'b'] },
        open: { 'x-kubernetes-preserve-unknown-fields': true },
        either: { 'x-kubernetes-int-or-string': true },
        one: { type: 'string' },
      },
    });
  },

  'OpenAPI describes definitions down to the schemas in them': async api => {
    const prefix =
      'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';
    const v2 = await documentWith(api, () => true);
    const { body } = await api.get('/openapi/v3/apis/apiextensions.k8s.io/v1');
    const { schemas } = body.components as {
      schemas: Document['definitions'];
    };
    for (const [definitions, root] of [
      [v2.definitions, '#/definitions'],
      [schemas, '#/components/schemas'],
    ] as const) {
      const { properties } = definitions[prefix];
      expect(Object.keys(properties!)).toHaveLength(44);
      expect(JSON.stringify(properties!.properties)).toContain(
        `"$ref":"${root}/${prefix}"`,
      );
      expect(properties!['x-kubernetes-validations']).toMatchObject({
        type: 'array',
      });
    }
  },

  'OpenAPI v2 forgets a kind that is gone': async api => {
    const kind = customKind({ type: 'object' });
    await defined(api, kind);
    await api.delete(
      `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${kind.definitionName}`,
    );
    const { paths } = await documentWith(
      api,
      document => !definitionOf(document, kind),
    );
    expect(
      Object.keys(paths).filter(path => path.includes(kind.group)),
    ).toEqual([]);
  },
};
