import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type APIProduct,
  apiProducts,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { LocalCluster } from '@kuadrant/local-cluster';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { INDEXES, KuadrantCluster } from './cluster';
import { kuadrantClusterServiceRef } from './kuadrantClusterServiceRef';

const crdDirectory = resolve(__dirname, '../../../deploy/crds');
const crds = readdirSync(crdDirectory)
  .filter(name => name.endsWith('.yaml'))
  .map(name => parse(readFileSync(join(crdDirectory, name), 'utf8')) as object);

const product = (owner: string): APIProduct => ({
  metadata: {
    namespace: 'default',
    name: 'toys',
    annotations: { 'backstage.io/owner': owner },
  },
  spec: {
    displayName: 'Toys',
    approvalMode: 'manual',
    publishStatus: 'Published',
    targetRef: {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      name: 'toys',
    },
  },
});

async function startBackend(cluster: Record<string, unknown>) {
  const seen: KuadrantCluster[] = [];
  const feature = (pluginId: string) =>
    createBackendPlugin({
      pluginId,
      register(env) {
        env.registerInit({
          deps: { cluster: kuadrantClusterServiceRef },
          async init(deps) {
            seen.push(deps.cluster);
          },
        });
      },
    });
  const backend = await startTestBackend({
    features: [
      feature('one'),
      feature('two'),
      mockServices.rootConfig.factory({
        data: { kuadrant: { cluster: cluster as {} } },
      }),
    ],
  });
  return { backend, seen };
}

describe('kuadrantClusterServiceRef', () => {
  const directory = mkdtempSync(join(tmpdir(), 'kuadrant-node-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('gives all plugins one cluster, which waits for the API server and ends with the backend', async () => {
    const dataFile = join(directory, 'cluster.sqlite');
    const before = await LocalCluster.start({ dataFile, manifests: crds });
    const { port } = new URL(before.url);
    const [, token] = /token: *"?([^\s"]+)/.exec(before.kubeconfig())!;
    const [, caData] = /certificate-authority-data: *"?([^\s"]+)/.exec(
      before.kubeconfig(),
    )!;
    await before.stop();

    const { backend, seen } = await startBackend({
      url: before.url,
      token,
      caData,
    });
    const [cluster] = seen;
    expect(seen).toEqual([cluster, cluster]);
    await expect(cluster.waitForSync({ timeoutMs: 300 })).rejects.toThrow(
      'Cannot reach the Kubernetes API',
    );
    expect(cluster.status()).toMatchObject({
      synced: false,
      stale: true,
      unreachable: true,
    });

    const after = await LocalCluster.start({ dataFile, port: Number(port) });
    try {
      await cluster.waitForSync({ timeoutMs: 30_000 });
      // Neither Gateway API nor Kuadrant is installed there.
      const status = cluster.status();
      expect(status).toMatchObject({ stale: false, unreachable: false });
      expect(status.caches.planPolicies.served).toBe(false);
      expect(status.caches.apiProducts.served).toBe(true);
      expect(status.lastContact).toBeInstanceOf(Date);

      await cluster.caches.apiProducts.create(product('team-a'));
      expect(
        cluster.caches.apiProducts.byIndex(
          INDEXES.apiProducts.owner,
          'group:default/team-a',
        ),
      ).toHaveLength(1);

      await backend.stop();
      expect(cluster.status().stale).toBe(true);
      await expect(cluster.client.list(apiProducts)).rejects.toThrow('closed');
    } finally {
      await after.stop();
    }
  }, 600_000);

  it('keeps the backend from starting with an option that cannot be', async () => {
    await expect(startBackend({ url: 'nowhere', token: 't' })).rejects.toThrow(
      'kuadrant.cluster.url must be an https address, got "nowhere"',
    );
  }, 600_000);
});
