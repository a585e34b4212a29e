import { KubernetesClient } from '../client/KubernetesClient';
import {
  ScriptedApi,
  ScriptedCall,
  Thing,
  thing,
  things,
  until,
} from '../__testUtils__/ScriptedApi';
import { ResourceCache } from './ResourceCache';
import { ResourceCacheOptions } from './types';
import { CacheEvent } from './Store';

const bookmark = (resourceVersion: number) =>
  ['BOOKMARK', { metadata: { resourceVersion: `${resourceVersion}` } }] as [
    string,
    unknown,
  ];
const openWatch = (call: ScriptedCall) => call.events();

describe('ResourceCache against a server with faults', () => {
  const cleanups: Array<() => Promise<void>> = [];
  const messages: string[] = [];
  const log = (message: string) => messages.push(message);
  const logger = { debug: log, info: log, warn: log, error: log };

  async function follow(
    script: Array<(call: ScriptedCall) => void>,
    options: Partial<ResourceCacheOptions<Thing>> = {},
  ) {
    const api = await ScriptedApi.start(...script);
    const client = KubernetesClient.fromKubeConfig(api.kubeConfig);
    const cache = ResourceCache.create<Thing>({
      client,
      resource: things,
      logger,
      ...options,
      times: { initialBackoffMs: 20, maximumBackoffMs: 100, ...options.times },
    });
    const seen: string[] = [];
    cache.subscribe(({ type, object }: CacheEvent<Thing>) =>
      seen.push(`${type} ${object.metadata.name} ${object.spec?.color}`),
    );
    cleanups.push(async () => {
      await cache.stop();
      await client.close();
      await api.stop();
    });
    return { api, cache, seen };
  }

  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) {
      await cleanup();
    }
    messages.length = 0;
  });

  it('retries the first list until it succeeds and only then has synced', async () => {
    const { api, cache } = await follow([
      call => call.status(500, 'InternalError'),
      call => call.response.destroy(),
      call => call.status(403, 'Forbidden'),
      call => call.list([thing('a', 3)], 5),
      openWatch,
    ]);
    const statuses: Array<string | undefined> = [];
    cache.onStatusChange(({ error }) => statuses.push(error?.message));
    expect(cache.status).toMatchObject({ synced: false, stale: true });

    cache.start();
    await expect(cache.waitForSync({ timeoutMs: 1 })).rejects.toThrow(
      'The cache of things is not synced',
    );
    await cache.waitForSync();

    expect(cache.list()).toEqual([thing('a', 3)]);
    await until(
      () => api.calls.at(-1),
      call => call === 'watch 5',
    );
    expect(cache.status).toMatchObject({ stale: false, error: undefined });
    expect(statuses).toContain('said InternalError');
    expect(statuses).toContain('said Forbidden');
    expect(messages).toContainEqual(expect.stringContaining('said Forbidden'));
  });

  it('reads all pages and asks for the whole when a continue token expires', async () => {
    const urls: string[] = [];
    const recorded =
      (answer: (call: ScriptedCall) => void) => (call: ScriptedCall) => {
        urls.push(call.url.search);
        answer(call);
      };
    const { cache } = await follow([
      recorded(call => call.list([thing('a', 1)], 9, 'next')),
      recorded(call => call.status(410, 'Expired')),
      recorded(call => call.list([thing('a', 1), thing('b', 2)], 10)),
      openWatch,
    ]);
    cache.start();
    await cache.waitForSync();
    expect(urls).toEqual(['?limit=500', '?limit=500&continue=next', '']);
    expect(cache.list().map(({ metadata }) => metadata.name)).toEqual([
      'a',
      'b',
    ]);
  });

  it('goes on where a watch ended or broke, bookmarks included', async () => {
    let watching: ScriptedCall | undefined;
    const { api, cache, seen } = await follow([
      call => call.list([thing('a', 1)], 5),
      call => {
        call.events(
          ['ADDED', thing('b', 6)],
          ['MODIFIED', thing('a', 7, { color: 'blue' })],
          bookmark(20),
        );
        call.response.end();
      },
      call => call.status(503, 'ServiceUnavailable'),
      call => {
        call.events(['ADDED', thing('c', 21)]);
        watching = call;
      },
      call => call.events(['DELETED', thing('a', 22)]),
    ]);
    cache.start();
    await until(() => seen.includes('added c red'));
    watching!.response.destroy();
    await until(
      () => seen.length,
      length => length === 5,
    );
    expect(seen).toEqual([
      'added a red',
      'added b red',
      'modified a blue',
      'added c red',
      'deleted a blue',
    ]);
    expect(api.calls).toEqual([
      'GET /apis/test.example/v1/things',
      'watch 5',
      'watch 20',
      'watch 20',
      'watch 21',
    ]);
    expect(cache.get({ namespace: 'one', name: 'a' })).toBeUndefined();
    expect(cache.status.stale).toBe(false);
  });

  it.each([
    [
      'as an event',
      (call: ScriptedCall) =>
        call.events([
          'ERROR',
          { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' },
        ]),
    ],
    ['as the answer', (call: ScriptedCall) => call.status(410, 'Expired')],
  ])('lists anew after 410 %s and tells what vanished', async (_, gone) => {
    const { cache, seen } = await follow([
      call => call.list([thing('a', 1), thing('b', 2)], 5),
      gone,
      call => call.list([thing('b', 8, { color: 'blue' }), thing('c', 9)], 10),
      openWatch,
    ]);
    cache.start();
    await until(
      () => seen.length,
      length => length === 5,
    );
    expect(seen.slice(2)).toEqual([
      'deleted a red',
      'modified b blue',
      'added c red',
    ]);
    expect(cache.list()).toHaveLength(2);
  });

  it('polls where it may list but not watch', async () => {
    let version = 5;
    const { cache, seen } = await follow([
      call => {
        if (call.watch) {
          call.status(403, 'Forbidden');
        } else {
          version++;
          call.list([thing(`at-${version}`, version)], version);
        }
      },
    ]);
    cache.start();
    await until(() => seen.includes('added at-8 red'));
    expect(seen).toContain('deleted at-7 red');
  });

  it('notices a silent watch', async () => {
    const { api, cache } = await follow(
      [call => call.list([], 5), openWatch, call => call.events(bookmark(6))],
      { times: { idleMs: 1_000 } },
    );
    const errors: (Error | undefined)[] = [];
    cache.onStatusChange(({ error }) => errors.push(error));
    cache.start();
    await until(
      () => api.calls.length,
      length => length >= 3,
    );
    expect(api.calls[2]).toBe('watch 5');
    // no change is no fault: a server need not say anything of it
    expect(errors.filter(error => error)).toEqual([]);
    await until(() => !cache.status.stale);
  });

  it('does not hammer a server that closes each watch at once', async () => {
    const opened: number[] = [];
    const { cache } = await follow([
      call => call.list([], 5),
      call => {
        opened.push(performance.now());
        call.events();
        call.response.end();
      },
    ]);
    cache.start();
    await until(() => opened.length === 5);
    // At least half of 20, 40, 80 and 100 ms; timers may be a millisecond early.
    expect(opened[4] - opened[0]).toBeGreaterThanOrEqual(115);
  });

  it('survives lines that are no JSON and listeners that throw', async () => {
    const { cache, seen } = await follow([
      call => call.list([thing('a', 1)], 5),
      call => {
        call.events(['ADDED', thing('b', 6)]);
        call.response.write('not json\n');
      },
      call => call.events(['ADDED', thing('c', 7)]),
    ]);
    cache.subscribe(() => {
      throw new Error('listener at fault');
    });
    cache.subscribe(async () => {
      throw new Error('late fault');
    });
    cache.start();
    await until(
      () => seen.length,
      length => length === 3,
    );
    expect(seen.at(-1)).toBe('added c red');
    expect(
      messages.filter(text => /listener at fault/.test(text)),
    ).toHaveLength(3);
    expect(messages).toContainEqual(expect.stringContaining('late fault'));
  });

  it('waits for a kind that is not installed, and counts as synced when it is optional', async () => {
    const script = [
      (call: ScriptedCall) => call.status(404, 'NotFound'),
      (call: ScriptedCall) => call.status(404, 'NotFound'),
      (call: ScriptedCall) => call.list([thing('a', 1)], 5),
      (call: ScriptedCall) => call.status(404, 'NotFound'),
      (call: ScriptedCall) => call.status(404, 'NotFound'),
    ];
    const { cache, seen } = await follow(script, { optional: true });
    cache.start();
    await cache.waitForSync();
    expect(cache.status).toMatchObject({ served: false, stale: false });
    expect(cache.status.error).toBeUndefined();
    // The kind appears, and is removed with all its objects.
    await until(
      () => seen.length,
      length => length === 2,
    );
    expect(seen).toEqual(['added a red', 'deleted a red']);

    const { cache: required } = await follow([script[0]]);
    required.start();
    await until(
      () => required.status.served,
      served => served === false,
    );
    expect(required.status).toMatchObject({ synced: false, stale: true });
  });

  it('reads its own writes, which no older event or list undoes', async () => {
    let watching: ScriptedCall | undefined;
    const { api, cache, seen } = await follow([
      call => call.list([thing('a', 1)], 5),
      call => {
        call.events();
        watching = call;
      },
      call => call.json(201, thing('b', 6)),
      call => call.json(200, thing('a', 8, { color: 'green' })),
      call =>
        call.json(200, {
          kind: 'Status',
          status: 'Success',
          details: { uid: 'uid-of-b' },
        }),
      call => call.json(201, thing('b', 12, { uid: 'second' })),
      openWatch,
    ]);
    cache.start();
    await until(() => watching);
    const ref = { namespace: 'one', name: 'b' };

    await cache.create(thing('b', 0));
    expect(cache.get(ref)?.metadata.resourceVersion).toBe('6');
    await cache.patch(
      { namespace: 'one', name: 'a' },
      { spec: { color: 'green' } },
      { type: 'merge' },
    );
    await cache.delete(ref);
    expect(cache.get(ref)).toBeUndefined();

    // The watch lags behind: these are older than what is known.
    watching!.events(
      ['ADDED', thing('b', 6)],
      ['MODIFIED', thing('a', 7, { color: 'yellow' })],
      ['MODIFIED', thing('b', 9, { color: 'ghost' })],
      ['MODIFIED', thing('c', 9)],
    );
    await until(() => cache.get({ namespace: 'one', name: 'c' }));
    expect(cache.get(ref)).toBeUndefined();

    await cache.create(thing('b', 0));
    watching!.events(['DELETED', thing('b', 10)], ['ADDED', thing('d', 13)]);
    await until(() => cache.get({ namespace: 'one', name: 'd' }));
    expect(cache.get(ref)?.metadata.uid).toBe('second');
    expect(seen).toEqual([
      'added a red',
      'added b red',
      'modified a green',
      'deleted b red',
      'added c red',
      'added b red',
      'added d red',
    ]);
    expect(api.calls.slice(2)).toEqual([
      'POST /apis/test.example/v1/namespaces/one/things',
      'PATCH /apis/test.example/v1/namespaces/one/things/a',
      'DELETE /apis/test.example/v1/namespaces/one/things/b',
      'POST /apis/test.example/v1/namespaces/one/things',
    ]);
  });

  it('starts afresh in all namespaces when the history of the cluster went back', async () => {
    const listed: string[] = [];
    let watching: ScriptedCall | undefined;
    const serve = (call: ScriptedCall) => {
      const namespace = call.url.pathname.split('/')[5];
      if (!call.watch) {
        const restored = listed.filter(name => name === namespace).length > 0;
        listed.push(namespace);
        const version = restored ? 3 : 100;
        call.list(
          [thing(restored ? 'old' : 'new', version, { namespace })],
          version,
        );
        return;
      }
      call.events();
      if (namespace === 'two') {
        watching = call;
      }
    };
    const { cache } = await follow([serve], { namespaces: ['one', 'two'] });
    cache.start();
    await cache.waitForSync();
    await until(() => watching);
    // A bookmark of the restored cluster.
    watching!.events(bookmark(3));
    await until(
      () => cache.list().map(({ metadata }) => metadata.name),
      names => names.length === 2 && names.every(name => name === 'old'),
    );
    expect(listed.sort()).toEqual(['one', 'one', 'two', 'two']);
  });

  it('has caught up when it was told all that the cluster held at that moment', async () => {
    let watching: ScriptedCall | undefined;
    const { cache, seen } = await follow([
      call => call.list([thing('a', 1), thing('b', 2)], 5),
      call => {
        call.events();
        watching = call;
      },
      // What the cluster holds by now: a changed, b gone, c new.
      call => call.list([thing('a', 6), thing('c', 8)], 8),
      call => call.list([thing('a', 6), thing('c', 8)], 9),
    ]);
    cache.start();
    await until(() => watching);
    let isCaughtUp = false;
    const caughtUp = cache.catchUp().then(() => {
      isCaughtUp = true;
    });
    for (const event of [
      ['MODIFIED', thing('a', 6)],
      ['DELETED', thing('b', 7)],
      ['ADDED', thing('c', 8)],
    ] as const) {
      expect(isCaughtUp).toBe(false);
      const before = seen.length;
      watching!.events([...event]);
      await until(() => seen.length > before);
    }
    await caughtUp;
    await cache.catchUp();
  });

  it('says that it did not catch up, and why', async () => {
    const { api, cache } = await follow([
      call => call.list([], 5),
      openWatch,
      call => call.list([thing('a', 6)], 6),
      call => call.list([thing('a', 6)], 6),
      call => call.status(403, 'Forbidden'),
      call => call.status(404, 'NotFound'),
    ]);
    cache.start();
    await cache.waitForSync();
    await until(() => api.calls.includes('watch 5'));
    await expect(cache.catchUp({ timeoutMs: 200 })).rejects.toThrow(
      'The cache of things has not caught up with the cluster',
    );
    const stopped = cache.catchUp();
    await expect(cache.catchUp()).rejects.toThrow('said Forbidden');
    // A kind that is not served has no objects.
    await cache.catchUp();
    await cache.stop();
    await expect(stopped).rejects.toThrow('has not caught up');
  });

  it('keeps no managedFields, shares nothing that can be changed, and finds by index', async () => {
    const { cache } = await follow(
      [
        call =>
          call.list(
            [
              {
                ...thing('a', 1),
                metadata: {
                  ...thing('a', 1).metadata,
                  managedFields: [{ manager: 'x' }],
                } as Thing['metadata'],
              },
              thing('b', 2, { namespace: 'two' }),
            ],
            5,
          ),
        call =>
          call.events([
            'MODIFIED',
            thing('b', 6, { namespace: 'two', color: 'blue' }),
          ]),
      ],
      {
        indexes: {
          byColor: object => [object.spec!.color!],
          faulty: () => {
            throw new Error('index at fault');
          },
        },
      },
    );
    cache.start();
    await until(() => cache.byIndex('byColor', 'blue').length);
    expect(cache.byIndex('byColor', 'red')).toEqual([thing('a', 1)]);
    expect(cache.list({ namespace: 'two' })).toHaveLength(1);
    expect(cache.byIndex('faulty', 'x')).toEqual([]);
    expect(() => cache.byIndex('byColour', 'x')).toThrow(
      'There is no index "byColour"; indexes: byColor, faulty',
    );
    expect(() => {
      cache.list()[0].metadata.name = 'changed';
    }).toThrow(TypeError);
  });

  it('keeps what the transform makes of objects, be they listed, watched or written', async () => {
    const { cache, seen } = await follow(
      [
        call => call.list([thing('a', 1)], 5),
        call => call.events(['ADDED', thing('b', 6)]),
        call => call.json(201, thing('c', 7)),
      ],
      {
        transform: object => ({
          ...object,
          spec: { ...object.spec, color: `clean ${object.spec?.color}` },
        }),
        indexes: { byColor: object => [object.spec!.color!] },
      },
    );
    cache.start();
    await until(() => cache.list().length === 2);
    const written = await cache.create(thing('c', 7));
    expect(written.spec?.color).toBe('clean red');
    expect(cache.byIndex('byColor', 'clean red')).toHaveLength(3);
    expect(seen).toEqual([
      'added a clean red',
      'added b clean red',
      'added c clean red',
    ]);
  });

  it('asks for metadata alone and keeps nothing else, whatever the server sends', async () => {
    const accepts: Array<string | undefined> = [];
    const leaky = {
      ...thing('a', 1),
      data: { api_key: 'c2VjcmV0' },
      metadata: {
        ...thing('a', 1).metadata,
        annotations: {
          note: 'kept',
          'kubectl.kubernetes.io/last-applied-configuration':
            '{"data":{"api_key":"c2VjcmV0"}}',
        },
      },
    };
    const { cache } = await follow(
      [
        call => {
          accepts.push(call.request.headers.accept);
          call.list([leaky], 5);
        },
        call => {
          accepts.push(call.request.headers.accept);
          call.events();
        },
      ],
      { metadataOnly: true },
    );
    cache.start();
    await until(
      () => accepts.length,
      length => length === 2,
    );
    expect(accepts).toEqual([
      'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
    ]);
    expect(JSON.stringify(cache.list())).not.toContain('c2VjcmV0');
    expect(cache.list()[0].metadata.annotations).toEqual({ note: 'kept' });
  });

  it('takes in only those of its own writes that it would also be told of', async () => {
    const { api, cache } = await follow(
      [
        call => call.list([], 5),
        openWatch,
        call =>
          call.json(201, {
            ...thing('a', 6),
            metadata: { ...thing('a', 6).metadata, labels: { app: 'mine' } },
          }),
        call => call.json(200, thing('a', 7)),
        call =>
          call.json(201, {
            ...thing('b', 8, { namespace: 'two' }),
            metadata: {
              ...thing('b', 8, { namespace: 'two' }).metadata,
              labels: { app: 'mine' },
            },
          }),
      ],
      { labelSelector: 'app in (mine, ours)', namespaces: ['one'] },
    );
    cache.start();
    // The script answers in this order.
    await until(() => api.calls.includes('watch 5'));
    await cache.create(thing('a', 0));
    expect(cache.list()).toHaveLength(1);
    await cache.replace(thing('a', 0));
    expect(cache.list()).toHaveLength(0);
    await cache.create(thing('b', 0, { namespace: 'two' }));
    expect(cache.list()).toHaveLength(0);
  });
});
