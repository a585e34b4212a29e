import { namespaces } from '@kuadrant/backstage-plugin-kuadrant-common';
import { LocalCluster } from '@kuadrant/local-cluster';
import { definitions } from './crds';
import { KUADRANT_NAMESPACE, TestWorld } from './TestWorld';

/** A world on a cluster of its own. */
export async function startWorld(): Promise<{
  world: TestWorld;
  cluster: LocalCluster;
  stop: () => Promise<void>;
}> {
  const cluster = await LocalCluster.start({ manifests: definitions() });
  const world = new TestWorld(cluster.kubeconfig());
  await world.client.create(namespaces, {
    metadata: { name: KUADRANT_NAMESPACE },
  });
  return {
    world,
    cluster,
    stop: async () => {
      await world.close();
      await cluster.stop();
    },
  };
}
