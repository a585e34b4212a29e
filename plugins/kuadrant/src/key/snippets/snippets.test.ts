import { execFileSync } from 'node:child_process';
import { exampleHost, exampleKey } from '../../../dev/fixtures';
import { exampleCall, keyVariable } from './call';
import { curl, go, java, javascript, python, type Call } from './snippets';

const words = { statuses: 'statuses', variable: 'variable' };
const call = (placement: Call['placement']): Call => ({
  url: 'https://toys.example.com/toys?page=1',
  placement,
  variable: 'TOYS_API_KEY',
});
const prefixed = call({
  in: 'header',
  name: 'Authorization',
  prefix: 'APIKEY',
});
const custom = call({ in: 'header', name: 'X-Key' });
const query = call({ in: 'query', name: 'api_key' });
const cookie = call({ in: 'cookie', name: 'KEY' });

describe('exampleCall', () => {
  it('knows address, placement and variable of a key', () => {
    expect(exampleCall(exampleKey('stock'))).toEqual({
      call: {
        url: 'http://toystore.localhost:8080/toys',
        placement: { in: 'header', name: 'Authorization', prefix: 'APIKEY' },
        variable: 'TOYSTORE_API_KEY',
      },
      placeholders: [],
    });
  });

  it('invents no address', () => {
    expect(exampleCall(exampleKey('stock', { hosts: [] }))).toEqual({
      missing: 'address',
    });
  });

  it('marks the open part of a wildcard host', () => {
    expect(
      exampleCall(
        exampleKey('stock', {
          hosts: [
            exampleHost('*.example.com', {
              kind: 'wildcard',
              url: 'https://<your-host>.example.com',
              placeholder: true,
            }),
          ],
          examplePath: '/toys/{id}',
        }),
      ),
    ).toMatchObject({
      call: { url: 'https://YOUR-HOST.example.com/toys/YOUR-ID' },
      placeholders: ['YOUR-HOST', 'YOUR-ID'],
    });
  });

  it('calls the address of the Gateway where no name is served', () => {
    const anyHost = exampleHost('*', {
      kind: 'any',
      url: 'http://<gateway-address>:8080',
      placeholder: true,
    });
    expect(exampleCall(exampleKey('stock'), anyHost)).toMatchObject({
      call: { url: 'http://YOUR-GATEWAY-ADDRESS:8080/toys' },
      placeholders: ['YOUR-GATEWAY-ADDRESS'],
    });
  });

  it.each([
    [undefined, '/v1', '/v1'],
    ['/toys', '/v1', '/v1/toys'],
    ['/v1/toys', '/v1', '/v1/toys'],
    ['/v1', '/v1', '/v1'],
    ['/v10/toys', '/v1', '/v1/v10/toys'],
    ['/toys', '', '/toys'],
    [undefined, '', '/'],
  ])(
    'puts the path %s below the prefix %j',
    (examplePath, pathPrefix, path) => {
      expect(
        exampleCall(exampleKey('stock', { examplePath, pathPrefix })),
      ).toMatchObject({
        call: { url: `http://toystore.localhost:8080${path}` },
      });
    },
  );

  it('never lets the words of an owner reach a shell', () => {
    const hostile = exampleCall(
      exampleKey('stock', { examplePath: '/x\u0003\ntouch pwned\n#' }),
    );
    expect(hostile).toMatchObject({
      call: { url: 'http://toystore.localhost:8080/' },
    });
    const name = 'X\u0003\ntouch pwned';
    const placement = { in: 'header' as const, name };
    expect(
      exampleCall(
        exampleKey('stock', {
          access: { works: true, placement, conditional: false },
        }),
      ),
    ).toEqual({ missing: 'placement' });
    const credentials = { customHeader: { name } };
    expect(
      exampleCall({
        ...exampleKey('stock', { access: undefined }),
        status: { authScheme: { credentials } },
      }),
    ).toEqual({ missing: 'placement' });
  });

  it.each([
    ['toystore', 'TOYSTORE_API_KEY'],
    ['toys-api', 'TOYS_API_KEY'],
    ['3d.models', 'API_3D_MODELS_API_KEY'],
  ])('names the variable of %s %s', (name, variable) => {
    expect(keyVariable(name)).toBe(variable);
  });
});

describe('examples', () => {
  it.each([
    [prefixed, '"Authorization: APIKEY $TOYS_API_KEY"'],
    [custom, '"X-Key: $TOYS_API_KEY"'],
    [query, '--get --data-urlencode "api_key=$TOYS_API_KEY"'],
    [cookie, '--cookie "KEY=$TOYS_API_KEY"'],
  ])('places the key for curl: %j', (example, expected) => {
    expect(curl(example, words)).toContain(expected);
  });

  it.each([
    [javascript, '"Authorization": "APIKEY " + process.env.TOYS_API_KEY'],
    [
      python,
      'headers={"Authorization": "APIKEY " + os.environ["TOYS_API_KEY"]}',
    ],
    [
      go,
      'request.Header.Set("Authorization", "APIKEY "+os.Getenv("TOYS_API_KEY"))',
    ],
    [
      java,
      '.header("Authorization", "APIKEY " + System.getenv("TOYS_API_KEY"))',
    ],
  ])('writes one space after a prefix in every language', (write, expected) => {
    expect(write(prefixed, words)).toContain(expected);
  });

  it.each([javascript, python, go, java])(
    'adds no prefix to a custom header and keeps an existing query',
    write => {
      expect(write(custom, words)).not.toMatch(/Bearer|APIKEY /);
      expect(write(query, words)).toContain('page=1');
      expect(write(query, words)).toContain('api_key');
      expect(write(cookie, words)).toContain('KEY');
    },
  );

  it('keeps names from the cluster inside of their quotes', () => {
    const hostile = call({
      in: 'header',
      name: 'X"; rm -rf /; $(id) `id`',
    });
    expect(curl(hostile, words)).toContain(
      '"X\\"; rm -rf /; \\$(id) \\`id\\`: $TOYS_API_KEY"',
    );
    expect(javascript(hostile, words)).toContain(
      JSON.stringify('X"; rm -rf /; $(id) `id`'),
    );
  });

  it('is valid for a shell, with braces in the address too', () => {
    const snippet = curl(
      { ...prefixed, url: 'http://toys.example.com/toys/{id}' },
      words,
      'kdp_value',
    );
    // -n reads a script without running it
    execFileSync('bash', ['-n', '-c', snippet]);
    expect(snippet).toContain('export TOYS_API_KEY="kdp_value"');
    expect(snippet).toContain('--globoff');
  });

  it('runs in JavaScript', async () => {
    const fetch = jest.fn(async () => ({
      status: 200,
      text: async () => '{}',
    }));
    const log = jest.fn();
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
    await new AsyncFunction(
      'fetch',
      'process',
      'console',
      javascript(prefixed, words),
    )(fetch, { env: { TOYS_API_KEY: 'kdp_value' } }, { log });
    expect(fetch).toHaveBeenCalledWith(
      new URL('https://toys.example.com/toys?page=1'),
      { headers: { Authorization: 'APIKEY kdp_value' } },
    );
    expect(log).toHaveBeenCalledWith(200, '{}');
  });
});
