import { parse } from 'yaml';
import { LocalCluster } from '../LocalCluster';
import { Endpoint } from './ApiClient';
import { runApiServerTests } from './runApiServerTests';

function endpointOf(cluster: LocalCluster): Endpoint {
  const config = parse(cluster.kubeconfig());
  const authority = config.clusters[0].cluster['certificate-authority-data'];
  return {
    url: cluster.url,
    authority: Buffer.from(authority, 'base64').toString(),
    token: config.users[0].user.token,
  };
}

describe('the embedded server', () => {
  runApiServerTests({
    newServer: async () => {
      const cluster = await LocalCluster.start({ bookmarkIntervalMs: 500 });
      return { endpoint: endpointOf(cluster), stop: () => cluster.stop() };
    },
  });
});
