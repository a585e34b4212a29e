import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { RealCluster } from '../cluster/RealCluster';
import { deploy } from '../paths';
import type { Helm, Release, Values } from './Helm';
import { kuadrantChart, kuadrantDefinitions } from './kuadrantChart';
import {
  createProduct,
  crdsOf,
  deleteCrds,
  type LiveCrd,
  productUid,
} from './liveCrds';

const chart = path.join(deploy, 'helm/kuadrant-developer-portal');

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
  async kuadrant(
    description: string,
    plurals?: string[],
    ...options: string[]
  ): Promise<void> {
    const folder = await kuadrantChart(
      kuadrantDefinitions(description, plurals),
    );
    this.#folders.push(folder);
    await this.#theirs.upgrade(this.#kuadrantRelease(folder), ...options);
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
    const folder = await kuadrantChart([]);
    this.#folders.push(folder);
    const file = path.join(folder, 'crds.yaml');
    await writeFile(
      file,
      kuadrantDefinitions(description)
        .map(definition => stringify(definition))
        .join('---\n'),
    );
    await this.#cluster.kubectl('replace', '-f', file);
  }

  crds(): Promise<Record<string, LiveCrd>> {
    return crdsOf(this.#cluster);
  }

  /** The descriptions of the CRDs that are there. */
  async descriptions(): Promise<string[]> {
    return Object.values(await this.crds()).map(crd => crd.description);
  }

  createProduct(): Promise<string> {
    return createProduct(this.#cluster);
  }

  productUid(): Promise<string> {
    return productUid(this.#cluster);
  }

  kubectl(...args: string[]): Promise<string> {
    return this.#cluster.kubectl(...args);
  }

  /** Removes the releases and the CRDs, whatever the test left of them. */
  async end(): Promise<void> {
    await this.uninstallOurs().catch(() => undefined);
    await this.uninstallKuadrant().catch(() => undefined);
    await deleteCrds(this.#cluster);
    for (const folder of this.#folders) {
      await rm(folder, { recursive: true });
    }
  }
}
