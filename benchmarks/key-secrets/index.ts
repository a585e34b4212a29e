// yarn benchmark key-secrets: what removes the Secret of a deleted APIKey, ownership at creation or a finalizer of the
// controller, on a real API server. docs/decisions/0009 has the figures.
import {
  type APIKey,
  apiKeys,
  type KubernetesObject,
  namespaces,
  type OwnerReference,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound, KubernetesClient } from '@kuadrant/kubernetes-cache';
import {
  ControlPlane,
  definitions,
  kubernetesBinaries,
} from '@kuadrant/test-control-plane';
import { KubeConfig } from '@kubernetes/client-node';
import { printTable, quantile, writeResult } from '../report';

const KEYS = Number(process.argv[2] ?? 100);
const FINALIZER = 'devportal.kuadrant.io/secret';
const PATIENCE_MS = 60_000;
const UNINSTALLED_MS = 5_000;

type Ref = { namespace: string; name: string };
type Way = 'ownership' | 'finalizer';

class Life {
  writes = 0;
  readonly #client: KubernetesClient;
  readonly #way: Way;

  constructor(client: KubernetesClient, way: Way) {
    this.#client = client;
    this.#way = way;
  }

  /** As the portal does it: the Secret, the APIKey, and what ties them. */
  async create(ref: Ref): Promise<void> {
    await this.#write(
      this.#client.create<KubernetesObject>(secrets, { metadata: ref }),
    );
    const { metadata } = await this.#write(
      this.#client.create<APIKey>(apiKeys, {
        metadata: ref,
        spec: {
          apiProductRef: { name: 'product' },
          secretRef: { name: ref.name },
          planTier: 'gold',
          requestedBy: { userId: 'user:default/jane', email: 'j@example.com' },
        },
      }),
    );
    if (this.#way === 'ownership') {
      const owner: OwnerReference = {
        apiVersion: 'devportal.kuadrant.io/v1alpha1',
        kind: 'APIKey',
        name: metadata.name,
        uid: metadata.uid ?? '',
      };
      await this.#patch(secrets, ref, { ownerReferences: [owner] });
    } else {
      await this.#patch(apiKeys, ref, { finalizers: [FINALIZER] });
    }
  }

  /** Deletes the key; with a finalizer also what the controller has to do then, unless it is not there. */
  async delete(ref: Ref, isInstalled: boolean): Promise<void> {
    await this.#write(this.#client.delete(apiKeys, ref));
    if (this.#way === 'finalizer' && isInstalled) {
      await this.#write(this.#client.delete(secrets, ref));
      await this.#patch(apiKeys, ref, { finalizers: null });
    }
  }

  async isGone(ref: Ref): Promise<boolean> {
    const found = await Promise.all(
      [apiKeys, secrets].map(resource =>
        this.#client
          .get<KubernetesObject>(resource as typeof secrets, ref)
          .then(() => true)
          .catch(error => {
            if (isNotFound(error)) {
              return false;
            }
            throw error;
          }),
      ),
    );
    return !found.includes(true);
  }

  #patch(
    resource: typeof secrets | typeof apiKeys,
    ref: Ref,
    metadata: object,
  ): Promise<unknown> {
    return this.#write(
      this.#client.patch(
        resource as typeof secrets,
        ref,
        { metadata },
        { type: 'merge' },
      ),
    );
  }

  #write<T>(written: Promise<T>): Promise<T> {
    this.writes += 1;
    return written;
  }
}

async function waitUntil(
  check: () => Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (!(await check())) {
    if (Date.now() > deadline) {
      return false;
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return true;
}

async function measure(client: KubernetesClient, way: Way) {
  const namespace = `by-${way}`;
  await client.create(namespaces, { metadata: { name: namespace } });
  const life = new Life(client, way);
  const seconds: number[] = [];
  // The garbage collector learns of a new kind within 30 s.
  const first = { namespace, name: 'first' };
  await life.create(first);
  await life.delete(first, true);
  await waitUntil(() => life.isGone(first));
  life.writes = 0;
  for (let index = 0; index < KEYS; index++) {
    const ref = { namespace, name: `key-${index}` };
    await life.create(ref);
    const since = performance.now();
    await life.delete(ref, true);
    await waitUntil(() => life.isGone(ref));
    seconds.push((performance.now() - since) / 1_000);
  }
  const writes = life.writes / KEYS;
  const left = { namespace, name: 'left' };
  await life.create(left);
  await life.delete(left, false);
  const isGone = await waitUntil(() => life.isGone(left), UNINSTALLED_MS);
  return {
    way,
    'writes per life': writes,
    's until both are gone, median': quantile(seconds, 0.5).toFixed(3),
    's, 99 %': quantile(seconds, 0.99).toFixed(3),
    'key deleted after uninstalling': isGone ? 'goes' : 'stays',
  };
}

async function run(): Promise<void> {
  const binaries = kubernetesBinaries();
  if (!binaries) {
    throw new Error(
      'This needs a real API server: see scripts/build-kube-apiserver.mjs',
    );
  }
  const plane = await ControlPlane.start({ binaries });
  const config = new KubeConfig();
  config.loadFromString(plane.kubeconfig());
  const client = KubernetesClient.fromKubeConfig(config);
  try {
    for (const definition of definitions() as KubernetesObject[]) {
      await client.create(
        {
          group: 'apiextensions.k8s.io',
          version: 'v1',
          kind: 'CustomResourceDefinition',
          plural: 'customresourcedefinitions',
          namespaced: false,
        },
        definition,
      );
    }
    await waitUntil(() =>
      client.list(apiKeys).then(
        () => true,
        () => false,
      ),
    );
    const table = [
      await measure(client, 'ownership'),
      await measure(client, 'finalizer'),
    ];
    printTable(table);
    writeResult('key-secrets', { keys: KEYS, table });
  } finally {
    await client.close();
    await plane.stop();
  }
}

run().catch(error => {
  console.error(`key-secrets: ${error}`);
  process.exitCode = 1;
});
