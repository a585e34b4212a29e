import { mockServices } from '@backstage/backend-test-utils';
import {
  type RunningController,
  startController,
} from '@kuadrant/developer-portal-controller';
import { KubeConfig } from '@kubernetes/client-node';
import type { RealCluster } from '../cluster/RealCluster';

/**
 * Starts the controller under the account, and so the roles, that the manifests give it; resolves once it has read the
 * cluster.
 *
 * @param namespace - that the manifests were applied to
 */
export async function startShippedController(
  cluster: RealCluster,
  namespace: string,
): Promise<RunningController> {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(
    cluster.kubeconfig(
      await cluster.token(namespace, 'developer-portal-controller'),
    ),
  );
  const controller = await startController({
    kubeConfig,
    leaderElection: { namespace },
    // Where the tests serve documents.
    allowFetchFrom: ['127.0.0.0/8'],
    logger: mockServices.logger.mock() as never,
  });
  await controller.ready;
  return controller;
}
