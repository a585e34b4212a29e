import { configMap, configMaps, secret, secretsOf, unique } from '../fixtures';
import { Suite } from '../runApiServerTests';

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const uid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const objects: Suite = {
  'create answers 201 with the stored object': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(
      configMaps(namespace),
      configMap('a'),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      data: { a: '1' },
    });
    expect(body.metadata).toMatchObject({
      name: 'a',
      namespace,
      uid: expect.stringMatching(uid),
      creationTimestamp: expect.stringMatching(time),
      resourceVersion: expect.stringMatching(/^\d+$/),
    });
    expect((await api.get(`${configMaps(namespace)}/a`)).body).toEqual(body);
  },

  'create fills in kind and apiVersion of a built-in kind': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(configMaps(namespace), {
      metadata: { name: 'a' },
    });
    expect([status, body.kind, body.apiVersion]).toEqual([
      201,
      'ConfigMap',
      'v1',
    ]);
  },

  'create ignores uid, creationTimestamp and deletionTimestamp of the body':
    async api => {
      const namespace = await api.namespace();
      const { body } = await api.post(configMaps(namespace), {
        metadata: {
          name: 'a',
          uid: 'mine',
          creationTimestamp: '2001-01-01T00:00:00Z',
          deletionTimestamp: '2001-01-01T00:00:00Z',
        },
      });
      expect(body.metadata?.uid).toMatch(uid);
      expect(body.metadata?.creationTimestamp).not.toContain('2001');
      expect(body.metadata?.deletionTimestamp).toBeUndefined();
    },

  'create refuses a resourceVersion': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(configMaps(namespace), {
      metadata: { name: 'a', resourceVersion: '1' },
    });
    expect([status, body.reason, body.message]).toEqual([
      500,
      undefined,
      'resourceVersion should not be set on objects to be created',
    ]);
  },

  'create refuses a name that is taken': async api => {
    const namespace = await api.namespace();
    await api.post(configMaps(namespace), configMap('a'));
    const { status, body } = await api.post(
      configMaps(namespace),
      configMap('a'),
    );
    expect(status).toBe(409);
    expect(body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'configmaps "a" already exists',
      reason: 'AlreadyExists',
      details: { name: 'a', kind: 'configmaps' },
      code: 409,
    });
  },

  'create needs a name or a generateName': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(configMaps(namespace), {
      metadata: {},
    });
    expect(status).toBe(422);
    expect(body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
      reason: 'Invalid',
      details: {
        kind: 'ConfigMap',
        causes: [
          {
            reason: 'FieldValueRequired',
            message: 'Required value: name or generateName is required',
            field: 'metadata.name',
          },
        ],
      },
      code: 422,
    });
  },

  'create makes a name from generateName': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(configMaps(namespace), {
      metadata: { generateName: 'a-' },
    });
    expect(status).toBe(201);
    expect(body.metadata).toMatchObject({
      generateName: 'a-',
      name: expect.stringMatching(/^a-[bcdfghjklmnpqrstvwxz2456789]{5}$/),
    });
  },

  'generateName is cut so that the name fits': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(configMaps(namespace), {
      metadata: { generateName: 'x'.repeat(100) },
    });
    expect(body.metadata?.name).toHaveLength(63);
  },

  'create refuses a bad name with the rule': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(
      configMaps(namespace),
      configMap('A_b'),
    );
    expect(status).toBe(422);
    expect(body.message).toBe(
      "ConfigMap \"A_b\" is invalid: metadata.name: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    );
  },

  'create takes a name of 253 characters and no longer one': async api => {
    const namespace = await api.namespace();
    const name = `${'a'.repeat(126)}.${'b'.repeat(126)}`;
    expect(
      (await api.post(configMaps(namespace), configMap(name))).status,
    ).toBe(201);
    expect((await api.get(`${configMaps(namespace)}/${name}`)).status).toBe(
      200,
    );
    const longer = await api.post(configMaps(namespace), configMap(`${name}c`));
    expect(longer.status).toBe(422);
    expect(longer.body.details?.causes?.[0].message).toContain(
      'must be no more than 253 characters',
    );
  },

  'create refuses bad labels, annotations and finalizers together':
    async api => {
      const namespace = await api.namespace();
      const { status, body } = await api.post(configMaps(namespace), {
        metadata: {
          name: 'a',
          labels: { 'a b': 'x', ok: 'not ok!' },
          annotations: { '/x': '' },
          finalizers: ['example.com/no good'],
        },
      });
      expect(status).toBe(422);
      const fields = body.details?.causes?.map(({ field }) => field);
      expect(new Set(fields)).toEqual(
        new Set([
          'metadata.labels',
          'metadata.annotations',
          'metadata.finalizers',
        ]),
      );
    },

  'create refuses a label value of more than 63 characters': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(configMaps(namespace), {
      metadata: { name: 'a', labels: { l: 'x'.repeat(64) } },
    });
    expect(status).toBe(422);
    expect(body.message).toContain('must be no more than 63 bytes');
  },

  'create refuses another namespace in the body': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(configMaps(namespace), {
      metadata: { name: 'a', namespace: 'default' },
    });
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
    expect(body.message).toBe(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  },

  'create in a namespace that does not exist is 404': async api => {
    const { status, body } = await api.post(
      configMaps('missing-namespace'),
      configMap('a'),
    );
    expect([status, body.message]).toEqual([
      404,
      'namespaces "missing-namespace" not found',
    ]);
    expect(body.details).toEqual({
      name: 'missing-namespace',
      kind: 'namespaces',
    });
  },

  'create without a namespace in the path is not allowed': async api => {
    const { status, body } = await api.post(
      '/api/v1/configmaps',
      configMap('a'),
    );
    expect([status, body.reason]).toEqual([405, 'MethodNotAllowed']);
    expect(body.message).toBe(
      'the server does not allow this method on the requested resource',
    );
  },

  'create refuses another kind': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(configMaps(namespace), secret('a'));
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
  },

  'create refuses another apiVersion': async api => {
    const namespace = await api.namespace();
    const { status } = await api.post(configMaps(namespace), {
      ...configMap('a'),
      apiVersion: 'v2',
    });
    expect(status).toBe(400);
  },

  'create refuses wrong types': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(
      configMaps(namespace),
      configMap('a', { a: 1 }),
    );
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
    expect(body.message).toContain(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap',
    );
  },

  'get of what does not exist is 404': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.get(`${secretsOf(namespace)}/x`);
    expect(status).toBe(404);
    expect(body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'secrets "x" not found',
      reason: 'NotFound',
      details: { name: 'x', kind: 'secrets' },
      code: 404,
    });
  },

  'an unknown resource of a known version is 404': async api => {
    const { status, body } = await api.get('/api/v1/nothings');
    expect([status, body.message, body.details]).toEqual([
      404,
      'the server could not find the requested resource',
      {},
    ]);
  },

  'an unknown path is 404 in plain text': async api => {
    for (const path of ['/apis/no.such.group/v1/things', '/nothing']) {
      const { status, text, headers } = await api.get(path);
      expect([status, text]).toEqual([404, '404 page not found\n']);
      expect(headers['content-type']).toMatch(/^text\/plain/);
    }
  },

  'a request without a valid token is 401': async api => {
    for (const authorization of ['Bearer wrong', 'Basic abc']) {
      const { status, body } = await api.get('/api/v1/namespaces', {
        headers: { authorization },
      });
      expect([status, body.reason, body.message]).toEqual([
        401,
        'Unauthorized',
        'Unauthorized',
      ]);
    }
  },

  'update replaces the object and counts the version': async api => {
    const namespace = await api.namespace();
    const first = await api.post(
      configMaps(namespace),
      configMap('a', { a: '1', b: '2' }),
    );
    const { status, body } = await api.put(`${configMaps(namespace)}/a`, {
      ...first.body,
      data: { c: '3' },
    });
    expect(status).toBe(200);
    expect(body.data).toEqual({ c: '3' });
    expect(Number(body.metadata?.resourceVersion)).toBeGreaterThan(
      Number(first.body.metadata?.resourceVersion),
    );
    expect(body.metadata?.uid).toBe(first.body.metadata?.uid);
  },

  'update without a change keeps the version': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(configMaps(namespace), configMap('a'));
    const again = await api.put(`${configMaps(namespace)}/a`, body);
    expect(again.body.metadata?.resourceVersion).toBe(
      body.metadata?.resourceVersion,
    );
  },

  'update with an old resourceVersion conflicts': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(configMaps(namespace), configMap('a'));
    await api.put(`${configMaps(namespace)}/a`, { ...body, data: { a: '2' } });
    const { status, body: failure } = await api.put(
      `${configMaps(namespace)}/a`,
      {
        ...body,
        data: { a: '3' },
      },
    );
    expect(status).toBe(409);
    expect(failure).toMatchObject({
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
      details: { name: 'a', kind: 'configmaps' },
    });
  },

  'update without a resourceVersion overwrites a ConfigMap': async api => {
    const namespace = await api.namespace();
    await api.post(configMaps(namespace), configMap('a'));
    const { status, body } = await api.put(
      `${configMaps(namespace)}/a`,
      configMap('a', { b: '1' }),
    );
    expect([status, body.data]).toEqual([200, { b: '1' }]);
  },

  'update refuses another uid': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(configMaps(namespace), configMap('a'));
    const { status, body: failure } = await api.put(
      `${configMaps(namespace)}/a`,
      {
        ...configMap('a', { b: '1' }),
        metadata: { name: 'a', uid: '11111111-1111-1111-1111-111111111111' },
      },
    );
    expect(status).toBe(409);
    expect(failure.message).toBe(
      `Operation cannot be fulfilled on configmaps "a": StorageError: invalid object, Code: 4, Key: /registry/configmaps/${namespace}/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: 11111111-1111-1111-1111-111111111111, UID in object meta: ${body.metadata?.uid}`,
    );
  },

  'update refuses another name in the body': async api => {
    const namespace = await api.namespace();
    await api.post(configMaps(namespace), configMap('a'));
    const { status, body } = await api.put(
      `${configMaps(namespace)}/a`,
      configMap('b'),
    );
    expect([status, body.message]).toEqual([
      400,
      'the name of the object (b) does not match the name on the URL (a)',
    ]);
  },

  'update of what does not exist is 404': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.put(
      `${configMaps(namespace)}/a`,
      configMap('a'),
    );
    expect([status, body.message]).toEqual([404, 'configmaps "a" not found']);
  },

  'update keeps creationTimestamp whatever the body says': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(configMaps(namespace), configMap('a'));
    const changed = await api.put(`${configMaps(namespace)}/a`, {
      ...configMap('a', { b: '1' }),
      metadata: { name: 'a' },
    });
    expect(changed.body.metadata?.creationTimestamp).toBe(
      body.metadata?.creationTimestamp,
    );
  },

  'delete answers with a Status that names the object': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(configMaps(namespace), configMap('a'));
    const { status, body: answer } = await api.delete(
      `${configMaps(namespace)}/a`,
    );
    expect(status).toBe(200);
    expect(answer).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name: 'a', kind: 'configmaps', uid: body.metadata?.uid },
    });
    expect((await api.get(`${configMaps(namespace)}/a`)).status).toBe(404);
  },

  'delete with another uid as precondition conflicts': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(configMaps(namespace), configMap('a'));
    const wrong = '11111111-1111-1111-1111-111111111111';
    const { status, body: failure } = await api.delete(
      `${configMaps(namespace)}/a`,
      {
        preconditions: { uid: wrong },
      },
    );
    expect([status, failure.reason]).toEqual([409, 'Conflict']);
    expect(failure.message).toBe(
      `Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition (${wrong}) does not match the UID in record (${body.metadata?.uid}). The object might have been deleted and then recreated`,
    );
  },

  'delete with another resourceVersion as precondition conflicts':
    async api => {
      const namespace = await api.namespace();
      const { body } = await api.post(configMaps(namespace), configMap('a'));
      const { status, body: failure } = await api.delete(
        `${configMaps(namespace)}/a`,
        {
          preconditions: { resourceVersion: '1' },
        },
      );
      expect(status).toBe(409);
      expect(failure.message).toBe(
        `Operation cannot be fulfilled on ConfigMap "a": the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${body.metadata?.resourceVersion}). The object might have been modified`,
      );
    },

  'delete of a collection takes what is selected': async api => {
    const namespace = await api.namespace();
    for (const name of ['a', 'b', 'c']) {
      await api.post(configMaps(namespace), {
        metadata: { name, labels: { gone: String(name !== 'b') } },
      });
    }
    const { status, body } = await api.delete(
      `${configMaps(namespace)}?labelSelector=gone=true`,
    );
    expect(status).toBe(200);
    expect(body.items?.map(item => item.metadata.name)).toEqual(['a', 'c']);
    const left = await api.get(configMaps(namespace));
    const names = left.body.items?.map(item => item.metadata.name);
    expect(names?.filter(name => name !== 'kube-root-ca.crt')).toEqual(['b']);
  },

  'dry run validates and answers and stores nothing': async api => {
    const namespace = await api.namespace();
    const created = await api.post(
      `${configMaps(namespace)}?dryRun=All`,
      configMap('a'),
    );
    expect(created.status).toBe(201);
    expect(created.body.metadata?.uid).toMatch(uid);
    expect((await api.get(`${configMaps(namespace)}/a`)).status).toBe(404);
    const invalid = await api.post(
      `${configMaps(namespace)}?dryRun=All`,
      configMap('A'),
    );
    expect(invalid.status).toBe(422);
  },

  'dry run of update, patch and delete changes nothing': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(configMaps(namespace), configMap('a'));
    const path = `${configMaps(namespace)}/a`;
    const updated = await api.put(`${path}?dryRun=All`, {
      ...body,
      data: { x: 'y' },
    });
    expect(updated.body.data).toEqual({ x: 'y' });
    const patched = await api.patch(`${path}?dryRun=All`, 'merge', {
      data: { z: '1' },
    });
    expect(patched.body.data).toEqual({ a: '1', z: '1' });
    expect((await api.delete(`${path}?dryRun=All`)).status).toBe(200);
    expect((await api.get(path)).body).toEqual(body);
  },

  'dry run knows only All': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(
      `${configMaps(namespace)}?dryRun=Some`,
      configMap('a'),
    );
    expect([status, body.reason]).toEqual([422, 'Invalid']);
    expect(body.message).toContain(
      'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Some"]: supported values: "All"',
    );
  },

  'an object is written and read as YAML': async api => {
    const namespace = await api.namespace();
    const created = await api.send('POST', configMaps(namespace), undefined, {
      raw: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: "1"\n',
      headers: { 'content-type': 'application/yaml' },
    });
    expect(created.status).toBe(201);
    const { text, headers } = await api.get(`${configMaps(namespace)}/a`, {
      headers: { accept: 'application/yaml' },
    });
    expect(headers['content-type']).toBe('application/yaml');
    expect(text).toContain('kind: ConfigMap');
  },

  'Secrets turn stringData into data': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(
      secretsOf(namespace),
      secret('a', { data: { x: 'b2xk', y: 'eQ==' }, stringData: { x: 'ü' } }),
    );
    expect(body).toMatchObject({
      type: 'Opaque',
      data: { x: 'w7w=', y: 'eQ==' },
    });
    expect(body.stringData).toBeUndefined();
  },

  'Secrets refuse data that is not base64': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(
      secretsOf(namespace),
      secret('a', { data: { x: 'not base64!' } }),
    );
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
  },

  'Secrets refuse keys that are no file names': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(
      secretsOf(namespace),
      secret('a', { data: { 'a/b': '' } }),
    );
    expect(status).toBe(422);
    expect(body.details?.causes?.[0]).toMatchObject({
      field: 'data[a/b]',
      reason: 'FieldValueInvalid',
    });
  },

  'Secrets keep their type': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(
      secretsOf(namespace),
      secret('a', { type: 'example.com/x' }),
    );
    const { status, body: failure } = await api.put(
      `${secretsOf(namespace)}/a`,
      {
        ...body,
        type: 'example.com/y',
      },
    );
    expect([status, failure.message]).toEqual([
      422,
      'Secret "a" is invalid: type: Invalid value: "example.com/y": field is immutable',
    ]);
  },

  'Secrets that are immutable cannot change': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(
      secretsOf(namespace),
      secret('a', { immutable: true, data: { x: 'eA==' } }),
    );
    const changed = await api.put(`${secretsOf(namespace)}/a`, {
      ...body,
      data: { x: 'eQ==' },
    });
    expect([changed.status, changed.body.message]).toEqual([
      422,
      'Secret "a" is invalid: data: Forbidden: field is immutable when `immutable` is set',
    ]);
    const freed = await api.put(`${secretsOf(namespace)}/a`, {
      ...body,
      immutable: false,
    });
    expect(freed.status).toBe(422);
  },

  'Secrets are bounded to one mebibyte of data': async api => {
    const namespace = await api.namespace();
    const data = { x: Buffer.alloc(1024 * 1024 + 1).toString('base64') };
    const { status, body } = await api.post(
      secretsOf(namespace),
      secret('a', { data }),
    );
    expect(status).toBe(422);
    expect(body.message).toBe(
      'Secret "a" is invalid: data: Too long: may not be more than 1048576 bytes',
    );
  },

  'Leases can be made by update': async api => {
    const namespace = await api.namespace();
    const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/a`;
    const lease = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'a' },
      spec: {
        holderIdentity: 'me',
        leaseDurationSeconds: 15,
        renewTime: '2026-01-01T00:00:00.123456Z',
      },
    };
    const { status, body } = await api.put(path, lease);
    expect([status, body.spec]).toEqual([201, lease.spec]);
  },

  'Leases refuse a duration that is not positive': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(
      `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`,
      {
        metadata: { name: 'a' },
        spec: { leaseDurationSeconds: 0 },
      },
    );
    expect(status).toBe(422);
    expect(body.message).toContain(
      'spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
    );
  },

  'Events belong to the namespace of their object': async api => {
    const namespace = await api.namespace();
    const event = (other: string) => ({
      metadata: { name: unique('e') },
      involvedObject: { kind: 'ConfigMap', name: 'a', namespace: other },
      reason: 'Tested',
      message: 'a test',
      type: 'Normal',
    });
    const path = `/api/v1/namespaces/${namespace}/events`;
    expect((await api.post(path, event(namespace))).status).toBe(201);
    const { status, body } = await api.post(path, event('default'));
    expect(status).toBe(422);
    expect(body.message).toContain('does not match event.namespace');
  },

  'names with a meaning in JavaScript are plain data': async api => {
    const namespace = await api.namespace();
    for (const name of ['constructor', 'tostring', 'hasownproperty']) {
      expect((await api.get(`${configMaps(namespace)}/${name}`)).status).toBe(
        404,
      );
    }
    const { body } = await api.send('POST', configMaps(namespace), undefined, {
      raw: '{"metadata":{"name":"a","labels":{"constructor":"x"}},"data":{"__proto__":"y","toString":"z"}}',
    });
    expect(JSON.stringify(body.data)).toBe('{"__proto__":"y","toString":"z"}');
    expect(body.metadata?.labels).toEqual({ constructor: 'x' });
    const found = await api.get(
      `${configMaps(namespace)}?labelSelector=constructor=x`,
    );
    expect(found.body.items).toHaveLength(1);
  },
};
