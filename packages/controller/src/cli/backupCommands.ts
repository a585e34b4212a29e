import { Command, Option } from 'commander';
import {
  type CommandOutput,
  EXIT_DONE,
  EXIT_INCOMPLETE,
  runBackup,
  runRestore,
} from '../backup';
import { loadKubeConfig } from './loadKubeConfig';
import { list, namespace } from './values';

interface BackupOptions {
  kubeconfig?: string;
  context?: string;
  namespace?: string[];
  secrets: boolean;
}

interface RestoreOptions extends BackupOptions {
  dryRun: boolean;
  adopt: boolean;
  allowEdited: boolean;
  leaseNamespace?: string;
}

const output: CommandOutput = {
  result: line => process.stdout.write(`${line}\n`),
  progress: line => process.stderr.write(`${line}\n`),
};

const EXIT_CODES = `
Exit codes:
  ${EXIT_DONE}  done
  1  failed; the message says why
  ${EXIT_INCOMPLETE}  restored, but something was left as it is or left out: see the lines that begin with "!"`;

/** The commands that save and restore what the developer portal keeps in a cluster. */
export function backupCommands(): Command[] {
  return [backupCommand(), restoreCommand()];
}

function backupCommand(): Command {
  return connecting(
    new Command('backup').description(
      'Save products, keys, requests, decisions and key values into one file. Only reads.',
    ),
  )
    .requiredOption(
      '-o, --output <file|folder>',
      'where to write; in a folder the file is named after the time; - for standard output',
    )
    .option('--no-secrets', 'leave out the key values')
    .addHelpText(
      'after',
      `
The file holds key values unless --no-secrets is given. It is written with mode 0600 and appears when it is whole.

Examples:
  developer-portal-controller backup --output backup.ndjson
  developer-portal-controller backup --output /backups --no-secrets
  developer-portal-controller backup -o - | gpg --encrypt -r ops@example.com > backup.gpg`,
    )
    .action(async (options: BackupOptions & { output: string }, command) => {
      process.exitCode = await runBackup({
        ...connectionOf(options, command),
        path: options.output,
        output,
      });
    });
}

function restoreCommand(): Command {
  return connecting(
    new Command('restore')
      .description(
        'Restore a backup file into this or another cluster. Existing objects are not changed. Run it again after an interruption.',
      )
      .argument('<file>', 'the backup; - for standard input'),
  )
    .option(
      '--dry-run',
      'write nothing and report what would be created',
      false,
    )
    .option('--no-secrets', 'leave out the key values that are in the file')
    .option(
      '--adopt',
      'bind decisions to keys that another tool, such as Velero, has restored while no controller was running',
      false,
    )
    .option(
      '--allow-edited',
      'restore a file whose checksum says that it was edited',
      false,
    )
    .addOption(
      new Option(
        '--lease-namespace <name>',
        'namespace of the Lease that lets one restore run at a time (default: that of the context)',
      ).argParser(namespace),
    )
    .addHelpText(
      'after',
      `
Decisions are bound to the new objects. A rejected or revoked key is never open in between, and no approved key waits
for a person. Controllers and portals may run meanwhile.
${EXIT_CODES}

Examples:
  developer-portal-controller restore backup.ndjson --dry-run
  developer-portal-controller restore backup.ndjson --context other-cluster`,
    )
    .action(async (path: string, options: RestoreOptions, command) => {
      const connection = connectionOf(options, command);
      const { kubeConfig } = connection;
      const context = kubeConfig.getContextObject(
        kubeConfig.getCurrentContext(),
      );
      process.exitCode = await runRestore({
        ...connection,
        path,
        dryRun: options.dryRun,
        adopt: options.adopt,
        allowEdited: options.allowEdited,
        leaseNamespace:
          options.leaseNamespace ?? (context?.namespace || 'default'),
        output,
      });
    });
}

function connecting(command: Command): Command {
  return command
    .option('--kubeconfig <file>', 'kubeconfig to connect with')
    .option('--context <name>', 'context of the kubeconfig')
    .addOption(
      new Option(
        '-n, --namespace <names>',
        'only what is in these namespaces, separated by commas; a key needs its own and that of its product (default: all)',
      ).argParser(text => list(text).map(namespace)),
    );
}

// Both may stand before the name of the command too.
function connectionOf(
  options: BackupOptions,
  { parent }: Command,
): Pick<
  Parameters<typeof runBackup>[0],
  'kubeConfig' | 'namespaces' | 'withSecrets'
> {
  const { kubeconfig, context }: BackupOptions = parent?.opts() ?? options;
  return {
    kubeConfig: loadKubeConfig({
      kubeconfig: options.kubeconfig ?? kubeconfig,
      context: options.context ?? context,
    }),
    namespaces: options.namespace,
    withSecrets: options.secrets,
  };
}
