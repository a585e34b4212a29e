import { Command, InvalidArgumentError } from 'commander';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { LocalCluster, LocalClusterLogger } from './LocalCluster';

interface Arguments {
  port: number;
  host: string;
  dataFile?: string;
  kubeconfig?: string;
  manifest: string[];
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError('a port is a number from 0 to 65535');
  }
  return port;
}

function readManifests(files: string[]): object[] {
  return files.flatMap(file =>
    parseAllDocuments(readFileSync(file, 'utf8')).flatMap(document => {
      if (document.errors.length > 0) {
        throw new Error(`${file}: ${document.errors[0].message}`);
      }
      const manifest = document.toJS() as object | null;
      return manifest ? [manifest] : [];
    }),
  );
}

const logger: LocalClusterLogger = {
  info: message => process.stderr.write(`${message}\n`),
  error: (message, error) =>
    process.stderr.write(`${message}: ${error?.stack ?? ''}\n`),
};

/** A kubeconfig holds a token: only its owner may read it. */
function writeKubeconfig(file: string, content: string): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, content, { mode: 0o600 });
}

async function serve(options: Arguments): Promise<void> {
  const cluster = await LocalCluster.start({
    port: options.port,
    host: options.host,
    dataFile: options.dataFile,
    manifests: readManifests(options.manifest),
    logger,
  });
  if (options.kubeconfig) {
    writeKubeconfig(options.kubeconfig, cluster.kubeconfig());
    logger.info(`${cluster.url} serves; KUBECONFIG=${options.kubeconfig}`);
  } else {
    logger.info(`${cluster.url} serves; its kubeconfig follows`);
    process.stdout.write(cluster.kubeconfig());
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void cluster.stop().then(() => process.exit(0));
    });
  }
}

/**
 * The command `local-cluster`.
 *
 * @param argv - as in `process.argv`
 * @public
 */
export async function runCommandLine(argv: string[]): Promise<void> {
  const command = new Command('local-cluster')
    .description('A Kubernetes API in one process, for development and tests')
    .option(
      '--port <port>',
      'the port to listen on; 0 takes any',
      parsePort,
      6443,
    )
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--data-file <file>', 'the SQLite file that keeps the state')
    .option('--kubeconfig <file>', 'where to write the kubeconfig')
    .option(
      '--manifest <file...>',
      'YAML of objects to make if they do not exist',
      [],
    )
    .action(serve);
  try {
    await command.parseAsync(argv);
  } catch (error) {
    logger.info(`local-cluster: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
