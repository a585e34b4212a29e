import {
  apiEntityV1alpha1Validator,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { product } from '../__testUtils__/products';
import { definitionOf } from './definition';
import { isInCatalog, toEntity } from './toEntity';

const options = { defaultOwner: 'group:default/unknown' };

// What the catalog asks of each entity before it takes it.
async function expectValid(entity: ReturnType<typeof toEntity>) {
  const policy = EntityPolicies.allOf([
    new SchemaValidEntityPolicy(),
    new NoForeignRootFieldsEntityPolicy(),
    new FieldFormatEntityPolicy(),
  ]);
  await expect(policy.enforce(entity)).resolves.toBeDefined();
  await expect(apiEntityV1alpha1Validator.check(entity)).resolves.toBe(true);
}

describe('toEntity', () => {
  it('tells all that the product tells', async () => {
    const entity = toEntity(
      product('toystore', {
        metadata: {
          labels: { lifecycle: 'experimental' },
          annotations: { 'backstage.io/owner': 'Team-A' },
        },
        spec: {
          description: 'Toys of all kinds',
          tags: ['Toys', 'retail'],
          documentation: {
            openAPISpecURL: 'https://toys.example/openapi.json',
            docsURL: 'https://docs.toys.example',
            swaggerUI: 'https://toys.example/swagger',
            gitRepository: 'https://github.com/toys/toystore',
            techdocsRef: 'url:https://github.com/toys/toystore',
          },
          contact: {
            team: 'Toy makers',
            email: 'toys@example.com',
            slack: '#toys',
            url: 'https://toys.example/contact',
          },
        },
        status: {
          discoveredPlans: [{ tier: 'gold' }, { tier: 'silver' }],
          discoveredAuthScheme: {
            authentication: { keys: { apiKey: { selector: {} } } },
          },
          openapi: {
            raw: '{"info":{},"openapi":"3.1.0"}',
            lastSyncTime: '2026-01-01T00:00:00Z',
          },
        },
      }),
      options,
    );
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: {
        namespace: 'toystore',
        name: 'toystore',
        title: 'Toystore API',
        description: 'Toys of all kinds',
        labels: { 'kuadrant.io/synced': 'true' },
        annotations: {
          'backstage.io/managed-by-location': 'kuadrant:toystore/toystore',
          'backstage.io/managed-by-origin-location':
            'kuadrant:toystore/toystore',
          'backstage.io/source-location':
            'url:https://github.com/toys/toystore',
          'backstage.io/techdocs-ref': 'url:https://github.com/toys/toystore',
          'kuadrant.io/namespace': 'toystore',
          'kuadrant.io/apiproduct': 'toystore',
          'kuadrant.io/httproute': 'toystore-route',
          'kuadrant.io/auth-apikey': 'true',
          'kuadrant.io/plans': 'gold,silver',
          'kuadrant.io/openapi-spec-url': 'https://toys.example/openapi.json',
          'kuadrant.io/docs-url': 'https://docs.toys.example',
          'kuadrant.io/contact-email': 'toys@example.com',
          'kuadrant.io/contact-slack': '#toys',
        },
        tags: ['toys', 'retail', 'kuadrant', 'apiproduct'],
        links: [
          expect.objectContaining({ url: 'https://docs.toys.example' }),
          expect.objectContaining({ url: 'https://toys.example/swagger' }),
          expect.objectContaining({ url: 'https://toys.example/openapi.json' }),
          expect.objectContaining({ url: 'https://github.com/toys/toystore' }),
          expect.objectContaining({
            url: 'https://toys.example/contact',
            title: 'Contact Toy makers',
          }),
          expect.objectContaining({ url: 'mailto:toys@example.com' }),
        ],
      },
      spec: {
        type: 'openapi',
        lifecycle: 'experimental',
        owner: 'group:default/team-a',
        definition: '{"info":{},"openapi":"3.1.0"}',
      },
    });
    await expectValid(entity);
  });

  it('makes an entity that the catalog takes of whatever Kubernetes took', async () => {
    const awkward = product(`${'very.long-name.'.repeat(16)}end`, {
      metadata: {
        namespace: 'n'.repeat(63),
        annotations: { 'backstage.io/owner': '::' },
        labels: { lifecycle: '' },
      },
      spec: {
        displayName: '   ',
        description: '',
        tags: ['ÄÖÜ straße', '支付', 'a b', 'A_B', 'x'.repeat(200)],
        documentation: {
          docsURL: 'not an address',
          swaggerUI: 'data:text/html,<script>alert(1)</script>',
          gitRepository: 'git@github.com:toys/toystore.git',
          openAPISpecURL: '/relative',
        },
        contact: { email: 'nobody', slack: 'ask around', url: '' },
      },
      status: { openapi: { raw: '  \n', lastSyncTime: '' } },
    });
    for (const namespace of [undefined, 'apis']) {
      const entity = toEntity(awkward, { ...options, namespace });
      await expectValid(entity);
      expect(entity.metadata.links).toBeUndefined();
      expect(entity.metadata.title).toBe(awkward.metadata.name);
      expect(entity.spec).toMatchObject({
        lifecycle: 'production',
        owner: 'group:default/unknown',
      });
      expect(JSON.stringify(entity)).not.toContain('<script>');
    }
  });

  it('passes on no address that is unsafe to be a link', async () => {
    // eslint-disable-next-line no-script-url -- what must not be passed on
    const script = 'javascript:alert(document.cookie)';
    const entity = toEntity(
      product('unsafe', {
        spec: {
          documentation: {
            docsURL: script,
            swaggerUI: `java\nscript:alert(1)`,
            gitRepository: script,
            openAPISpecURL: script,
            techdocsRef: `url:${script}`,
          },
          contact: {
            email: 'a@b.cc?body=x&bcc=evil@example.org',
            slack: script,
            url: 'data:text/html,x',
          },
        },
      }),
      options,
    );
    await expectValid(entity);
    expect(entity.metadata.links).toBeUndefined();
    expect(Object.keys(entity.metadata.annotations!)).toEqual([
      'backstage.io/managed-by-location',
      'backstage.io/managed-by-origin-location',
      'kuadrant.io/namespace',
      'kuadrant.io/apiproduct',
      'kuadrant.io/httproute',
      'kuadrant.io/auth-apikey',
    ]);
    const outside = toEntity(
      product('outside', {
        spec: { documentation: { techdocsRef: 'dir:../../etc' } },
      }),
      options,
    );
    expect(JSON.stringify(outside)).not.toContain('techdocs-ref');
  });

  it('takes published products that are not being deleted', () => {
    expect(isInCatalog(product('a'))).toBe(true);
    expect(
      isInCatalog(product('a', { spec: { publishStatus: 'Draft' } })),
    ).toBe(false);
    const deleting = { deletionTimestamp: '2026-01-01T00:00:00Z' };
    expect(isInCatalog(product('a', { metadata: deleting }))).toBe(false);
  });
});

