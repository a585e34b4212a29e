import { canShowPlacement, examplePathFor } from './callExample';

it.each([
  ['/toys', '/toys', []],
  ['/toys/{id}', '/toys/YOUR-ID', ['YOUR-ID']],
  ['/a/{pet id}/{x}', '/a/YOUR-PET-ID/YOUR-X', ['YOUR-PET-ID', 'YOUR-X']],
  ['/toys/{}', '/toys/YOUR-VALUE', ['YOUR-VALUE']],
  ['/my things/über', '/my%20things/%C3%BCber', []],
  [
    '/a"; $(id) `id` !! #',
    '/a%22;%20%24%28id%29%20%60id%60%20%21%21%20%23',
    [],
  ],
  ["/it's*", '/it%27s%2A', []],
  ['/a\\b|c&d<e>', '/a%5Cb%7Cc%26d%3Ce%3E', []],
  ['/{$(touch x)}', '/YOUR-TOUCH-X', ['YOUR-TOUCH-X']],
  ['/a:batch', '/a:batch', []],
])('%s becomes %s', (path, expected, placeholders) => {
  expect(examplePathFor(path)).toEqual({ path: expected, placeholders });
});

it.each([
  '/x\u0003\ntouch pwned\n#',
  '/x\ty',
  '/x\u0000',
  '/x\u007f',
  '/x\u0085',
  '/x\ud800',
  'toys',
  '',
])('%j gives no example', path => {
  expect(examplePathFor(path)).toBeUndefined();
});

it.each<[Parameters<typeof canShowPlacement>[0], boolean]>([
  [{ in: 'header', name: 'X-Key' }, true],
  [{ in: 'header', name: 'Authorization', prefix: 'APIKEY' }, true],
  [{ in: 'header', name: 'Authorization', prefix: 'API KEY' }, false],
  [{ in: 'header', name: 'X-Key\nX-Admin: 1' }, false],
  [{ in: 'header', name: 'X-$(id)' }, false],
  [{ in: 'query', name: 'api_key' }, true],
  [{ in: 'query', name: 'a&b' }, false],
  [{ in: 'cookie', name: 'KEY;Path=/' }, false],
  [{ in: 'cookie', name: '' }, false],
])('%j', (placement, expected) => {
  expect(canShowPlacement(placement)).toBe(expected);
});
