import { ApiClient } from '../ApiClient';
import { CustomKind, customKind, define, definitionsPath } from '../fixtures';
import { Suite } from '../runApiServerTests';
import { properties } from '../trials';

const scalePaths = {
  specReplicasPath: '.spec.size.wanted',
  statusReplicasPath: '.status.size',
  labelSelectorPath: '.status.selector',
};

const scaled = (version: object = {}) =>
  customKind(
    properties({
      size: properties({ wanted: { type: 'integer', maximum: 10 } }),
      note: { type: 'string' },
    }),
    { subresources: { status: {}, scale: scalePaths }, ...version },
  );

async function made(
  api: ApiClient,
  spec: object = { size: { wanted: 2 }, note: 'x' },
): Promise<{ kind: CustomKind; path: string }> {
  const kind = scaled();
  await define(api, kind);
  const namespace = await api.namespace();
  await api.post(
    `${kind.path(namespace)}?fieldManager=maker`,
    kind.object('a', { spec }),
  );
  return { kind, path: `${kind.path(namespace)}/a` };
}

const scale = (replicas: number, metadata: object = {}) => ({
  apiVersion: 'autoscaling/v1',
  kind: 'Scale',
  metadata: { name: 'a', ...metadata },
  spec: { replicas },
});

export const scaleSubresource: Suite = {
  'scale shows how many there are and shall be': async api => {
    const { path } = await made(api);
    const { body: object } = await api.patch(`${path}/status`, 'merge', {
      status: { size: 1, selector: 'app=x' },
    });
    const { name, namespace, uid, resourceVersion, creationTimestamp } =
      object.metadata!;
    const { status, body } = await api.get(`${path}/scale`);
    expect([status, body]).toEqual([
      200,
      {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
        spec: { replicas: 2 },
        status: { replicas: 1, selector: 'app=x' },
      },
    ]);
  },

  'scale of an object without numbers': async api => {
    const { path } = await made(api, { size: { wanted: 0 } });
    const { body } = await api.get(`${path}/scale`);
    expect([body.spec, body.status]).toEqual([{}, { replicas: 0 }]);
    const without = await made(api, {});
    const answer = await api.get(`${without.path}/scale`);
    expect([answer.status, answer.body.message]).toEqual([
      500,
      'Internal error occurred: the spec replicas field ".spec.size.wanted" does not exist',
    ]);
    const empty = await api.patch(`${without.path}/scale`, 'merge', {
      metadata: { labels: { a: 'b' } },
    });
    expect([empty.status, empty.body.message]).toEqual([
      400,
      'the spec replicas field ".spec.size.wanted" cannot be empty',
    ]);
    const set = await api.patch(`${without.path}/scale`, 'merge', {
      spec: { replicas: 3 },
    });
    expect([set.status, set.body.spec]).toEqual([200, { replicas: 3 }]);
    expect((await api.get(without.path)).body.spec).toEqual({
      size: { wanted: 3 },
    });
  },

  'scale changes the number of an object and nothing else': async api => {
    const { path } = await made(api);
    const before = (await api.get(path)).body;
    const put = await api.put(
      `${path}/scale?fieldManager=me`,
      scale(5, { labels: { a: 'b' } }),
    );
    expect([put.status, put.body.kind, put.body.spec]).toEqual([
      200,
      'Scale',
      { replicas: 5 },
    ]);
    const { body } = await api.get(path);
    expect([
      body.spec,
      body.metadata?.labels,
      body.metadata?.generation,
    ]).toEqual([{ size: { wanted: 5 }, note: 'x' }, undefined, 2]);
    expect(body.metadata?.resourceVersion).toBe(
      put.body.metadata?.resourceVersion,
    );
    expect(body.metadata?.uid).toBe(before.metadata?.uid);
    expect(
      body.metadata?.managedFields?.map(
        ({ manager, subresource, fieldsV1 }) => [
          manager,
          subresource,
          fieldsV1,
        ],
      ),
    ).toEqual(
      expect.arrayContaining([
        ['me', 'scale', { 'f:spec': { 'f:size': { 'f:wanted': {} } } }],
        [
          'maker',
          undefined,
          { 'f:spec': { '.': {}, 'f:note': {}, 'f:size': {} } },
        ],
      ]),
    );
  },

  'scale takes merge and JSON patches': async api => {
    const { path } = await made(api);
    const merged = await api.patch(`${path}/scale`, 'merge', {
      spec: { replicas: 4 },
      status: { replicas: 9 },
    });
    expect([merged.status, merged.body.spec, merged.body.status]).toEqual([
      200,
      { replicas: 4 },
      { replicas: 0 },
    ]);
    const patched = await api.patch(`${path}/scale`, 'json', [
      { op: 'test', path: '/spec/replicas', value: 4 },
      { op: 'replace', path: '/spec/replicas', value: 6 },
    ]);
    expect([patched.status, patched.body.spec]).toEqual([200, { replicas: 6 }]);
    const strategic = await api.patch(`${path}/scale`, 'strategic', {
      spec: { replicas: 1 },
    });
    expect(strategic.status).toBe(415);
  },

  'scale without a number is zero': async api => {
    const { path } = await made(api);
    const { status } = await api.put(`${path}/scale`, {
      ...scale(1),
      spec: {},
    });
    expect([status, (await api.get(path)).body.spec]).toEqual([
      200,
      { size: { wanted: 0 }, note: 'x' },
    ]);
  },

  'scale refuses what the object may not be': async api => {
    const { path } = await made(api);
    const causes = async (replicas: number) => {
      const { status, body } = await api.put(`${path}/scale`, scale(replicas));
      return [
        status,
        body.details?.kind,
        body.details?.causes?.map(({ field, message }) => [field, message]),
      ];
    };
    expect(await causes(11)).toEqual([
      422,
      'Widget',
      [
        [
          'spec.size.wanted',
          'Invalid value: 11: spec.size.wanted in body should be less than or equal to 10',
        ],
      ],
    ]);
    expect(await causes(-1)).toEqual([
      422,
      'Widget',
      [
        [
          '.spec.size.wanted',
          'Invalid value: -1: should be a non-negative integer',
        ],
      ],
    ]);
  },

  'an object that can be scaled has no negative numbers': async api => {
    const { path } = await made(api);
    const spec = await api.patch(path, 'merge', {
      spec: { size: { wanted: -1 } },
    });
    const status = await api.patch(`${path}/status`, 'merge', {
      status: { size: -2 },
    });
    expect(
      [spec, status].map(answer => [
        answer.status,
        answer.body.details?.causes?.map(({ field }) => field),
      ]),
    ).toEqual([
      [422, ['.spec.size.wanted']],
      [422, ['.status.size']],
    ]);
  },

  'scale needs the version that it names': async api => {
    const { path } = await made(api);
    const { body } = await api.get(path);
    const old = await api.put(
      `${path}/scale`,
      scale(3, { resourceVersion: '1' }),
    );
    expect([old.status, old.body.reason]).toEqual([409, 'Conflict']);
    const current = await api.put(
      `${path}/scale`,
      scale(3, { resourceVersion: body.metadata!.resourceVersion }),
    );
    expect(current.status).toBe(200);
  },

  'scale needs a Scale of the same name': async api => {
    const { kind, path } = await made(api);
    for (const [body, message] of [
      [
        scale(1, { name: 'b' }),
        'the name of the object (b) does not match the name on the URL (a)',
      ],
      [
        { ...scale(1), metadata: {} },
        'the name of the object (a based on URL) was undeterminable: name must be provided',
      ],
      [kind.object('a', { spec: { replicas: 1 } }), undefined],
      [{ ...scale(1), spec: { replicas: 'one' } }, undefined],
    ] as const) {
      const answer = await api.put(`${path}/scale`, body);
      expect([answer.status, answer.body.reason]).toEqual([400, 'BadRequest']);
      if (message) {
        expect(answer.body.message).toBe(message);
      }
    }
    const missing = await api.put(`${path}x/scale`, scale(1, { name: 'ax' }));
    expect([missing.status, missing.body.message]).toEqual([
      404,
      `${kind.plural}.${kind.group} "ax" not found`,
    ]);
  },

  'scale can be tried': async api => {
    const { path } = await made(api);
    const { status, body } = await api.put(
      `${path}/scale?dryRun=All`,
      scale(7),
    );
    expect([status, body.spec]).toEqual([200, { replicas: 7 }]);
    expect((await api.get(`${path}/scale`)).body.spec).toEqual({ replicas: 2 });
  },

  'a subresource cannot be made or deleted': async api => {
    const { kind, path } = await made(api);
    for (const subresource of ['scale', 'status']) {
      for (const [method, verb] of [
        ['POST', 'create'],
        ['DELETE', 'delete'],
      ]) {
        const { status, body } = await api.send(
          method,
          `${path}/${subresource}`,
          method === 'POST' ? {} : undefined,
        );
        expect([status, body.reason, body.message, body.details]).toEqual([
          405,
          'MethodNotAllowed',
          `${verb} is not supported on resources of kind "${kind.plural}.${kind.group}"`,
          { group: kind.group, kind: kind.plural },
        ]);
      }
    }
  },

  'a kind that cannot be scaled has no scale': async api => {
    const kind = customKind(properties({ a: { type: 'string' } }));
    await define(api, kind);
    const namespace = await api.namespace();
    await api.post(kind.path(namespace), kind.object('a'));
    for (const path of [
      `${kind.path(namespace)}/a/scale`,
      `/api/v1/namespaces/${namespace}/configmaps/a/scale`,
    ]) {
      expect((await api.get(path)).status).toBe(404);
    }
  },

  'discovery shows that a kind can be scaled': async api => {
    const { kind } = await made(api);
    const { body } = await api.until(
      `/apis/${kind.apiVersion}`,
      ({ status }) => status === 200,
    );
    expect(body.resources).toContainEqual({
      name: 'widgets/scale',
      singularName: '',
      namespaced: true,
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
      verbs: ['get', 'patch', 'update'],
    });
  },

  'a definition has to say where the numbers are': async api => {
    const causes = async (paths: object) => {
      const kind = scaled({ subresources: { scale: paths } });
      const { status, body } = await api.post(definitionsPath, kind.definition);
      expect(status).toBe(422);
      return body.details?.causes?.map(
        ({ field, message }) =>
          `${field?.replace('spec.subresources.scale.', '')}: ${message}`,
      );
    };
    expect(await causes({})).toEqual([
      'specReplicasPath: Required value',
      'statusReplicasPath: Required value',
    ]);
    expect(
      await causes({
        specReplicasPath: 'spec.a',
        statusReplicasPath: '.status',
      }),
    ).toEqual([
      'specReplicasPath: Invalid value: "spec.a": must be a simple json path starting with .',
      'statusReplicasPath: Invalid value: ".status": should be a json path under .status',
    ]);
    expect(
      await causes({
        specReplicasPath: '.status.a',
        statusReplicasPath: '.spec.a',
        labelSelectorPath: '.other',
      }),
    ).toEqual([
      'specReplicasPath: Invalid value: ".status.a": should be a json path under .spec',
      'statusReplicasPath: Invalid value: ".spec.a": should be a json path under .status',
      'labelSelectorPath: Invalid value: ".other": should be a json path under either .spec or .status',
    ]);
  },
};
