import {
  anySpec,
  customKind,
  define,
  definitionsPath,
  isEstablished,
} from '../fixtures';
import { properties } from '../trials';
import { Suite } from '../runApiServerTests';

export const customResources: Suite = {
  'a definition is established and served': async api => {
    const kind = customKind(anySpec);
    const created = await api.post(definitionsPath, kind.definition);
    expect(created.status).toBe(201);
    const { body } = await api.until(
      `${definitionsPath}/${kind.definitionName}`,
      isEstablished,
    );
    const status = body.status as {
      conditions: object[];
      acceptedNames: object;
      storedVersions: string[];
    };
    expect(status.conditions).toMatchObject([
      {
        type: 'NamesAccepted',
        status: 'True',
        reason: 'NoConflicts',
        message: 'no conflicts found',
      },
      {
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      },
    ]);
    expect(status.acceptedNames).toEqual({
      plural: 'widgets',
      kind: 'Widget',
      singular: 'widget',
      listKind: 'WidgetList',
    });
    expect(status.storedVersions).toEqual(['v1']);
    await api.until(`/apis/${kind.group}`, answer => answer.status === 200);
  },

  'a definition fills in names and conversion': async api => {
    const kind = customKind(anySpec);
    const spec = kind.definition.spec as { names: object };
    const { body } = await api.post(definitionsPath, {
      ...kind.definition,
      spec: { ...spec, names: { plural: 'widgets', kind: 'Widget' } },
    });
    expect(body.spec).toMatchObject({
      names: {
        plural: 'widgets',
        kind: 'Widget',
        singular: 'widget',
        listKind: 'WidgetList',
      },
      conversion: { strategy: 'None' },
    });
  },

  'unknown fields of a definition are warned of': async api => {
    const kind = customKind(
      anySpec,
      { subresources: { status: {}, colors: {} } },
      {},
    );
    const spec = kind.definition.spec as object;
    const { status, headers } = await api.post(
      `${definitionsPath}?dryRun=All`,
      {
        ...kind.definition,
        spec: { ...spec, conversion: { strategy: 'None', speed: 1 } },
      },
    );
    expect(status).toBe(201);
    const warnings = String(headers.warning);
    for (const field of [
      'spec.conversion.speed',
      'spec.versions[0].subresources.colors',
    ]) {
      expect(warnings).toContain(`unknown field \\"${field}\\"`);
    }
  },

  'a definition has to be named after its resource': async api => {
    const kind = customKind(anySpec);
    const { status, body } = await api.post(definitionsPath, {
      ...kind.definition,
      metadata: { name: `other.${kind.group}` },
    });
    expect(status).toBe(422);
    expect(body.message).toContain('must be spec.names.plural+"."+spec.group');
  },

  'a definition needs a structural schema': async api => {
    const kind = customKind({ properties: { a: {} } });
    const { status, body } = await api.post(definitionsPath, kind.definition);
    expect(status).toBe(422);
    expect(body.details?.causes?.map(({ field }) => field)).toContain(
      'spec.validation.openAPIV3Schema.properties[spec].type',
    );
  },

  'a definition needs exactly one storage version': async api => {
    const schema = { openAPIV3Schema: { type: 'object' } };
    const kind = customKind(
      anySpec,
      {},
      {
        versions: [
          { name: 'v1', served: true, storage: true, schema },
          { name: 'v2', served: true, storage: true, schema },
        ],
      },
    );
    const { status, body } = await api.post(definitionsPath, kind.definition);
    expect(status).toBe(422);
    expect(body.message).toContain(
      'must have exactly one version marked as storage version',
    );
  },

  'a definition with a rule that cannot be read is refused': async api => {
    const kind = customKind({
      ...anySpec,
      'x-kubernetes-validations': [{ rule: 'self.a ==' }],
    });
    const { status, body } = await api.post(definitionsPath, kind.definition);
    expect(status).toBe(422);
    expect(body.details?.causes?.[0].field).toBe(
      'spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule',
    );
    expect(body.details?.causes?.[0].message).toContain('compilation failed');
  },

  'a definition cannot change its group, kind or scope': async api => {
    const kind = customKind(anySpec);
    await define(api, kind);
    const { status, body } = await api.patch(
      `${definitionsPath}/${kind.definitionName}`,
      'merge',
      { spec: { scope: 'Cluster' } },
    );
    expect([status, body.reason]).toEqual([422, 'Invalid']);
    expect(body.message).toContain(
      'spec.scope: Invalid value: "Cluster": field is immutable',
    );
  },

  'a definition whose kind is taken is not established': async api => {
    const kind = customKind(anySpec);
    await define(api, kind);
    const spec = kind.definition.spec as { names: object };
    const name = `gadgets.${kind.group}`;
    await api.post(definitionsPath, {
      ...kind.definition,
      metadata: { name },
      spec: {
        ...spec,
        names: {
          plural: 'gadgets',
          kind: 'Widget',
          singular: 'gadget',
          listKind: 'GadgetList',
        },
      },
    });
    const { body } = await api.until(`${definitionsPath}/${name}`, answer =>
      Boolean(
        answer.body.status &&
        'conditions' in (answer.body.status as object) &&
        (answer.body.status as { conditions: object[] }).conditions?.length,
      ),
    );
    expect((body.status as { conditions: object[] }).conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'NamesAccepted',
          status: 'False',
          reason: 'KindConflict',
        }),
        expect.objectContaining({
          type: 'Established',
          status: 'False',
          reason: 'NotAccepted',
        }),
      ]),
    );
  },

  'deleting a definition deletes its objects': async api => {
    const kind = customKind(anySpec);
    await define(api, kind);
    const namespace = await api.namespace();
    await api.post(kind.path(namespace), kind.object('a'));
    const watch = await api.watch(kind.path(namespace));
    expect(await watch.take(1)).toEqual(['ADDED a']);
    const { body } = await api.delete(
      `${definitionsPath}/${kind.definitionName}`,
    );
    expect(body.metadata?.finalizers).toEqual([
      'customresourcecleanup.apiextensions.k8s.io',
    ]);
    expect(await watch.take(1)).toEqual(['DELETED a']);
    await api.until(
      `${definitionsPath}/${kind.definitionName}`,
      ({ status }) => status === 404,
    );
    await api.until(kind.path(namespace), ({ status }) => status === 404);
    watch.close();
  },

  'an object needs apiVersion and kind': async api => {
    const kind = customKind(anySpec);
    await define(api, kind);
    const namespace = await api.namespace();
    const { status, body } = await api.post(kind.path(namespace), {
      metadata: { name: 'a' },
    });
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
    expect(body.message).toContain("Object 'Kind' is missing");
  },

  'an object has a generation that counts changes of its content':
    async api => {
      const kind = customKind(anySpec, { subresources: { status: {} } });
      await define(api, kind);
      const namespace = await api.namespace();
      const path = `${kind.path(namespace)}/a`;
      const created = await api.post(
        kind.path(namespace),
        kind.object('a', { spec: { a: 1 } }),
      );
      expect(created.body.metadata?.generation).toBe(1);
      const labelled = await api.patch(path, 'merge', {
        metadata: { labels: { a: 'b' } },
      });
      expect(labelled.body.metadata?.generation).toBe(1);
      const changed = await api.patch(path, 'merge', { spec: { a: 2 } });
      expect(changed.body.metadata?.generation).toBe(2);
      const status = await api.patch(`${path}/status`, 'merge', {
        status: { b: 1 },
      });
      expect(status.body.metadata?.generation).toBe(2);
    },

  'update needs a resourceVersion': async api => {
    const kind = customKind(anySpec);
    await define(api, kind);
    const namespace = await api.namespace();
    await api.post(kind.path(namespace), kind.object('a'));
    const { status, body } = await api.put(
      `${kind.path(namespace)}/a`,
      kind.object('a', { spec: { a: 1 } }),
    );
    expect([status, body.details?.causes]).toEqual([
      422,
      [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: 0: must be specified for an update',
          field: 'metadata.resourceVersion',
        },
      ],
    ]);
  },

  'status is written by its subresource only': async api => {
    const kind = customKind(anySpec, { subresources: { status: {} } });
    await define(api, kind);
    const namespace = await api.namespace();
    const path = `${kind.path(namespace)}/a`;
    const created = await api.post(
      kind.path(namespace),
      kind.object('a', { spec: { a: 1 }, status: { x: 1 } }),
    );
    expect(created.body.status).toBeUndefined();
    const written = await api.put(`${path}/status`, {
      ...created.body,
      spec: { a: 9 },
      status: { x: 2 },
    });
    expect([written.body.spec, written.body.status]).toEqual([
      { a: 1 },
      { x: 2 },
    ]);
    const replaced = await api.put(path, {
      ...written.body,
      spec: { a: 3 },
      status: { x: 9 },
    });
    expect([replaced.body.spec, replaced.body.status]).toEqual([
      { a: 3 },
      { x: 2 },
    ]);
    expect((await api.get(`${path}/status`)).body).toEqual(replaced.body);
  },

  'status cannot change labels': async api => {
    const kind = customKind(anySpec, { subresources: { status: {} } });
    await define(api, kind);
    const namespace = await api.namespace();
    const path = `${kind.path(namespace)}/a`;
    await api.post(kind.path(namespace), kind.object('a'));
    const { body } = await api.patch(`${path}/status`, 'merge', {
      metadata: { labels: { a: 'b' } },
      status: { x: 1 },
    });
    expect(body.metadata?.labels).toBeUndefined();
    expect(body.status).toEqual({ x: 1 });
  },

  'without a status subresource, status is a field as others': async api => {
    const kind = customKind(anySpec);
    await define(api, kind);
    const namespace = await api.namespace();
    const { body } = await api.post(
      kind.path(namespace),
      kind.object('a', { status: { x: 1 } }),
    );
    expect(body.status).toEqual({ x: 1 });
    expect((await api.get(`${kind.path(namespace)}/a/status`)).status).toBe(
      404,
    );
  },

  'several versions show the same object': async api => {
    const schema = {
      openAPIV3Schema: { type: 'object', properties: { spec: anySpec } },
    };
    const kind = customKind(
      anySpec,
      {},
      {
        versions: [
          { name: 'v1', served: true, storage: true, schema },
          {
            name: 'v1beta1',
            served: true,
            storage: false,
            deprecated: true,
            schema,
          },
          { name: 'v1alpha1', served: false, storage: false, schema },
        ],
      },
    );
    await define(api, kind);
    const namespace = await api.namespace();
    await api.post(kind.path(namespace), kind.object('a', { spec: { x: 1 } }));
    const beta = kind.path(namespace).replace('/v1/', '/v1beta1/');
    const answer = await api.until(`${beta}/a`, ({ status }) => status === 200);
    expect([answer.body.apiVersion, answer.body.spec]).toEqual([
      `${kind.group}/v1beta1`,
      { x: 1 },
    ]);
    expect(answer.headers.warning).toBe(
      `299 - "${kind.group}/v1beta1 Widget is deprecated; use ${kind.group}/v1 Widget"`,
    );
    const changed = await api.patch(`${beta}/a`, 'merge', { spec: { x: 2 } });
    expect(changed.body.apiVersion).toBe(`${kind.group}/v1beta1`);
    const list = await api.get(kind.path(namespace));
    expect(list.body.items).toMatchObject([
      { apiVersion: `${kind.group}/v1`, spec: { x: 2 } },
    ]);
    const alpha = await api.get(
      kind.path(namespace).replace('/v1/', '/v1alpha1/'),
    );
    expect(alpha.status).toBe(404);
  },

  'printer columns show in Tables': async api => {
    const kind = customKind(anySpec, {
      additionalPrinterColumns: [
        {
          name: 'Color',
          type: 'string',
          jsonPath: '.spec.color',
          description: 'Its color.',
        },
        { name: 'Size', type: 'integer', jsonPath: '.spec.size', priority: 1 },
        {
          name: 'Ready',
          type: 'string',
          jsonPath: '.status.conditions[?(@.type=="Ready")].status',
        },
        { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      ],
    });
    await define(api, kind);
    const namespace = await api.namespace();
    await api.post(
      kind.path(namespace),
      kind.object('a', {
        spec: { color: 'red', size: 3 },
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      }),
    );
    await api.post(kind.path(namespace), kind.object('b'));
    const { body } = await api.get(kind.path(namespace), {
      headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' },
    });
    const columns = body.columnDefinitions as Array<{
      name: string;
      type: string;
      priority: number;
    }>;
    expect(
      columns.map(({ name, type, priority }) => [name, type, priority]),
    ).toEqual([
      ['Name', 'string', 0],
      ['Color', 'string', 0],
      ['Size', 'integer', 1],
      ['Ready', 'string', 0],
      ['Age', 'date', 0],
    ]);
    const rows = body.rows as Array<{ cells: unknown[] }>;
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['a', 'red', 3, 'True', expect.stringMatching(/^\d+s$/)],
      ['b', null, null, null, expect.stringMatching(/^\d+s$/)],
    ]);
  },

  'selectable fields can be selected by': async api => {
    const kind = customKind(properties({ color: { type: 'string' } }), {
      selectableFields: [{ jsonPath: '.spec.color' }],
    });
    await define(api, kind);
    const namespace = await api.namespace();
    await api.post(
      kind.path(namespace),
      kind.object('a', { spec: { color: 'red' } }),
    );
    await api.post(
      kind.path(namespace),
      kind.object('b', { spec: { color: 'blue' } }),
    );
    const { body } = await api.get(
      `${kind.path(namespace)}?fieldSelector=spec.color%3Dblue`,
    );
    expect(body.items?.map(item => item.metadata.name)).toEqual(['b']);
  },

  'cluster-scoped objects have no namespace': async api => {
    const kind = customKind(anySpec, {}, { scope: 'Cluster' });
    await define(api, kind);
    const path = `/apis/${kind.apiVersion}/${kind.plural}`;
    const { status, body } = await api.post(path, kind.object('a'));
    expect([status, body.metadata?.namespace]).toEqual([201, undefined]);
    const namespace = await api.namespace();
    expect((await api.get(kind.path(namespace))).status).toBe(404);
  },
};
