import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startController } from '@kuadrant/developer-portal-controller';
import { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { KubeConfig } from '@kubernetes/client-node';
import { openCluster } from './openCluster';
import { startDemoApis } from './demo-apis';
import { startGateway } from './gateway';
import { personas, startIssuer } from './issuer';
import { openLog } from './log';
import { startPortal, type Portal } from './portal';
import { installDefinitions, readDefinitions, seed } from './seed';
import { portalEnvironment, type Settings } from './settings';
import { startStandIn } from './stand-in';
import { prepareStateFolder } from './stateFolder';
import { watchWorld } from './world';

const oidcClient = { id: 'backstage', secret: 'backstage-on-this-machine' };

/** The demo APIs' descriptions come from this machine, which no product may name in a real installation. */
const loopback = ['127.0.0.0/8', '::1/128'];

/** Options of {@link startPlayground}. */
export interface StartPlaygroundOptions {
  settings: Settings;
  /** Runs and shows one step. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Told the process groups that have been started, as soon as they are. */
  onGroups?: (groups: number[]) => void;
  /** Shows what the parts say. */
  echo?: (line: string) => void;
}

/** Everything that runs, or is about to. */
export interface Playground {
  /** Resolves when everything serves; rejects when a part cannot be started, and leaves the rest to stop. */
  started: Promise<Pick<Portal, 'failure'>>;
  /** Stops whatever has been started, also while the start is under way. */
  stop(): Promise<void>;
}

/** Starts everything, in the order in which the parts need each other. */
export function startPlayground(options: StartPlaygroundOptions): Playground {
  const stops: (() => Promise<unknown>)[] = [];
  let stopped: Promise<void> | undefined;
  const started = startParts(options, end => {
    if (stopped) {
      // It came up after the others went down.
      stopped = stopped.then(() => end()).then(() => undefined);
      throw new Error('The playground was stopped while it started');
    }
    stops.push(end);
  });
  return {
    started,
    stop() {
      stopped ??= stops
        .reverse()
        .reduce<Promise<unknown>>(
          (before, end) => before.then(() => end()),
          Promise.resolve(),
        )
        .then(() => undefined);
      return stopped;
    },
  };
}

async function startParts(
  { settings, step, onGroups, echo }: StartPlaygroundOptions,
  onStop: (end: () => Promise<unknown>) => void,
): Promise<Pick<Portal, 'failure'>> {
  const { ports, state, kubeconfig, logs } = settings;
  await prepareStateFolder(settings);
  const log = openLog(join(logs, 'playground.log'), echo);
  onStop(() => log.close());

  const portalUrl = `http://localhost:${ports.portal}`;
  const backendUrl = `http://localhost:${ports.backend}`;
  await step('Sign-in issuer', async () => {
    const issuer = await startIssuer({
      port: ports.issuer,
      dataFile: join(state, 'issuer.sqlite'),
      personas,
      client: {
        ...oidcClient,
        redirectUris: [`${backendUrl}/api/auth/oidc/handler/frame`],
      },
    });
    onStop(() => issuer.stop());
  });

  const definitions = await readDefinitions(settings.definitions);
  const kubeConfig = await step('Kubernetes API', async () => {
    const cluster = await openCluster(settings, {
      definitions,
      logger: log.logger('kubernetes'),
    });
    onStop(() => cluster.stop());
    await writeFile(kubeconfig, cluster.kubeconfig);
    const loaded = new KubeConfig();
    loaded.loadFromString(cluster.kubeconfig);
    return loaded;
  });
  const client = KubernetesClient.fromKubeConfig(kubeConfig);
  onStop(() => client.close());
  await installDefinitions(client, definitions);

  // The slowest parts begin now and are waited for at the end.
  const portal = startPortal({
    portalUrl,
    backendUrl,
    env: { ...process.env, ...portalEnvironment(settings, oidcClient) },
    logDirectory: logs,
    onLine: echo && ((name, line) => echo(`${name} ${line}`)),
  });
  onStop(() => portal.stop());
  onGroups?.(portal.groups);
  const orFailure = <T>(work: Promise<T>) =>
    Promise.race([work, portal.failure]);

  await step('Demo APIs and gateway', async () => {
    await seed(client, { gatewayPort: ports.gateway });
    const apis = await startDemoApis(ports.gateway);
    onStop(() => apis.stop());
    const world = await watchWorld(client, log.logger('world'));
    onStop(() => world.stop());
    const standIn = startStandIn({ world, logger: log.logger('stand-in') });
    onStop(() => standIn.stop());
    const gateway = await startGateway({
      client,
      world,
      port: ports.gateway,
      dataFile: join(state, 'gateway.sqlite'),
      findBackend: service => apis.findBackend(service),
      logger: log.logger('gateway'),
    });
    onStop(() => gateway.stop());
  });

  await step('Controller', async () => {
    const controller = await startController({
      kubeConfig,
      logger: log.logger('controller'),
      allowFetchFrom: loopback,
    });
    onStop(() => controller.stop());
    await orFailure(controller.ready);
  });

  await Promise.all([
    step('Portal backend', () => orFailure(portal.backendReady)),
    step('Portal frontend', () => orFailure(portal.frontendReady)),
  ]);
  return { failure: portal.failure };
}
