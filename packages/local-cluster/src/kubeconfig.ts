import { stringify } from 'yaml';

/** A kubeconfig with everything embedded that a client needs. */
export function kubeconfig(options: {
  url: string;
  authority: string;
  token: string;
}): string {
  const name = 'local-cluster';
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: options.url,
          'certificate-authority-data': Buffer.from(options.authority).toString(
            'base64',
          ),
        },
      },
    ],
    users: [{ name: 'admin', user: { token: options.token } }],
    contexts: [{ name, context: { cluster: name, user: 'admin' } }],
    'current-context': name,
  });
}
