import { extractKey } from './credentials';

const request = {
  headers: {
    authorization: 'APIKEY  abc ',
    'x-api-key': 'def',
    cookie: 'theme=dark; key=a%20b=; other=1',
  },
  search: '?page=2&key=x%2By&empty=',
};

test('a key is taken from where the policy says, undecoded', () => {
  const header = (name: string, prefix?: string) =>
    extractKey(request, { in: 'header', name, prefix });
  expect(header('Authorization', 'APIKEY')).toBe('abc');
  expect(header('Authorization', 'Bearer')).toBeUndefined();
  expect(header('Authorization', 'API')).toBeUndefined();
  expect(header('X-API-Key')).toBe('def');
  expect(header('X-Other')).toBeUndefined();
  expect(extractKey(request, { in: 'query', name: 'key' })).toBe('x%2By');
  expect(extractKey(request, { in: 'query', name: 'empty' })).toBe('');
  expect(extractKey(request, { in: 'query', name: 'toString' })).toBe(
    undefined,
  );
  expect(extractKey(request, { in: 'cookie', name: 'key' })).toBe('a%20b=');
  expect(
    extractKey({ headers: {}, search: '' }, { in: 'cookie', name: 'key' }),
  ).toBeUndefined();
});
