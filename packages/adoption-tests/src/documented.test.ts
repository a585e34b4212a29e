import type { RunningController } from '@kuadrant/developer-portal-controller';
import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { readFileSync } from 'node:fs';
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
const binaries = kubernetesBinaries(['etcd', 'kube-apiserver', 'kubectl']);

/** What a page says to look at with kubectl, without what has placeholders. */
function looksOf(page: string): string[] {
  const text = readFileSync(path.join(root, 'docs', page), 'utf8');
  return [...text.matchAll(/(?:`|^\$ )(kubectl (?:get|create token)[^`\n]*)/gm)]
    .map(([, command]) => command)
    .filter(command => !/NAME|<| -l$/.test(command));
}

describeWith('kube-apiserver', binaries)('the guide to kubectl', () => {
  let cluster: RealCluster;
  let controller: RunningController;
  const shell = (lines: string) => cluster.shell(lines, root);

  beforeAll(async () => {
    cluster = await RealCluster.start(binaries!);
    await cluster.apply(...foreignKinds(root));
    await shell(`
      kubectl create -k deploy/kustomize/overlays/prerequisites
      kubectl wait crd --all --for=condition=Established
      kubectl apply -k deploy/kustomize/base
      kubectl apply -f deploy/examples/gateway.yaml`);
    await cluster.apply(kuadrantObject());
    controller = await startShippedController(cluster, SYSTEM);
  }, 600_000);

  afterAll(async () => {
    await controller?.stop();
    await cluster?.stop();
  }, 600_000);

  /** Runs the blocks of a section and gives what they print. */
  async function follow(heading: string): Promise<string[]> {
    const printed: string[] = [];
    for (const commands of commandsOf('guides/gitops.md', heading)) {
      printed.push(await shell(commands));
    }
    return printed;
  }

  /** What the gateway lets through: the plan and the value of each key. Copies stand in for a minute after a change. */
  async function enforced(): Promise<string[]> {
    const printed = await cluster.kubectl(
      ...['get', 'secrets', '-n', 'kuadrant-system'],
      ...['-l', 'devportal.kuadrant.io/enforcement=true', '-o'],
      'go-template={{range .items}}{{.metadata.name}} {{index .metadata.annotations "secret.kuadrant.io/plan-id"}} {{.data.api_key | base64decode}}\n{{end}}',
    );
    return printed
      .trim()
      .split('\n')
      .map(line => line.split(/ (.*)/s))
      .filter(([name, rest]) => rest && !/-next-[0-9a-f]{8}$/.test(name))
      .map(([, rest]) => rest)
      .sort();
  }

  /** Waits for that, and gives what it has become, or is still. */
  async function enforcedOnce(expected: string[]): Promise<string[]> {
    await until(
      async () => JSON.stringify(await enforced()) === JSON.stringify(expected),
    ).catch(() => undefined);
    return enforced();
  }

  const FIRST = 'silver replace-this-with-a-random-value';
  let rotated = '';

  it('offers an API', async () => {
    await follow('Offer an API');
    expect(
      await cluster.kubectl(
        ...['get', 'apiproduct', 'toystore', '-n', 'toystore', '-o'],
        'jsonpath={.spec.publishStatus} {.status.discoveredPlans[*].tier}',
      ),
    ).toBe('Published gold silver');
    await acceptAuthPolicy(cluster);
  }, 600_000);

  it('asks for access and decides', async () => {
    await follow('Ask for access');
    const [decide] = commandsOf('guides/gitops.md', 'Decide');
    expect(await shell(decide)).toContain('team-import-nightly-import-');
    expect(await enforcedOnce([FIRST])).toEqual([FIRST]);
  }, 600_000);

  it('decides on many at once', async () => {
    await shell(`
      for name in one two; do
        sed "s/nightly-import/$name/" deploy/examples/apikey.yaml | kubectl apply -f -
        kubectl wait "apikey/$name" -n team-import --for=condition=Pending --timeout=60s
      done`);
    const [, many] = commandsOf('guides/gitops.md', 'Decide');
    expect((await shell(many)).match(/created/g)).toHaveLength(2);
    await shell(
      'kubectl wait apikey one two -n team-import --for=condition=Approved --timeout=60s',
    );
    expect(await enforcedOnce([FIRST, FIRST, FIRST])).toEqual([
      FIRST,
      FIRST,
      FIRST,
    ]);
    await cluster.kubectl(
      'delete',
      'apikey',
      'one',
      'two',
      '-n',
      'team-import',
    );
    expect(await enforcedOnce([FIRST])).toEqual([FIRST]);
  }, 600_000);

  it('shows and rotates the value', async () => {
    expect(await follow('Use the key')).toEqual([
      'replace-this-with-a-random-value',
    ]);
    const [overlap, end] = commandsOf('guides/gitops.md', 'Rotate');
    await shell(overlap);
    rotated = `silver ${(
      await cluster.kubectl(
        ...['get', 'secret', 'nightly-import-2', '-n', 'team-import'],
        ...['-o', 'go-template={{.data.api_key | base64decode}}'],
      )
    ).trim()}`;
    expect(await enforcedOnce([FIRST, rotated].sort())).toEqual(
      [FIRST, rotated].sort(),
    );
    await shell(end);
    expect(await enforcedOnce([rotated])).toEqual([rotated]);
  }, 600_000);

  it('changes the terms', async () => {
    await follow('Change the terms');
    expect(await enforcedOnce([rotated])).toEqual([rotated]);
  }, 600_000);

  it('revokes, takes that back, and deletes', async () => {
    const [revoke, withdraw] = commandsOf('guides/gitops.md', 'Revoke');
    await shell(revoke);
    expect(await enforcedOnce([])).toEqual([]);
    await shell(withdraw);
    expect(await enforcedOnce([rotated])).toEqual([rotated]);
    await follow('Delete');
    expect(await enforcedOnce([])).toEqual([]);
    const secrets = () =>
      cluster.kubectl('get', 'secrets', '-n', 'team-import', '-o', 'name');
    await until(async () => (await secrets()) === '');
  }, 600_000);

  it.each([
    'guides/administrators.md',
    'installation.md',
    'operations.md',
    'troubleshooting.md',
    'upgrade.md',
  ])(
    'looks at things as %s says',
    async page => {
      const commands = looksOf(page);
      expect(commands).not.toEqual([]);
      for (const command of commands) {
        await shell(command);
      }
    },
    600_000,
  );
});
