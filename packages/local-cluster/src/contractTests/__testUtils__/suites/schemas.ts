import { customKind, define, definitionsPath } from '../fixtures';
import { accepts, properties, refuses, tried } from '../trials';
import { Suite } from '../runApiServerTests';

export const schemas: Suite = {
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

  'schema: the alternative that fits best tells what is wrong': async api => {
    const needs = (...required: string[]) => ({ required });
    const fields = {
      a: { type: 'string' },
      b: { type: 'string' },
      c: { type: 'integer' },
      d: { type: 'integer' },
    };
    const either = {
      oneOf: [
        { allOf: [needs('a'), needs('b')] },
        { anyOf: [needs('c'), needs('d')] },
      ],
    };
    const any = {
      anyOf: [
        { oneOf: [needs('a'), needs('b')] },
        { allOf: [needs('c'), needs('d')] },
      ],
    };
    const nested = {
      anyOf: [
        needs('a'),
        { properties: { c: { minimum: 5 }, d: { minimum: 5 } } },
      ],
    };
    const noneOf = 'validate one and only one schema (oneOf). Found none valid';
    const noneOfAll = 'validate all the schemas (allOf). None validated';
    const noneOfAny = 'validate at least one schema (anyOf)';
    const missing = (name: string) => `f.${name}: Required value`;
    const small = (name: string) =>
      `f.${name}: 1: f.${name} in body should be greater than or equal to 5`;
    const cases: Array<[more: object, value: object, faults: string[]]> = [
      [
        { allOf: [needs('a'), needs('b')] },
        {},
        [missing('a'), missing('b'), noneOfAll],
      ],
      [
        { allOf: [needs('a'), needs('b')] },
        { a: 'x' },
        [missing('b'), 'validate all the schemas (allOf)'],
      ],
      [either, {}, [noneOf, missing('a'), missing('b'), noneOfAll]],
      [
        either,
        { a: 'x' },
        [noneOf, missing('b'), 'validate all the schemas (allOf)'],
      ],
      [any, {}, [noneOfAny, missing('c'), missing('d'), noneOfAll]],
      [
        any,
        { a: 'x', b: 'y' },
        [noneOfAny, missing('c'), missing('d'), noneOfAll],
      ],
      [nested, { c: 1, d: 9 }, [noneOfAny, small('c')]],
      [nested, { c: 9, d: 1 }, [noneOfAny, small('d')]],
      [
        { required: ['a'], oneOf: [needs('b'), needs('c')] },
        {},
        [noneOf, missing('b'), missing('a')],
      ],
      [
        { not: needs('a'), oneOf: [needs('b')] },
        { a: 'x' },
        [noneOf, missing('b'), 'not validate the schema (not)'],
      ],
    ];
    const kind = customKind(
      properties(
        Object.fromEntries(
          cases.map(([more], index) => [`f${index}`, properties(fields, more)]),
        ),
      ),
    );
    await define(api, kind);
    const namespace = await api.namespace();
    for (const [index, [more, value, faults]] of cases.entries()) {
      const { status, body } = await api.post(
        kind.path(namespace),
        kind.object('a', { spec: { [`f${index}`]: value } }),
      );
      const told = body.details?.causes?.map(({ field, message }) => {
        const text = message
          ?.replace(/^Invalid value: (?:"": "spec.f\d+" must )?/, '')
          .replace(/spec\.f\d+/g, 'f');
        return field === '<nil>'
          ? text
          : `${field?.replace(/^spec\.f\d+/, 'f')}: ${text}`;
      });
      expect([more, value, status, told]).toEqual([more, value, 422, faults]);
    }
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
};
