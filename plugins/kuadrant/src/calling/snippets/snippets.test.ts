import { execFileSync } from 'node:child_process';
import { curl, go, java, javascript, python, type Call } from '.';

const words = { statuses: 'statuses', variable: 'variable' };
const call = (placement: Call['placement']): Call => ({
  method: 'GET',
  url: 'https://toys.example.com/toys?page=1',
  headers: [],
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

const BODY = JSON.stringify({
  a: 'it\'s $(id) `id` !! \\ "x"',
  ü: '\u{1f600}\u2028',
});
const write = (placement: Call['placement'], method = 'POST'): Call => ({
  ...call(placement),
  method,
  headers: [
    { name: 'X-Tenant', value: 'b\'l"u`e $(id)' },
    { name: 'Content-Type', value: 'application/json' },
  ],
  body: BODY,
});

describe('examples that send something', () => {
  /** What curl is called with, when a shell runs an example. */
  const argumentsOf = (snippet: string) =>
    execFileSync(
      'bash',
      [
        '-c',
        `curl() { printf '%s\\0' "$@"; }\nTOYS_API_KEY=secret\n${snippet}`,
      ],
      { encoding: 'utf8' },
    )
      .split('\0')
      .slice(0, -1);

  it.each<[Call, string[]]>([
    [
      write({ in: 'header', name: 'Authorization', prefix: 'APIKEY' }),
      ['--header', 'Authorization: APIKEY secret'],
    ],
    [
      write({ in: 'query', name: 'api_key' }),
      ['--url-query', 'api_key=secret'],
    ],
    [write({ in: 'cookie', name: 'KEY' }), ['--cookie', 'KEY=secret']],
  ])('give curl their texts untouched', (example, credential) => {
    expect(argumentsOf(curl(example, words))).toEqual([
      '--include',
      '--request',
      'POST',
      example.url,
      ...credential,
      '--header',
      'X-Tenant: b\'l"u`e $(id)',
      '--header',
      'Content-Type: application/json',
      '--data-raw',
      BODY,
    ]);
  });

  it('reads the head only where nothing else is there', () => {
    const { body: _, ...head } = write({ in: 'header', name: 'K' }, 'HEAD');
    expect(argumentsOf(curl(head, words))).toContain('--head');
  });

  it('give fetch their texts untouched', async () => {
    const fetch = jest.fn(async () => ({
      status: 200,
      text: async () => '{}',
    }));
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
    await new AsyncFunction(
      'fetch',
      'process',
      'console',
      javascript(write({ in: 'cookie', name: 'KEY' }, 'PATCH'), words),
    )(fetch, { env: { TOYS_API_KEY: 'secret' } }, { log: () => undefined });
    expect(fetch).toHaveBeenCalledWith(
      new URL('https://toys.example.com/toys?page=1'),
      {
        method: 'PATCH',
        headers: {
          Cookie: 'KEY=secret',
          'X-Tenant': 'b\'l"u`e $(id)',
          'Content-Type': 'application/json',
        },
        body: BODY,
      },
    );
  });

  it.each([
    [python, 'requests.post(', 'data="'],
    [go, 'http.MethodPost', 'strings.NewReader("'],
    [java, '.method("POST", ', 'BodyPublishers.ofString("'],
  ])('say method, headers and body in every language', (language, ...parts) => {
    const code = language(write({ in: 'header', name: 'K' }), words);
    [...parts, '"X-Tenant"', '"Content-Type"'].forEach(part =>
      expect(code).toContain(part),
    );
  });

  it.each([
    [python, 'requests.request("QUERY", '],
    [go, 'http.NewRequest("QUERY", '],
    [java, '.method("QUERY", HttpRequest.BodyPublishers.noBody())'],
  ])('know methods that have no name of their own', (language, part) => {
    const { body: _, ...bare } = write({ in: 'header', name: 'K' }, 'QUERY');
    expect(language(bare, words)).toContain(part);
  });
});
