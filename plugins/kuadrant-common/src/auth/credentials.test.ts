import { keyPlacement } from './credentials';

test('the first placement that is set counts, and Bearer is the default', () => {
  const bearer = { in: 'header', name: 'Authorization', prefix: 'Bearer' };
  expect(keyPlacement(undefined)).toEqual(bearer);
  expect(keyPlacement({})).toEqual(bearer);
  expect(keyPlacement({ authorizationHeader: {} })).toEqual(bearer);
  expect(keyPlacement({ authorizationHeader: { prefix: '' } })).toEqual(bearer);
  expect(
    keyPlacement({
      authorizationHeader: { prefix: 'APIKEY' },
      cookie: { name: 'c' },
    }),
  ).toEqual({ ...bearer, prefix: 'APIKEY' });
  expect(
    keyPlacement({ customHeader: { name: 'X-Key' }, cookie: { name: 'c' } }),
  ).toEqual({ in: 'header', name: 'X-Key' });
  expect(keyPlacement({ queryString: { name: 'key' } })).toEqual({
    in: 'query',
    name: 'key',
  });
  expect(keyPlacement({ cookie: { name: 'key' } })).toEqual({
    in: 'cookie',
    name: 'key',
  });
});
