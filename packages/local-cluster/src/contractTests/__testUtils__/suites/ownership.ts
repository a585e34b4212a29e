import {
  anySpec,
  configMap,
  configMaps,
  customKind,
  define,
} from '../fixtures';
import { Answer } from '../ApiClient';
import { Suite } from '../runApiServerTests';

function owners({ body }: Answer) {
  return body.metadata?.managedFields?.map(
    ({ manager, operation, fieldsV1, subresource }) => ({
      manager,
      operation,
      fields: fieldsV1,
      ...(subresource && { subresource }),
    }),
  );
}

const applied = (name: string, data: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});

export const ownership: Suite = {
  'create makes the client the owner of all fields': async api => {
    const namespace = await api.namespace();
    const answer = await api.post(`${configMaps(namespace)}?fieldManager=me`, {
      metadata: { name: 'a', labels: { l: '1' } },
      data: { x: '1' },
    });
    expect(owners(answer)).toEqual([
      {
        manager: 'me',
        operation: 'Update',
        fields: {
          'f:data': { '.': {}, 'f:x': {} },
          'f:metadata': { 'f:labels': { '.': {}, 'f:l': {} } },
        },
      },
    ]);
    expect(answer.body.metadata?.managedFields?.[0]).toMatchObject({
      apiVersion: 'v1',
      fieldsType: 'FieldsV1',
      time: expect.stringMatching(/Z$/),
    });
  },

  'the user agent names a client without a fieldManager': async api => {
    const namespace = await api.namespace();
    const answer = await api.post(configMaps(namespace), configMap('a'), {
      headers: { 'user-agent': 'some-tool/1.2 (linux)' },
    });
    expect(owners(answer)?.[0].manager).toBe('some-tool');
  },

  'a change takes a field over from its owner': async api => {
    const namespace = await api.namespace();
    await api.post(
      `${configMaps(namespace)}?fieldManager=one`,
      configMap('a', { x: '1', y: '1' }),
    );
    const answer = await api.patch(
      `${configMaps(namespace)}/a?fieldManager=two`,
      'merge',
      {
        data: { x: '2', z: '1' },
      },
    );
    expect(owners(answer)).toEqual([
      {
        manager: 'one',
        operation: 'Update',
        fields: { 'f:data': { '.': {}, 'f:y': {} } },
      },
      {
        manager: 'two',
        operation: 'Update',
        fields: { 'f:data': { 'f:x': {}, 'f:z': {} } },
      },
    ]);
  },

  'a removed field has no owner': async api => {
    const namespace = await api.namespace();
    await api.post(
      `${configMaps(namespace)}?fieldManager=one`,
      configMap('a', { x: '1', y: '1' }),
    );
    const answer = await api.patch(
      `${configMaps(namespace)}/a?fieldManager=two`,
      'merge',
      {
        data: { x: null },
      },
    );
    expect(owners(answer)).toEqual([
      {
        manager: 'one',
        operation: 'Update',
        fields: { 'f:data': { '.': {}, 'f:y': {} } },
      },
    ]);
  },

  'apply makes what does not exist': async api => {
    const namespace = await api.namespace();
    const answer = await api.apply(
      `${configMaps(namespace)}/a`,
      applied('a', { x: '1' }),
    );
    expect([answer.status, answer.body.data]).toEqual([201, { x: '1' }]);
    expect(owners(answer)).toEqual([
      {
        manager: 'tester',
        operation: 'Apply',
        fields: { 'f:data': { 'f:x': {} } },
      },
    ]);
  },

  'apply changes nothing the second time': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    const first = await api.apply(path, applied('a', { x: '1' }));
    const second = await api.apply(path, applied('a', { x: '1' }));
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
  },

  'apply removes what is no longer applied': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    await api.apply(
      path,
      applied('a', { x: '1', y: '1' }, { labels: { l: '1' } }),
    );
    const { body } = await api.apply(path, applied('a', { y: '2' }));
    expect(body.data).toEqual({ y: '2' });
    expect(body.metadata?.labels).toBeUndefined();
  },

  'apply keeps what others own': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    await api.apply(path, applied('a', { x: '1' }));
    await api.patch(`${path}?fieldManager=other`, 'merge', {
      data: { y: '1' },
    });
    const { body } = await api.apply(path, applied('a', {}));
    expect(body.data).toEqual({ y: '1' });
  },

  'apply keeps what another applier owns too': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    await api.apply(path, applied('a', { x: '1', y: '1' }), 'fieldManager=one');
    await api.apply(path, applied('a', { x: '1' }), 'fieldManager=two');
    const { body } = await api.apply(
      path,
      applied('a', { y: '1' }),
      'fieldManager=one',
    );
    expect(body.data).toEqual({ x: '1', y: '1' });
  },

  'apply of another value conflicts and names the owner and the field':
    async api => {
      const namespace = await api.namespace();
      const path = `${configMaps(namespace)}/a`;
      await api.apply(path, applied('a', { x: '1' }), 'fieldManager=one');
      const { status, body } = await api.apply(
        path,
        applied('a', { x: '2' }),
        'fieldManager=two',
      );
      expect(status).toBe(409);
      expect(body).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Apply failed with 1 conflict: conflict with "one": .data.x',
        reason: 'Conflict',
        details: {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "one"',
              field: '.data.x',
            },
          ],
        },
        code: 409,
      });
    },

  'several conflicts are listed': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    await api.apply(path, applied('a', { x: '1', y: '1' }), 'fieldManager=one');
    const { body } = await api.apply(
      path,
      applied('a', { x: '2', y: '2' }),
      'fieldManager=two',
    );
    expect(body.message).toBe(
      'Apply failed with 2 conflicts: conflicts with "one":\n- .data.x\n- .data.y',
    );
  },

  'apply conflicts with a field that was updated': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    await api.post(
      `${configMaps(namespace)}?fieldManager=one`,
      configMap('a', { x: '1' }),
    );
    const { status, body } = await api.apply(path, applied('a', { x: '2' }));
    expect(status).toBe(409);
    expect(body.message).toBe(
      'Apply failed with 1 conflict: conflict with "one" using v1: .data.x',
    );
  },

  'apply by force takes fields over': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    await api.apply(path, applied('a', { x: '1', y: '1' }), 'fieldManager=one');
    const answer = await api.apply(
      path,
      applied('a', { x: '2' }),
      'fieldManager=two&force=true',
    );
    expect([answer.status, answer.body.data]).toEqual([
      200,
      { x: '2', y: '1' },
    ]);
    expect(owners(answer)).toEqual([
      {
        manager: 'one',
        operation: 'Apply',
        fields: { 'f:data': { 'f:y': {} } },
      },
      {
        manager: 'two',
        operation: 'Apply',
        fields: { 'f:data': { 'f:x': {} } },
      },
    ]);
  },

  'apply needs a fieldManager': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.apply(
      `${configMaps(namespace)}/a`,
      applied('a', {}),
      '',
    );
    expect([status, body.message]).toEqual([
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ]);
  },

  'apply refuses managedFields': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.apply(
      `${configMaps(namespace)}/a`,
      applied(
        'a',
        {},
        {
          managedFields: [
            {
              manager: 'x',
              operation: 'Apply',
              apiVersion: 'v1',
              fieldsType: 'FieldsV1',
              fieldsV1: {},
            },
          ],
        },
      ),
    );
    expect([status, body.message]).toEqual([
      400,
      'metadata.managedFields must be nil',
    ]);
  },

  'apply refuses fields that are not in the schema': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.apply(`${configMaps(namespace)}/a`, {
      ...applied('a', {}),
      nothing: 1,
    });
    expect([status, body.message]).toEqual([
      500,
      `failed to create typed patch object (/a; /v1, Kind=ConfigMap): .nothing: field not declared in schema`,
    ]);
  },

  'apply as a dry run stores nothing': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    const { status } = await api.apply(
      path,
      applied('a', { x: '1' }),
      'fieldManager=me&dryRun=All',
    );
    expect(status).toBe(201);
    expect((await api.get(path)).status).toBe(404);
  },

  'apply of a CustomResource leaves defaults without an owner': async api => {
    const kind = customKind({
      type: 'object',
      properties: {
        a: { type: 'string' },
        b: { type: 'string', default: 'd' },
      },
    });
    await define(api, kind);
    const namespace = await api.namespace();
    const answer = await api.apply(
      `${kind.path(namespace)}/a`,
      kind.object('a', { spec: { a: '1' } }),
    );
    expect(answer.body.spec).toEqual({ a: '1', b: 'd' });
    expect(owners(answer)).toEqual([
      {
        manager: 'tester',
        operation: 'Apply',
        fields: { 'f:spec': { 'f:a': {} } },
      },
    ]);
  },

  'lists with keys are merged item by item': async api => {
    const kind = customKind({
      type: 'object',
      properties: {
        items: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, value: { type: 'string' } },
          },
        },
      },
    });
    await define(api, kind);
    const namespace = await api.namespace();
    const path = `${kind.path(namespace)}/a`;
    const items = (...pairs: string[][]) => ({
      spec: { items: pairs.map(([name, value]) => ({ name, value })) },
    });
    await api.apply(
      path,
      kind.object('a', items(['x', '1'])),
      'fieldManager=one',
    );
    const both = await api.apply(
      path,
      kind.object('a', items(['y', '2'])),
      'fieldManager=two',
    );
    expect(both.body.spec).toEqual({
      items: [
        { name: 'x', value: '1' },
        { name: 'y', value: '2' },
      ],
    });
    expect(owners(both)?.[1].fields).toEqual({
      'f:spec': {
        'f:items': {
          'k:{"name":"y"}': { '.': {}, 'f:name': {}, 'f:value': {} },
        },
      },
    });
    const left = await api.apply(
      path,
      kind.object('a', { spec: {} }),
      'fieldManager=one',
    );
    expect(left.body.spec).toEqual({ items: [{ name: 'y', value: '2' }] });
  },

  'lists without keys are owned as a whole': async api => {
    const kind = customKind({
      type: 'object',
      properties: { items: { type: 'array', items: { type: 'string' } } },
    });
    await define(api, kind);
    const namespace = await api.namespace();
    const path = `${kind.path(namespace)}/a`;
    await api.apply(
      path,
      kind.object('a', { spec: { items: ['x'] } }),
      'fieldManager=one',
    );
    const { status, body } = await api.apply(
      path,
      kind.object('a', { spec: { items: ['y'] } }),
      'fieldManager=two',
    );
    expect([status, body.details?.causes?.[0].field]).toEqual([
      409,
      '.spec.items',
    ]);
  },

  'sets are merged value by value': async api => {
    const kind = customKind({
      type: 'object',
      properties: {
        tags: {
          type: 'array',
          'x-kubernetes-list-type': 'set',
          items: { type: 'string' },
        },
      },
    });
    await define(api, kind);
    const namespace = await api.namespace();
    const path = `${kind.path(namespace)}/a`;
    await api.apply(
      path,
      kind.object('a', { spec: { tags: ['x'] } }),
      'fieldManager=one',
    );
    const { body } = await api.apply(
      path,
      kind.object('a', { spec: { tags: ['y'] } }),
      'fieldManager=two',
    );
    expect((body.spec as { tags: string[] }).tags.sort()).toEqual(['x', 'y']);
  },

  'the status subresource has owners of its own': async api => {
    const kind = customKind(anySpec, { subresources: { status: {} } });
    await define(api, kind);
    const namespace = await api.namespace();
    const { body } = await api.post(
      `${kind.path(namespace)}?fieldManager=one`,
      kind.object('a', { spec: { a: 1 } }),
    );
    const answer = await api.put(
      `${kind.path(namespace)}/a/status?fieldManager=two`,
      {
        ...body,
        status: { phase: 'Ready' },
      },
    );
    expect(owners(answer)).toEqual([
      {
        manager: 'one',
        operation: 'Update',
        fields: { 'f:spec': { '.': {}, 'f:a': {} } },
      },
      {
        manager: 'two',
        operation: 'Update',
        subresource: 'status',
        fields: { 'f:status': { '.': {}, 'f:phase': {} } },
      },
    ]);
  },

  'status can be applied': async api => {
    const kind = customKind(anySpec, { subresources: { status: {} } });
    await define(api, kind);
    const namespace = await api.namespace();
    await api.post(kind.path(namespace), kind.object('a', { spec: { a: 1 } }));
    const answer = await api.apply(
      `${kind.path(namespace)}/a/status`,
      kind.object('a', { status: { x: 1 } }),
    );
    expect([answer.status, answer.body.status, answer.body.spec]).toEqual([
      200,
      { x: 1 },
      { a: 1 },
    ]);
    expect(owners(answer)?.find(({ subresource }) => subresource)).toEqual({
      manager: 'tester',
      operation: 'Apply',
      subresource: 'status',
      fields: { 'f:status': { 'f:x': {} } },
    });
  },

  'an owner has the time at which it changed the object last': async api => {
    const times = ({ body }: Answer) =>
      Object.fromEntries(
        body.metadata!.managedFields!.map(({ manager, time }) => [
          manager,
          time,
        ]),
      );
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    const change = (manager: string, data: object) =>
      api.send(
        'PATCH',
        `${path}?fieldManager=${manager}`,
        { data },
        { headers: { 'content-type': 'application/merge-patch+json' } },
      );
    const created = await api.post(
      `${configMaps(namespace)}?fieldManager=one`,
      configMap('a', { x: '1', y: '1', z: '1' }),
    );
    const { one: start } = times(created);
    // Times have whole seconds.
    let later = created;
    for (let value = 2; times(later).two === undefined; value += 1) {
      const { body } = await change('one', { x: String(value) });
      const moved = body.metadata!.managedFields![0].time;
      if (moved !== start) {
        later = await change('two', { y: '2' });
        expect(times(later).one).toBe(moved);
      }
    }
    const removed = await change('two', { z: null });
    expect(times(removed)).toEqual(times(later));
    const same = await api.apply(
      path,
      applied('a', { y: '2' }),
      'fieldManager=three',
    );
    expect(times(same)).toEqual({ ...times(later), three: undefined });
  },

  'one empty entry makes the owners forgotten': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(configMaps(namespace), configMap('a'));
    const answer = await api.put(`${configMaps(namespace)}/a`, {
      ...body,
      metadata: { ...body.metadata, managedFields: [{}] },
    });
    expect(answer.body.metadata?.managedFields).toBeUndefined();
  },

  'unknown fields are warned of, refused or ignored as asked': async api => {
    const namespace = await api.namespace();
    const path = (validation: string) =>
      `${configMaps(namespace)}?fieldValidation=${validation}`;
    const body = (name: string) => ({
      metadata: { name, odd: 1 },
      data: {},
      strange: 2,
    });
    const warned = await api.post(path('Warn'), body('a'));
    expect([warned.status, [warned.headers.warning].flat().join(', ')]).toEqual(
      [
        201,
        '299 - "unknown field \\"metadata.odd\\"", 299 - "unknown field \\"strange\\""',
      ],
    );
    const refused = await api.post(path('Strict'), body('b'));
    expect([refused.status, refused.body.message]).toEqual([
      400,
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "metadata.odd", unknown field "strange"',
    ]);
    const ignored = await api.post(path('Ignore'), body('c'));
    expect([ignored.status, ignored.headers.warning]).toEqual([201, undefined]);
    const wrong = await api.post(path('Other'), body('d'));
    expect([wrong.status, wrong.body.message]).toEqual([
      422,
      'CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Other": supported values: "", "Ignore", "Strict", "Warn"',
    ]);
  },
};
