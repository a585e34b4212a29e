import type {
  KubernetesObject,
  ObjectRef,
  ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { ControlPlane } from '@kuadrant/test-control-plane';
import { KubeConfig } from '@kubernetes/client-node';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../until';

/** A real kube-apiserver with the kinds that the tests need. */
export class Cluster {
  readonly client: KubernetesClient;
  /** A file with the kubeconfig of an administrator. */
  readonly kubeconfigFile: string;
  readonly kubeConfig: KubeConfig;
  readonly #plane: ControlPlane;
  readonly #folder: string;

  private constructor(plane: ControlPlane, folder: string) {
    this.#plane = plane;
    this.#folder = folder;
    this.kubeconfigFile = path.join(folder, 'kubeconfig');
    this.kubeConfig = new KubeConfig();
    this.kubeConfig.loadFromString(plane.kubeconfig());
    this.client = KubernetesClient.fromKubeConfig(this.kubeConfig);
  }

  /** @param definitions - of the kinds, which are served when the promise resolves */
  static async start(
    binaries: string,
    definitions: readonly object[],
  ): Promise<Cluster> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gateway-tests-'));
    const plane = await ControlPlane.start({ binaries });
    const cluster = new Cluster(plane, folder);
    try {
      await writeFile(cluster.kubeconfigFile, plane.kubeconfig());
      await cluster.create(...(definitions as KubernetesObject[]));
      for (const definition of definitions as CustomKind[]) {
        await until(() => cluster.#serves(definition));
      }
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** Creates objects, with the status that they have. */
  async create(...objects: readonly KubernetesObject[]): Promise<void> {
    for (const object of objects) {
      const resource = resourceOf(object);
      await this.client.create(resource, object);
      const { status } = object as { status?: object };
      if (status && resource.group !== 'apiextensions.k8s.io') {
        await this.setStatus(object, status);
      }
    }
  }

  /** Writes the status of an object, as its controller does. */
  async setStatus(object: KubernetesObject, status: object): Promise<void> {
    await this.client.patch(
      resourceOf(object),
      object.metadata as ObjectRef,
      { status },
      { type: 'merge', subresource: 'status' },
    );
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.#plane.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #serves({ spec }: CustomKind): Promise<boolean> {
    const { group, names, versions } = spec;
    for (const { name } of versions.filter(({ served }) => served)) {
      await this.client.list({
        group,
        version: name,
        ...names,
        namespaced: true,
      });
    }
    return true;
  }
}

interface CustomKind {
  spec: {
    group: string;
    names: { kind: string; plural: string };
    versions: { name: string; served: boolean }[];
  };
}

function resourceOf({
  apiVersion = 'v1',
  kind = '',
  metadata,
}: KubernetesObject): ResourceDefinition {
  const [version, group = ''] = apiVersion.split('/').reverse();
  const singular = kind.toLowerCase();
  return {
    group,
    version,
    kind,
    plural: `${singular.replace(/([^aeiou])y$/, '$1ie')}s`,
    namespaced: metadata.namespace !== undefined,
  };
}
