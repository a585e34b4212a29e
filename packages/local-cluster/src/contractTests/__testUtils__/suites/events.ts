import { ApiClient } from '../ApiClient';
import { Suite } from '../runApiServerTests';

const core = (namespace: string) => `/api/v1/namespaces/${namespace}/events`;
const own = (namespace: string) =>
  `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;

const eventTime = '2020-01-01T00:00:00.123456Z';

const subject = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  namespace,
  name: 's',
  fieldPath: 'data',
});

const modern = (name: string, namespace: string, fields: object = {}) => ({
  apiVersion: 'events.k8s.io/v1',
  kind: 'Event',
  metadata: { name },
  eventTime,
  reportingController: 'example.com/painter',
  reportingInstance: 'painter-1',
  action: 'Painting',
  reason: 'Painted',
  regarding: subject(namespace),
  note: 'now red',
  type: 'Normal',
  ...fields,
});

const old = (name: string, namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name },
  involvedObject: subject(namespace),
  reason: 'Painted',
  message: 'now red',
  type: 'Normal',
  source: { component: 'painter', host: 'h' },
  firstTimestamp: '2020-01-01T00:00:00Z',
  lastTimestamp: '2020-01-01T00:00:01Z',
  count: 2,
});

async function faults(
  api: ApiClient,
  namespace: string,
  fields: object,
): Promise<string[] | undefined> {
  const { status, body } = await api.post(
    own(namespace),
    modern('faulty', namespace, fields),
  );
  expect([status, body.reason, body.details?.kind]).toEqual([
    422,
    'Invalid',
    'Event',
  ]);
  return body.details?.causes?.map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

export const events: Suite = {
  'an event of the core group shows in events.k8s.io': async api => {
    const namespace = await api.namespace();
    const created = await api.post(core(namespace), old('a', namespace));
    expect(created.status).toBe(201);
    const { body } = await api.get(`${own(namespace)}/a`);
    expect(body).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: {
        name: 'a',
        uid: created.body.metadata!.uid,
        resourceVersion: created.body.metadata!.resourceVersion,
      },
      regarding: subject(namespace),
      reason: 'Painted',
      note: 'now red',
      type: 'Normal',
      deprecatedSource: { component: 'painter', host: 'h' },
      deprecatedFirstTimestamp: '2020-01-01T00:00:00Z',
      deprecatedLastTimestamp: '2020-01-01T00:00:01Z',
      deprecatedCount: 2,
    });
    for (const name of [
      'message',
      'involvedObject',
      'source',
      'count',
      'reportingComponent',
      'reportingController',
      'reportingInstance',
    ]) {
      expect(body).not.toHaveProperty(name);
    }
  },

  'an event of events.k8s.io shows in the core group': async api => {
    const namespace = await api.namespace();
    const series = { count: 3, lastObservedTime: eventTime };
    const created = await api.post(
      own(namespace),
      modern('a', namespace, { series, related: { kind: 'Pod', name: 'p' } }),
    );
    expect([
      created.status,
      created.body.apiVersion,
      created.body.note,
    ]).toEqual([201, 'events.k8s.io/v1', 'now red']);
    const { body } = await api.get(`${core(namespace)}/a`);
    expect(body).toMatchObject({
      apiVersion: 'v1',
      kind: 'Event',
      involvedObject: subject(namespace),
      related: { kind: 'Pod', name: 'p' },
      reason: 'Painted',
      message: 'now red',
      type: 'Normal',
      source: {},
      eventTime,
      series,
      action: 'Painting',
      reportingComponent: 'example.com/painter',
      reportingInstance: 'painter-1',
    });
    expect(body).not.toHaveProperty('note');
  },

  'events are listed, watched and deleted by both groups': async api => {
    const namespace = await api.namespace();
    await api.post(core(namespace), old('a', namespace));
    const watch = await api.watch(own(namespace));
    expect(await watch.take(1)).toEqual(['ADDED a']);
    await api.post(own(namespace), modern('b', namespace));
    const added = await watch.next();
    expect([added?.type, added?.object.apiVersion, added?.object.note]).toEqual(
      ['ADDED', 'events.k8s.io/v1', 'now red'],
    );
    for (const path of [core(namespace), own(namespace)]) {
      const { body } = await api.get(path);
      expect(body.items?.map(({ metadata }) => metadata.name)).toEqual([
        'a',
        'b',
      ]);
    }
    const { body: list } = await api.get(own(namespace));
    expect([list.apiVersion, list.kind]).toEqual([
      'events.k8s.io/v1',
      'EventList',
    ]);
    const deleted = await api.delete(`${own(namespace)}/a`);
    expect([deleted.status, deleted.body.details]).toEqual([
      200,
      expect.objectContaining({ group: 'events.k8s.io', kind: 'events' }),
    ]);
    expect(await watch.take(1)).toEqual(['DELETED a']);
    await api.send('DELETE', own(namespace));
    expect((await api.get(core(namespace))).body.items).toEqual([]);
    watch.close();
  },

  'events.k8s.io selects by its own names of fields': async api => {
    const namespace = await api.namespace();
    await api.post(core(namespace), old('a', namespace));
    await api.post(own(namespace), modern('b', namespace));
    const selected = async (path: string, selector: string) => {
      const { status, body } = await api.get(
        `${path}?fieldSelector=${encodeURIComponent(selector)}`,
      );
      return status === 200
        ? body.items?.map(({ metadata }) => metadata.name)
        : body.message;
    };
    expect([
      await selected(own(namespace), 'regarding.name=s'),
      await selected(own(namespace), 'regarding.kind!=Secret'),
      await selected(
        own(namespace),
        'reportingController=example.com/painter,type=Normal',
      ),
      await selected(core(namespace), 'reportingComponent=example.com/painter'),
      await selected(own(namespace), 'reason=Painted'),
      await selected(own(namespace), 'involvedObject.name=s'),
      await selected(core(namespace), 'regarding.name=s'),
    ]).toEqual([
      ['a', 'b'],
      [],
      ['b'],
      ['b'],
      ['a', 'b'],
      'field label not supported: involvedObject.name',
      'field label not supported: regarding.name',
    ]);
  },

  'both groups show events in one Table': async api => {
    const namespace = await api.namespace();
    await api.post(own(namespace), modern('b', namespace));
    const table = async (path: string) => {
      const { body } = await api.get(path, {
        headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' },
      });
      const rows = body.rows as Array<{ cells: unknown[] }>;
      return [
        (body.columnDefinitions as Array<{ name: string }>).map(
          ({ name }) => name,
        ),
        rows.map(({ cells }) => cells.slice(1, 7)),
      ];
    };
    const wanted = await table(core(namespace));
    expect(await table(own(namespace))).toEqual(wanted);
    expect(wanted[1]).toEqual([
      [
        'Normal',
        'Painted',
        'secret/s',
        'data',
        'example.com/painter, painter-1',
        'now red',
      ],
    ]);
  },

  'an event of events.k8s.io says when and by whom': async api => {
    const namespace = await api.namespace();
    expect(
      await faults(api, namespace, { eventTime: null, type: undefined }),
    ).toEqual([
      'eventTime: Required value',
      'type: Invalid value: "": has invalid value: ',
    ]);
    expect(
      await faults(api, namespace, {
        reportingController: undefined,
        reportingInstance: undefined,
        action: undefined,
        reason: undefined,
      }),
    ).toEqual(
      expect.arrayContaining([
        'reportingController: Required value',
        'reportingInstance: Required value',
        'action: Required value',
        'reason: Required value',
      ]),
    );
    expect(
      await faults(api, namespace, { reportingController: 'bad one' }),
    ).toEqual([
      expect.stringMatching(
        /^reportingController: Invalid value: "bad one": name part must consist of/,
      ),
    ]);
    expect(
      await faults(api, namespace, {
        reportingInstance: 'i'.repeat(129),
        action: 'a'.repeat(129),
        reason: 'r'.repeat(129),
        note: 'n'.repeat(1025),
      }),
    ).toEqual([
      'reportingInstance: Invalid value: "": can have at most 128 characters',
      'action: Invalid value: "": can have at most 128 characters',
      'reason: Invalid value: "": can have at most 128 characters',
      'message: Invalid value: "": can have at most 1024 characters',
    ]);
    expect(
      await faults(api, namespace, {
        series: { count: 1 },
        type: 'Odd',
        deprecatedCount: 1,
        deprecatedSource: { component: 'x' },
        deprecatedFirstTimestamp: '2020-01-01T00:00:00Z',
        deprecatedLastTimestamp: '2020-01-01T00:00:00Z',
      }),
    ).toEqual([
      'series.count: Invalid value: "": should be at least 2',
      'series.lastObservedTime: Required value',
      'type: Invalid value: "": has invalid value: Odd',
      'firstTimestamp: Invalid value: "": needs to be unset',
      'lastTimestamp: Invalid value: "": needs to be unset',
      'count: Invalid value: "": needs to be unset',
      'source: Invalid value: "": needs to be unset',
    ]);
    expect(
      await faults(api, namespace, { regarding: { kind: 'Node', name: 'n' } }),
    ).toEqual([
      'involvedObject.namespace: Invalid value: "": does not match event.namespace',
    ]);
  },

  'a core event with an eventTime says by whom': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(core(namespace), {
      ...old('a', namespace),
      eventTime,
    });
    expect(status).toBe(422);
    expect(body.details?.causes?.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'reportingComponent',
        'reportingInstance',
        'action',
      ]),
    );
  },

  'events.k8s.io changes the series of an event only': async api => {
    const namespace = await api.namespace();
    const path = `${own(namespace)}/a`;
    await api.post(own(namespace), modern('a', namespace));
    for (const [type, patch] of [
      ['merge', { note: 'now blue' }],
      ['strategic', { note: 'now blue' }],
      ['json', [{ op: 'replace', path: '/note', value: 'now blue' }]],
    ] as const) {
      const { status, body } = await api.patch(path, type, patch);
      expect([type, status, body.details?.causes]).toEqual([
        type,
        422,
        [
          {
            reason: 'FieldValueInvalid',
            message: 'Invalid value: "now blue": field is immutable',
            field: 'message',
          },
        ],
      ]);
    }
    const series = {
      count: 4,
      lastObservedTime: '2020-01-01T00:00:05.123456Z',
    };
    const changed = await api.patch(path, 'strategic', { series });
    expect([changed.status, changed.body.series]).toEqual([200, series]);
    const bad = await api.patch(path, 'merge', { series: { count: 1 } });
    expect(bad.status).toBe(422);
    const { status, body } = await api.patch(`${core(namespace)}/a`, 'merge', {
      message: 'now blue',
    });
    expect([status, body.message]).toEqual([200, 'now blue']);
    expect((await api.get(path)).body.note).toBe('now blue');
  },

  'an event of events.k8s.io can be put and applied': async api => {
    const namespace = await api.namespace();
    const put = await api.put(`${own(namespace)}/a`, modern('a', namespace));
    expect([put.status, put.body.note]).toEqual([201, 'now red']);
    const again = await api.put(`${own(namespace)}/a`, modern('a', namespace));
    expect([again.status, again.body.metadata?.resourceVersion]).toEqual([
      200,
      put.body.metadata?.resourceVersion,
    ]);
    const applied = await api.apply(
      `${own(namespace)}/b`,
      modern('b', namespace),
    );
    expect([
      applied.status,
      applied.body.apiVersion,
      applied.body.note,
    ]).toEqual([201, 'events.k8s.io/v1', 'now red']);
    expect((await api.get(`${core(namespace)}/b`)).body.message).toBe(
      'now red',
    );
  },

  'what is applied to events.k8s.io is of its own version': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.apply(`${own(namespace)}/a`, {
      ...modern('a', namespace),
      apiVersion: 'v1',
    });
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
    expect((await api.get(`${core(namespace)}/a`)).status).toBe(404);
  },

  'each group knows its own fields only': async api => {
    const namespace = await api.namespace();
    const strict = '?fieldValidation=Strict';
    const one = await api.post(
      own(namespace) + strict,
      modern('a', namespace, { message: 'x' }),
    );
    const other = await api.post(core(namespace) + strict, {
      ...old('a', namespace),
      note: 'x',
    });
    expect(
      [one, other].map(({ status, body }) => [status, body.message]),
    ).toEqual([
      [
        400,
        'Event in version "v1" cannot be handled as a Event: strict decoding error: unknown field "message"',
      ],
      [
        400,
        'Event in version "v1" cannot be handled as a Event: strict decoding error: unknown field "note"',
      ],
    ]);
    const wrong = await api.post(own(namespace), old('a', namespace));
    expect(wrong.status).toBe(400);
  },

  'a missing event is named with the group of the path': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.get(`${own(namespace)}/missing`);
    expect([status, body.message, body.details]).toEqual([
      404,
      'events.events.k8s.io "missing" not found',
      { name: 'missing', group: 'events.k8s.io', kind: 'events' },
    ]);
  },

  'events of both groups go with their namespace': async api => {
    const namespace = await api.namespace();
    await api.post(own(namespace), modern('a', namespace));
    await api.post(core(namespace), old('b', namespace));
    await api.delete(`/api/v1/namespaces/${namespace}`);
    await api.until(
      `/api/v1/namespaces/${namespace}`,
      ({ status }) => status === 404,
      25_000,
    );
    expect((await api.get(own(namespace))).body.items).toEqual([]);
  },
};
