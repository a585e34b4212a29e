import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCluster } from './openCluster';
import { readSettings } from './settings';

describe('openCluster', () => {
  const open = (file: string) =>
    openCluster(readSettings({ PLAYGROUND_CLUSTER: file }), {
      definitions: [],
      logger: undefined,
    });

  it('takes the cluster that is named, and leaves it running', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'playground-cluster-'));
    try {
      const file = join(folder, 'kubeconfig');
      await writeFile(file, 'kind: Config');
      const cluster = await open(file);
      expect(cluster.kubeconfig).toBe('kind: Config');
      await cluster.stop();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says which variable names a file that cannot be read', async () => {
    await expect(open('/nowhere/kubeconfig')).rejects.toThrow(
      'PLAYGROUND_CLUSTER names /nowhere/kubeconfig, which cannot be read',
    );
  });
});
