import { KubernetesClient } from '@kuadrant/kubernetes-cache';
import type { KubeConfig } from '@kubernetes/client-node';
import { formatBackup, parseBackup } from './backupFormat';
import { BackupError } from './BackupError';
import { backupPath, readBackupFile, writeBackupFile } from './backupFile';
import { collectBackup } from './collectBackup';
import { objectsIn } from './objectsIn';
import { restoreBackup } from './restoreBackup';
import type { RestoreReport } from './RestoreReport';
import { requireRights, rightsToRestore } from './rights';
import { withRestoreLease } from './withRestoreLease';

/** Everything in the file is in the cluster as saved; or: everything was saved. */
export const EXIT_DONE = 0;
/** Finished, but something was left as it is or left out: see the output. */
export const EXIT_INCOMPLETE = 2;

/** Where the commands write: results, and progress with notes. */
export interface CommandOutput {
  result: (line: string) => void;
  progress: (line: string) => void;
}

interface CommonOptions {
  kubeConfig: KubeConfig;
  /** Namespaces of products and of consumers; all where absent. */
  namespaces?: string[];
  /** Whether key values are saved or restored. */
  withSecrets: boolean;
  output: CommandOutput;
  /** The time in milliseconds since the epoch. */
  now?: () => number;
}

/**
 * Saves products, keys, requests, decisions and, unless left out, key values into one file.
 *
 * @param options - `path`: a file, a folder, or `-` for standard output
 * @returns the exit code
 * @throws BackupError, KubernetesError: then no file is written
 */
export async function runBackup(
  options: CommonOptions & { path: string },
): Promise<number> {
  const { namespaces, withSecrets, output, now = Date.now } = options;
  const client = KubernetesClient.fromKubeConfig(options.kubeConfig);
  try {
    const objects = await collectBackup({
      client,
      namespaces,
      withSecrets,
      now: now(),
      onNote: output.progress,
      onProgress: progressOf('Secrets of keys read', output),
    });
    const createdAt = new Date(now()).toISOString();
    const text = formatBackup(objects, {
      createdAt,
      secrets: withSecrets,
      ...(namespaces && { namespaces }),
    });
    // What cannot be restored must not be written.
    parseBackup(text);
    const summary = `${objects.namespaces.length} namespaces, ${objects.products.length} products, ${objects.keys.length} keys, ${objects.decisions.length} decisions, ${
      withSecrets ? `${objects.secrets.length} Secrets` : 'no Secrets'
    }`;
    if (options.path === '-') {
      output.result(text.trimEnd());
      output.progress(`Saved ${summary}`);
    } else {
      const path = await backupPath(options.path, now());
      await writeBackupFile(path, text);
      output.result(`Saved ${summary} in ${path}`);
    }
    return EXIT_DONE;
  } finally {
    await client.close();
  }
}

/**
 * Restores such a file.
 *
 * @param options - `path`: the file, or `-` for standard input
 * @returns the exit code
 * @throws BackupError, KubernetesError: then the restore is to be run again
 */
export async function runRestore(
  options: CommonOptions & {
    path: string;
    dryRun: boolean;
    adopt: boolean;
    /** Restore a file that is not as it was written. */
    allowEdited: boolean;
    /** Where the Lease is that lets one restore run at a time. */
    leaseNamespace: string;
  },
): Promise<number> {
  const { output, now = Date.now, dryRun } = options;
  const backup = parseBackup(await readBackupFile(options.path));
  if (backup.isEdited && !options.allowEdited) {
    throw new BackupError(
      'The file is not as it was written: its checksum differs. Whoever edits a backup can approve keys with it. Check it, then add --allow-edited.',
    );
  }
  const client = KubernetesClient.fromKubeConfig(options.kubeConfig);
  const restore = (signal?: AbortSignal) =>
    restoreBackup(backup, {
      client,
      signal,
      dryRun,
      now: now(),
      namespaces: options.namespaces,
      withSecrets: options.withSecrets,
      adopt: options.adopt,
      onProgress: progressOf('keys restored', output),
    });
  try {
    if (dryRun) {
      return report(await restore(), output, dryRun);
    }
    await requireRights(
      client,
      rightsToRestore(objectsIn(backup.objects, options)),
    );
    return report(
      await withRestoreLease(
        { client, namespace: options.leaseNamespace },
        restore,
      ),
      output,
      dryRun,
    );
  } finally {
    await client.close();
  }
}

function report(
  { created, writes, unchanged, notes }: RestoreReport,
  output: CommandOutput,
  dryRun: boolean,
): number {
  notes.forEach(note => output.result(`! ${note}`));
  const kinds = Object.entries(created).map(([kind, n]) => `${n} ${kind}`);
  output.result(
    `${dryRun ? 'Would create' : 'Created'} ${kinds.join(', ') || 'nothing'} in ${writes} writes; ${unchanged} products and keys are there already`,
  );
  return notes.length > 0 ? EXIT_INCOMPLETE : EXIT_DONE;
}

function progressOf(what: string, output: CommandOutput) {
  return (done: number, total: number) => {
    if (done % 100 === 0 || done === total) {
      output.progress(`${done} of ${total} ${what}`);
    }
  };
}
