import {
  anySpec,
  configMap,
  configMaps,
  customKind,
  define,
  definitionsPath,
  secret,
  secretsOf,
} from '../fixtures';
import { Suite } from '../runApiServerTests';

export const watches: Suite = {
  'a watch without a version begins with what exists': async api => {
    const namespace = await api.namespace();
    await api.post(secretsOf(namespace), secret('a'));
    const watch = await api.watch(secretsOf(namespace));
    expect(await watch.take(1)).toEqual(['ADDED a']);
    await api.post(secretsOf(namespace), secret('b'));
    expect(await watch.take(1)).toEqual(['ADDED b']);
    watch.close();
  },

  'a watch from version 0 begins with what exists': async api => {
    const namespace = await api.namespace();
    await api.post(secretsOf(namespace), secret('a'));
    const watch = await api.watch(`${secretsOf(namespace)}?resourceVersion=0`);
    expect(await watch.take(1)).toEqual(['ADDED a']);
    watch.close();
  },

  'a watch from a version shows what came after it, in order': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(secretsOf(namespace), secret('a'));
    await api.post(secretsOf(namespace), secret('b'));
    await api.patch(`${secretsOf(namespace)}/a`, 'merge', {
      data: { x: 'eA==' },
    });
    await api.delete(`${secretsOf(namespace)}/b`);
    const watch = await api.watch(
      `${secretsOf(namespace)}?resourceVersion=${body.metadata?.resourceVersion}`,
    );
    expect(await watch.take(3)).toEqual(['ADDED b', 'MODIFIED a', 'DELETED b']);
    watch.close();
  },

  'versions of events grow and a deletion has one of its own': async api => {
    const namespace = await api.namespace();
    const { body } = await api.post(secretsOf(namespace), secret('a'));
    await api.delete(`${secretsOf(namespace)}/a`);
    const watch = await api.watch(
      `${secretsOf(namespace)}?resourceVersion=${Number(body.metadata?.resourceVersion) - 1}`,
    );
    const added = await watch.next();
    const deleted = await watch.next();
    expect([added?.type, deleted?.type]).toEqual(['ADDED', 'DELETED']);
    expect(Number(deleted?.object.metadata.resourceVersion)).toBeGreaterThan(
      Number(added?.object.metadata.resourceVersion),
    );
    watch.close();
  },

  'a watch sees one namespace only': async api => {
    const first = await api.namespace();
    const second = await api.namespace();
    const watch = await api.watch(secretsOf(first));
    await api.post(secretsOf(second), secret('other'));
    await api.post(secretsOf(first), secret('own'));
    expect(await watch.take(1)).toEqual(['ADDED own']);
    watch.close();
  },

  'a selection turns changes into arrivals and departures': async api => {
    const namespace = await api.namespace();
    const watch = await api.watch(
      `${secretsOf(namespace)}?labelSelector=on%3Dyes`,
    );
    await api.post(secretsOf(namespace), secret('a'));
    const path = `${secretsOf(namespace)}/a`;
    await api.patch(path, 'merge', { metadata: { labels: { on: 'yes' } } });
    await api.patch(path, 'merge', { data: { x: 'eA==' } });
    await api.patch(path, 'merge', { metadata: { labels: { on: 'no' } } });
    await api.patch(path, 'merge', { data: { x: 'eQ==' } });
    await api.patch(path, 'merge', { metadata: { labels: { on: 'yes' } } });
    expect(await watch.take(4)).toEqual([
      'ADDED a',
      'MODIFIED a',
      'DELETED a',
      'ADDED a',
    ]);
    watch.close();
  },

  'a departure shows the object as it was selected': async api => {
    const namespace = await api.namespace();
    const watch = await api.watch(
      `${secretsOf(namespace)}?labelSelector=on%3Dyes`,
    );
    await api.post(secretsOf(namespace), {
      metadata: { name: 'a', labels: { on: 'yes' } },
    });
    const left = await api.patch(`${secretsOf(namespace)}/a`, 'merge', {
      metadata: { labels: { on: 'no' } },
    });
    await watch.next();
    const event = await watch.next();
    expect(event?.type).toBe('DELETED');
    expect(event?.object.metadata).toMatchObject({
      labels: { on: 'yes' },
      resourceVersion: left.body.metadata?.resourceVersion,
    });
    watch.close();
  },

  'a watch of one name': async api => {
    const namespace = await api.namespace();
    const watch = await api.watch(
      `${secretsOf(namespace)}?fieldSelector=metadata.name%3Db`,
    );
    await api.post(secretsOf(namespace), secret('a'));
    await api.post(secretsOf(namespace), secret('b'));
    expect(await watch.take(1)).toEqual(['ADDED b']);
    watch.close();
  },

  'a watch ends after its timeout': async api => {
    const namespace = await api.namespace();
    const watch = await api.watch(`${secretsOf(namespace)}?timeoutSeconds=1`);
    expect(await watch.next()).toBeUndefined();
  },

  'initial events end with a bookmark if that is asked for': async api => {
    const namespace = await api.namespace();
    await api.post(secretsOf(namespace), secret('a'));
    const watch = await api.watch(
      `${secretsOf(namespace)}?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
    );
    expect((await watch.next())?.object.metadata.name).toBe('a');
    const bookmark = await watch.next();
    expect(bookmark?.type).toBe('BOOKMARK');
    expect(bookmark?.object).toMatchObject({
      kind: 'Secret',
      apiVersion: 'v1',
      metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
    });
    await api.post(secretsOf(namespace), secret('b'));
    expect(await watch.take(1)).toEqual(['ADDED b']);
    watch.close();
  },

  'sendInitialEvents needs a resourceVersionMatch': async api => {
    const { status, body } = await api.get(
      '/api/v1/secrets?watch=true&sendInitialEvents=true',
    );
    expect([status, body.reason]).toEqual([422, 'Invalid']);
    expect(body.message).toContain(
      'resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  },

  'a watch can be had as Tables and as metadata': async api => {
    const namespace = await api.namespace();
    const tables = await api.watch(secretsOf(namespace), {
      headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' },
    });
    const metadata = await api.watch(secretsOf(namespace), {
      headers: {
        accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      },
    });
    await api.post(
      secretsOf(namespace),
      secret('a', { data: { x: 'c2VjcmV0' } }),
    );
    const row = await tables.next();
    expect(row?.object).toMatchObject({
      kind: 'Table',
      rows: [{ cells: ['a', 'Opaque', 1, expect.anything()] }],
    });
    const partial = await metadata.next();
    expect(partial?.object).toMatchObject({
      kind: 'PartialObjectMetadata',
      metadata: { name: 'a' },
    });
    expect(JSON.stringify(partial)).not.toContain('c2VjcmV0');
    tables.close();
    metadata.close();
  },

  'a change that changes nothing is no event': async api => {
    const namespace = await api.namespace();
    await api.post(configMaps(namespace), configMap('a'));
    const watch = await api.watch(
      `${configMaps(namespace)}?fieldSelector=metadata.name%3Da`,
    );
    expect(await watch.take(1)).toEqual(['ADDED a']);
    await api.patch(`${configMaps(namespace)}/a`, 'merge', {
      data: { a: '1' },
    });
    await api.patch(`${configMaps(namespace)}/a`, 'merge', {
      data: { a: '2' },
    });
    expect((await watch.next())?.object.data).toEqual({ a: '2' });
    watch.close();
  },

  'a watch of a kind that is undefined sees its objects go, and ends':
    async api => {
      const kind = customKind(anySpec);
      await define(api, kind);
      const namespace = await api.namespace();
      await api.post(kind.path(namespace), kind.object('a'));
      const watch = await api.watch(kind.path(namespace));
      expect(await watch.take(1)).toEqual(['ADDED a']);
      await api.delete(`${definitionsPath}/${kind.definitionName}`);
      expect(await watch.take(2)).toEqual(['DELETED a']);
      expect(await watch.next()).toBeUndefined();
    },

  'a timeout of a watch has to be a number': async api => {
    const path = `${configMaps(await api.namespace())}?watch=true`;
    const { status, body } = await api.get(`${path}&timeoutSeconds=x`);
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
  },

  'a watch with a timeout of zero lasts': async api => {
    const namespace = await api.namespace();
    const watch = await api.watch(`${configMaps(namespace)}?timeoutSeconds=0`);
    await api.post(configMaps(namespace), configMap('a'));
    expect(await watch.take(1)).toEqual(['ADDED a']);
    watch.close();
  },

  'whatever is not false asks for a watch': async api => {
    const path = configMaps(await api.namespace());
    const answer = await api.get(`${path}?watch=x&timeoutSeconds=1`);
    expect([answer.status, answer.text]).toEqual([200, '']);
    const list = await api.get(`${path}?watch=FALSE`);
    expect(list.body.items).toEqual([]);
  },

  'a state of many megabytes is seen whole, and what comes after it':
    async api => {
      const namespace = await api.namespace();
      const watch = await api.watch(configMaps(namespace));
      const text = 'x'.repeat(900_000);
      for (let index = 0; index < 25; index++) {
        await api.post(
          configMaps(namespace),
          configMap(`large-${index}`, { text }),
        );
      }
      const again = await api.watch(configMaps(namespace));
      await api.patch(`${configMaps(namespace)}/large-0`, 'merge', {
        data: { more: 'y' },
      });
      const seen = await Promise.all([watch.take(26), again.take(26)]);
      for (const events of seen) {
        expect(events[25]).toBe('MODIFIED large-0');
      }
      watch.close();
      again.close();
    },
};
