import {
  type APIKeyApproval,
  apiKeyApprovals,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  apiProducts,
  type KubernetesObject,
  namespaces,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld } from '../__testUtils__/startWorld';
import type { TestWorld } from '../__testUtils__/TestWorld';
import { BackupRuns } from './__testUtils__/BackupRuns';

type Ref = { namespace: string; name: string };

jest.setTimeout(60_000);

describe('what a restore leaves alone, and who gains nothing by it', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let folder: string;
  let file: string;
  const runs = new BackupRuns();
  const { lines } = runs;

  const backup = (among: string[]) =>
    runs.backup(world, file, { namespaces: among });

  const restore = (options: Parameters<BackupRuns['restore']>[2] = {}) =>
    runs.restore(world, file, options);

  const edit = async (change: (text: string) => string) =>
    writeFile(file, change(await readFile(file, 'utf8')));

  const remove = async (key: Ref) => {
    await world.client.delete(apiKeys, key);
    await world.settled();
  };

  /** A key on a product of its own, with a decision on it. */
  const decided = async (
    approved: boolean,
    approvalMode: 'manual' | 'automatic' = 'manual',
  ) => {
    const product = await world.product(
      { approvalMode },
      { 'backstage.io/owner': 'group:default/owners' },
    );
    const key = await world.key(product, {}, { labelled: true });
    await world.settled();
    await world.decide(product, key, { approved });
    await world.keyBecomes(key, approved ? 'Approved' : 'Denied');
    await world.settled();
    await backup([product.namespace, key.namespace]);
    return { product, key };
  };

  const withoutController = async (work: () => Promise<void>) => {
    await world.stopControllers();
    try {
      await work();
    } finally {
      await world.startController();
      await world.settled();
    }
  };

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    await world.startController();
    folder = await mkdtemp(join(tmpdir(), 'backup-'));
  });

  beforeEach(() => {
    file = join(folder, world.name('backup'));
  });

  afterAll(async () => {
    await stop?.();
    await rm(folder, { recursive: true, force: true });
  });

  it('refuses a file that was edited, until somebody vouches for it', async () => {
    const { key } = await decided(false);
    await remove(key);
    await edit(text => text.replace('"approved":false', '"approved":true'));
    await expect(restore()).rejects.toThrow('its checksum differs');
    expect(await world.find(apiKeys, key)).toBeUndefined();
    expect(await restore({ allowEdited: true })).toBe(0);
    await world.keyBecomes(key, 'Approved');
  });

  it('refuses a file that was cut', async () => {
    await decided(true);
    await edit(text => text.slice(0, text.length / 2));
    await expect(restore()).rejects.toThrow(
      /not valid JSON|not a whole backup/,
    );
  });

  const secretLine = (name: string, more: object = {}) =>
    `${JSON.stringify({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: 'kube-system', name },
      data: { api_key: 'eA==' },
      ...more,
    })}\n`;

  it.each([
    ['a Secret that no key names', secretLine('root'), /no Secret of a key/],
    [
      'an object of another kind',
      '{"kind":"ClusterRoleBinding","metadata":{"name":"root"}}\n',
      /holds no ClusterRoleBinding/,
    ],
    [
      'a decision on a key that is not in it',
      `${JSON.stringify({
        kind: 'APIKeyApproval',
        metadata: {
          namespace: 'a',
          name: 'b',
          annotations: {
            'devportal.kuadrant.io/bound-to': '{"apiKeyUid":"elsewhere"}',
          },
        },
        spec: { apiKeyRequestRef: { name: 'c' }, approved: true },
      })}\n`,
      /not in this backup/,
    ],
  ])('refuses a file with %s', async (_, line, message) => {
    await decided(true);
    await edit(text =>
      text.replace(
        '{"kind":"DeveloperPortalBackupEnd"',
        `${line}{"kind":"DeveloperPortalBackupEnd"`,
      ),
    );
    await expect(restore({ allowEdited: true })).rejects.toThrow(message);
  });

  it('does not roll back a later revocation', async () => {
    const { product, key } = await decided(true);
    await world.decide(product, key, { approved: false });
    await world.keyBecomes(key, 'Denied');
    expect(await restore()).toBe(2);
    expect(lines.join('\n')).toContain(
      `APIKey ${key.namespace}/${key.name} exists and is left as it is: its decisions differ`,
    );
    expect(lines.at(-1)).toContain('in 0 writes');
    await world.settled();
    await world.keyBecomes(key, 'Denied');
  });

  it('keeps a later revocation where only the key was lost, without a controller', async () => {
    const { product, key } = await decided(true);
    const revocation = await world.decide(product, key, { approved: false });
    await world.keyBecomes(key, 'Denied');
    await world.settled();
    await withoutController(async () => {
      await world.client.delete(apiKeys, key);
      expect(await restore()).toBe(0);
    });
    const restored = await world.keyBecomes(key, 'Denied');
    expect(
      await world.find<APIKeyApproval>(apiKeyApprovals, revocation),
    ).toMatchObject({
      metadata: {
        annotations: {
          'devportal.kuadrant.io/bound-to': expect.stringContaining(
            `"apiKeyUid":"${restored.metadata.uid}"`,
          ),
        },
      },
    });
    expect(await world.enforcement(key)).toBeUndefined();
  });

  it('keeps a revoked key revoked on an automatic product', async () => {
    const { key } = await decided(false, 'automatic');
    await remove(key);
    expect(await restore()).toBe(0);
    await world.settled();
    await world.keyBecomes(key, 'Denied');
    expect(await world.enforcement(key)).toBeUndefined();
  });

  it('grants nothing on a product that somebody else has made under the name', async () => {
    const { product, key } = await decided(true);
    await remove(key);
    await world.client.patch(
      apiProducts,
      product,
      {
        metadata: {
          annotations: { 'backstage.io/owner': 'group:default/others' },
        },
      },
      { type: 'merge' },
    );
    const found = await world.client.get(apiProducts, product);
    await world.client.delete(apiProducts, product);
    await world.client.create(apiProducts, {
      ...found,
      metadata: { ...product, annotations: found.metadata.annotations },
    });
    expect(await restore()).toBe(2);
    expect(lines.join('\n')).toContain('Its owner has to approve the key');
    await world.settled();
    await world.keyBecomes(key, 'Pending');
  });

  it('leaves a key alone that was made again under the name', async () => {
    const { product, key } = await decided(true);
    await remove(key);
    await world.client.create(apiKeys, {
      metadata: key,
      spec: {
        apiProductRef: product,
        secretRef: { name: key.name },
        planTier: 'gold',
        useCase: '',
        requestedBy: { userId: 'user:default/jane', email: 'j@example.com' },
      },
    });
    await world.settled();
    expect(await restore()).toBe(2);
    expect(lines.join('\n')).toMatch(/plan or expiry, decisions differ/);
    await world.settled();
    expect(await world.enforcement(key)).toBeUndefined();
    // Nor when its consumer pretends that a restore has not finished it.
    await world.client.patch(
      apiKeys,
      key,
      { metadata: { annotations: { 'devportal.kuadrant.io/restoring': 'x' } } },
      { type: 'merge' },
    );
    expect(await restore()).toBe(2);
    expect(lines.at(-1)).toContain('in 0 writes');
  });

  it('restores a key whose value is not in the backup as one without value', async () => {
    const { key } = await decided(true);
    await remove(key);
    await world.client.delete(secrets, key).catch(() => 'removed with its key');
    expect(await restore({ withSecrets: false })).toBe(0);
    await world.settled();
    await world.keyBecomes(key, 'Failed', 'SecretNotFound');
    await world.secret(key, 'from-a-vault');
    await world.keyBecomes(key, 'Approved');
    await world.enforcedValueBecomes(key, 'from-a-vault');
  });

  it('lets one restore run at a time', async () => {
    const { key } = await decided(true);
    await remove(key);
    const codes = await Promise.all([restore(), restore()]);
    expect(codes).toEqual([0, 0]);
    await world.settled();
    await world.keyBecomes(key, 'Approved');
    const { namespace } = (await world.client.get(apiKeys, key)).spec
      .apiProductRef as Ref;
    const { items } = await world.client.list(apiKeyApprovals, { namespace });
    expect(items).toHaveLength(1);
  });

  it('binds decisions to keys that Velero has restored', async () => {
    const approvedKey = await decided(true);
    const file1 = file;
    await withoutController(async () => {
      await velero(approvedKey);
      expect(await restore({ path: file1, adopt: true })).toBe(0);
    });
    await world.keyBecomes(approvedKey.key, 'Approved');
    file = join(folder, world.name('backup'));
    const revokedKey = await decided(false, 'automatic');
    await withoutController(async () => {
      await velero(revokedKey);
      expect(await restore({ adopt: true })).toBe(0);
    });
    await world.keyBecomes(revokedKey.key, 'Denied');
    expect(await world.enforcement(revokedKey.key)).toBeUndefined();
  });

  // As docs/operations.md has it: no controller runs, requests and decisions are left to the restore. Velero keeps name,
  // namespace, labels and annotations; it drops owners and status.
  async function velero({ product, key }: { product: Ref; key: Ref }) {
    const secret = await world.client.get<KubernetesObject>(secrets, key);
    const found = await world.client.get<KubernetesObject>(apiKeys, key);
    const offered = await world.client.get<KubernetesObject>(
      apiProducts,
      product,
    );
    await world.client.delete(apiKeys, key);
    await world.client.delete(apiProducts, product);
    await world.client.delete(secrets, key).catch(() => 'gone with its key');
    const request = {
      namespace: product.namespace,
      name: apiKeyRequestName(key),
    };
    await world.client.delete(apiKeyRequests, request);
    for (const { metadata } of (
      await world.client.list(apiKeyApprovals, { namespace: product.namespace })
    ).items) {
      await world.client
        .delete(apiKeyApprovals, {
          namespace: product.namespace,
          name: metadata.name,
        })
        .catch(() => 'gone with its request');
    }
    for (const [resource, object] of [
      [secrets, secret],
      [apiProducts, offered],
      [apiKeys, found],
    ] as const) {
      const { namespace, name, labels, annotations } = object.metadata;
      const { status: _, ...rest } = object as { status?: unknown };
      await world.client.create(resource as typeof secrets, {
        ...rest,
        metadata: { namespace, name, labels, annotations },
      });
    }
  }

  it('names what is wrong before it writes anything', async () => {
    const { key } = await decided(true);
    await remove(key);
    await world.client.patch(
      namespaces,
      { namespace: '', name: key.namespace },
      { metadata: { finalizers: ['example.com/held'] } },
      { type: 'merge' },
    );
    await world.client.delete(namespaces, {
      namespace: '',
      name: key.namespace,
    });
    await expect(restore()).rejects.toThrow(
      `Namespaces are still being deleted: ${key.namespace}`,
    );
    await world.client.patch(
      namespaces,
      { namespace: '', name: key.namespace },
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
  });
});
