import { mockCredentials } from '@backstage/backend-test-utils';
import {
  createOpenApiDocument,
  ERROR_CODES,
  routes,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { request as httpRequest } from 'node:http';
import { userRef } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start();
}, 600_000);
afterAll(() => portal?.stop());

/** A call with any method and raw path, as no client library sends it. */
async function raw(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<{
  status: number;
  headers: Record<string, unknown>;
  text: string;
}> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${portal.url}/api/kuadrant${path}`,
      { method, headers },
      answer => {
        const chunks: Buffer[] = [];
        answer.on('data', chunk => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const asOwner = {
  authorization: mockCredentials.user.header(userRef('owner1')),
  'content-type': 'application/json',
};

const filled = (path: string) =>
  path.replace(':namespace', 'toystore').replace(':name', 'toystore');

describe('errors of the REST API', () => {
  it.each(Object.values(routes))(
    '$method $path answers 401 with a code to callers without credentials, and to broken tokens',
    async ({ method, path }) => {
      for (const authorization of [
        mockCredentials.none.header(),
        mockCredentials.user.invalidHeader(),
      ]) {
        const { status, text } = await raw(method, filled(path), {
          authorization,
        });
        expect(status).toBe(401);
        expect(JSON.parse(text).error.code).toBe('unauthenticated');
      }
    },
  );

  it.each([
    ['PUT', '/apiproducts/toystore/toystore', 'GET, PATCH, DELETE, HEAD'],
    ['TRACE', '/apiproducts', 'GET, POST, HEAD'],
    ['GET', '/apikeys/a/b/reveal', 'POST'],
    ['DELETE', '/httproutes/a/b', 'GET, HEAD'],
    ['PATCH', '/requests/bulk-review', 'POST'],
  ])('%s %s is 405 with Allow', async (method, path, allow) => {
    const { status, headers, text } = await raw(method, path, asOwner);
    expect(status).toBe(405);
    expect(headers.allow).toBe(allow);
    expect(JSON.parse(text).error.code).toBe('methodNotAllowed');
  });

  it.each(['/', '/secrets', '/apikeys/a', '/apikeys/a/b/c/d'])(
    'an unknown path is 404 as JSON: %s',
    async path => {
      const { status, headers, text } = await raw('GET', path, asOwner);
      expect(status).toBe(404);
      expect(headers['content-type']).toMatch('application/json');
      expect(JSON.parse(text).error.code).toBe('unknownPath');
    },
  );

  it('leaves the endpoints of Backstage itself to Backstage', async () => {
    const { status, text } = await raw('GET', '/.backstage/else', asOwner);
    expect(status).toBe(404);
    expect(text).not.toContain('unknownPath');
  });

  it('does not repeat a body that it cannot read', async () => {
    const { status, text } = await raw(
      'POST',
      '/apiproducts',
      asOwner,
      '{"note": kdp_TopSecret',
    );
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toMatchObject({
      code: 'invalidJson',
      message: 'The body is not valid JSON.',
    });
    expect(text).not.toContain('TopSecret');
  });

  it.each([
    [413, 'bodyTooLarge', JSON.stringify({ a: 'x'.repeat(300_000) }), {}],
    [415, 'unsupportedMediaType', 'a=b', { 'content-type': 'text/plain' }],
    [
      415,
      'unsupportedMediaType',
      '{}',
      { 'content-type': 'application/json; charset=utf-32' },
    ],
    [400, 'invalidRequest', '{}', {}],
    [400, 'invalidRequest', '[]', {}],
  ])('a body that is refused is %i %s', async (expected, code, body, more) => {
    const { status, text } = await raw(
      'POST',
      '/apiproducts',
      { ...asOwner, ...(more as Record<string, string>) },
      body,
    );
    expect(status).toBe(expected);
    expect(JSON.parse(text).error.code).toBe(code);
  });

  it('a path with broken percent encoding is 400', async () => {
    const { status, text } = await raw('GET', '/apikeys/%zz/x', asOwner);
    expect(status).toBe(400);
    expect(JSON.parse(text).error.code).toBe('invalidRequest');
    expect(text).not.toContain('decode');
  });

  it('lists its codes in the OpenAPI document', () => {
    const { components } = createOpenApiDocument({ serverUrl: '/' }) as {
      components: { schemas: { ErrorCode: { enum: string[] } } };
    };
    expect(components.schemas.ErrorCode.enum).toEqual(Object.keys(ERROR_CODES));
  });
});
