import { parse } from 'yaml';
import { LocalCluster } from '../../LocalCluster';
import { TestServer } from './runApiServerTests';

/** Starts the server of this package, as the tests need it. */
export async function startEmbeddedServer(): Promise<TestServer> {
  const cluster = await LocalCluster.start({ bookmarkIntervalMs: 500 });
  const config = parse(cluster.kubeconfig());
  const authority = config.clusters[0].cluster['certificate-authority-data'];
  return {
    endpoint: {
      url: cluster.url,
      authority: Buffer.from(authority, 'base64').toString(),
      token: config.users[0].user.token,
    },
    stop: () => cluster.stop(),
  };
}
