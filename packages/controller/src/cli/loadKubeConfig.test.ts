import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKubeConfig } from './loadKubeConfig';

const CONFIG = `
apiVersion: v1
kind: Config
current-context: one
clusters:
  - { name: one, cluster: { server: https://one.example.com } }
users:
  - { name: someone, user: { token: t } }
contexts:
  - { name: one, context: { cluster: one, user: someone } }
  - { name: lost, context: { cluster: nowhere, user: someone } }
`;

describe('loadKubeConfig', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  const file = (name: string) => join(folder, name);
  const home = process.env.HOME;

  beforeAll(() => {
    writeFileSync(file('good'), CONFIG);
    writeFileSync(file('broken'), 'clusters: [');
    process.env.HOME = folder;
  });

  afterAll(() => {
    process.env.HOME = home;
    rmSync(folder, { recursive: true, force: true });
  });

  it('reads the named file, and those of a list that exist', () => {
    const config = loadKubeConfig({
      kubeconfig: `${file('missing')}:${file('good')}`,
    });
    expect(config.getCurrentCluster()?.server).toBe('https://one.example.com');
  });

  it.each<[string, { kubeconfig?: string; context?: string }, RegExp]>([
    [
      'no kubeconfig at all, instead of plain http to localhost',
      {},
      /^there is no kubeconfig: .*\.kube\/config does not exist, and this is no pod\. Name one with --kubeconfig or KUBECONFIG$/,
    ],
    [
      'a file that does not exist',
      { kubeconfig: 'missing' },
      /missing does not exist; name another with --kubeconfig or KUBECONFIG$/,
    ],
    [
      'a file that is no kubeconfig',
      { kubeconfig: 'broken' },
      /broken cannot be read: /,
    ],
    [
      'a context that does not exist',
      { kubeconfig: 'good', context: 'two' },
      /has no context "two"; it has one, lost$/,
    ],
    [
      'a context without a cluster',
      { kubeconfig: 'good', context: 'lost' },
      /names no cluster; choose a context with --context$/,
    ],
  ])('refuses %s', (_, { kubeconfig, context }, message) => {
    expect(() =>
      loadKubeConfig({
        kubeconfig: kubeconfig && file(kubeconfig),
        context,
      }),
    ).toThrow(message);
  });
});
