import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  LocalCluster,
  type LocalClusterOptions,
} from '@kuadrant/local-cluster';
import type { Settings } from './settings';

/** A Kubernetes API to work on. */
export interface OpenCluster {
  /** Of an administrator. */
  kubeconfig: string;
  stop(): Promise<void>;
}

/**
 * Starts the embedded Kubernetes API, or takes the cluster that the settings name. That one keeps its data and keeps
 * running.
 *
 * @throws Error when the named kubeconfig cannot be read
 */
export async function openCluster(
  { ports, state, cluster }: Pick<Settings, 'ports' | 'state' | 'cluster'>,
  options: {
    definitions: KubernetesObject[];
    logger: LocalClusterOptions['logger'];
  },
): Promise<OpenCluster> {
  if (cluster) {
    return { kubeconfig: await readKubeconfig(cluster), stop: async () => {} };
  }
  const embedded = await LocalCluster.start({
    port: ports.kubernetes,
    dataFile: join(state, 'cluster.sqlite'),
    manifests: options.definitions,
    logger: options.logger,
  });
  return {
    kubeconfig: embedded.kubeconfig(),
    stop: () => embedded.stop(),
  };
}

async function readKubeconfig(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(
      `PLAYGROUND_CLUSTER names ${file}, which cannot be read: ${(error as Error).message}. Name a kubeconfig, or unset it for the embedded API.`,
      { cause: error },
    );
  }
}
