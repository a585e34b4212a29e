import { LocalCluster } from '../../LocalCluster';
import { endpointOf } from './endpointOf';
import { TestServer } from './runApiServerTests';

/** Starts the server of this package, as the tests need it. */
export async function startEmbeddedServer(): Promise<TestServer> {
  const cluster = await LocalCluster.start({ bookmarkIntervalMs: 500 });
  return {
    endpoint: endpointOf(cluster.kubeconfig()),
    stop: () => cluster.stop(),
  };
}
