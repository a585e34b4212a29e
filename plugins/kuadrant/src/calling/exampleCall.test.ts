import type { ExampleCall } from '@kuadrant/backstage-plugin-kuadrant-common';
import { exampleHost, exampleKey, exampleProduct } from '../../dev/fixtures';
import {
  exampleCall,
  keyVariable,
  targetOfKey,
  targetOfProduct,
} from './exampleCall';

const operation = (changes: Partial<ExampleCall> = {}): ExampleCall => ({
  method: 'GET',
  path: '/toys',
  query: [],
  headers: [],
  placeholders: [],
  ...changes,
});
const HOST = exampleHost('toystore.localhost');
const KEY = targetOfKey(exampleKey('stock'));
const callOf = (changes: Partial<ExampleCall>, target = KEY) =>
  exampleCall(target, HOST, operation(changes));

describe('exampleCall', () => {
  it('knows address, placement and variable of a key', () => {
    expect(exampleCall(KEY, HOST, operation())).toEqual({
      call: {
        method: 'GET',
        url: 'http://toystore.localhost:8080/toys',
        headers: [],
        placement: { in: 'header', name: 'Authorization', prefix: 'APIKEY' },
        variable: 'TOYSTORE_API_KEY',
      },
      placeholders: [],
    });
  });

  it('is the same for a product', () => {
    expect(
      exampleCall(targetOfProduct(exampleProduct('toystore')), HOST),
    ).toMatchObject({
      call: {
        method: 'GET',
        url: 'http://toystore.localhost:8080/',
        variable: 'TOYSTORE_API_KEY',
      },
    });
  });

  it('invents no address, no place for the key and no form', () => {
    expect(exampleCall(KEY, undefined)).toEqual({ missing: 'address' });
    expect(exampleCall({ ...KEY, placement: undefined }, HOST)).toEqual({
      missing: 'placement',
    });
    expect(
      callOf({ method: 'POST', body: { contentType: 'multipart/form-data' } }),
    ).toEqual({ missing: 'form' });
  });

  it('marks the open part of a wildcard host', () => {
    expect(
      exampleCall(
        KEY,
        exampleHost('*.example.com', {
          kind: 'wildcard',
          url: 'https://<your-host>.example.com',
          placeholder: true,
        }),
        operation({ path: '/toys/YOUR-ID', placeholders: ['YOUR-ID'] }),
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
    expect(exampleCall(KEY, anyHost, operation())).toMatchObject({
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
    ['/my%20api/toys', '/my api', '/my%20api/toys'],
    ['/toys', '/$(id)', '/%24%28id%29/toys'],
    [undefined, '', '/'],
  ])('puts the path %s below the prefix %j', (path, pathPrefix, expected) => {
    expect(callOf({ path }, { ...KEY, pathPrefix })).toMatchObject({
      call: { url: `http://toystore.localhost:8080${expected}` },
    });
  });

  it('encodes the query and names the type of the body', () => {
    expect(
      callOf({
        method: 'POST',
        query: [
          { name: 'a b', value: '$(id)' },
          { name: 'f[x]', value: "'" },
        ],
        headers: [{ name: 'X-Tenant', value: 'blue' }],
        body: { contentType: 'application/json', text: '{}' },
      }),
    ).toMatchObject({
      call: {
        method: 'POST',
        url: 'http://toystore.localhost:8080/toys?a%20b=%24%28id%29&f%5Bx%5D=%27',
        headers: [
          { name: 'X-Tenant', value: 'blue' },
          { name: 'Content-Type', value: 'application/json' },
        ],
        body: '{}',
      },
    });
  });

  it('sends the key once where the document names it too', () => {
    const headers = [{ name: 'x-key', value: 'YOUR-X-KEY' }];
    const query = [{ name: 'x-key', value: 'YOUR-X-KEY' }];
    const inHeader = { in: 'header' as const, name: 'X-Key' };
    expect(
      callOf({ headers, query }, { ...KEY, placement: inHeader }),
    ).toMatchObject({
      call: { headers: [], url: expect.stringMatching(/\?/) },
    });
    const inQuery = { in: 'query' as const, name: 'X-Key' };
    expect(
      callOf({ headers, query }, { ...KEY, placement: inQuery }),
    ).toMatchObject({
      call: { headers, url: expect.not.stringContaining('?') },
    });
  });

  it('never lets the words of an owner reach a shell', () => {
    const name = 'X\u0003\ntouch pwned';
    const placement = { in: 'header' as const, name };
    expect(callOf({}, { ...KEY, placement })).toEqual({ missing: 'placement' });
    const credentials = { customHeader: { name } };
    expect(
      callOf(
        {},
        targetOfKey({
          ...exampleKey('stock', { access: undefined }),
          status: { authScheme: { credentials } },
        }),
      ),
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
