import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { until } from '../cluster/kuadrant';
import type { RealCluster } from '../cluster/RealCluster';
import { ourDefinitions } from '../kinds/definitions';
import type { Definition } from '../kinds/facts';
import { VALID } from '../kinds/samples';
import type { Helm, Release, Values } from './Helm';
import { kuadrantChart, kuadrantDefinitions } from './kuadrantChart';

const chart = path.resolve(
  __dirname,
  '../../../../deploy/helm/kuadrant-developer-portal',
);
const NAMES = Object.values(ourDefinitions()).map(
  ({ metadata }) => metadata.name,
);

/** A CRD in the cluster. */
export interface LiveCrd {
  uid: string;
  resourceVersion: string;
  /** Whose schema it has: the description of the kind. */
  description: string;
  annotations: Record<string, string>;
}

/** The releases and CRDs of one test, in namespaces of its own. */
export class Scenario {
  static #count = 0;
  readonly #cluster: RealCluster;
  readonly #ours: Helm;
  readonly #theirs: Helm;
  readonly #folders: string[] = [];
  readonly #id: number;

  /** @param helm - the Helm that installs our chart, and the one that installs Kuadrant's */
  constructor(cluster: RealCluster, helm: { ours: Helm; theirs: Helm }) {
    this.#cluster = cluster;
    this.#ours = helm.ours;
    this.#theirs = helm.theirs;
    this.#id = Scenario.#count += 1;
  }

  get kuadrantNamespace(): string {
    return `kuadrant-${this.#id}`;
  }

  #release(values: Values = {}): Release {
    return {
      name: 'developer-portal',
      namespace: `portal-${this.#id}`,
      chart,
      values: { kuadrantNamespace: this.kuadrantNamespace, ...values },
    };
  }

  /** Installs or upgrades our chart. */
  ours(values?: Values, ...options: string[]): Promise<string> {
    return this.#ours.upgrade(this.#release(values), ...options);
  }

  rollBackOurs(revision: number): Promise<string> {
    const { name, namespace } = this.#release();
    return this.#ours.run('rollback', name, `${revision}`, '-n', namespace);
  }

  uninstallOurs(): Promise<string> {
    return this.#ours.uninstall(this.#release());
  }

  /** Installs or upgrades Kuadrant by its chart; the description tells the CRDs of its versions apart. */
  async kuadrant(description: string, plurals?: string[]): Promise<void> {
    const folder = await kuadrantChart(
      kuadrantDefinitions(description, plurals),
    );
    this.#folders.push(folder);
    await this.#theirs.upgrade(this.#kuadrantRelease(folder));
  }

  uninstallKuadrant(): Promise<string> {
    return this.#theirs.uninstall(this.#kuadrantRelease(''));
  }

  #kuadrantRelease(folder: string): Release {
    return {
      name: 'kuadrant-operator',
      namespace: this.kuadrantNamespace,
      chart: folder,
    };
  }

  /** Puts Kuadrant's CRDs in the place of those that are there, as the Operator Lifecycle Manager does. */
  async replaceCrds(description: string): Promise<void> {
    const live = await this.crds();
    const definitions = kuadrantDefinitions(description).map(definition => ({
      ...definition,
      metadata: {
        ...definition.metadata,
        resourceVersion: live[definition.metadata.name].resourceVersion,
      },
    }));
    await this.#kubectlWith('replace', definitions);
  }

  /** The four CRDs, by name. */
  async crds(): Promise<Record<string, LiveCrd>> {
    const found: Definition & { items: never } = JSON.parse(
      await this.#cluster.kubectl('get', 'crd', '-o', 'json'),
    );
    return Object.fromEntries(
      (found.items as (Definition & { metadata: LiveCrd })[])
        .filter(({ metadata }) => NAMES.includes(metadata.name))
        .map(({ metadata, spec }) => [
          metadata.name,
          {
            uid: metadata.uid,
            resourceVersion: metadata.resourceVersion,
            description:
              spec.versions[0].schema.openAPIV3Schema.description ?? '',
            annotations: metadata.annotations ?? {},
          },
        ]),
    );
  }

  /** The descriptions of the CRDs that are there. */
  async descriptions(): Promise<string[]> {
    return Object.values(await this.crds()).map(crd => crd.description);
  }

  /** Makes an APIProduct and gives its UID. */
  async createProduct(): Promise<string> {
    const { kind, spec } = VALID.apiproducts;
    const product = {
      apiVersion: 'devportal.kuadrant.io/v1alpha1',
      kind,
      metadata: { name: 'toystore', namespace: 'default' },
      spec,
    };
    await this.#cluster.kubectl(
      ...['wait', 'crd', NAMES.find(name => name.startsWith('apiproducts'))!],
      '--for=condition=Established',
    );
    await this.#kubectlWith('create', [product]);
    return this.productUid();
  }

  productUid(): Promise<string> {
    return this.#cluster.kubectl(
      ...['get', 'apiproduct', 'toystore', '-n', 'default'],
      ...['-o', 'jsonpath={.metadata.uid}'],
    );
  }

  kubectl(...args: string[]): Promise<string> {
    return this.#cluster.kubectl(...args);
  }

  async #kubectlWith(verb: string, objects: object[]): Promise<void> {
    const folder = await kuadrantChart([]);
    this.#folders.push(folder);
    const file = path.join(folder, 'objects.yaml');
    await writeFile(
      file,
      objects.map(object => stringify(object)).join('---\n'),
    );
    await this.#cluster.kubectl(verb, '-f', file);
  }

  /** Removes the releases and the CRDs, whatever the test left of them. */
  async end(): Promise<void> {
    await this.uninstallOurs().catch(() => undefined);
    await this.uninstallKuadrant().catch(() => undefined);
    await this.#cluster.kubectl(
      ...['delete', 'crd', ...NAMES, '--ignore-not-found'],
    );
    await until(async () => Object.keys(await this.crds()).length === 0);
    for (const folder of this.#folders) {
      await rm(folder, { recursive: true });
    }
  }
}
