import { ApiClient } from '../ApiClient';
import {
  anySpec,
  configMap,
  configMaps,
  customKind,
  define,
  secretsOf,
  unique,
} from '../fixtures';
import { Suite } from '../runApiServerTests';

interface Owner {
  name: string;
  uid: string;
}

async function make(
  api: ApiClient,
  namespace: string,
  name: string,
  metadata: object = {},
): Promise<Owner> {
  const { status, text, body } = await api.post(configMaps(namespace), {
    metadata: { name, ...metadata },
  });
  if (status !== 201) {
    throw new Error(text);
  }
  return { name, uid: body.metadata!.uid! };
}

function ownedBy(owners: Owner[], more: object = {}): object {
  return {
    ownerReferences: owners.map(({ name, uid }) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name,
      uid,
      ...more,
    })),
  };
}

const gone = ({ status }: { status: number }) => status === 404;

const NEVER = [{ name: 'x', uid: '11111111-2222-3333-4444-555555555555' }];

/** Waits until the garbage collector knows everything made before: it takes news of a kind in their order. */
async function collectorCaughtUp(
  api: ApiClient,
  namespace: string,
): Promise<void> {
  await make(api, namespace, 'last', ownedBy(NEVER));
  await api.until(`${configMaps(namespace)}/last`, gone);
}

