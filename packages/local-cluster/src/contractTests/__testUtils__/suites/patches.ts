import {
  anySpec,
  configMap,
  configMaps,
  customKind,
  define,
  secret,
  secretsOf,
} from '../fixtures';
import { ApiClient } from '../ApiClient';
import { Suite } from '../runApiServerTests';

async function made(
  api: ApiClient,
  data: object = { a: '1', b: '2' },
): Promise<string> {
  const namespace = await api.namespace();
  await api.post(configMaps(namespace), configMap('x', data));
  return `${configMaps(namespace)}/x`;
}

export const patches: Suite = {
  'merge patch sets, changes and removes': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'merge', {
      data: { a: null, b: '3', c: '4' },
    });
    expect([status, body.data]).toEqual([200, { b: '3', c: '4' }]);
  },

  'merge patch that changes nothing keeps the version': async api => {
    const path = await made(api);
    const { body } = await api.get(path);
    const patched = await api.patch(path, 'merge', { data: { a: '1' } });
    expect(patched.body.metadata?.resourceVersion).toBe(
      body.metadata?.resourceVersion,
    );
  },

  'merge patch with an old resourceVersion conflicts': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'merge', {
      metadata: { resourceVersion: '1' },
      data: { a: '9' },
    });
    expect([status, body.reason]).toEqual([409, 'Conflict']);
  },

  'merge patch cannot change the name': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'merge', {
      metadata: { name: 'y' },
    });
    expect([status, body.message]).toEqual([
      400,
      'the name of the object (y) does not match the name on the URL (x)',
    ]);
  },

  'merge patch cannot change the uid': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'merge', {
      metadata: { uid: 'u' },
    });
    expect([status, body.message]).toEqual([
      422,
      'ConfigMap "x" is invalid: metadata.uid: Invalid value: "u": field is immutable',
    ]);
  },

  'merge patch has to be an object': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'merge', []);
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
  },

  'patch of what does not exist is 404': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.patch(
      `${configMaps(namespace)}/x`,
      'merge',
      {},
    );
    expect([status, body.message]).toEqual([404, 'configmaps "x" not found']);
  },

  'JSON patch adds, replaces, moves, copies and removes': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'json', [
      { op: 'test', path: '/data/a', value: '1' },
      { op: 'add', path: '/data/c', value: '3' },
      { op: 'replace', path: '/data/a', value: '9' },
      { op: 'copy', from: '/data/a', path: '/data/d' },
      { op: 'move', from: '/data/b', path: '/data/e' },
      { op: 'remove', path: '/data/c' },
    ]);
    expect([status, body.data]).toEqual([200, { a: '9', d: '9', e: '2' }]);
  },

  'JSON patch reaches keys with slashes': async api => {
    const path = await made(api);
    const { body } = await api.patch(path, 'json', [
      { op: 'add', path: '/metadata/annotations', value: { 'a/b': '1' } },
      { op: 'replace', path: '/metadata/annotations/a~1b', value: '2' },
    ]);
    expect(body.metadata?.annotations).toEqual({ 'a/b': '2' });
  },

  'JSON patch whose test fails changes nothing': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'json', [
      { op: 'replace', path: '/data/a', value: '9' },
      { op: 'test', path: '/data/b', value: 'wrong' },
    ]);
    expect([status, body.reason, body.message]).toEqual([
      422,
      'Invalid',
      'the server rejected our request due to an error in our request',
    ]);
    expect((await api.get(path)).body.data).toEqual({ a: '1', b: '2' });
  },

  'JSON patch that removes what is not there is refused': async api => {
    const path = await made(api);
    const { status } = await api.patch(path, 'json', [
      { op: 'remove', path: '/data/zz' },
    ]);
    expect(status).toBe(422);
  },

  'JSON patch copies and moves only what is there': async api => {
    const path = await made(api);
    for (const operation of [
      { op: 'copy', from: '/missing/deeper', path: '/data/x' },
      { op: 'move', from: '/data/missing', path: '/data/x' },
      { op: 'move', from: '/missing/deeper', path: '/data/x' },
      { op: 'copy', path: '/data/x' },
      { op: '_get', path: '/data/a' },
    ]) {
      const { status, body } = await api.patch(path, 'json', [operation]);
      expect([operation, status, body.reason]).toEqual([
        operation,
        422,
        'Invalid',
      ]);
    }
  },

  'JSON patch copies what is missing as null': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'json', [
      { op: 'copy', from: '/data/missing', path: '/data/x' },
    ]);
    expect([status, body.data]).toEqual([200, { a: '1', b: '2', x: '' }]);
  },

  'JSON patch that copies copies without end is refused': async api => {
    const path = await made(api, { a: 'x'.repeat(1000) });
    const copies = Array.from({ length: 30 }, (_, index) => ({
      op: 'copy',
      from: '/metadata',
      path: `/metadata/copy${index}`,
    }));
    const { status, body } = await api.patch(path, 'json', copies);
    expect([status, body.reason]).toEqual([422, 'Invalid']);
  },

  'JSON patch has to be an array': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'json', { op: 'add' });
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
  },

  'strategic merge patch merges finalizers and labels': async api => {
    const path = await made(api);
    await api.patch(path, 'merge', {
      metadata: { finalizers: ['example.com/a'], labels: { a: '1' } },
    });
    const { status, body } = await api.patch(path, 'strategic', {
      metadata: { finalizers: ['example.com/b'], labels: { b: '2' } },
    });
    expect(status).toBe(200);
    expect(body.metadata).toMatchObject({
      finalizers: ['example.com/b', 'example.com/a'],
      labels: { a: '1', b: '2' },
    });
  },

  'strategic merge patch merges ownerReferences by uid': async api => {
    const path = await made(api);
    const owner = (uid: string, name: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name,
      uid,
    });
    const namespacePath = path.replace(/\/x$/, '');
    const one = await api.post(namespacePath, configMap('one'));
    const two = await api.post(namespacePath, configMap('two'));
    await api.patch(path, 'strategic', {
      metadata: { ownerReferences: [owner(one.body.metadata!.uid!, 'one')] },
    });
    const { body } = await api.patch(path, 'strategic', {
      metadata: { ownerReferences: [owner(two.body.metadata!.uid!, 'two')] },
    });
    expect(
      body.metadata?.ownerReferences?.map(({ name }) => name).sort(),
    ).toEqual(['one', 'two']);
    const removed = await api.patch(path, 'strategic', {
      metadata: {
        ownerReferences: [{ uid: one.body.metadata!.uid!, $patch: 'delete' }],
      },
    });
    expect(
      removed.body.metadata?.ownerReferences?.map(({ name }) => name),
    ).toEqual(['two']);
  },

  'strategic merge patch can replace a map': async api => {
    const path = await made(api);
    const { body } = await api.patch(path, 'strategic', {
      data: { $patch: 'replace', z: '1' },
    });
    expect(body.data).toEqual({ z: '1' });
  },

  'strategic merge patch can delete from a list of values': async api => {
    const path = await made(api);
    await api.patch(path, 'merge', {
      metadata: { finalizers: ['e.com/a', 'e.com/b'] },
    });
    const { body } = await api.patch(path, 'strategic', {
      metadata: { '$deleteFromPrimitiveList/finalizers': ['e.com/a'] },
    });
    expect(body.metadata?.finalizers).toEqual(['e.com/b']);
  },

  'strategic merge patch is not for CustomResources': async api => {
    const kind = customKind(anySpec);
    await define(api, kind);
    const namespace = await api.namespace();
    await api.post(kind.path(namespace), kind.object('a'));
    const { status, body } = await api.patch(
      `${kind.path(namespace)}/a`,
      'strategic',
      { spec: { a: 1 } },
    );
    expect([status, body.reason]).toEqual([415, 'UnsupportedMediaType']);
  },

  'a patch needs a patch type': async api => {
    const path = await made(api);
    const { status, body } = await api.send('PATCH', path, { data: {} });
    expect([status, body.reason]).toEqual([415, 'UnsupportedMediaType']);
  },

  'a patch of stringData reaches data': async api => {
    const namespace = await api.namespace();
    await api.post(
      secretsOf(namespace),
      secret('a', { stringData: { x: 'x' } }),
    );
    const { body } = await api.patch(`${secretsOf(namespace)}/a`, 'merge', {
      stringData: { y: 'y' },
    });
    expect(body.data).toEqual({ x: 'eA==', y: 'eQ==' });
  },

  'a patch is judged by what comes of it': async api => {
    const path = await made(api);
    const { status, body } = await api.patch(path, 'merge', {
      metadata: { labels: { a: 'not ok!' } },
    });
    expect([status, body.reason]).toEqual([422, 'Invalid']);
  },
};
