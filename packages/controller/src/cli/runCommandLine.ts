import { proxiesIn } from '../fetch';
import { startController } from '../manager';
import { backupCommands } from './backupCommands';
import { createLogger } from './createLogger';
import { loadKubeConfig } from './loadKubeConfig';
import { type CommandLineOptions, createCommand } from './options';

/**
 * Runs the controller as a process of its own until it gets SIGTERM or SIGINT; or one of the commands `backup` and
 * `restore`.
 *
 * @param argv - as process.argv
 * @public
 */
export async function runCommandLine(argv: string[]): Promise<void> {
  try {
    const command = createCommand().action(run);
    backupCommands().forEach(each => command.addCommand(each));
    await command.parseAsync(argv);
  } catch (error) {
    process.stderr.write(
      `developer-portal-controller: ${error instanceof Error ? error.message : error}\n`,
    );
    process.exitCode = 1;
  }
}

async function run(options: CommandLineOptions): Promise<void> {
  const logger = createLogger({
    level: options.logLevel,
    format: options.logFormat,
  });
  const kubeConfig = loadKubeConfig(options);
  const context = kubeConfig.getContextObject(kubeConfig.getCurrentContext());
  const controller = await startController({
    kubeConfig,
    logger,
    namespaces: options.namespaces,
    leaderElection: options.leaderElection && {
      namespace: options.leaseNamespace ?? context?.namespace,
    },
    statusHost: options.statusHost,
    statusPort: options.statusPort,
    allowFetchFrom: options.allowFetchFrom,
    proxies: proxiesIn(process.env),
    fetchTimeoutMs: options.fetchTimeout,
    fetchRefreshMs: options.fetchRefresh,
    openApiMaximumBytes: options.openapiMaxSize,
    openApiInlineBytes: options.openapiInlineSize,
    expiryWarningMs: options.expiryWarning,
    allowSelfReview: options.selfReview === 'allow',
    besideOtherController: options.besideOtherController,
    concurrency: options.concurrency,
    recordEvents: options.events,
  });
  logger.info('Started', { statusPort: controller.statusPort ?? 0 });
  const signal = await new Promise<string>(resolve => {
    ['SIGTERM', 'SIGINT'].forEach(name =>
      process.once(name, () => resolve(name)),
    );
  });
  logger.info('Stopping', { signal });
  await controller.stop();
}
