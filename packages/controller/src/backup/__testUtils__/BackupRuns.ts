import { KubeConfig } from '@kubernetes/client-node';
import type { TestWorld } from '../../__testUtils__/TestWorld';
import { runBackup, runRestore } from '../commands';

type Options<T extends (options: never) => unknown> = Partial<Parameters<T>[0]>;

/** Runs backup and restore as the command line does by default, and keeps what the last restore has printed. */
export class BackupRuns {
  readonly lines: string[] = [];
  readonly #output = {
    result: (line: string) => this.lines.push(line),
    progress: (line: string) => this.lines.push(line),
  };

  backup(
    world: TestWorld,
    path: string,
    options: Options<typeof runBackup> = {},
  ) {
    return runBackup({
      kubeConfig: kubeConfigOf(world),
      path,
      withSecrets: true,
      output: this.#output,
      ...options,
    });
  }

  restore(
    world: TestWorld,
    path: string,
    options: Options<typeof runRestore> = {},
  ) {
    this.lines.length = 0;
    return runRestore({
      kubeConfig: kubeConfigOf(world),
      path,
      withSecrets: true,
      dryRun: false,
      adopt: false,
      allowEdited: false,
      leaseNamespace: 'default',
      output: this.#output,
      ...options,
    });
  }
}

function kubeConfigOf(world: TestWorld): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(world.adminKubeconfig);
  return config;
}
