/** A kubeconfig as JSON, which is YAML too. */
export function kubeconfigOf(options: {
  url: string;
  authority: string;
  token: string;
}): string {
  const name = 'control-plane';
  const authority = Buffer.from(options.authority).toString('base64');
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: options.url,
          'certificate-authority-data': authority,
        },
      },
    ],
    users: [{ name: 'user', user: { token: options.token } }],
    contexts: [{ name, context: { cluster: name, user: 'user' } }],
    'current-context': name,
  });
}
