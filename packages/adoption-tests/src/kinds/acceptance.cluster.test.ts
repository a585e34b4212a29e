import {
  KubernetesClient,
  KubernetesError,
  type KubernetesObject,
  type ResourceDefinition,
} from '@kuadrant/kubernetes-cache';
import { LocalCluster } from '@kuadrant/local-cluster';
import {
  ControlPlane,
  describeWith,
  kubernetesBinaries,
} from '@kuadrant/test-control-plane';
import { KubeConfig } from '@kubernetes/client-node';
import { until } from '../cluster/kuadrant';
import { ourDefinitions, upstreamDefinitions } from './definitions';
import type { Definition } from './facts';
import { ACCEPTED, REFUSED, type Sample, VALID } from './samples';

const OURS = 'devportal.kuadrant.io';
/** Kuadrant's CRDs are served under a group of their own, beside ours. */
const THEIRS = 'upstream.example';
const binaries = kubernetesBinaries();
const theirs = upstreamDefinitions();

interface Server {
  kubeconfig(): string;
  stop(): Promise<void>;
}

const SERVERS: [name: string, start: (() => Promise<Server>) | undefined][] = [
  ['the embedded API', () => LocalCluster.start({})],
  [
    'a kube-apiserver',
    binaries ? () => ControlPlane.start({ binaries }) : undefined,
  ],
];
const GROUPS: [name: string, group: string, isThere: boolean][] = [
  ['our CRDs', OURS, true],
  ['their CRDs', THEIRS, theirs !== undefined],
];

const CRDS: ResourceDefinition = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};

function resourceOf(
  group: string,
  plural: string,
): ResourceDefinition<KubernetesObject & { spec?: unknown; status?: unknown }> {
  const { kind } = VALID[plural];
  return { group, version: 'v1alpha1', kind, plural, namespaced: true };
}

/** A JSON merge patch. */
function merged(target: unknown, change: unknown): unknown {
  if (change === null || typeof change !== 'object' || Array.isArray(change)) {
    return change;
  }
  const result = { ...(target as object) } as Record<string, unknown>;
  for (const [name, value] of Object.entries(change)) {
    if (value === null) {
      delete result[name];
    } else {
      result[name] = merged(result[name], value);
    }
  }
  return result;
}

function inGroup(definition: Definition, group: string): Definition {
  const { plural } = definition.spec.names;
  return {
    ...definition,
    metadata: { name: `${plural}.${group}` },
    spec: { ...definition.spec, group },
  };
}

for (const [serverName, start] of SERVERS) {
  describeWith('kube-apiserver', start && serverName)(
    `on ${serverName}`,
    () => {
      let server: Server;
      let client: KubernetesClient;
      let count = 0;

      beforeAll(async () => {
        server = await start!();
        const kubeConfig = new KubeConfig();
        kubeConfig.loadFromString(server.kubeconfig());
        client = KubernetesClient.fromKubeConfig(kubeConfig);
        for (const definition of [
          ...Object.values(ourDefinitions()),
          ...Object.values(theirs ?? {}).map(each => inGroup(each, THEIRS)),
        ]) {
          await client.create(CRDS, definition);
        }
        // A definition is served some time after it was created.
        for (const [, group] of GROUPS.filter(([, , isThere]) => isThere)) {
          for (const plural of Object.keys(VALID)) {
            await until(() => isServed(group, plural));
          }
        }
      }, 600_000);

      afterAll(() => server?.stop(), 30_000);

      async function isServed(group: string, plural: string): Promise<boolean> {
        return client.list(resourceOf(group, plural)).then(
          () => true,
          () => false,
        );
      }

      /** Sends an object, and its status after it: the spec that was stored, or status and message of the refusal. */
      async function send(
        group: string,
        { plural, change }: Omit<Sample, 'title'>,
      ): Promise<{ spec?: unknown; refused?: [number, string] }> {
        const resource = resourceOf(group, plural);
        const { status, ...rest } = merged(
          { spec: VALID[plural].spec },
          change,
        ) as { status?: object };
        try {
          const created = await client.create(resource, {
            apiVersion: `${group}/v1alpha1`,
            kind: resource.kind,
            metadata: { name: `sample-${(count += 1)}`, namespace: 'default' },
            ...rest,
          });
          return status
            ? await client.replace(
                resource,
                { ...created, status },
                { subresource: 'status' },
              )
            : created;
        } catch (error) {
          if (error instanceof KubernetesError) {
            return { refused: [error.status, error.message] };
          }
          throw error;
        }
      }

      for (const [groupName, group, isThere] of GROUPS) {
        describeWith('UPSTREAM_CRDS folder', isThere ? groupName : undefined)(
          groupName,
          () => {
            it.each(
              ACCEPTED.map(each => [each.plural, each.title, each] as const),
            )('accept %s with %s', async (_plural, _title, each) => {
              expect((await send(group, each)).refused).toBeUndefined();
            });

            it.each(
              REFUSED.map(each => [each.plural, each.title, each] as const),
            )('refuse %s with %s', async (_plural, _title, each) => {
              expect((await send(group, each)).refused).toEqual([
                422,
                expect.stringContaining('is invalid'),
              ]);
            });

            it('fill in what is absent, and drop what they do not know', async () => {
              const product = await send(group, {
                plural: 'apiproducts',
                change: {
                  spec: { approvalMode: null, publishStatus: null, other: 1 },
                },
              });
              expect(product.spec).toEqual(VALID.apiproducts.spec);
              const key = await send(group, {
                plural: 'apikeys',
                change: { spec: { secretRef: { name: null } } },
              });
              expect(key.spec).toMatchObject({ secretRef: { name: '' } });
            });
          },
        );
      }
    },
  );
}