describe('definitions', () => {
  it.each([
    ['openapi', '{"info":{"title":"t"},"paths":{},"openapi":"3.0.3"}'],
    ['openapi', '# toys\n"openapi": 3.1.0\ninfo:\n  title: t\n'],
    ['openapi', "swagger: '2.0'\n"],
    ['asyncapi', 'asyncapi: 3.0.0\nchannels: {}\n'],
    ['asyncapi', '{"asyncapi":"2.6.0"}'],
    ['openapi', '  openapi: 3.2.0\n  info: {}\n'],
    ['openapi', '{info: {title: t}, openapi: 3.1.0}'],
    ['graphql', 'type Query {\n  toys: [String!]!\n}\n'],
    ['graphql', 'schema { query: Query }'],
    ['graphql', 'type Toy implements Node @key(fields: "id") {\n id: ID }'],
    ['grpc', '// toys\nsyntax = "proto3";\npackage toys;\n'],
    ['grpc', 'service Toys {\n  rpc List (A) returns (B);\n}\n'],
    ['unknown', '<html>openapi: no</html>'],
    ['unknown', 'info:\n  openapi: nested\n'],
    ['unknown', '{"broken'],
  ])('finds %s in %j', (type, text) => {
    const openapi = { raw: text, lastSyncTime: '2026-01-01T00:00:00Z' };
    expect(definitionOf(product('a', { status: { openapi } }))).toEqual({
      type,
      text,
    });
  });

  it.each([
    [undefined, undefined, 'gives no OpenAPI document'],
    ['https://x', undefined, 'has not been fetched yet'],
    ['https://x', 'FetchFailed', 'could not be fetched'],
    ['https://x', 'SpecSizeTooLarge', 'is too large'],
    ['https://x', 'SpecFetched', 'is empty'],
  ])('says why there is none (%s, %s)', (openAPISpecURL, reason, sentence) => {
    const { type, text } = definitionOf(
      product('a', {
        spec: { documentation: { openAPISpecURL }, version: 'v2' },
        status: {
          conditions: reason
            ? [
                {
                  type: 'OpenAPISpecReady',
                  status: 'False',
                  reason,
                  message: 'dial tcp 10.0.0.1:80: refused',
                  lastTransitionTime: '2026-01-01T00:00:00Z',
                },
              ]
            : undefined,
        },
      }),
    );
    expect(type).toBe('openapi');
    expect(JSON.parse(text).openapi).toBe('3.1.0');
    expect(JSON.parse(text)).toMatchObject({
      info: { title: 'Toystore API', version: 'v2' },
      paths: {},
    });
    expect(text).toContain(sentence);
    expect(text).not.toContain('10.0.0.1');
  });
});
