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

  /** The ConfigMap of the component with other values. */
  const configWith = (data: Record<string, string>) => {
    const config = parse(
      readFileSync(path.join(component, 'config.yaml'), 'utf8'),
    );
    Object.assign(config.data, {
      exemptUsers: 'system:serviceaccount:argocd:controller\n',
      ...data,
    });
    return config;
  };

  /** Waits until a user is a person, and may not write for others: a moment after that is written. */
  const inForce = async (user: string) => {
    let probes = 0;
    await until(async () => {
      // What was written before it stays.
      const name = `${user.replaceAll(/[^a-z]/g, '')}-${probes++}`;
      const refused = [
        await apply(user, key(name, 'user:default/other')),
        await apply(user, decision(name, 'user:default/other')),
      ];
      return refused.every(message =>
        message.includes('must be user:default/probe'),
      );
    });
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
    await cluster.apply(configWith({}));
    await cluster.kubectl('apply', '-f', path.join(component, 'policies.yaml'));
    await inForce('probe');
  });

  afterAll(() => cluster?.stop());

  it('let people write in their own name', async () => {
    expect(await apply('anna', key('own', 'user:default/anna'))).toBe('');
    expect(await apply('anna', decision('own', 'user:default/anna'))).toBe('');
    expect(await apply('Anna', key('large', 'user:default/anna'))).toBe('');
  });

  it('refuse a key in the name of somebody else, and say which name is right', async () => {
    expect(await apply('carl', key('forged', 'user:default/anna'))).toMatch(
      'spec.requestedBy.userId must be user:default/carl, who you are in this cluster',
    );
  });

  it('refuse a decision in the name of somebody else', async () => {
    expect(
      await apply('olga', decision('forged', 'user:default/otto')),
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
      'must be user:default/system:serviceaccount:team:builder',
    );
  });

  describe('on namespaces for keys', () => {
    const consumers = (name: string, labels: Record<string, string>) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels },
    });
    const LABEL = { 'devportal.kuadrant.io/consumer-namespace': 'true' };

    it('let people make and label other namespaces', async () => {
      expect(await apply('anna', consumers('others', { of: 'anna' }))).toBe('');
      expect(await apply('anna', consumers('others', { of: 'carl' }))).toBe('');
    });

    it('keep people from making one, and from taking the label of one away', async () => {
      const refusal =
        /Only the developer portal makes namespaces with the label/;
      expect(await apply('anna', consumers('forged', LABEL))).toMatch(refusal);
      expect(await apply('anna', consumers('others', LABEL))).toMatch(refusal);
      await cluster.apply(consumers('made', LABEL));
      expect(await apply('anna', consumers('made', {}))).toMatch(refusal);
      expect(
        await apply('anna', consumers('made', { ...LABEL, of: 'anna' })),
      ).toBe('');
    });

    it('let the portal make them', async () => {
      expect(
        await apply(
          `system:serviceaccount:${SYSTEM}:developer-portal`,
          consumers('portal', LABEL),
          [PEOPLE, `system:serviceaccounts:${SYSTEM}`],
        ),
      ).toBe('');
    });
  });

  describe('with a prefix and a suffix of names', () => {
    beforeAll(async () => {
      await cluster.apply(
        configWith({ usernamePrefix: 'oidc:', usernameSuffix: '@example.com' }),
      );
      await inForce('oidc:probe@example.com');
    });

    it('let people write in their own name', async () => {
      expect(
        await apply('oidc:Anna@example.com', key('oidc', 'user:default/anna')),
      ).toBe('');
      expect(
        await apply('oidc:carl@example.com', key('c', 'user:default/anna')),
      ).toMatch('must be user:default/carl');
    });

    it.each([
      ['without the prefix', 'anna@example.com'],
      ['of another domain', 'oidc:anna@example.org'],
      ['of another domain that ends alike', 'oidc:anna@other.example.com'],
      ['with nothing between them', 'oidc:@example.com'],
    ])('refuse names %s', async (_, user) => {
      const refusal = await apply(user, key('forged', 'user:default/anna'));
      expect(refusal).toMatch(/Only people write this|must be user:default/);
      expect(
        await apply(user, decision('forged', 'user:default/anna')),
      ).toMatch(/Only people write this|must be user:default/);
    });
  });
});
