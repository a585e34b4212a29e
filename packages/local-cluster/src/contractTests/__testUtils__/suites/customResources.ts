import {
  anySpec,
  customKind,
  define,
  definitionsPath,
  isEstablished,
} from '../fixtures';
import { Answer, ApiClient } from '../ApiClient';
import { Suite } from '../runApiServerTests';

/** Makes one object of a kind with the given schema of spec, and answers with the answer. */
async function tried(
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

const properties = (fields: object, more: object = {}) => ({
  type: 'object',
  properties: fields,
  ...more,
});

/** A value that a schema refuses, with the cause. */
const refuses =
  (field: object, value: unknown, cause: object) => async (api: ApiClient) => {
    const { status, body } = await tried(api, properties({ f: field }), {
      f: value,
    });
    expect(status).toBe(422);
    expect(body.details?.causes?.[0]).toEqual({ field: 'spec.f', ...cause });
  };

/** A value that a schema accepts. */
const accepts = (field: object, value: unknown) => async (api: ApiClient) => {
  const { status, body } = await tried(api, properties({ f: field }), {
    f: value,
  });
  expect([status, body.spec]).toEqual([201, { f: value }]);
};

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

  'unknown fields are pruned': async api => {
    const { status, body } = await tried(
      api,
      properties({
        known: { type: 'string' },
        deep: properties({ a: { type: 'string' } }),
      }),
      { known: 'k', unknown: 1, deep: { a: 'b', c: 'd' } },
    );
    expect([status, body.spec]).toEqual([
      201,
      { known: 'k', deep: { a: 'b' } },
    ]);
  },

  'unknown fields are refused when validation is strict': async api => {
    const { status, body } = await tried(
      api,
      properties({ known: { type: 'string' } }),
      { known: 'k', unknown: 1 },
      '?fieldValidation=Strict',
    );
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
    expect(body.message).toMatch(
      /strict decoding error: unknown field "spec\.unknown"$/,
    );
  },

  'unknown fields stay where they are preserved': async api => {
    const { body } = await tried(
      api,
      properties(
        { known: properties({ a: { type: 'string' } }) },
        { 'x-kubernetes-preserve-unknown-fields': true },
      ),
      { other: { deep: 1 }, known: { a: 'b', gone: 1 } },
    );
    expect(body.spec).toEqual({ other: { deep: 1 }, known: { a: 'b' } });
  },

  'defaults are filled in at every depth': async api => {
    const { body } = await tried(
      api,
      properties({
        a: { type: 'string', default: 'x' },
        b: properties({ c: { type: 'integer', default: 5 } }, { default: {} }),
        list: {
          type: 'array',
          items: properties({ d: { type: 'boolean', default: true } }),
        },
        map: {
          type: 'object',
          additionalProperties: properties({
            e: { type: 'string', default: 'e' },
          }),
        },
      }),
      { list: [{}], map: { k: {} } },
    );
    expect(body.spec).toEqual({
      a: 'x',
      b: { c: 5 },
      list: [{ d: true }],
      map: { k: { e: 'e' } },
    });
  },

  'null takes the default where null is not allowed': async api => {
    const { body } = await tried(
      api,
      properties({
        a: { type: 'string', default: 'x' },
        b: { type: 'string', default: 'y', nullable: true },
      }),
      { a: null, b: null },
    );
    expect(body.spec).toEqual({ a: 'x', b: null });
  },

  'a default shows in objects that were made before it': async api => {
    const kind = customKind(properties({ a: { type: 'string' } }));
    await define(api, kind);
    const namespace = await api.namespace();
    await api.post(kind.path(namespace), kind.object('a', { spec: {} }));
    await api.patch(`${definitionsPath}/${kind.definitionName}`, 'json', [
      {
        op: 'add',
        path: '/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/b',
        value: { type: 'string', default: 'new' },
      },
    ]);
    const { body } = await api.until(
      `${kind.path(namespace)}/a`,
      answer => (answer.body.spec as { b?: string })?.b === 'new',
    );
    expect(body.spec).toEqual({ b: 'new' });
  },

  'a required field is missed by name': async api => {
    const { status, body } = await tried(
      api,
      properties({ f: { type: 'string' } }, { required: ['f'] }),
      {},
    );
    expect(status).toBe(422);
    expect(body.message).toMatch(/ is invalid: (\[)?spec\.f: Required value/);
    expect(body.details?.causes?.[0]).toEqual({
      reason: 'FieldValueRequired',
      message: 'Required value',
      field: 'spec.f',
    });
  },

  'schema: type': refuses({ type: 'integer' }, 'x', {
    reason: 'FieldValueTypeInvalid',
    message:
      'Invalid value: "string": spec.f in body must be of type integer: "string"',
  }),
  'null is dropped where it is not allowed': async api => {
    const { status, body } = await tried(
      api,
      properties({ f: { type: 'string' } }),
      { f: null },
    );
    expect([status, body.spec]).toEqual([201, {}]);
  },
  'schema: type of a fraction': refuses({ type: 'integer' }, 1.5, {
    reason: 'FieldValueTypeInvalid',
    message:
      'Invalid value: "number": spec.f in body must be of type integer: "number"',
  }),
  'schema: enum': refuses({ type: 'string', enum: ['a', 'b'] }, 'c', {
    reason: 'FieldValueNotSupported',
    message: 'Unsupported value: "c": supported values: "a", "b"',
  }),
  'schema: pattern': refuses({ type: 'string', pattern: '^a+$' }, 'b', {
    reason: 'FieldValueInvalid',
    message: 'Invalid value: "b": spec.f in body should match \'^a+$\'',
  }),
  'schema: minLength': refuses({ type: 'string', minLength: 3 }, 'ab', {
    reason: 'FieldValueInvalid',
    message:
      'Invalid value: "ab": spec.f in body should be at least 3 chars long',
  }),
  'schema: maxLength': refuses({ type: 'string', maxLength: 3 }, 'abcd', {
    reason: 'FieldValueTooLong',
    message: 'Too long: may not be more than 3 bytes',
  }),
  'schema: minimum': refuses({ type: 'integer', minimum: 3 }, 2, {
    reason: 'FieldValueInvalid',
    message:
      'Invalid value: 2: spec.f in body should be greater than or equal to 3',
  }),
  'schema: maximum': refuses({ type: 'integer', maximum: 3 }, 4, {
    reason: 'FieldValueInvalid',
    message:
      'Invalid value: 4: spec.f in body should be less than or equal to 3',
  }),
  'schema: exclusive bounds': refuses(
    { type: 'integer', minimum: 3, exclusiveMinimum: true },
    3,
    {
      reason: 'FieldValueInvalid',
      message: 'Invalid value: 3: spec.f in body should be greater than 3',
    },
  ),
  'schema: multipleOf': refuses({ type: 'integer', multipleOf: 5 }, 7, {
    reason: 'FieldValueInvalid',
    message: 'Invalid value: 7: spec.f in body should be a multiple of 5',
  }),
  'schema: minItems': refuses(
    { type: 'array', minItems: 2, items: { type: 'string' } },
    ['a'],
    {
      reason: 'FieldValueInvalid',
      message: 'Invalid value: 1: spec.f in body should have at least 2 items',
    },
  ),
  'schema: maxItems': refuses(
    { type: 'array', maxItems: 1, items: { type: 'string' } },
    ['a', 'b'],
    {
      reason: 'FieldValueTooMany',
      message: 'Too many: 2: must have at most 1 item',
    },
  ),
  'schema: minProperties': refuses(
    {
      type: 'object',
      minProperties: 2,
      additionalProperties: { type: 'string' },
    },
    { a: 'b' },
    {
      reason: 'FieldValueInvalid',
      message:
        'Invalid value: 1: spec.f in body should have at least 2 properties',
    },
  ),
  'schema: maxProperties': refuses(
    {
      type: 'object',
      maxProperties: 1,
      additionalProperties: { type: 'string' },
    },
    { a: 'b', c: 'd' },
    {
      reason: 'FieldValueTooMany',
      message: 'Too many: 2: must have at most 1 item',
    },
  ),
  'schema: format date-time': refuses(
    { type: 'string', format: 'date-time' },
    'soon',
    {
      reason: 'FieldValueTypeInvalid',
      message:
        'Invalid value: "soon": spec.f in body must be of type date-time: "soon"',
    },
  ),
  'schema: format email': refuses(
    { type: 'string', format: 'email' },
    'nobody',
    {
      reason: 'FieldValueTypeInvalid',
      message:
        'Invalid value: "nobody": spec.f in body must be of type email: "nobody"',
    },
  ),
  'schema: format ipv4': refuses({ type: 'string', format: 'ipv4' }, '1.2.3', {
    reason: 'FieldValueTypeInvalid',
    message:
      'Invalid value: "1.2.3": spec.f in body must be of type ipv4: "1.2.3"',
  }),
  'schema: format uuid': refuses({ type: 'string', format: 'uuid' }, 'x', {
    reason: 'FieldValueTypeInvalid',
    message: 'Invalid value: "x": spec.f in body must be of type uuid: "x"',
  }),
  'schema: a set has each value once': refuses(
    {
      type: 'array',
      'x-kubernetes-list-type': 'set',
      items: { type: 'string' },
    },
    ['a', 'a'],
    {
      reason: 'FieldValueDuplicate',
      message: 'Duplicate value: "a"',
      field: 'spec.f[1]',
    },
  ),
  'schema: a list with keys has each key once': refuses(
    {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['n'],
      items: properties({ n: { type: 'string' } }, { required: ['n'] }),
    },
    [{ n: 'a' }, { n: 'a' }],
    {
      reason: 'FieldValueDuplicate',
      message: 'Duplicate value: {"n":"a"}',
      field: 'spec.f[1]',
    },
  ),
  'schema: unknown formats are accepted': accepts(
    { type: 'string', format: 'my-own' },
    'x',
  ),
  'schema: nullable': accepts({ type: 'string', nullable: true }, null),
  'schema: a whole number is a number': accepts({ type: 'number' }, 5),
  'schema: an int or a string, as int': accepts(
    { 'x-kubernetes-int-or-string': true },
    5,
  ),
  'schema: an int or a string, as string': accepts(
    { 'x-kubernetes-int-or-string': true },
    '5%',
  ),
  'schema: an int or a string is nothing else': refuses(
    { 'x-kubernetes-int-or-string': true },
    true,
    {
      reason: 'FieldValueTypeInvalid',
      message:
        'Invalid value: "boolean": spec.f in body must be of type integer,string: "boolean"',
    },
  ),
  'schema: length counts characters, not bytes': accepts(
    { type: 'string', maxLength: 3 },
    'äöü',
  ),
  'schema: patterns that would take for ever elsewhere': refuses(
    { type: 'string', pattern: '^(a+)+$' },
    `${'a'.repeat(5000)}b`,
    {
      reason: 'FieldValueInvalid',
      message: expect.stringContaining("should match '^(a+)+$'"),
    },
  ),

  'schema: anyOf, oneOf, allOf and not': async api => {
    const schema = properties({
      any: { type: 'string', anyOf: [{ pattern: '^a' }, { pattern: '^b' }] },
      one: { type: 'integer', oneOf: [{ minimum: 5 }, { maximum: 7 }] },
      all: { type: 'string', allOf: [{ minLength: 2 }, { maxLength: 3 }] },
      not: { type: 'string', not: { pattern: '^x' } },
    });
    const { status, body } = await tried(api, schema, {
      any: 'c',
      one: 6,
      all: 'a',
      not: 'x',
    });
    expect(status).toBe(422);
    const messages = body.details?.causes?.map(
      ({ field, message }) => `${field}: ${message}`,
    );
    expect(messages).toEqual(
      expect.arrayContaining([
        '<nil>: Invalid value: "": "spec.all" must validate all the schemas (allOf)',
        'spec.all: Invalid value: "a": spec.all in body should be at least 2 chars long',
        '<nil>: Invalid value: "": "spec.any" must validate at least one schema (anyOf)',
        '<nil>: Invalid value: "": "spec.one" must validate one and only one schema (oneOf). Found 2 valid alternatives',
        '<nil>: Invalid value: "": "spec.not" must not validate the schema (not)',
      ]),
    );
  },

  'an embedded resource needs its kind and keeps its metadata': async api => {
    const template = {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      'x-kubernetes-preserve-unknown-fields': true,
    };
    const good = await tried(api, properties({ t: template }), {
      t: {
        apiVersion: 'v1',
        kind: 'X',
        metadata: { name: 'n', labels: { a: 'b' } },
        other: 1,
      },
    });
    expect([good.status, good.body.spec]).toEqual([
      201,
      {
        t: {
          apiVersion: 'v1',
          kind: 'X',
          metadata: { name: 'n', labels: { a: 'b' } },
          other: 1,
        },
      },
    ]);
    const bad = await tried(api, properties({ t: template }), {
      t: { metadata: {} },
    });
    expect(bad.status).toBe(422);
    expect(bad.body.details?.causes?.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['spec.t.apiVersion', 'spec.t.kind']),
    );
  },

  'rule: a message of its own': async api => {
    const { status, body } = await tried(
      api,
      properties(
        { min: { type: 'integer' }, max: { type: 'integer' } },
        {
          'x-kubernetes-validations': [
            {
              rule: 'self.min <= self.max',
              message: 'min must not exceed max',
            },
          ],
        },
      ),
      { min: 2, max: 1 },
    );
    expect([status, body.details?.causes]).toEqual([
      422,
      [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: min must not exceed max',
          field: 'spec',
        },
      ],
    ]);
  },

  'rule: without a message the rule is shown': async api => {
    const { body } = await tried(
      api,
      properties({
        a: {
          type: 'string',
          'x-kubernetes-validations': [{ rule: "self.startsWith('x')" }],
        },
      }),
      { a: 'y' },
    );
    expect(body.details?.causes).toEqual([
      {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: "y": failed rule: self.startsWith(\'x\')',
        field: 'spec.a',
      },
    ]);
  },

  'rule: a message made of the value': async api => {
    const { body } = await tried(
      api,
      properties({
        a: {
          type: 'string',
          maxLength: 10,
          'x-kubernetes-validations': [
            {
              rule: "self == 'x'",
              messageExpression: "'must be x, is ' + self",
            },
          ],
        },
      }),
      { a: 'y' },
    );
    expect(body.details?.causes?.[0].message).toBe(
      'Invalid value: \"y\": must be x, is y',
    );
  },

  'rule: a reason and a field of its own': async api => {
    const { body } = await tried(
      api,
      properties(
        { a: { type: 'string' } },
        {
          'x-kubernetes-validations': [
            {
              rule: 'has(self.a)',
              message: 'a is needed',
              reason: 'FieldValueRequired',
              fieldPath: '.a',
            },
          ],
        },
      ),
      {},
    );
    expect(body.details?.causes).toEqual([
      {
        reason: 'FieldValueRequired',
        message: 'Required value: a is needed',
        field: 'spec.a',
      },
    ]);
  },

  'rule: over lists and maps': async api => {
    const schema = properties(
      {
        list: {
          type: 'array',
          maxItems: 10,
          items: properties({ n: { type: 'string', maxLength: 10 } }),
        },
        map: {
          type: 'object',
          maxProperties: 10,
          additionalProperties: { type: 'integer' },
        },
      },
      {
        'x-kubernetes-validations': [
          { rule: "self.list.exists(i, i.n == 'a')", message: 'a is missing' },
          {
            rule: 'self.map.all(k, self.map[k] > 0)',
            message: 'all must be positive',
          },
          { rule: 'self.list.size() <= 2', message: 'too many' },
        ],
      },
    );
    const good = await tried(api, schema, {
      list: [{ n: 'a' }],
      map: { x: 1 },
    });
    expect(good.status).toBe(201);
    const bad = await tried(api, schema, {
      list: [{ n: 'b' }, { n: 'c' }, { n: 'd' }],
      map: { x: 0 },
    });
    expect(bad.body.details?.causes?.map(({ message }) => message)).toEqual([
      'Invalid value: a is missing',
      'Invalid value: all must be positive',
      'Invalid value: too many',
    ]);
  },

  'rule: a field that cannot change': async api => {
    const kind = customKind(
      properties({
        a: {
          type: 'string',
          'x-kubernetes-validations': [
            { rule: 'self == oldSelf', message: 'a is immutable' },
          ],
        },
      }),
    );
    await define(api, kind);
    const namespace = await api.namespace();
    const path = `${kind.path(namespace)}/a`;
    expect(
      (
        await api.post(
          kind.path(namespace),
          kind.object('a', { spec: { a: 'x' } }),
        )
      ).status,
    ).toBe(201);
    const { status, body } = await api.patch(path, 'merge', {
      spec: { a: 'y' },
    });
    expect([status, body.details?.causes]).toEqual([
      422,
      [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: "y": a is immutable',
          field: 'spec.a',
        },
      ],
    ]);
    expect((await api.patch(path, 'merge', { spec: { a: null } })).status).toBe(
      200,
    );
  },

  'rule: with an old value that may be missing': async api => {
    const kind = customKind(
      properties({
        a: {
          type: 'string',
          'x-kubernetes-validations': [
            {
              rule: "oldSelf.hasValue() || self == 'first'",
              optionalOldSelf: true,
              message: 'begin with first',
            },
          ],
        },
      }),
    );
    await define(api, kind);
    const namespace = await api.namespace();
    expect(
      (
        await api.post(
          kind.path(namespace),
          kind.object('a', { spec: { a: 'x' } }),
        )
      ).status,
    ).toBe(422);
    expect(
      (
        await api.post(
          kind.path(namespace),
          kind.object('a', { spec: { a: 'first' } }),
        )
      ).status,
    ).toBe(201);
    expect(
      (
        await api.patch(`${kind.path(namespace)}/a`, 'merge', {
          spec: { a: 'next' },
        })
      ).status,
    ).toBe(200);
  },

  'rule: not evaluated while the object has graver faults': async api => {
    const { body } = await tried(
      api,
      properties(
        { a: { type: 'integer' } },
        {
          required: ['b'],
          'x-kubernetes-validations': [
            { rule: 'self.a > 5', message: 'too small' },
          ],
        },
      ),
      { a: 1 },
    );
    expect(body.details?.causes).toEqual([
      {
        reason: 'FieldValueRequired',
        message: 'Required value',
        field: 'spec.b',
      },
      {
        reason: 'FieldValueInvalid',
        message:
          'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
        field: '<nil>',
      },
    ]);
  },

  'what was invalid before may stay while it is not touched': async api => {
    const kind = customKind(
      properties({ a: { type: 'string' }, b: { type: 'string' } }),
    );
    await define(api, kind);
    const namespace = await api.namespace();
    const path = `${kind.path(namespace)}/a`;
    await api.post(
      kind.path(namespace),
      kind.object('a', { spec: { a: 'long' } }),
    );
    await api.patch(`${definitionsPath}/${kind.definitionName}`, 'json', [
      {
        op: 'add',
        path: '/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/a/maxLength',
        value: 2,
      },
    ]);
    await api.until(`${kind.path(namespace)}/a`, () => true);
    const until = Date.now() + 10_000;
    let refused = await api.post(
      `${kind.path(namespace)}?dryRun=All`,
      kind.object('b', { spec: { a: 'long' } }),
    );
    while (refused.status !== 422 && Date.now() < until) {
      refused = await api.post(
        `${kind.path(namespace)}?dryRun=All`,
        kind.object('b', { spec: { a: 'long' } }),
      );
    }
    expect(refused.status).toBe(422);
    expect((await api.patch(path, 'merge', { spec: { b: 'x' } })).status).toBe(
      200,
    );
    expect(
      (await api.patch(path, 'merge', { spec: { a: 'longer' } })).status,
    ).toBe(422);
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
