import { customKind, define, definitionsPath } from '../fixtures';
import { properties, tried } from '../trials';
import { Suite } from '../runApiServerTests';

export const rules: Suite = {
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

  'rule: none is said to be left out where there is none': async api => {
    const { body } = await tried(api, properties({}, { required: ['b'] }), {});
    expect(body.details?.causes).toEqual([
      {
        reason: 'FieldValueRequired',
        message: 'Required value',
        field: 'spec.b',
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
};
