import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { manifestsIn } from '../cluster/helm';
import { RealCluster } from '../cluster/RealCluster';
import { deploy } from '../paths';
import { ourDefinitions } from '../kinds/definitions';
import { FIRST_TWO, kuadrantDefinitions } from './kuadrantChart';
import { createProduct, crdsOf, productUid } from './liveCrds';

const kustomize = path.join(deploy, 'kustomize');
const PREREQUISITES = 'overlays/prerequisites';
const folders = [
  'base',
  ...readdirSync(path.join(kustomize, 'overlays')).map(
    name => `overlays/${name}`,
  ),
];
const binaries = kubernetesBinaries(['etcd', 'kube-apiserver', 'kubectl']);
const names = Object.values(ourDefinitions())
  .map(({ metadata }) => metadata.name)
  .sort();

describeWith('kube-apiserver', binaries)('the overlays', () => {
  it.each(folders.filter(folder => folder !== PREREQUISITES))(
    'leave CRDs and foreign namespaces out: %s',
    folder => {
      const owned = ownedBy(folder);
      expect(owned.crds).toEqual([]);
      expect(owned.namespaces).toEqual(['kuadrant-developer-portal']);
    },
  );

  it('have them in the prerequisites alone', () => {
    expect(ownedBy(PREREQUISITES)).toEqual({
      crds: names,
      namespaces: ['kuadrant-system'],
      all: 5,
    });
  });

  describe('on a kube-apiserver', () => {
    let cluster: RealCluster;
    const run = (verb: string, folder: string) =>
      cluster.kubectl(verb, '-k', path.join(kustomize, folder));

    beforeAll(async () => {
      cluster = await RealCluster.start(binaries!);
    }, 600_000);
    afterAll(() => cluster?.stop(), 30_000);

    it('add what is missing, and take nothing away', async () => {
      await cluster.apply(...kuadrantDefinitions('Kuadrant', FIRST_TWO));
      const before = await crdsOf(cluster);
      await expect(run('create', PREREQUISITES)).rejects.toThrow(
        /AlreadyExists/,
      );
      const created = await crdsOf(cluster);
      expect(created).toMatchObject(before);
      expect(Object.keys(created).sort()).toEqual(names);

      const uid = await createProduct(cluster);
      await run('apply', 'base');
      await run('apply', 'base');
      await run('delete', 'base');
      const after = await crdsOf(cluster);
      expect(Object.keys(after)).toEqual(Object.keys(created));
      for (const [name, crd] of Object.entries(after)) {
        expect(crd.uid).toBe(created[name].uid);
      }
      expect(await productUid(cluster)).toBe(uid);
      expect(
        await cluster.kubectl('get', 'namespace', 'kuadrant-system'),
      ).toContain('Active');
    }, 600_000);
  });

  /** What applying a folder makes, and so what deleting it removes. */
  function ownedBy(folder: string) {
    const manifests = manifestsIn(
      execFileSync(
        path.join(binaries!, 'kubectl'),
        ['kustomize', path.join(kustomize, folder)],
        { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      ),
    );
    const named = (kind: string) =>
      manifests
        .filter(manifest => manifest.kind === kind)
        .map(({ metadata }) => metadata.name)
        .sort();
    return {
      crds: named('CustomResourceDefinition'),
      namespaces: named('Namespace'),
      ...(folder === PREREQUISITES && { all: manifests.length }),
    };
  }
});
