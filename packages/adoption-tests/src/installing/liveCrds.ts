import { until } from '../cluster/kuadrant';
import type { RealCluster } from '../cluster/RealCluster';
import { ourDefinitions } from '../kinds/definitions';
import type { Definition } from '../kinds/facts';
import { VALID } from '../kinds/samples';

const NAMES = Object.values(ourDefinitions()).map(
  ({ metadata }) => metadata.name,
);

/** A CRD in the cluster. */
export interface LiveCrd {
  uid: string;
  /** Counts the changes of its spec; the API server itself changes the status, at its own time. */
  generation: number;
  annotations: Record<string, string>;
  labels: Record<string, string>;
  /** Whose schema it has: the description of the kind. */
  description: string;
}

/** Those of the four CRDs that are in the cluster, by name. */
export async function crdsOf(
  cluster: RealCluster,
): Promise<Record<string, LiveCrd>> {
  const found: { items: (Definition & { metadata: LiveCrd })[] } = JSON.parse(
    await cluster.kubectl('get', 'crd', '-o', 'json'),
  );
  return Object.fromEntries(
    found.items
      .filter(({ metadata }) => NAMES.includes(metadata.name))
      .map(({ metadata, spec }) => [
        metadata.name,
        {
          uid: metadata.uid,
          generation: metadata.generation,
          annotations: metadata.annotations ?? {},
          labels: metadata.labels ?? {},
          description:
            spec.versions[0].schema.openAPIV3Schema.description ?? '',
        },
      ]),
  );
}

/** Deletes those of the four CRDs that are in the cluster, and waits until they are gone. */
export async function deleteCrds(cluster: RealCluster): Promise<void> {
  const names = Object.keys(await crdsOf(cluster));
  // After a change of its schema, the API server does not serve a kind for a moment. A CRD that is deleted then stays
  // for minutes, because the server waits longer and longer before it tries again to list the objects.
  for (const name of names) {
    await until(() =>
      cluster.kubectl('get', name, '-A').then(
        () => true,
        () => false,
      ),
    );
  }
  if (names.length > 0) {
    await cluster.kubectl('delete', 'crd', ...names);
  }
}

/** Creates an APIProduct as soon as its kind is served, and gives its UID. */
export async function createProduct(cluster: RealCluster): Promise<string> {
  const { kind, spec } = VALID.apiproducts;
  await cluster.kubectl(
    ...['wait', 'crd', 'apiproducts.devportal.kuadrant.io'],
    '--for=condition=Established',
  );
  await cluster.apply({
    apiVersion: 'devportal.kuadrant.io/v1alpha1',
    kind,
    metadata: { name: 'toystore', namespace: 'default' },
    spec,
  });
  return productUid(cluster);
}

/** The UID of the APIProduct of {@link createProduct}: another one, or none, where it was deleted meanwhile. */
export function productUid(cluster: RealCluster): Promise<string> {
  return cluster.kubectl(
    ...['get', 'apiproduct', 'toystore', '-n', 'default'],
    ...['-o', 'jsonpath={.metadata.uid}'],
  );
}
