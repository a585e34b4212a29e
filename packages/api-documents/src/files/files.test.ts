import { DocumentReader } from '../reading';
import type { DocumentFile } from '../types';

const ROOT = 'https://a.example/api/openapi.json';
const reader = new DocumentReader();

afterAll(() => reader.close());

const document = (more: object) =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'Toys' }, ...more });

const filesOf = async (text: string) =>
  (await reader.read(Buffer.from(text), { maximumBytes: 1e7, url: ROOT }))
    .files;

const bundle = async (text: string, files: DocumentFile[]) => {
  const { text: bundled, summary } = await reader.bundle(text, {
    url: ROOT,
    files,
    maximumBytes: 1e7,
  });
  return { data: JSON.parse(bundled), summary };
};

const file = (path: string, data: unknown): DocumentFile => ({
  url: new URL(path, ROOT).href,
  text: typeof data === 'string' ? data : JSON.stringify(data),
});

/** Follows a reference as viewers do. */
const at = (data: any, { $ref }: { $ref: string }) =>
  $ref
    .slice(1)
    .split('/')
    .slice(1)
    .map(part =>
      decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~'),
    )
    .reduce((value, part) => value[part], data);

describe('the files of a document', () => {
  it.each<[string, object, [string, string?][]]>([
    ['none', { a: { $ref: '#/b' }, c: { $ref: 'openapi.json#/b' } }, []],
    [
      'relative ones, each once',
      {
        a: { $ref: './s/a.json#/x' },
        b: { $ref: 's/a.json' },
        c: { $ref: '../b.yaml' },
      },
      [
        ['./s/a.json', 'https://a.example/api/s/a.json'],
        ['../b.yaml', 'https://a.example/b.yaml'],
      ],
    ],
    [
      'those of other hosts',
      { a: { $ref: '//b.example/x.json' }, b: { $ref: 'file:///etc/passwd' } },
      [
        ['//b.example/x.json', 'https://b.example/x.json'],
        ['file:///etc/passwd', 'file:///etc/passwd'],
      ],
    ],
    ['what is no URL', { a: { $ref: 'http://[' } }, [['http://[', undefined]]],
    [
      'no data',
      {
        example: { $ref: 'a.json' },
        schema: { enum: [{ $ref: 'b.json' }], default: { $ref: 'c.json' } },
      },
      [],
    ],
    [
      'members that are called like data',
      { properties: { default: { $ref: 'a.json' }, $ref: { type: 'string' } } },
      [['a.json', 'https://a.example/api/a.json']],
    ],
  ])('%s', async (_, more, expected) => {
    expect(await filesOf(document({ components: more }))).toEqual(
      expected.map(([name, url]) => ({ name, ...(url && { url }) })),
    );
  });
});

describe('a document and its files', () => {
  it('become one, whose references lead to the same', async () => {
    const { data, summary } = await bundle(
      document({
        paths: { '/toys': { $ref: 'paths/toys.yaml' } },
        components: {
          schemas: { Node: { $ref: './schemas/my node.json#/$defs/a~1b' } },
        },
      }),
      [
        file(
          'paths/toys.yaml',
          'get:\n  summary: List\n  x: {$ref: "../openapi.json#/info"}\n  y: {$ref: "../schemas/my node.json"}\n',
        ),
        file('schemas/my node.json', {
          $defs: {
            'a/b': {
              type: 'object',
              properties: { next: { $ref: '#/$defs/a~1b' } },
            },
          },
        }),
      ],
    );
    expect(summary.operations).toMatchObject([
      { name: 'GET /toys', summary: 'List' },
    ]);
    expect(summary.warnings).toEqual([]);
    const toys = at(data, data.paths['/toys']);
    expect(at(data, toys.get.x)).toEqual({ title: 'Toys' });
    expect(at(data, toys.get.y)).toHaveProperty('$defs');
    const node = at(data, data.components.schemas.Node);
    expect(at(data, node.properties.next)).toBe(node);
    expect(JSON.stringify(data)).not.toMatch(/"\$ref":"[^#]/);
  });

  it('say what is missing', async () => {
    const { data, summary } = await bundle(
      document({
        paths: {},
        a: { $ref: 'gone.json#/x' },
        b: { $ref: 'there.json#/y' },
        c: { $ref: 'http://[' },
        d: { $ref: 'there.json#anchor' },
      }),
      [
        { url: 'https://a.example/api/gone.json', missing: 'status 404' },
        file('there.json', { x: 1 }),
      ],
    );
    expect(summary.warnings.map(({ message }) => message)).toEqual([
      'The document describes no operation',
      '"https://a.example/api/gone.json" cannot be included: status 404',
      '"there.json#anchor" cannot be included: the file has nothing there',
      '"http://[" cannot be included: it is not a URL',
      '"there.json#/y" cannot be included: the file has nothing there',
    ]);
    expect(at(data, data.a)).toEqual({
      description: 'The file https://a.example/api/gone.json is missing.',
    });
  });

  it('may refer to each other in circles, a thousand times', async () => {
    const names = Array.from(
      { length: 1_000 },
      (_, index) => `s/${index}.json`,
    );
    const begun = process.cpuUsage();
    const { data } = await bundle(
      document({
        components: {
          schemas: Object.fromEntries(
            names.map((name, index) => [`S${index}`, { $ref: name }]),
          ),
        },
      }),
      names.map((name, index) =>
        file(name, {
          properties: { next: { $ref: `${(index + 1) % 1_000}.json` } },
        }),
      ),
    );
    let schema = at(data, data.components.schemas.S0);
    const first = schema;
    for (let count = 0; count < 1_000; count++) {
      schema = at(data, schema.properties.next);
    }
    expect(schema).toBe(first);
    expect(process.cpuUsage(begun).user).toBeLessThan(10_000_000);
  });

  it('may not be larger together than one document', async () => {
    await expect(
      reader.bundle(document({ a: { $ref: 'b.json' } }), {
        url: ROOT,
        files: [file('b.json', { x: 'x'.repeat(2_000) })],
        maximumBytes: 1_000,
      }),
    ).rejects.toMatchObject({
      problem: { code: 'tooLarge', message: expect.stringContaining('1000') },
    });
  });

  it('hold no page that asks to sign in', async () => {
    await expect(
      reader.readFile(Buffer.from('<html><input type="password">'), {
        url: ROOT,
        maximumBytes: 1e6,
      }),
    ).rejects.toMatchObject({ problem: { code: 'webPage' } });
  });
});
