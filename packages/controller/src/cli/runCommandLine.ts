import { KubeConfig } from '@kubernetes/client-node';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { startController } from '../manager';
import { CommandLineOptions, createCommand } from './options';
import { createLogger } from './createLogger';

/**
 * Runs the controller as a process of its own until it gets SIGTERM or SIGINT.
 *
 * @param argv - as process.argv
 * @public
 */
export async function runCommandLine(argv: string[]): Promise<void> {
  try {
    await createCommand().action(run).parseAsync(argv);
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
    fetchTimeoutMs: options.fetchTimeout,
    fetchRefreshMs: options.fetchRefresh,
    openApiMaximumBytes: options.openapiMaxSize,
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

function loadKubeConfig({
  kubeconfig,
  context,
}: CommandLineOptions): KubeConfig {
  const config = new KubeConfig();
  if (kubeconfig) {
    // KUBECONFIG may be a list; those that exist are merged, as kubectl does.
    const files = kubeconfig.split(delimiter).filter(existsSync);
    if (files.length === 0) {
      throw new Error(`the kubeconfig ${kubeconfig} does not exist`);
    }
    files.forEach((file, index) => {
      if (index === 0) {
        config.loadFromFile(file);
      } else {
        const next = new KubeConfig();
        next.loadFromFile(file);
        config.mergeConfig(next, true);
      }
    });
  } else {
    config.loadFromDefault();
  }
  if (context) {
    if (!config.getContextObject(context)) {
      throw new Error(`the kubeconfig has no context "${context}"`);
    }
    config.setCurrentContext(context);
  }
  if (!config.getCurrentCluster()) {
    throw new Error(
      'the kubeconfig names no cluster; choose a context with --context',
    );
  }
  return config;
}
