import { Answer, ApiClient } from './ApiClient';
import { customKind, define } from './fixtures';

/** Makes one object of a kind with the given schema of spec, and answers with the answer. */
export async function tried(
  api: ApiClient,
  schema: object,
  spec: unknown,
  query = '',
): Promise<Answer> {
  const kind = customKind(schema);
  await define(api, kind);
  const namespace = await api.namespace();
  return api.post(kind.path(namespace) + query, kind.object('a', { spec }));
}

export const properties = (fields: object, more: object = {}) => ({
  type: 'object',
  properties: fields,
  ...more,
});

/** A value that a schema refuses, with the cause. */
export const refuses =
  (field: object, value: unknown, cause: object) => async (api: ApiClient) => {
    const { status, body } = await tried(api, properties({ f: field }), {
      f: value,
    });
    expect(status).toBe(422);
    expect(body.details?.causes?.[0]).toEqual({ field: 'spec.f', ...cause });
  };

/** A value that a schema accepts. */
export const accepts =
  (field: object, value: unknown) => async (api: ApiClient) => {
    const { status, body } = await tried(api, properties({ f: field }), {
      f: value,
    });
    expect([status, body.spec]).toEqual([201, { f: value }]);
  };
