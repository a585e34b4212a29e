import type { RunningController } from '@kuadrant/developer-portal-controller';
import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startShippedController } from './__testUtils__/controller';
import {
  acceptAuthPolicy,
  foreignKinds,
  kuadrantObject,
  until,
} from './cluster/kuadrant';
import { RealCluster } from './cluster/RealCluster';
import { commandsOf } from './documentedCommands';

const root = path.resolve(__dirname, '../../..');
const SYSTEM = 'kuadrant-developer-portal';
const HEADING = 'Backup and restore';
const binaries = kubernetesBinaries([
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kubectl',
]);

describeWith('kube-apiserver', binaries)('backup and restore', () => {
  let cluster: RealCluster;
  let controller: RunningController;
  let folder: string;

  /** Runs lines under the rights of a service account; kubectl runs as an administrator. */
  const shellAs = (account: string, lines: string) =>
    cluster.shell(
      `
      developer-portal-controller() {
        "${process.execPath}" "${root}/packages/controller/bin/developer-portal-controller" "$@" --kubeconfig "${folder}/${account}"
      }
      cd "${folder}"
      ${lines}`,
      root,
    );

  const stateOf = (name: string) =>
    cluster.kubectl(
      ...['get', 'apikey', name, '-n', 'team-import', '-o'],
      'jsonpath={.status.conditions[0].type}',
    );

  const becomes = (name: string, state: string) =>
    until(async () => (await stateOf(name).catch(() => '')) === state);

  const loseEverything = async () => {
    await cluster.kubectl('delete', 'namespace', 'team-import', '--wait');
    await cluster.kubectl('delete', 'apiproduct', '--all', '-n', 'toystore');
    await until(
      async () =>
        (await cluster.kubectl(
          ...['get', 'apikeyrequests,apikeyapprovals', '-A', '-o', 'name'],
        )) === '',
    );
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'backup-'));
    cluster = await RealCluster.start(binaries!);
    await cluster.apply(...foreignKinds(root));
    await cluster.shell(
      `
      kubectl create -k deploy/kustomize/overlays/prerequisites
      kubectl wait crd --all --for=condition=Established
      kubectl apply -k deploy/kustomize/base
      kubectl apply -f deploy/kustomize/components/backup/rbac.yaml -f deploy/kustomize/components/backup/cron-job.yaml
      kubectl create serviceaccount restorer -n ${SYSTEM}
      kubectl apply -f deploy/examples/gateway.yaml`,
      root,
    );
    await cluster.apply(kuadrantObject());
    for (const account of ['developer-portal-backup', 'restorer']) {
      await writeFile(
        path.join(folder, account),
        cluster.kubeconfig(await cluster.token(SYSTEM, account)),
      );
    }
    controller = await startShippedController(cluster, SYSTEM);
    const follow = async (heading: string) => {
      for (const commands of commandsOf('guides/gitops.md', heading)) {
        await cluster.shell(commands, root);
      }
    };
    await follow('Offer an API');
    await acceptAuthPolicy(cluster);
    await follow('Ask for access');
    const [decide] = commandsOf('guides/gitops.md', 'Decide');
    await cluster.shell(decide, root);
    await becomes('nightly-import', 'Approved');
  }, 600_000);

  afterAll(async () => {
    await controller?.stop();
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 600_000);

  const [all] = commandsOf('operations.md', HEADING);
  const [save, rehearse, restore] = all.trim().split('\n');

  it('saves under the rights of the component, with a file of its own', async () => {
    expect(await shellAs('developer-portal-backup', save)).toContain('1 keys');
    const file = path.join(folder, 'backup.ndjson');
    // eslint-disable-next-line no-bitwise -- the permission bits
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).not.toContain(
      '"devportal.kuadrant.io/enforcement"',
    );
  }, 600_000);

  it('names the missing rights before it writes anything', async () => {
    await cluster.kubectl(
      ...['create', 'clusterrolebinding', 'restorer-reads'],
      ...['--clusterrole=developer-portal-backup'],
      `--serviceaccount=${SYSTEM}:restorer`,
    );
    await expect(shellAs('restorer', restore)).rejects.toThrow(
      /Rights are missing, and nothing was written[^]*resources: \[apikeys\], verbs: \[create\]/,
    );
    await cluster.kubectl('delete', 'clusterrolebinding', 'restorer-reads');
  }, 600_000);

  it('restores under the role for it, and the key works without a person', async () => {
    await cluster.kubectl(
      ...['create', 'clusterrolebinding', 'restorer'],
      ...['--clusterrole=developer-portal-restore'],
      `--serviceaccount=${SYSTEM}:restorer`,
    );
    await loseEverything();
    expect(await shellAs('restorer', rehearse)).toContain('Would create');
    expect(await shellAs('restorer', restore)).toContain('Created');
    await becomes('nightly-import', 'Approved');
    expect(await shellAs('restorer', restore)).toContain('in 0 writes');
  }, 600_000);

  it('adopts what Velero has restored', async () => {
    const [, stopControllers, adoptAndStart] = commandsOf(
      'operations.md',
      HEADING,
    );
    const [adopt, start] = adoptAndStart.trim().split('\n');
    const saved = async (kind: string, namespace: string) => {
      const list = JSON.parse(
        await cluster.kubectl('get', kind, '-n', namespace, '-o', 'json'),
      ) as { items: Record<string, Record<string, unknown>>[] };
      return list.items.map(({ metadata, status: _, ...rest }) => {
        const { name, labels, annotations } = metadata;
        // What Velero keeps.
        return { ...rest, metadata: { name, namespace, labels, annotations } };
      });
    };
    const objects = [
      ...(await saved('secret', 'team-import')),
      ...(await saved('apiproduct', 'toystore')),
      ...(await saved('apikey', 'team-import')),
    ];
    await cluster.shell(stopControllers, root);
    await loseEverything();
    await controller.stop();
    await cluster.kubectl('create', 'namespace', 'team-import');
    await cluster.apply(...objects);
    expect(await shellAs('restorer', adopt)).toContain('Created');
    await cluster.shell(start, root);
    controller = await startShippedController(cluster, SYSTEM);
    await becomes('nightly-import', 'Approved');
  }, 600_000);
});
