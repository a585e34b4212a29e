import { Answer, ApiClient } from '../ApiClient';
import { configMap, configMaps, customKind, define } from '../fixtures';
import { Suite } from '../runApiServerTests';
import { properties } from '../trials';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
const clientSide = 'fieldManager=kubectl-client-side-apply';
const serverSide = 'fieldManager=kubectl';

const lastAppliedOf = ({ body }: Answer) =>
  body.metadata?.annotations?.[annotation];

const managersOf = ({ body }: Answer) =>
  body.metadata?.managedFields?.map(
    ({ manager, operation }) => `${manager} ${operation}`,
  );

const fieldsOf = ({ body }: Answer, manager: string) =>
  body.metadata?.managedFields?.find(entry => entry.manager === manager)
    ?.fieldsV1;

/** Makes a ConfigMap as client-side apply does. */
async function applied(
  api: ApiClient,
  data: object,
  { text, labels }: { text?: string; labels?: object } = {},
): Promise<string> {
  const namespace = await api.namespace();
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', ...(labels && { labels }) },
    data,
  };
  const { status } = await api.post(`${configMaps(namespace)}?${clientSide}`, {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { [annotation]: text ?? JSON.stringify(object) },
    },
  });
  expect(status).toBe(201);
  return `${configMaps(namespace)}/a`;
}

const conflictsOf = ({ status, body }: Answer) => [
  status,
  body.details?.causes?.map(({ field }) => field),
];

