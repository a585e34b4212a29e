import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
  type EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import catalogModuleKuadrant from '@kuadrant/backstage-plugin-catalog-backend-module-kuadrant';
import kuadrantPlugin from '@kuadrant/backstage-plugin-kuadrant-backend';
import type {
  APIKey,
  Condition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { RunningController } from '@kuadrant/developer-portal-controller';
import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { startShippedController } from './__testUtils__/controller';
import { helmProgram, renderChart } from './cluster/helm';
import {
  acceptAuthPolicy,
  acceptRoute,
  foreignKinds,
  kuadrantObject,
  namespace,
  routeLikeExample,
  until,
} from './cluster/kuadrant';
import { RealCluster } from './cluster/RealCluster';
import { grantsOf, uses } from './cluster/rules';

const root = path.resolve(__dirname, '../../..');
const deploy = path.join(root, 'deploy');
const SYSTEM = 'kuadrant-developer-portal';
const CONTROLLER = `system:serviceaccount:${SYSTEM}:developer-portal-controller`;
const PORTAL = `system:serviceaccount:${SYSTEM}:developer-portal`;

// No request of the account shows their use: the admission plugin OwnerReferencesPermissionEnforcement checks the first,
// and the second removes a decision whose request goes in the same instant.
const NOT_SEEN = [
  'update devportal.kuadrant.io/apikeyrequests/finalizers',
  'delete devportal.kuadrant.io/apikeyapprovals',
  // This cluster does not serve the kind, so it is listed in vain and never watched.
  'watch gateway.networking.k8s.io/listenersets',
];

const binaries = kubernetesBinaries(['etcd', 'kube-apiserver', 'kubectl']);
const helm = helmProgram();
const PREREQUISITES = 'prerequisites';
const overlays = readdirSync(path.join(deploy, 'kustomize/overlays')).filter(
  name => name !== PREREQUISITES,
);

describeWith('kube-apiserver', binaries)('the manifests, on a cluster', () => {
  let cluster: RealCluster;
  let controller: RunningController;
  const written: EntityProviderMutation[] = [];
  let portal: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    cluster = await RealCluster.start(binaries!);
    await cluster.apply(...prometheusCrds());
    await cluster.apply(...foreignKinds(root));
    for (const [verb, overlay] of [
      ['create', PREREQUISITES],
      ['apply', 'production'],
    ]) {
      await cluster.kubectl(
        ...[verb, '-k', path.join(deploy, 'kustomize/overlays', overlay)],
      );
      await cluster.kubectl(
        ...['wait', 'crd', '--all', '--for=condition=Established'],
      );
    }
    await cluster.apply(kuadrantObject());
    await cluster.kubectl(
      ...['apply', '-f', path.join(deploy, 'examples/gateway.yaml')],
    );
    await cluster.kubectl(
      ...['apply', '-f', path.join(deploy, 'examples/toystore.yaml')],
    );
    await acceptRoute(cluster);
    await acceptAuthPolicy(cluster);
    await cluster.apply(...policyOfTheCluster());

    controller = await startShippedController(cluster, SYSTEM);
    portal = await startTestBackend({
      extensionPoints: [
        [
          catalogProcessingExtensionPoint,
          {
            addEntityProvider: (provider: EntityProvider) =>
              provider.connect({
                applyMutation: async mutation => {
                  written.push(mutation);
                },
                refresh: async () => undefined,
              }),
          } as never,
        ],
      ],
      features: [
        kuadrantPlugin,
        catalogModuleKuadrant,
        mockServices.rootConfig.factory({
          data: {
            kuadrant: {
              cluster: {
                url: cluster.url,
                caData: cluster.caData,
                token: await cluster.token(SYSTEM, 'developer-portal'),
              },
              catalog: { leaseNamespace: SYSTEM },
            },
          },
        }),
        catalogServiceMock.factory({ entities: [user('jane')] }),
      ],
    });
    await until(async () => {
      const { body } = await call('GET', '/apiproducts/toystore/toystore');
      return ['Ready', 'AuthPolicyDiscovered'].every(type =>
        body.status?.conditions?.some(
          (condition: Condition) =>
            condition.type === type && condition.status === 'True',
        ),
      );
    });
  }, 600_000);

  afterAll(async () => {
    await portal?.stop();
    await controller?.stop();
    await cluster?.stop();
  }, 600_000);

  async function call(method: string, at: string, body?: object) {
    const { port } = portal.server.address() as { port: number };
    const answer = await fetch(`http://127.0.0.1:${port}/api/kuadrant${at}`, {
      method,
      headers: {
        authorization: mockCredentials.user.header('user:default/jane'),
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  }

  async function keyUntil(at: string, state: string): Promise<APIKey> {
    let last: unknown;
    await until(async () => {
      last = (await call('GET', at)).body;
      return (last as { state?: string }).state === state;
    }).catch(error => {
      throw new Error(`${error.message}; the key: ${JSON.stringify(last)}`);
    });
    return last as APIKey;
  }

  it('carry the whole story under the roles that they grant', async () => {
    const asked = await call('POST', '/apikeys', {
      apiProduct: { namespace: 'toystore', name: 'toystore' },
      planTier: 'silver',
      useCase: 'Nightly import',
    });
    expect(asked).toMatchObject({ status: 201 });
    const key = asked.body.metadata;
    const at = `/apikeys/${key.namespace}/${key.name}`;

    const request = await waitingRequest();
    expect(
      await call('POST', `/requests/toystore/${request.name}/approve`, {
        revision: request.revision,
        message: 'Welcome',
      }),
    ).toMatchObject({ status: 200 });
    await keyUntil(at, 'Approved');
    expect(await enforced()).toHaveLength(1);

    const revealed = await call('POST', `${at}/reveal`);
    expect(revealed.body.apiKey).toMatch(/^[A-Za-z0-9_-]{32,}$/);
    expect(await call('POST', `${at}/reveal`)).toMatchObject({ status: 410 });

    expect(
      await call('POST', `${at}/rotate`, { overlap: '24h' }),
    ).toMatchObject({ status: 200 });
    await until(async () => (await enforced()).length === 2);
    expect(await call('DELETE', `${at}/rotation`)).toMatchObject({
      status: 200,
    });
    await until(async () => (await enforced()).length === 1);

    await call('PATCH', at, { planTier: 'gold' });
    const { revision } = await waitingRequest();
    expect(
      await call('POST', `/requests/toystore/${request.name}/reject`, {
        revision,
      }),
    ).toMatchObject({ status: 200 });
    await keyUntil(at, 'Approved');

    expect(await call('DELETE', at)).toMatchObject({ status: 204 });
    await until(async () => (await enforced()).length === 0);
  }, 600_000);

  it('let large documents be kept beside the product, and read', async () => {
    const text = JSON.stringify({
      openapi: '3.1.0',
      info: {
        title: 'Large',
        version: '1',
        description: '<&>'.repeat(200_000),
      },
      paths: {},
    });
    const server = createServer((_, response) => response.end(text));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const setUrl = (openAPISpecURL: string | null) =>
      cluster.kubectl(
        ...['patch', 'apiproduct', 'toystore', '-n', 'toystore'],
        ...['--type', 'merge', '-p'],
        JSON.stringify({ spec: { documentation: { openAPISpecURL } } }),
      );
    const kept = () =>
      cluster.kubectl(
        ...['get', 'configmaps', '-n', 'toystore', '-o', 'name'],
        ...['-l', 'devportal.kuadrant.io/api-document'],
      );
    await setUrl(`http://127.0.0.1:${port}/openapi.json`);
    await until(async () => {
      const { body } = await call(
        'GET',
        '/apiproducts/toystore/toystore/definition',
      );
      return body.complete && body.definition === text;
    });
    expect(await kept()).not.toBe('');
    await setUrl(null);
    await until(async () => (await kept()) === '');
    server.close();
  }, 600_000);

  it('let the portal write the catalog', async () => {
    await until(async () => written.length > 0);
    expect(JSON.stringify(written)).toContain('Toystore API');
  }, 600_000);

  it('let the portal look after products', async () => {
    const ref = { namespace: 'toystore', name: 'toystore-internal' };
    await cluster.apply(...routeLikeExample(root, ref.name));
    await acceptRoute(cluster, ref.name);
    await acceptAuthPolicy(cluster, ref.name);
    const created = await call('POST', '/apiproducts', {
      ...ref,
      owner: 'group:default/toystore-team',
      spec: {
        displayName: 'Toystore API for our own',
        approvalMode: 'manual',
        publishStatus: 'Published',
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: ref.name,
        },
      },
    });
    expect(created).toMatchObject({ status: 201 });
    const at = `/apiproducts/${ref.namespace}/${ref.name}`;
    expect(
      await call('PATCH', at, { approvalMode: 'automatic' }),
    ).toMatchObject({ status: 200 });
    await until(async () => {
      const { body } = await call('GET', at);
      return body.status?.discoveredPlans?.length === 2;
    });
    const { body: key } = await call('POST', '/apikeys', {
      apiProduct: ref,
      planTier: 'gold',
      useCase: 'Our own shop',
    });
    await keyUntil(
      `/apikeys/${key.metadata.namespace}/${key.metadata.name}`,
      'Approved',
    );
    expect(await call('DELETE', at)).toMatchObject({ status: 409 });
    expect(await call('DELETE', `${at}?cascade=true`)).toMatchObject({
      status: 204,
    });
    await until(async () => (await enforced()).length === 0);
  }, 600_000);

  it('let the portal clear up after a key that the cluster refuses', async () => {
    const secrets = () =>
      cluster.kubectl(
        ...['get', 'secrets', '-A', '-o', 'name'],
        ...['-l', 'devportal.kuadrant.io/apikey'],
      );
    const before = await secrets();
    const refused = await call('POST', '/apikeys', {
      apiProduct: { namespace: 'toystore', name: 'toystore' },
      planTier: 'silver',
      useCase: 'against the policy',
    });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await secrets()).toBe(before);
  });

  it.each(overlays)(
    'of the overlay %s are taken',
    async overlay => {
      const answer = await cluster.kubectl(
        ...['apply', '-k', path.join(deploy, 'kustomize/overlays', overlay)],
        '--dry-run=server',
      );
      expect(answer).toContain('deployment.apps/developer-portal-controller');
      expect(answer.includes('deployment.apps/developer-portal ')).toBe(
        overlay === 'portal',
      );
    },
    600_000,
  );

  describeWith('helm', helm)('of the chart', () => {
    it('are taken by the API server as well', async () => {
      await cluster.apply(namespace('apis'));
      const rendered = await renderChart({
        helm: helm!,
        chart: path.join(deploy, 'helm/kuadrant-developer-portal'),
        namespace: 'apis',
        values: {
          'portal.enabled': true,
          'portalAccess.createTokenSecret': true,
          'monitoring.serviceMonitor': true,
          'monitoring.alerts': true,
          'admissionPolicies.identity.enabled': true,
        },
      });
      const answer = await cluster.tryApply(rendered);
      expect(answer).toContain(
        'deployment.apps/developer-portal serverside-applied',
      );
    }, 600_000);
  });

  it('report a key for a product that is not there', async () => {
    const key = {
      apiVersion: 'devportal.kuadrant.io/v1alpha1',
      kind: 'APIKey',
      metadata: { name: 'lost', namespace: 'toystore' },
      spec: {
        apiProductRef: { name: 'no-such-product' },
        secretRef: { name: 'no-such-secret' },
        planTier: 'gold',
        requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
      },
    };
    await cluster.apply(key);
    expect(
      await cluster.kubectl(
        ...['wait', 'apikey/lost', '-n', 'toystore'],
        ...['--for=condition=Failed', '--timeout=20s'],
      ),
    ).toContain('condition met');
    await cluster.kubectl('delete', 'apikey', 'lost', '-n', 'toystore');
  }, 600_000);

  it('serve people who work with kubectl', async () => {
    const examples = path.join(deploy, 'examples');
    for (const round of ['first', 'again']) {
      await cluster.kubectl('apply', '-f', path.join(examples, 'apikey.yaml'));
      await waitingRequest();
      await cluster.kubectl(
        ...['apply', '-f', path.join(examples, 'approval.yaml')],
      );
      await cluster.kubectl(
        ...['wait', 'apikey/nightly-import', '-n', 'team-import'],
        ...['--for=condition=Approved', '--timeout=20s'],
      );
      expect([round, await enforced()]).toEqual([round, [expect.any(String)]]);
      // Without its Secret a key fails, and what enforced it goes.
      await cluster.kubectl(
        ...['delete', 'secret', 'nightly-import', '-n', 'team-import'],
      );
      await until(async () => (await enforced()).length === 0);
      // The request went with the failure, and the decision on it with the request.
      await cluster.kubectl(
        ...['delete', 'apikeyapprovals', '-n', 'toystore', '--all'],
      );
    }
    await cluster.kubectl(
      ...['delete', 'apikey', 'nightly-import', '-n', 'team-import'],
    );
  }, 600_000);

  it('keep both accounts from what is not theirs', async () => {
    const elsewhere = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'other', namespace: 'toystore' },
      data: { password: 'c2VjcmV0' },
    };
    await cluster.apply(elsewhere);
    const refused = async (account: string, ...args: string[]) =>
      cluster.kubectl(...args, `--as=${account}`).then(
        () => `${args.join(' ')}: allowed`,
        (error: { stderr: string }) => error.stderr,
      );
    const secret = ['other', '-n', 'toystore'];
    const patch = ['patch', 'secret', ...secret, '--type=merge', '-p'];
    expect(await refused(PORTAL, 'delete', 'secret', ...secret)).toContain(
      'consumer-namespace=true',
    );
    expect(
      await refused(PORTAL, 'create', 'namespace', 'kuadrant-mine'),
    ).toContain("consumers' namespaces");
    expect(await refused(PORTAL, 'get', 'secrets', '-A')).toContain(
      'cannot list',
    );
    expect(
      await refused(CONTROLLER, ...patch, '{"data":{"password":"eA=="}}'),
    ).toContain('may not change what a Secret');
    expect(await refused(CONTROLLER, 'delete', 'secret', ...secret)).toContain(
      'only Secrets of keys',
    );
    expect(
      await refused(
        CONTROLLER,
        ...['create', 'secret', 'generic', 'x', '-n', 'toystore'],
      ),
    ).toContain('cannot create');
    expect(
      await refused(
        CONTROLLER,
        ...['create', 'secret', 'generic', 'x', '-n', 'kuadrant-system'],
      ),
    ).toContain('only enforcement Secrets');
  }, 600_000);

  it('grant what is used and nothing else', async () => {
    // Handing over writes the Leases.
    await controller.stop();
    await portal.stop();
    const seen = await cluster.seenRequests();
    expect(seen.filter(({ status }) => status === 403)).toEqual([]);
    for (const [account, folder] of [
      [CONTROLLER, 'controller'],
      [PORTAL, 'portal-access'],
    ]) {
      const rendered = await cluster.kubectl(
        ...['kustomize', path.join(deploy, 'kustomize/base', folder)],
      );
      const granted = grantsOf(
        parseAllDocuments(rendered)
          .map(document => document.toJS())
          .filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role'),
      );
      const own = seen.filter(seenRequest => seenRequest.user === account);
      expect(own.length).toBeGreaterThan(0);
      expect(
        granted.filter(
          grant =>
            !own.some(request => uses(request, grant)) &&
            !NOT_SEEN.includes(grant),
        ),
      ).toEqual([]);
    }
  });

  async function waitingRequest(): Promise<{ name: string; revision: string }> {
    let found: { metadata: { name: string }; revision: string } | undefined;
    await until(async () => {
      const { body } = await call('GET', '/requests?awaitingReview=true');
      found = body.items?.[0];
      return found !== undefined;
    });
    return { name: found!.metadata.name, revision: found!.revision };
  }

  async function enforced(): Promise<string[]> {
    const names = await cluster.kubectl(
      ...['get', 'secrets', '-n', 'kuadrant-system', '-o', 'name'],
      ...['-l', 'devportal.kuadrant.io/enforcement=true'],
    );
    return names.split('\n').filter(Boolean);
  }
});

function user(name: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { profile: { email: `${name}@example.com` }, memberOf: [] },
  };
}

/** An admission policy of the cluster's own, which refuses some keys. */
function policyOfTheCluster(): object[] {
  const metadata = { name: 'no-such-use' };
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return [
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata,
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['devportal.kuadrant.io'],
              apiVersions: ['*'],
              operations: ['CREATE'],
              resources: ['apikeys'],
            },
          ],
        },
        validations: [
          {
            expression:
              "!has(object.spec.useCase) || object.spec.useCase != 'against the policy'",
          },
        ],
      },
    },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: { policyName: metadata.name, validationActions: ['Deny'] },
    },
  ];
}

/** The kinds of the Prometheus Operator, of any content. */
function prometheusCrds(): object[] {
  return ['ServiceMonitor', 'PrometheusRule'].map(kind => {
    const singular = kind.toLowerCase();
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${singular}s.monitoring.coreos.com` },
      spec: {
        group: 'monitoring.coreos.com',
        scope: 'Namespaced',
        names: { kind, singular, plural: `${singular}s` },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        ],
      },
    };
  });
}
