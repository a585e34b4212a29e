import { stringify } from 'yaml';

/** A kubeconfig that holds a token. */
export function kubeconfigOf(options: {
  url: string;
  /** Certificate of the API server, in PEM. */
  authority: string;
  token: string;
}): string {
  const { url, authority, token } = options;
  const certificate = Buffer.from(authority).toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'cluster',
        cluster: { server: url, 'certificate-authority-data': certificate },
      },
    ],
    users: [{ name: 'user', user: { token } }],
    contexts: [
      { name: 'context', context: { cluster: 'cluster', user: 'user' } },
    ],
    'current-context': 'context',
  });
}
