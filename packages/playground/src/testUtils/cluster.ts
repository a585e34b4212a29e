import { KubernetesClient, type Logger } from '@kuadrant/kubernetes-cache';
import { LocalCluster } from '@kuadrant/local-cluster';
import { KubeConfig } from '@kubernetes/client-node';
import { readDefinitions } from '../seed';

/** A cluster in memory that knows all kinds, and a client for it. */
export async function startTestCluster() {
  const cluster = await LocalCluster.start({
    manifests: await readDefinitions(),
  });
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(cluster.kubeconfig());
  const client = KubernetesClient.fromKubeConfig(kubeConfig);
  return {
    client,
    async stop() {
      await client.close();
      await cluster.stop();
    },
  };
}

/** A logger that keeps what it is told. */
export class TestLogger implements Logger {
  readonly messages: string[] = [];

  debug(): void {}

  info(message: string): void {
    this.messages.push(message);
  }

  warn(message: string): void {
    this.messages.push(message);
  }

  error(message: string): void {
    this.messages.push(message);
  }
}

/** Repeats a check until it passes; fails with its last failure after the time is over. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  timeoutMs = 60_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}