export const lastApplied: Suite = {
  'kubectl takes over by apply what it applied on its own side': async api => {
    const path = await applied(api, { x: '1', y: '1' });
    const answer = await api.apply(
      path,
      configMap('a', { x: '2', z: '3' }),
      serverSide,
    );
    expect([answer.status, answer.body.data]).toEqual([
      200,
      { x: '2', y: '1', z: '3' },
    ]);
    expect(managersOf(answer)).toEqual([
      'kubectl Apply',
      'kubectl-client-side-apply Update',
    ]);
    expect([
      fieldsOf(answer, 'kubectl'),
      fieldsOf(answer, 'kubectl-client-side-apply'),
    ]).toEqual([
      { 'f:data': { 'f:x': {}, 'f:z': {} } },
      {
        'f:data': { '.': {}, 'f:y': {} },
        'f:metadata': {
          'f:annotations': { '.': {}, [`f:${annotation}`]: {} },
        },
      },
    ]);
  },

  'the annotation follows what kubectl applies on the server': async api => {
    const path = await applied(api, { x: '1' });
    const answer = await api.apply(
      path,
      {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: {
          name: 'a',
          labels: { b: '1', a: '1' },
          annotations: { note: 'é\u2028' },
        },
        data: { x: '<&>' },
      },
      serverSide,
    );
    expect(lastAppliedOf(answer)).toBe(
      '{"apiVersion":"v1","data":{"x":"\\u003c\\u0026\\u003e"},"kind":"ConfigMap","metadata":{"annotations":{"note":"é\\u2028"},"labels":{"a":"1","b":"1"},"name":"a"}}\n',
    );
    expect(lastAppliedOf(await api.get(path))).toBe(lastAppliedOf(answer));
  },

  'the annotation follows where nothing conflicts too': async api => {
    const path = await applied(api, { x: '1' });
    const answer = await api.apply(
      path,
      configMap('a', { x: '1', y: '2' }),
      serverSide,
    );
    expect(lastAppliedOf(answer)).toBe(
      '{"apiVersion":"v1","data":{"x":"1","y":"2"},"kind":"ConfigMap","metadata":{"name":"a"}}\n',
    );
  },

  'an annotation that is applied is not told in itself': async api => {
    const path = await applied(api, { x: '1' });
    const answer = await api.apply(
      path,
      {
        ...configMap('a', { x: '1' }),
        metadata: { name: 'a', annotations: { [annotation]: '{}' } },
      },
      `${serverSide}&force=true`,
    );
    expect(lastAppliedOf(answer)).toBe(
      '{"apiVersion":"v1","data":{"x":"1"},"kind":"ConfigMap","metadata":{"annotations":{},"name":"a"}}\n',
    );
  },

  'an object without the annotation gets none': async api => {
    const namespace = await api.namespace();
    await api.post(configMaps(namespace), configMap('a'));
    const answer = await api.apply(
      `${configMaps(namespace)}/a`,
      configMap('a', { b: '1' }),
      serverSide,
    );
    expect([answer.status, lastAppliedOf(answer)]).toEqual([200, undefined]);
  },

  'an annotation that would be too large goes': async api => {
    const path = await applied(api, { x: '1' });
    const answer = await api.apply(
      path,
      configMap('a', { x: '2', y: 'y'.repeat(300 * 1024) }),
      serverSide,
    );
    expect([answer.status, lastAppliedOf(answer)]).toEqual([200, undefined]);
  },

  'what somebody else has changed since still conflicts': async api => {
    const path = await applied(api, { x: '1', y: '1' });
    await api.send(
      'PATCH',
      `${path}?fieldManager=other`,
      { data: { y: '9' } },
      { headers: { 'content-type': 'application/merge-patch+json' } },
    );
    const answer = await api.apply(
      path,
      configMap('a', { x: '2', y: '2' }),
      serverSide,
    );
    expect(conflictsOf(answer)).toEqual([409, ['.data.y']]);
    expect(answer.body.message).toBe(
      'Apply failed with 1 conflict: conflict with "other" using v1: .data.y',
    );
    expect((await api.get(path)).body.data).toEqual({ x: '1', y: '9' });
  },

  'what the annotation does not name still conflicts': async api => {
    const path = await applied(
      api,
      { x: '1', y: '1' },
      { text: JSON.stringify(configMap('a', { x: '1' })) },
    );
    const answer = await api.apply(
      path,
      configMap('a', { x: '2', y: '2' }),
      serverSide,
    );
    expect(conflictsOf(answer)).toEqual([409, ['.data.y']]);
  },

  'an annotation with another value than the object does not count':
    async api => {
      const path = await applied(
        api,
        { x: '1' },
        { text: JSON.stringify(configMap('a', { x: '0' })) },
      );
      const answer = await api.apply(
        path,
        configMap('a', { x: '2' }),
        serverSide,
      );
      expect(conflictsOf(answer)).toEqual([409, ['.data.x']]);
    },

  'an annotation that cannot be used is as none': async api => {
    for (const text of [
      'nonsense',
      '[]',
      '""',
      '{}',
      JSON.stringify({ ...configMap('a', { x: '1' }), apiVersion: 'v2' }),
      JSON.stringify({ ...configMap('a', { x: '1' }), unknown: 1 }),
    ]) {
      const path = await applied(api, { x: '1' }, { text });
      const answer = await api.apply(
        path,
        configMap('a', { x: '2' }),
        serverSide,
      );
      expect([text, ...conflictsOf(answer)]).toEqual([text, 409, ['.data.x']]);
    }
  },

  'only kubectl takes over by the annotation': async api => {
    const path = await applied(api, { x: '1' });
    const other = await api.apply(
      path,
      configMap('a', { x: '2' }),
      'fieldManager=other',
    );
    expect(conflictsOf(other)).toEqual([409, ['.data.x']]);
    const same = await api.apply(
      path,
      configMap('a', { x: '1' }),
      'fieldManager=other',
    );
    expect([same.status, lastAppliedOf(same)]).toEqual([
      200,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a' },
        data: { x: '1' },
      }),
    ]);
  },

  'kubectl takes over labels and items of lists of a CustomResource':
    async api => {
      const kind = customKind(
        properties({
          color: { type: 'string' },
          parts: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: {
              type: 'object',
              required: ['name'],
              properties: {
                name: { type: 'string' },
                size: { type: 'integer' },
              },
            },
          },
        }),
      );
      await define(api, kind);
      const namespace = await api.namespace();
      const object = (label: string, color: string, size: number) =>
        kind.object('a', {
          metadata: { name: 'a', labels: { l: label } },
          spec: { color, parts: [{ name: 'p', size }] },
        }) as { metadata: object };
      const first = object('1', 'red', 1);
      await api.post(`${kind.path(namespace)}?${clientSide}`, {
        ...first,
        metadata: {
          ...first.metadata,
          annotations: { [annotation]: JSON.stringify(first) },
        },
      });
      const answer = await api.apply(
        `${kind.path(namespace)}/a`,
        object('2', 'blue', 2),
        serverSide,
      );
      expect([
        answer.status,
        answer.body.spec,
        answer.body.metadata?.labels,
      ]).toEqual([
        200,
        { color: 'blue', parts: [{ name: 'p', size: 2 }] },
        { l: '2' },
      ]);
      expect(lastAppliedOf(answer)).toBe(
        `{"apiVersion":"${kind.apiVersion}","kind":"Widget","metadata":{"labels":{"l":"2"},"name":"a"},"spec":{"color":"blue","parts":[{"name":"p","size":2}]}}\n`,
      );
    },

  'the owners of fields can be written': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    const { body } = await api.post(
      `${configMaps(namespace)}?${clientSide}`,
      configMap('a', { x: '1' }),
    );
    const [entry] = body.metadata!.managedFields!;
    const moved = await api.patch(`${path}?fieldManager=mover`, 'json', [
      {
        op: 'replace',
        path: '/metadata/managedFields',
        value: [{ ...entry, manager: 'kubectl', operation: 'Apply' }],
      },
      {
        op: 'replace',
        path: '/metadata/resourceVersion',
        value: body.metadata!.resourceVersion,
      },
    ]);
    expect([moved.status, managersOf(moved)]).toEqual([200, ['kubectl Apply']]);
    const answer = await api.apply(
      path,
      configMap('a', { y: '1' }),
      serverSide,
    );
    expect([answer.status, answer.body.data]).toEqual([200, { y: '1' }]);
  },

  'owners that are written and cannot be read are left as they were':
    async api => {
      const namespace = await api.namespace();
      const path = `${configMaps(namespace)}/a`;
      const { body } = await api.post(
        `${configMaps(namespace)}?fieldManager=me`,
        configMap('a', { x: '1' }),
      );
      const [entry] = body.metadata!.managedFields!;
      const answer = await api.put(`${path}?fieldManager=me`, {
        ...configMap('a', { x: '1' }),
        metadata: {
          name: 'a',
          managedFields: [{ ...entry, manager: 'x', apiVersion: '' }],
        },
      });
      expect([answer.status, managersOf(answer)]).toEqual([200, ['me Update']]);
    },

  'status leaves the owners of fields as they are': async api => {
    const kind = customKind(properties({ a: { type: 'string' } }), {
      subresources: { status: {} },
    });
    await define(api, kind);
    const namespace = await api.namespace();
    const { body } = await api.post(
      `${kind.path(namespace)}?fieldManager=me`,
      kind.object('a', { spec: { a: '1' } }),
    );
    const [entry] = body.metadata!.managedFields!;
    const answer = await api.put(
      `${kind.path(namespace)}/a/status?fieldManager=me`,
      {
        ...body,
        metadata: {
          ...body.metadata,
          managedFields: [{ ...entry, manager: 'x' }],
        },
      },
    );
    expect([answer.status, managersOf(answer)]).toEqual([200, ['me Update']]);
  },
};
