import { parse } from 'yaml';
import { LocalCluster } from '../../LocalCluster';
import type { Endpoint } from './ApiClient';
import { TestServer } from './runApiServerTests';

/** What a kubeconfig with one cluster and one user leads to. */
export function endpointOf(kubeconfig: string): Endpoint {
  const config = parse(kubeconfig);
  const { server, 'certificate-authority-data': authority } =
    config.clusters[0].cluster;
  return {
    url: server,
    authority: Buffer.from(authority, 'base64').toString(),
    token: config.users[0].user.token,
  };
}

/** Starts the server of this package, as the tests need it. */
export async function startEmbeddedServer(): Promise<TestServer> {
  const cluster = await LocalCluster.start({ bookmarkIntervalMs: 500 });
  return {
    endpoint: endpointOf(cluster.kubeconfig()),
    stop: () => cluster.stop(),
  };
}
