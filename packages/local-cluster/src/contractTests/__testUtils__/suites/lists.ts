import {
  configMap,
  configMaps,
  definitionsPath,
  secret,
  secretsOf,
} from '../fixtures';
import { ApiClient, Answer } from '../ApiClient';
import { Suite } from '../runApiServerTests';

async function fill(api: ApiClient): Promise<string> {
  const namespace = await api.namespace();
  const labels: { [name: string]: object } = {
    a: { app: 'x', tier: 'front' },
    b: { app: 'y' },
    c: { app: 'x', tier: 'back' },
    d: {},
  };
  for (const [name, of] of Object.entries(labels)) {
    await api.post(secretsOf(namespace), {
      ...secret(name),
      metadata: { name, labels: of },
    });
  }
  return namespace;
}

function names({ body }: Answer): string[] {
  return body.items!.map(item => item.metadata.name!);
}

const select =
  (selector: string, wanted: string[]) => async (api: ApiClient) => {
    const namespace = await fill(api);
    const query = `labelSelector=${encodeURIComponent(selector)}`;
    expect(names(await api.get(`${secretsOf(namespace)}?${query}`))).toEqual(
      wanted,
    );
  };

export const lists: Suite = {
  'a list has its kind, its version and items without kinds lost':
    async api => {
      const namespace = await fill(api);
      const { status, body } = await api.get(secretsOf(namespace));
      expect(status).toBe(200);
      expect([body.kind, body.apiVersion]).toEqual(['SecretList', 'v1']);
      expect(body.metadata?.resourceVersion).toMatch(/^\d+$/);
      expect(body.items).toHaveLength(4);
    },

  'a list is in the order of namespaces and names': async api => {
    const namespace = await api.namespace();
    for (const name of ['b', 'a.b', 'a-b', 'a', 'a1']) {
      await api.post(secretsOf(namespace), secret(name));
    }
    expect(names(await api.get(secretsOf(namespace)))).toEqual([
      'a',
      'a-b',
      'a.b',
      'a1',
      'b',
    ]);
  },

  'an empty list has an empty array': async api => {
    const namespace = await api.namespace();
    expect((await api.get(secretsOf(namespace))).body.items).toEqual([]);
  },

  'a namespace that does not exist has an empty list': async api => {
    const { status, body } = await api.get(secretsOf('no-such-namespace'));
    expect([status, body.items]).toEqual([200, []]);
  },

  'a list over all namespaces has them all': async api => {
    const first = await fill(api);
    const second = await fill(api);
    const { body } = await api.get('/api/v1/secrets');
    const found = new Set(body.items?.map(item => item.metadata.namespace));
    expect(found).toContain(first);
    expect(found).toContain(second);
  },

  'label selector: equality': select('app=x', ['a', 'c']),
  'label selector: double equality': select('app==y', ['b']),
  'label selector: inequality takes what has no such label': select('app!=x', [
    'b',
    'd',
  ]),
  'label selector: a set': select('app in (x, z)', ['a', 'c']),
  'label selector: not in a set': select('app notin (x)', ['b', 'd']),
  'label selector: existence': select('tier', ['a', 'c']),
  'label selector: absence': select('!tier', ['b', 'd']),
  'label selector: all have to hold': select('app=x,tier!=front', ['c']),
  'label selector: an empty value': select('app=', []),

  'a bad label selector is refused': async api => {
    for (const selector of ['a=b=c', 'a in x', ',,', '=a', '!']) {
      const query = `labelSelector=${encodeURIComponent(selector)}`;
      const { status, body } = await api.get(`/api/v1/secrets?${query}`);
      expect([selector, status, body.reason]).toEqual([
        selector,
        400,
        'BadRequest',
      ]);
    }
  },

  'field selector: name and namespace': async api => {
    const namespace = await fill(api);
    const one = await api.get(
      `${secretsOf(namespace)}?fieldSelector=metadata.name%3Db`,
    );
    expect(names(one)).toEqual(['b']);
    const all = await api.get(
      `/api/v1/secrets?fieldSelector=metadata.namespace%3D${namespace}`,
    );
    expect(names(all)).toEqual(['a', 'b', 'c', 'd']);
    const others = await api.get(
      `${secretsOf(namespace)}?fieldSelector=metadata.name!%3Db`,
    );
    expect(names(others)).toEqual(['a', 'c', 'd']);
  },

  'field selector: the type of a Secret': async api => {
    const namespace = await api.namespace();
    await api.post(
      secretsOf(namespace),
      secret('a', { type: 'example.com/x' }),
    );
    await api.post(secretsOf(namespace), secret('b'));
    const { body } = await api.get(
      `${secretsOf(namespace)}?fieldSelector=type%3Dexample.com/x`,
    );
    expect(body.items?.map(item => item.metadata.name)).toEqual(['a']);
  },

  'field selector: a field that is not offered is refused': async api => {
    const unsupported = 'field label not supported: data.x';
    const unknown =
      '"data.x" is not a known field selector: only "metadata.name", "metadata.namespace"';
    for (const [path, message] of [
      ['/api/v1/secrets', unsupported],
      ['/api/v1/namespaces', unsupported],
      ['/api/v1/events', unsupported],
      ['/api/v1/configmaps', unknown],
      ['/apis/coordination.k8s.io/v1/leases', unknown],
      [definitionsPath, unknown],
    ]) {
      const { status, body } = await api.get(
        `${path}?fieldSelector=data.x%3D1`,
      );
      expect([path, status, body.reason]).toEqual([path, 400, 'BadRequest']);
      expect(body.message).toContain(message);
    }
  },

  'a limit gives chunks, a token and the number that remains': async api => {
    const namespace = await fill(api);
    const first = await api.get(`${secretsOf(namespace)}?limit=3`);
    expect(names(first)).toEqual(['a', 'b', 'c']);
    expect(first.body.metadata).toMatchObject({
      continue: expect.any(String),
      remainingItemCount: 1,
    });
    const token = encodeURIComponent(first.body.metadata!.continue!);
    const second = await api.get(
      `${secretsOf(namespace)}?limit=3&continue=${token}`,
    );
    expect(names(second)).toEqual(['d']);
    expect(second.body.metadata?.continue).toBeUndefined();
    expect(second.body.metadata?.resourceVersion).toBe(
      first.body.metadata?.resourceVersion,
    );
  },

  'chunks show the state of the first one': async api => {
    const namespace = await fill(api);
    const first = await api.get(`${secretsOf(namespace)}?limit=1`);
    await api.delete(`${secretsOf(namespace)}/c`);
    await api.post(secretsOf(namespace), secret('bb'));
    await api.patch(`${secretsOf(namespace)}/d`, 'merge', {
      data: { x: 'eA==' },
    });
    const token = encodeURIComponent(first.body.metadata!.continue!);
    const rest = await api.get(`${secretsOf(namespace)}?continue=${token}`);
    expect(names(rest)).toEqual(['b', 'c', 'd']);
    expect(rest.body.items?.[2].data).toBeUndefined();
  },

  'chunks of a selection give no number that remains': async api => {
    const namespace = await fill(api);
    const { body } = await api.get(
      `${secretsOf(namespace)}?limit=1&labelSelector=app%3Dx`,
    );
    expect(body.items).toHaveLength(1);
    expect(body.metadata?.continue).toBeTruthy();
    expect(body.metadata?.remainingItemCount).toBeUndefined();
  },

  'a token that was not given is refused': async api => {
    const { status, body } = await api.get(
      '/api/v1/secrets?limit=1&continue=nonsense',
    );
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
  },

  'a list of an exact version shows the past': async api => {
    const namespace = await fill(api);
    const { body } = await api.get(secretsOf(namespace));
    await api.delete(`${secretsOf(namespace)}/a`);
    const past = await api.get(
      `${secretsOf(namespace)}?resourceVersion=${body.metadata?.resourceVersion}&resourceVersionMatch=Exact`,
    );
    expect(names(past)).toEqual(['a', 'b', 'c', 'd']);
    expect(past.body.metadata?.resourceVersion).toBe(
      body.metadata?.resourceVersion,
    );
  },

  'a list that is not older than a version is current': async api => {
    const namespace = await fill(api);
    const { body } = await api.get(secretsOf(namespace));
    await api.delete(`${secretsOf(namespace)}/a`);
    const { body: secretB } = await api.get(`${secretsOf(namespace)}/b`);
    const later = await api.until(
      `${secretsOf(namespace)}?resourceVersion=${body.metadata?.resourceVersion}&resourceVersionMatch=NotOlderThan`,
      answer => answer.body.items?.length === 3,
    );
    expect(names(later)).toEqual(['b', 'c', 'd']);
    expect(secretB.kind).toBe('Secret');
  },

  'a version of the future times out': async api => {
    const { body } = await api.get('/api/v1/secrets?limit=1');
    const future = Number(body.metadata?.resourceVersion) + 1_000_000;
    const { status, body: failure } = await api.get(
      `/api/v1/secrets?resourceVersion=${future}`,
    );
    expect([status, failure.reason]).toEqual([504, 'Timeout']);
    expect(failure.message).toMatch(
      /^Timeout: Too large resource version: \d+, current: \d+$/,
    );
    expect(failure.details?.causes?.[0].reason).toBe('ResourceVersionTooLarge');
  },

  'resourceVersionMatch needs a resourceVersion': async api => {
    const { status, body } = await api.get(
      '/api/v1/secrets?resourceVersionMatch=Exact',
    );
    expect(status).toBe(422);
    expect(body.message).toContain(
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  },

  'a list can be had as a Table': async api => {
    const namespace = await api.namespace();
    await api.post(configMaps(namespace), configMap('a', { x: '1', y: '2' }));
    const { body, headers } = await api.get(
      `${configMaps(namespace)}?fieldSelector=metadata.name%3Da`,
      {
        headers: {
          accept:
            'application/json;as=Table;g=meta.k8s.io;v=v1,application/json',
        },
      },
    );
    expect(headers['content-type']).toBe('application/json');
    expect([body.kind, body.apiVersion]).toEqual(['Table', 'meta.k8s.io/v1']);
    const columns = body.columnDefinitions as Array<{
      name: string;
      type: string;
      format: string;
      priority: number;
    }>;
    expect(
      columns.map(({ name, type, format, priority }) => [
        name,
        type,
        format,
        priority,
      ]),
    ).toEqual([
      ['Name', 'string', 'name', 0],
      ['Data', 'string', '', 0],
      ['Age', 'string', '', 0],
    ]);
    expect(body.rows).toEqual([
      {
        cells: ['a', 2, expect.stringMatching(/^\d+s$/)],
        object: expect.objectContaining({
          kind: 'PartialObjectMetadata',
          apiVersion: 'meta.k8s.io/v1',
        }),
      },
    ]);
  },

  'a Table carries whole objects or none if that is asked for': async api => {
    const namespace = await api.namespace();
    await api.post(secretsOf(namespace), secret('a'));
    const headers = { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' };
    const whole = await api.get(
      `${secretsOf(namespace)}?includeObject=Object`,
      { headers },
    );
    expect(whole.body.rows).toMatchObject([
      { object: { kind: 'Secret', type: 'Opaque' } },
    ]);
    const none = await api.get(`${secretsOf(namespace)}?includeObject=None`, {
      headers,
    });
    const [row] = none.body.rows as object[];
    expect(Object.keys(row)).not.toContain('object.kind');
  },

  'one object can be had as a Table': async api => {
    const { body } = await api.get('/api/v1/namespaces/default', {
      headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' },
    });
    expect(body.rows).toMatchObject([
      { cells: ['default', 'Active', expect.any(String)] },
    ]);
  },

  'metadata alone can be had of an object and of a list': async api => {
    const namespace = await api.namespace();
    await api.post(
      secretsOf(namespace),
      secret('a', { data: { x: 'c2VjcmV0' } }),
    );
    const list = await api.get(secretsOf(namespace), {
      headers: {
        accept:
          'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      },
    });
    expect([list.body.kind, list.body.apiVersion]).toEqual([
      'PartialObjectMetadataList',
      'meta.k8s.io/v1',
    ]);
    expect(list.text).not.toContain('c2VjcmV0');
    const one = await api.get(`${secretsOf(namespace)}/a`, {
      headers: {
        accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      },
    });
    expect(one.body).toMatchObject({
      kind: 'PartialObjectMetadata',
      metadata: { name: 'a', namespace },
    });
    expect(one.text).not.toContain('c2VjcmV0');
  },

  'what cannot be accepted is 406': async api => {
    const { status, body } = await api.get('/api/v1/namespaces', {
      headers: { accept: 'text/html' },
    });
    expect([status, body.reason]).toEqual([406, 'NotAcceptable']);
    expect(body.message).toMatch(
      /^406: Not Acceptable\n\nAvailable representations: application\/json, application\/yaml/,
    );
  },
};