export const lifecycle: Suite = {
  'a finalizer holds an object until it is taken off': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    await make(api, namespace, 'a', { finalizers: ['example.com/hold'] });
    const deleted = await api.delete(path);
    expect(deleted.status).toBe(200);
    expect(deleted.body.metadata).toMatchObject({
      deletionTimestamp: expect.stringMatching(/Z$/),
      deletionGracePeriodSeconds: 0,
      finalizers: ['example.com/hold'],
    });
    const again = await api.delete(path);
    expect(again.body.metadata?.deletionTimestamp).toBe(
      deleted.body.metadata?.deletionTimestamp,
    );
    const released = await api.patch(path, 'merge', {
      metadata: { finalizers: null },
    });
    expect(released.status).toBe(200);
    expect((await api.get(path)).status).toBe(404);
  },

  'a deletion that waits is a change, its end a deletion': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    await make(api, namespace, 'a', { finalizers: ['example.com/hold'] });
    const watch = await api.watch(
      `${configMaps(namespace)}?fieldSelector=metadata.name%3Da`,
    );
    await api.delete(path);
    await api.patch(path, 'merge', { metadata: { finalizers: [] } });
    expect(await watch.take(3)).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
    watch.close();
  },

  'no finalizer can be added to an object that is being deleted': async api => {
    const namespace = await api.namespace();
    const path = `${configMaps(namespace)}/a`;
    await make(api, namespace, 'a', { finalizers: ['example.com/hold'] });
    await api.delete(path);
    const { status, body } = await api.patch(path, 'merge', {
      metadata: { finalizers: ['example.com/hold', 'example.com/more'] },
    });
    expect(status).toBe(422);
    expect(body.message).toContain(
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/more"}',
    );
    await api.patch(path, 'merge', { metadata: { finalizers: null } });
  },

  'deletion raises the generation of a CustomResource': async api => {
    const kind = customKind(anySpec);
    await define(api, kind);
    const namespace = await api.namespace();
    const path = `${kind.path(namespace)}/a`;
    await api.post(kind.path(namespace), {
      ...kind.object('a'),
      metadata: { name: 'a', finalizers: ['example.com/hold'] },
    });
    const { body } = await api.delete(path);
    expect(body.metadata?.generation).toBe(2);
    await api.patch(path, 'merge', { metadata: { finalizers: null } });
    expect((await api.get(path)).status).toBe(404);
  },

  'dependents go with their owner': async api => {
    const namespace = await api.namespace();
    const owner = await make(api, namespace, 'owner');
    await make(api, namespace, 'child', ownedBy([owner]));
    await make(api, namespace, 'free');
    await api.delete(`${configMaps(namespace)}/owner`);
    await api.until(`${configMaps(namespace)}/child`, gone);
    expect((await api.get(`${configMaps(namespace)}/free`)).status).toBe(200);
  },

  'dependents of dependents go too': async api => {
    const namespace = await api.namespace();
    const owner = await make(api, namespace, 'owner');
    const child = await make(api, namespace, 'child', ownedBy([owner]));
    await make(api, namespace, 'grandchild', ownedBy([child]));
    await api.delete(`${configMaps(namespace)}/owner`);
    await api.until(`${configMaps(namespace)}/grandchild`, gone);
  },

  'a dependent stays while it has another owner': async api => {
    const namespace = await api.namespace();
    const first = await make(api, namespace, 'first');
    const second = await make(api, namespace, 'second');
    await make(api, namespace, 'child', ownedBy([first, second]));
    await api.delete(`${configMaps(namespace)}/first`);
    const { body } = await api.until(
      `${configMaps(namespace)}/child`,
      answer => answer.body.metadata?.ownerReferences?.length === 1,
    );
    expect(body.metadata?.ownerReferences?.[0].name).toBe('second');
    await api.delete(`${configMaps(namespace)}/second`);
    await api.until(`${configMaps(namespace)}/child`, gone);
  },

  'an owner that never was counts as gone': async api => {
    const namespace = await api.namespace();
    await make(api, namespace, 'child', ownedBy(NEVER));
    await api.until(`${configMaps(namespace)}/child`, gone);
  },

  'an owner in another namespace counts as gone': async api => {
    const namespace = await api.namespace();
    const other = await api.namespace();
    const owner = await make(api, other, 'owner');
    await make(api, namespace, 'child', ownedBy([owner]));
    await api.until(`${configMaps(namespace)}/child`, gone);
    expect((await api.get(`${configMaps(other)}/owner`)).status).toBe(200);
  },

  'orphaning keeps dependents and takes the reference off': async api => {
    const namespace = await api.namespace();
    const owner = await make(api, namespace, 'owner');
    await make(api, namespace, 'child', ownedBy([owner]));
    await collectorCaughtUp(api, namespace);
    await api.delete(`${configMaps(namespace)}/owner`, {
      propagationPolicy: 'Orphan',
    });
    await api.until(`${configMaps(namespace)}/owner`, gone);
    const { body } = await api.get(`${configMaps(namespace)}/child`);
    expect(body.metadata?.ownerReferences).toBeUndefined();
  },

  'a foreground deletion waits for dependents that block it': async api => {
    const namespace = await api.namespace();
    const owner = await make(api, namespace, 'owner');
    await make(api, namespace, 'child', {
      ...ownedBy([owner], { blockOwnerDeletion: true }),
      finalizers: ['example.com/hold'],
    });
    await collectorCaughtUp(api, namespace);
    const { body } = await api.delete(`${configMaps(namespace)}/owner`, {
      propagationPolicy: 'Foreground',
    });
    expect(body.metadata?.finalizers).toEqual(['foregroundDeletion']);
    await api.until(`${configMaps(namespace)}/child`, answer =>
      Boolean(answer.body.metadata?.deletionTimestamp),
    );
    expect((await api.get(`${configMaps(namespace)}/owner`)).status).toBe(200);
    await api.patch(`${configMaps(namespace)}/child`, 'merge', {
      metadata: { finalizers: null },
    });
    await api.until(`${configMaps(namespace)}/owner`, gone);
    expect((await api.get(`${configMaps(namespace)}/child`)).status).toBe(404);
  },

  'two owners cannot both be controllers': async api => {
    const namespace = await api.namespace();
    const first = await make(api, namespace, 'first');
    const second = await make(api, namespace, 'second');
    const { status, body } = await api.post(configMaps(namespace), {
      metadata: {
        name: 'child',
        ...ownedBy([first, second], { controller: true }),
      },
    });
    expect(status).toBe(422);
    expect(body.message).toContain(
      'Only one reference can have Controller set to true',
    );
  },

  'an ownerReference needs kind, name and uid': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(configMaps(namespace), {
      metadata: {
        name: 'a',
        ownerReferences: [{ apiVersion: 'v1', kind: '', name: '', uid: '' }],
      },
    });
    expect(status).toBe(422);
    expect(body.details?.causes?.map(({ field }) => field)).toEqual([
      'metadata.ownerReferences.kind',
      'metadata.ownerReferences.name',
      'metadata.ownerReferences.uid',
    ]);
  },

  'an unknown propagation policy is refused': async api => {
    const namespace = await api.namespace();
    await make(api, namespace, 'a');
    const { status, body } = await api.delete(`${configMaps(namespace)}/a`, {
      propagationPolicy: 'Sideways',
    });
    expect([status, body.message]).toEqual([
      422,
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil"',
    ]);
  },

  'a namespace is made active and labelled with its name': async api => {
    const name = unique('ns').toLowerCase();
    const { status, body } = await api.post('/api/v1/namespaces', {
      metadata: { name },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  },

  'a namespace has a name that is a DNS label': async api => {
    const { status, body } = await api.post('/api/v1/namespaces', {
      metadata: { name: 'a.b' },
    });
    expect(status).toBe(422);
    expect(body.message).toContain(
      'metadata.name: Invalid value: "a.b": must not contain dots',
    );
  },

  'a namespace goes with everything in it': async api => {
    const namespace = await api.namespace();
    await make(api, namespace, 'a');
    await api.post(secretsOf(namespace), { metadata: { name: 's' } });
    const { status, body } = await api.delete(
      `/api/v1/namespaces/${namespace}`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'Namespace',
      metadata: { deletionTimestamp: expect.any(String) },
      status: { phase: 'Terminating' },
    });
    await api.until(`/api/v1/namespaces/${namespace}`, gone);
    expect((await api.get(configMaps(namespace))).body.items).toEqual([]);
  },

  'a namespace that ends takes nothing new': async api => {
    const namespace = await api.namespace();
    await make(api, namespace, 'held', { finalizers: ['example.com/hold'] });
    await api.delete(`/api/v1/namespaces/${namespace}`);
    const { status, body } = await api.post(
      configMaps(namespace),
      configMap('new'),
    );
    expect(status).toBe(403);
    expect(body).toMatchObject({
      reason: 'Forbidden',
      message: `configmaps "new" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
      details: {
        name: 'new',
        kind: 'configmaps',
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      },
    });
    await api.until(`${configMaps(namespace)}/held`, answer =>
      Boolean(answer.body.metadata?.deletionTimestamp),
    );
    await api.patch(`${configMaps(namespace)}/held`, 'merge', {
      metadata: { finalizers: null },
    });
    await api.until(`/api/v1/namespaces/${namespace}`, gone);
  },

  'namespaces cannot be deleted all at once': async api => {
    const { status, body } = await api.delete('/api/v1/namespaces');
    expect([status, body.reason]).toEqual([405, 'MethodNotAllowed']);
  },

  'the namespaces that a cluster needs cannot be deleted': async api => {
    for (const name of ['default', 'kube-system', 'kube-public']) {
      for (const query of ['', '?dryRun=All', '?propagationPolicy=Orphan']) {
        const { status, body } = await api.delete(
          `/api/v1/namespaces/${name}${query}`,
        );
        expect([status, body.reason, body.message, body.details]).toEqual([
          403,
          'Forbidden',
          `namespaces "${name}" is forbidden: this namespace may not be deleted`,
          { name, kind: 'namespaces' },
        ]);
      }
      const { body } = await api.get(`/api/v1/namespaces/${name}`);
      expect([
        body.metadata?.deletionTimestamp,
        (body.status as { phase: string }).phase,
      ]).toEqual([undefined, 'Active']);
    }
  },

  'the namespace of node leases can be deleted': async api => {
    const { status, body } = await api.delete(
      '/api/v1/namespaces/kube-node-lease?dryRun=All',
    );
    expect([status, body.kind]).toEqual([200, 'Namespace']);
  },
};
