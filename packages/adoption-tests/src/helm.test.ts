import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parse } from 'yaml';
import {
  helmPrograms,
  type Manifest,
  manifestsIn,
  renderChart,
} from './cluster/helm';
import { grantsOf } from './cluster/rules';
import { deploy } from './paths';

const chart = path.join(deploy, 'helm/kuadrant-developer-portal');
const NAMESPACE = 'kuadrant-developer-portal';

type Values = Record<string, unknown>;

const binaries = kubernetesBinaries(['etcd', 'kube-apiserver', 'kubectl']);

function kustomize(folder: string): Manifest[] {
  return manifestsIn(
    execFileSync(
      path.join(binaries!, 'kubectl'),
      ['kustomize', path.join(deploy, 'kustomize', folder)],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    ),
  );
}

// Either names things in its own way, or says what is the default.
const DIFFERENT = [
  ...['annotations', 'labels', 'matchLabels'],
  ...['env', 'envFrom', 'imagePullPolicy'],
];

/** What is wanted of a kind, by name. */
function specs(manifests: Manifest[], kind: string): Record<string, unknown> {
  const plain = (name: string, value: unknown) => {
    if (DIFFERENT.includes(name)) {
      return undefined;
    }
    // Kustomize puts a hash after the names of ConfigMaps.
    return typeof value === 'string'
      ? value.replace(/^(developer-portal)-[a-z0-9]{10}$/, '$1')
      : value;
  };
  return Object.fromEntries(
    manifests
      .filter(manifest => manifest.kind === kind)
      .map(({ metadata, spec }) => [
        metadata.name,
        JSON.parse(JSON.stringify(spec, plain)),
      ]),
  );
}

const nameOf = ({ kind, metadata }: Manifest) =>
  [kind, metadata.namespace, metadata.name].filter(Boolean).join(' ');
const grants = (manifests: Manifest[]) =>
  grantsOf(
    manifests.filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role'),
  ).sort();

describe.each(helmPrograms())('the chart by Helm $release', ({ program }) => {
  describeWith(program ? 'kube-apiserver' : 'helm', program && binaries)(
    'rendered',
    () => {
      const text = (values?: Values, namespace = NAMESPACE) =>
        renderChart({ helm: program!, chart, namespace, values });
      const render = async (values?: Values) => manifestsIn(await text(values));

      it.each([
        ['production', {}],
        ['portal', { 'portal.enabled': true }],
      ])('installs what the overlay %s does', async (name, values) => {
        const overlay = kustomize(`overlays/${name}`);
        const rendered = await render({
          'monitoring.serviceMonitor': true,
          'monitoring.alerts': true,
          ...values,
        });
        expect(grants(rendered)).toEqual(grants(overlay));
        const kinds = (manifests: Manifest[]) =>
          manifests
            .map(({ kind }) => kind)
            // The chart puts the portal's environment into the Deployment.
            .filter(kind => kind !== 'Namespace' && kind !== 'ConfigMap')
            .sort();
        expect(kinds(rendered)).toEqual(kinds(overlay));
        for (const kind of [
          'Deployment',
          'NetworkPolicy',
          'PodDisruptionBudget',
        ]) {
          expect(specs(rendered, kind)).toEqual(specs(overlay, kind));
        }
      });

      it('follows the release into any namespace', async () => {
        const rendered = await text(
          {
            kuadrantNamespace: 'kuadrant',
            'portal.enabled': true,
            'admissionPolicies.identity.enabled': true,
          },
          'apis',
        );
        const manifests = manifestsIn(rendered);
        expect(rendered).not.toContain('kuadrant-system');
        expect(rendered).not.toMatch(/namespace: kuadrant-developer-portal/);
        expect(rendered).not.toMatch(
          /serviceaccounts?:kuadrant-developer-portal/,
        );
        expect(manifests.map(nameOf)).toEqual(
          expect.arrayContaining([
            'Role kuadrant developer-portal-controller-enforcement',
            'Deployment apis developer-portal-controller',
            'Deployment apis developer-portal',
            'ConfigMap apis developer-portal-identity',
          ]),
        );
      });

      it('hands configuration to the portal', async () => {
        const manifests = await render({
          'portal.enabled': true,
          'portal.appConfig': { kuadrant: { keys: { prefix: 'acme_' } } },
        });
        const config = manifests.find(
          ({ kind, metadata }) =>
            kind === 'ConfigMap' && metadata.name === 'developer-portal',
        ) as (Manifest & { data: Record<string, string> }) | undefined;
        expect(parse(Object.values(config!.data)[0])).toEqual({
          kuadrant: { cluster: { inCluster: true }, keys: { prefix: 'acme_' } },
        });
      });

      it('has no CRD and no foreign namespace where no cluster says what is missing', async () => {
        for (const install of ['auto', false]) {
          const kinds = (await render({ 'crds.install': install })).map(nameOf);
          expect(kinds).not.toContainEqual(
            expect.stringMatching(/^(CustomResourceDefinition|Namespace) /),
          );
        }
        expect(await text()).toContain(
          'set crds.install=true to render them all',
        );
      });

      it('has the CRDs in the release where it is told to, and keeps them', async () => {
        const crds = (await render({ 'crds.install': true })).filter(
          ({ kind }) => kind === 'CustomResourceDefinition',
        );
        expect(crds).toHaveLength(4);
        for (const { metadata } of crds) {
          expect(metadata.annotations).toMatchObject({
            'helm.sh/resource-policy': 'keep',
          });
          expect(metadata.annotations).not.toHaveProperty(['helm.sh/hook']);
        }
      });

      it.each([
        ['controller.replcas', 3],
        ['crds.install', 'sometimes'],
        ['crds.adoptedBy.release', ''],
      ])('refuses the value %s=%s', async (name, value) => {
        await expect(text({ [name]: value })).rejects.toThrow(
          name.split('.').at(-1),
        );
      });
    },
  );
});
