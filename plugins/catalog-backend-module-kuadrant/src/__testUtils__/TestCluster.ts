import { namespaces } from '@kuadrant/backstage-plugin-kuadrant-common';
import { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { LocalCluster } from '@kuadrant/local-cluster';
import { KubeConfig } from '@kubernetes/client-node';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const CRD = resolve(
  __dirname,
  '../../../../deploy/crds/devportal.kuadrant.io_apiproducts.yaml',
);

/** A cluster that knows products, with the namespaces toystore and gamestore. */
export class TestCluster {
  readonly client: KubernetesClient;
  /** File of the kubeconfig. */
  readonly kubeconfig: string;
  readonly #cluster: LocalCluster;
  readonly #directory: string;

  static async start(): Promise<TestCluster> {
    const cluster = await LocalCluster.start({
      manifests: [parse(readFileSync(CRD, 'utf8'))],
    });
    const started = new TestCluster(cluster);
    for (const name of ['toystore', 'gamestore']) {
      await started.client.create(namespaces, { metadata: { name } });
    }
    return started;
  }

  private constructor(cluster: LocalCluster) {
    this.#cluster = cluster;
    this.#directory = mkdtempSync(join(tmpdir(), 'kuadrant-catalog-'));
    this.kubeconfig = join(this.#directory, 'kubeconfig');
    writeFileSync(this.kubeconfig, cluster.kubeconfig());
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(cluster.kubeconfig());
    this.client = KubernetesClient.fromKubeConfig(kubeConfig);
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.#cluster.stop();
    rmSync(this.#directory, { recursive: true });
  }
}
