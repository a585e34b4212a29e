import { ControlPlane, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endpointOf } from '../../packages/local-cluster/src/contractTests/__testUtils__/endpointOf';
import { memoryOf } from '../processes';

/** A server in processes of its own. */
export interface MeasuredServer {
  url: string;
  /** Certificate authority, in PEM. */
  authority: string;
  token: string;
  processIds: number[];
  stop(): Promise<void>;
}

/** This repository's server, with its data file: what `npm start` runs. */
export async function startEmbedded(): Promise<MeasuredServer> {
  const folder = mkdtempSync(join(tmpdir(), 'local-cluster-benchmark-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const child = spawn(
    process.execPath,
    [
      join(__dirname, '../../packages/local-cluster/bin/local-cluster'),
      '--port=0',
      `--data-file=${join(folder, 'cluster.db')}`,
      `--kubeconfig=${kubeconfig}`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  for (let wait = 0; !existsSync(kubeconfig); wait++) {
    if (child.exitCode !== null || wait > 600) {
      child.kill('SIGKILL');
      throw new Error('The embedded server did not start');
    }
    await sleep(100);
  }
  return {
    ...endpointOf(readFileSync(kubeconfig, 'utf8')),
    processIds: [child.pid!],
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** kube-apiserver and etcd, which does not wait for the disk either. */
export async function startReal(): Promise<MeasuredServer | undefined> {
  const binaries = kubernetesBinaries();
  if (!binaries) {
    return undefined;
  }
  const plane = await ControlPlane.start({ binaries, controllers: [] });
  const { url, authority, token } = plane;
  return {
    url,
    authority,
    token,
    processIds: ['etcd', 'kube-apiserver'].map(
      name => plane.processId(name) ?? 0,
    ),
    stop: () => plane.stop(),
  };
}

/** The memory that the server's processes hold, in MiB. */
export function serverMemory({ processIds }: MeasuredServer): number {
  return Math.round(
    processIds.map(memoryOf).reduce((sum, each) => sum + each, 0),
  );
}
