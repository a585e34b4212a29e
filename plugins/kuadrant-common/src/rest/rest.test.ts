import { createKuadrantClient } from './client';
import { errorCode, fieldErrors } from './errors';
import { createOpenApiDocument } from './openapi';
import { operations } from './operations';
import { routes } from './routes';

describe('the REST contract', () => {
  it('refuses unknown fields and names, and says which', () => {
    const body = operations.createApiKey.body;
    const good = {
      apiProduct: { namespace: 'toystore', name: 'toystore' },
      planTier: 'silver',
      useCase: 'Nightly import',
    };
    expect(body.parse(good)).toEqual(good);
    const issues = (value: unknown) =>
      body.safeParse(value).error?.issues.map(issue => issue.path.join('.'));
    expect(issues({ ...good, useCase: '  ' })).toEqual(['useCase']);
    expect(issues({ ...good, useCase: 'x'.repeat(501) })).toEqual(['useCase']);
    expect(issues({ ...good, expiresAt: 'tomorrow' })).toEqual(['expiresAt']);
    expect(
      issues({ ...good, apiProduct: { namespace: 'Toys', name: 'a/b' } }),
    ).toEqual(['apiProduct.namespace', 'apiProduct.name']);
    expect(
      body.safeParse({ ...good, requestedBy: 'x' }).error?.issues[0],
    ).toMatchObject({ code: 'unrecognized_keys', keys: ['requestedBy'] });
  });

  it('reads queries as they come in an address', () => {
    const query = operations.listApiKeys.query;
    expect(query.parse({})).toMatchObject({ limit: 50, scope: 'own' });
    expect(query.parse({ status: 'Pending', limit: '500' })).toMatchObject({
      status: ['Pending'],
      limit: 500,
    });
    expect(query.safeParse({ limit: '501' }).success).toBe(false);
    expect(query.safeParse({ sort: '-created' }).success).toBe(true);
    expect(query.safeParse({ sort: 'secret' }).success).toBe(false);
    expect(query.safeParse({ color: 'red' }).success).toBe(false);
  });

  it('lets a patch clear a field and keeps what it does not name', () => {
    const patch = operations.updateApiProduct.body;
    expect(patch.parse({ contact: { email: null } })).toEqual({
      contact: { email: null },
    });
    expect(patch.parse({ publishStatus: 'Published' })).toEqual({
      publishStatus: 'Published',
    });
    expect(patch.safeParse({ displayName: null }).success).toBe(false);
  });

  it('describes every call in OpenAPI 3.1', () => {
    const document = createOpenApiDocument({
      serverUrl: 'http://localhost:7007/api/kuadrant',
    }) as { openapi: string; paths: Record<string, Record<string, any>> };
    expect(document.openapi).toBe('3.1.1');
    for (const [name, { method, path }] of Object.entries(routes)) {
      const operation =
        document.paths[path.replace(/:(\w+)/g, '{$1}')][method.toLowerCase()];
      expect(operation.operationId).toBe(name);
    }
    expect(
      document.paths['/apikeys/{namespace}/{name}/reveal'].post.responses,
    ).toHaveProperty('410');
  });
});

describe('the client', () => {
  const answer = (status: number, body?: unknown) =>
    jest.fn(
      async (..._args: Parameters<typeof fetch>) =>
        new Response(body === undefined ? null : JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        }),
    );

  it('fills path, query and body', async () => {
    const fetch = answer(200, { items: [] });
    const client = createKuadrantClient({
      baseUrl: 'plugin://kuadrant',
      fetch,
    });
    await client.listApiKeys({
      query: { status: ['Pending', 'Failed'], q: 'a b' },
    });
    await client.approveRequest({
      params: { namespace: 'toystore', name: 'r.1' },
      body: { revision: 'r1', message: 'go ahead' },
    });
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([
      'plugin://kuadrant/apikeys?status=Pending&status=Failed&q=a+b',
      'plugin://kuadrant/requests/toystore/r.1/approve',
    ]);
    expect(fetch.mock.calls[1][1]).toMatchObject({
      method: 'POST',
      body: '{"revision":"r1","message":"go ahead"}',
    });
  });

  it('rejects with the status and the fields that are wrong', async () => {
    const fields = [{ path: 'useCase', message: 'must not be empty' }];
    const fetch = answer(400, {
      error: {
        name: 'InputError',
        message: 'useCase must not be empty',
        fields,
      },
      response: { statusCode: 400 },
    });
    const client = createKuadrantClient({ baseUrl: async () => '', fetch });
    const error = await client
      .rotateApiKey({ params: { namespace: 'a', name: 'b' } })
      .catch(e => e);
    expect(error.statusCode).toBe(400);
    expect(fieldErrors(error)).toEqual(fields);
    expect(fieldErrors(new Error('other'))).toEqual([]);
  });

  it.each([
    [409, { code: 'requestChanged' }, 'requestChanged'],
    [409, { code: 'ofALaterVersion' }, 'conflict'],
    [409, { code: 'toString' }, 'conflict'],
    [409, {}, 'conflict'],
    [418, {}, 'invalidRequest'],
    [502, undefined, 'internalError'],
  ])('rejects with the code: %i %j', async (status, error, code) => {
    const fetch = answer(
      status,
      error && {
        error: { name: 'Error', message: 'no', ...error },
        response: { statusCode: status },
      },
    );
    const client = createKuadrantClient({ baseUrl: '', fetch });
    const rejected = await client.listApiKeys({}).catch(e => e);
    expect(rejected).toMatchObject({ name: 'ResponseError', code });
    expect(errorCode(rejected)).toBe(code);
    expect(errorCode(new TypeError('Failed to fetch'))).toBeUndefined();
  });

  it('answers nothing for 204', async () => {
    const client = createKuadrantClient({ baseUrl: '', fetch: answer(204) });
    await expect(
      client.deleteApiKey({ params: { namespace: 'a', name: 'b' } }),
    ).resolves.toBeUndefined();
  });
});
