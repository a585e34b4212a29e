/** A call to send. */
export interface TestCall {
  method: string;
  host: string;
  /** With the query. */
  path: string;
  /** Names with values, each value on a line of its own. */
  headers: Record<string, string | string[]>;
}

/** The values of the keys that the calls use. */
export const KEY_VALUES = {
  shopGold: 'shop-gold_1',
  shopSilver: 'shop-silver_1',
  other: 'other_1',
  corporate: 'corporate_1',
  suspended: 'suspended_1',
  outside: 'outside_1',
  expired: 'expired_1',
  toystore: 'toystore_1',
  gamestore: 'gamestore_1',
  unknown: 'unknown_1',
};

// None with a broken escape, as in /%zz: Authorino 0.22.0 ends at one, and every call after it is refused.
const PATHS = [
  ...['/', '/admin', '/admin/', '/admin/x', '/administrator', '/files'],
  ...['/files/public', '/files/public/a', '/files/publicity', '/exact'],
  ...['/exact/', '/EXACT', '/things/1', '/toystore/openapi.json'],
  ...['/gamestore/docs', '/files/../admin', '/files/./public/a', '/files/..'],
  ...['/../admin', '//admin', '/admin//x', '///', '/files//public/a'],
  ...['/%61dmin', '/%41dmin', '/files/%2e%2e/admin', '/files/%2E/public/a'],
  ...['/admin%2Fx', '/files%2fpublic', '/files/..%2fadmin', '/%2e%2e/admin'],
  ...['/files/%252e%252e/admin', '/admin;v=1', '/files/public;/a', '/%C3%BC'],
  ...['/admin%20x', '/admin%5Cx', '/files\\..\\admin'],
  ...['/admin%00', '/admin%23x', '/admin%3Fx', '/.admin', '/...', '/admin.'],
  ...['/files/.%2e/admin', "/it's", '/a(b)', '/a:b@c', '/~user', '/a|b'],
];

const QUERIES = [
  ...['', '', '', '', '', 'open=a%20b', 'open=a+b', 'open=c&open=a%20b'],
  ...['x=1', '/admin', 'x=/../admin', 'api_keys=1'],
];

const METHODS = ['GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'];

/** Numbers from 0 up to a bound, the same for the same seed. */
export function numbersFrom(seed: number): (bound: number) => number {
  let state = seed;
  return bound => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const { shopGold, shopSilver } = KEY_VALUES;
const LIKELY_VALUES = [
  ...[shopGold, shopGold, shopSilver, shopSilver],
  ...Object.values(KEY_VALUES),
];

type Credentials = Pick<Partial<TestCall>, 'headers'> & { query?: string[] };

/** Ways to send a key; the second value is for what is sent beside it. */
const CREDENTIALS: ((value: string, other: string) => Credentials)[] = [
  () => ({}),
  value => inHeader('Authorization', `Bearer ${value}`),
  value => inHeader('Authorization', `Bearer ${value}`),
  value => inHeader('Authorization', `Bearer ${value}`),
  value => inHeader('authorization', `bearer ${value}`),
  value => inHeader('Authorization', `Bearer  ${value}`),
  value => inHeader('Authorization', `APIKEY ${value}`),
  value => inHeader('Authorization', value),
  value => inHeader('Authorization', `Bearer ${value} `),
  () => inHeader('Authorization', 'Bearer'),
  value => inHeader('X-API-Key', value),
  value => inHeader('X-API-Key', value),
  value => inHeader('x-api-key', ` ${value}`),
  () => inHeader('X-API-Key', ''),
  value => inHeader('X-Corp-Key', value),
  () => inHeader('X-Corp-Key', KEY_VALUES.corporate),
  value => ({ query: [`api_key=${value}`] }),
  value => ({ query: [`api_key=${value}`] }),
  value => ({ query: [`API_KEY=${value}`] }),
  value => ({ query: [`api_key=${value.replace('_', '%5F')}`] }),
  value => ({ query: [`api%5Fkey=${value}`] }),
  (value, other) => ({ query: [`api_key=${value}`, `api_key=${other}`] }),
  value => ({ query: [`x=1?api_key=${value}`] }),
  value => ({ query: ['api_key=', `api_key=${value}`] }),
  value => inHeader('Cookie', `APIKEY=${value}`),
  value => inHeader('Cookie', `APIKEY=${value}`),
  value => inHeader('Cookie', `session=1; APIKEY=${value}; theme=dark`),
  value => inHeader('Cookie', `apikey=${value}`),
  value => inHeader('Cookie', `APIKEY="${value}"`),
  (value, other) => inHeader('Cookie', `APIKEY=${value}; APIKEY=${other}`),
  (value, other) => inHeader('Cookie', [`APIKEY=${other}`, `APIKEY=${value}`]),
  (value, other) =>
    inHeader('Authorization', [`Bearer ${value}`, `Bearer ${other}`]),
  (value, other) => inHeader('X-API-Key', [value, other]),
  (value, other) => ({
    headers: { Authorization: `Bearer ${value}`, 'X-Corp-Key': other },
  }),
  (value, other) => ({
    headers: { Authorization: `Bearer ${other}`, 'X-API-Key': value },
    query: [`api_key=${value}`],
  }),
];

function inHeader(name: string, value: string | string[]): Credentials {
  return { headers: { [name]: value } };
}

function hostFor(host: string, next: (bound: number) => number): string {
  switch (next(14)) {
    case 0:
      return `${host}:8080`;
    case 1:
      return host.toUpperCase();
    case 2:
      return `sub.${host}`;
    case 3:
      return `${host}.`;
    case 4:
      return `x${host}`;
    default:
      return host;
  }
}

/** Calls to hosts with keys that are right, wrong, misplaced, doubled or missing; the same for the same seed. */
export function generateCalls(
  count: number,
  options: {
    seed: number;
    hosts: readonly string[];
    /** Tokens, which are sent to hosts with `jwt` in their names as often as keys are. */
    tokens: readonly string[];
  },
): TestCall[] {
  const next = numbersFrom(options.seed);
  const one = <T>(choices: readonly T[]) => choices[next(choices.length)];
  return Array.from({ length: count }, () => {
    const host = one(options.hosts);
    const sendsToken = host.startsWith('jwt') && next(4) > 0;
    const credentials = one(CREDENTIALS)(
      one(sendsToken ? options.tokens : LIKELY_VALUES),
      one(Object.values(KEY_VALUES)),
    );
    const query = [one(QUERIES), ...(credentials.query ?? [])]
      .filter(Boolean)
      .join('&');
    const path = next(3) === 0 ? one(PATHS) : one(PATHS.slice(0, 14));
    return {
      method: one(METHODS),
      host: hostFor(host, next),
      path: query ? `${path}?${query}` : path,
      headers: {
        ...(next(8) === 0 && { 'X-Open': one(['yes', 'no', 'YES']) }),
        ...credentials.headers,
      },
    };
  });
}
