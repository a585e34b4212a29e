import { ControlPlane, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A kube-apiserver that outlives the portal that works on it. */
export interface RunningCluster {
  /** A file. */
  kubeconfig: string;
  stop(): Promise<void>;
}

/**
 * Starts a kube-apiserver with etcd and the garbage collector.
 *
 * @throws Error where the programs are missing
 */
export async function startCluster(): Promise<RunningCluster> {
  const binaries = kubernetesBinaries([
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
  ]);
  if (!binaries) {
    throw new Error(
      'There is no kube-apiserver: run node scripts/build-kube-apiserver.mjs, or set KUBEBUILDER_ASSETS',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'endurance-'));
  const plane = await ControlPlane.start({ binaries });
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, plane.kubeconfig(), { mode: 0o600 });
  return {
    kubeconfig,
    stop: async () => {
      await plane.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
