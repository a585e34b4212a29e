import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { foreignKinds, namespace, until } from './cluster/kuadrant';
import { RealCluster } from './cluster/RealCluster';

const root = path.resolve(__dirname, '../../..');
const component = path.join(root, 'deploy/kustomize/components/identity');
const SYSTEM = 'kuadrant-developer-portal';
const PEOPLE = 'people';
const binaries = kubernetesBinaries(['etcd', 'kube-apiserver', 'kubectl']);

const kindOf = (kind: string, name: string, rest: object) => ({
  apiVersion: 'devportal.kuadrant.io/v1alpha1',
  kind,
  metadata: { namespace: 'team', name },
  ...rest,
});
const key = (name: string, userId: string, planTier = 'silver') =>
  kindOf('APIKey', name, {
    spec: {
      apiProductRef: { name: 'toystore' },
      secretRef: { name },
      planTier,
      useCase: 'Tests',
      requestedBy: { userId, email: 'somebody@example.com' },
    },
  });
const decision = (name: string, reviewedBy: string, approved = true) =>
  kindOf('APIKeyApproval', name, {
    spec: {
      apiKeyRequestRef: { name: 'team-key-1' },
      approved,
      reviewedBy,
      reviewedAt: '2026-11-28T00:00:00Z',
    },
  });

describeWith('kube-apiserver', binaries)('the identity policies', () => {
  let cluster: RealCluster;

  /** Applies an object as a user of the cluster; gives what the server refuses. */
  const apply = async (
    user: string,
    object: object,
    groups: string[] = [PEOPLE],
  ): Promise<string> => {
    try {
      await cluster.applyAs({ user, groups }, object);
      return '';
    } catch (error) {
      return String((error as { stderr?: string }).stderr);
    }
  };

  beforeAll(async () => {
    cluster = await RealCluster.start(binaries!);
    await cluster.apply(...foreignKinds(root));
    await cluster.kubectl(
      'apply',
      '--server-side',
      '-f',
      path.join(root, 'deploy/crds'),
    );
    await cluster.kubectl(
      'wait',
      'crd',
      '--all',
      '--for=condition=Established',
    );
    await cluster.apply(namespace(SYSTEM), namespace('team'), {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: PEOPLE },
      roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'Group', name: PEOPLE }],
    });
    const config = parse(
      readFileSync(path.join(component, 'config.yaml'), 'utf8'),
    );
    config.data.exemptUsers = 'system:serviceaccount:argocd:controller\n';
    await cluster.apply(config);
    await cluster.kubectl('apply', '-f', path.join(component, 'policies.yaml'));
    // A policy is in force a moment after it is written; what was written before it stays.
    let probes = 0;
    await until(async () => {
      const name = `probe-${probes++}`;
      const refused = [
        await apply('probe', key(name, 'user:default/other')),
        await apply('probe', decision(name, 'user:default/other')),
      ];
      return refused.every(message => message.includes('must be'));
    });
  });

  afterAll(() => cluster?.stop());

  it.each([
    ['the same name', 'anna', 'user:default/anna'],
    ['the prefix of the identity provider', 'oidc:anna', 'user:default/anna'],
    ['an e-mail address', 'oidc:Anna@example.com', 'user:default/anna'],
  ])('let people write in their own name by %s', async (what, user, person) => {
    const name = what.replaceAll(/[^a-z]/g, '');
    expect(await apply(user, key(name, person))).toBe('');
    expect(await apply(user, decision(name, person))).toBe('');
  });

  it('refuse a key in the name of somebody else, and say which name is right', async () => {
    expect(
      await apply('oidc:carl', key('forged', 'user:default/anna')),
    ).toMatch(
      'spec.requestedBy.userId must be user:default/carl, who you are in this cluster',
    );
  });

  it('refuse a decision in the name of somebody else', async () => {
    expect(
      await apply('oidc:olga', decision('forged', 'user:default/otto')),
    ).toMatch('spec.reviewedBy must be user:default/olga');
  });

  it('let others change a key but not whose it is', async () => {
    expect(await apply('anna', key('mine', 'user:default/anna'))).toBe('');
    expect(await apply('olga', key('mine', 'user:default/anna', 'gold'))).toBe(
      '',
    );
    expect(await apply('olga', key('mine', 'user:default/olga2'))).toMatch(
      'must be user:default/olga,',
    );
  });

  it("refuse a change of somebody else's decision that keeps their name", async () => {
    expect(
      await apply('otto', decision('turned', 'user:default/otto', false)),
    ).toBe('');
    expect(
      await apply('olga', decision('turned', 'user:default/otto', true)),
    ).toMatch('must be user:default/olga');
    expect(
      await apply('olga', decision('turned', 'user:default/olga', true)),
    ).toBe('');
  });

  it.each([
    [
      'the portal',
      `system:serviceaccount:${SYSTEM}:developer-portal`,
      [PEOPLE, `system:serviceaccounts:${SYSTEM}`],
    ],
    ['an exempt user', 'system:serviceaccount:argocd:controller', [PEOPLE]],
    ['a member of an exempt group', 'admin', ['system:masters']],
  ])('let %s write in any name', async (what, user, groups) => {
    const name = what.replaceAll(/[^a-z]/g, '');
    expect(await apply(user, key(name, 'user:default/anna'), groups)).toBe('');
    expect(await apply(user, decision(name, 'user:default/otto'), groups)).toBe(
      '',
    );
  });

  it('refuse other service accounts, whose names are no person', async () => {
    const account = 'system:serviceaccount:team:builder';
    expect(await apply(account, key('robot', 'user:default/anna'))).toMatch(
      'must be',
    );
  });
});
