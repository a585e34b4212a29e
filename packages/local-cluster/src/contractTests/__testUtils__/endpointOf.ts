import { parse } from 'yaml';
import type { Endpoint } from './ApiClient';

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
