import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RealCluster } from '../cluster/RealCluster';

/** Values of a chart, by their path. */
export type Values = Record<string, unknown>;

/** Helm on a cluster, with no files of the user who runs the tests. */
export class Helm {
  readonly #cluster: RealCluster;
  readonly #program: string;
  readonly #home: string;

  static async on(cluster: RealCluster, program: string): Promise<Helm> {
    const home = await mkdtemp(path.join(tmpdir(), 'helm-'));
    return new Helm(cluster, program, home);
  }

  private constructor(cluster: RealCluster, program: string, home: string) {
    this.#cluster = cluster;
    this.#program = program;
    this.#home = home;
  }

  async close(): Promise<void> {
    await rm(this.#home, { recursive: true, force: true });
  }

  /** `helm upgrade --install`, as the docs and deploy/kind/up.sh run it. */
  upgrade(release: Release, ...options: string[]): Promise<string> {
    const { name, namespace, chart, values = {} } = release;
    return this.run(
      ...['upgrade', '--install', name, chart],
      ...['--namespace', namespace, '--create-namespace'],
      ...Object.entries(values).flatMap(([at, value]) => [
        '--set-json',
        `${at}=${JSON.stringify(value)}`,
      ]),
      ...options,
    );
  }

  uninstall({ name, namespace }: Release): Promise<string> {
    return this.run('uninstall', name, '--namespace', namespace);
  }

  /** Runs Helm; rejects with what it printed. */
  async run(...args: string[]): Promise<string> {
    try {
      return await this.#cluster.run(this.#program, args, {
        HELM_CACHE_HOME: path.join(this.#home, 'cache'),
        HELM_CONFIG_HOME: path.join(this.#home, 'config'),
        HELM_DATA_HOME: path.join(this.#home, 'data'),
      });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`helm ${args[0]}: ${stderr}${stdout}`);
    }
  }
}

/** A release of a chart. */
export interface Release {
  name: string;
  namespace: string;
  /** Folder of the chart. */
  chart: string;
  values?: Values;
}
