import { kubernetesBinaries } from '@kuadrant/test-control-plane';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parse } from 'yaml';
import {
  helmProgram,
  type Manifest,
  manifestsIn,
  renderChart,
} from './cluster/helm';
import { grantsOf } from './cluster/rules';

const deploy = path.resolve(__dirname, '../../../deploy');
const chart = path.join(deploy, 'helm/kuadrant-developer-portal');
const NAMESPACE = 'kuadrant-developer-portal';
const helm = helmProgram();
const binaries = kubernetesBinaries(['etcd', 'kube-apiserver', 'kubectl']);

async function render(values?: Record<string, unknown>): Promise<Manifest[]> {
  return manifestsIn(
    await renderChart({ helm: helm!, chart, namespace: NAMESPACE, values }),
  );
}

const nameOf = ({ kind, metadata }: Manifest) =>
  [kind, metadata.namespace, metadata.name].filter(Boolean).join(' ');
const grants = (manifests: Manifest[]) =>
  grantsOf(
    manifests.filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role'),
  ).sort();

(helm && binaries ? describe : describe.skip)('the chart', () => {
  it('grants and installs what the Kustomize overlay does', async () => {
    const overlay = manifestsIn(
      execFileSync(
        path.join(binaries!, 'kubectl'),
        ['kustomize', path.join(deploy, 'kustomize/overlays/production')],
        { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      ),
    );
    const rendered = await render({
      'monitoring.serviceMonitor': true,
      'monitoring.alerts': true,
    });
    expect(grants(rendered)).toEqual(grants(overlay));
    const kinds = (manifests: Manifest[]) =>
      manifests
        .map(({ kind }) => kind)
        .filter(kind => kind !== 'Namespace')
        .sort();
    expect(kinds(rendered)).toEqual(kinds(overlay));
  });

  it('follows the release into any namespace', async () => {
    const text = await renderChart({
      helm: helm!,
      chart,
      namespace: 'apis',
      values: { kuadrantNamespace: 'kuadrant', 'portal.enabled': true },
    });
    const manifests = manifestsIn(text);
    expect(text).not.toContain('kuadrant-system');
    expect(text).not.toMatch(/namespace: kuadrant-developer-portal/);
    expect(text).not.toMatch(/serviceaccount:kuadrant-developer-portal:/);
    expect(manifests.map(nameOf)).toEqual(
      expect.arrayContaining([
        'Role kuadrant developer-portal-controller-enforcement',
        'Deployment apis developer-portal-controller',
        'Deployment apis developer-portal',
      ]),
    );
  });

  it('hands configuration to the portal', async () => {
    const manifests = await render({
      'portal.enabled': true,
      'portal.appConfig': { kuadrant: { keys: { prefix: 'acme_' } } },
    });
    const config = manifests.find(({ kind }) => kind === 'ConfigMap') as
      (Manifest & { data: Record<string, string> }) | undefined;
    expect(parse(Object.values(config!.data)[0])).toEqual({
      kuadrant: { cluster: { inCluster: true }, keys: { prefix: 'acme_' } },
    });
  });

  it('refuses values that it does not know', async () => {
    await expect(
      renderChart({
        helm: helm!,
        chart,
        namespace: NAMESPACE,
        values: { 'controller.replcas': 3 },
      }),
    ).rejects.toThrow(/replcas/);
  });
});
