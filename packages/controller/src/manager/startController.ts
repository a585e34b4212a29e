import { DocumentReader } from '@kuadrant/api-documents';
import type { KubeConfig } from '@kubernetes/client-node';
import {
  KubernetesClient,
  LeaderElector,
  type LeaderElectorOptions,
  type ReflectorTimes,
} from '@kuadrant/kubernetes-cache';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  type Caches,
  clusterLookup,
  createCaches,
  Finder,
  isDoneWithout,
  logMissingRights,
  missingRights,
  untilUsable,
} from '../caches';
import { DefaultEventRecorder } from '../events';
import { DocumentFetcher, DocumentStore } from '../fetch';
import { SecretReader } from '../enforcement';
import { KeyReconciler } from '../key';
import { discoverIn } from '../product/discover';
import { type Clock, type Logger, systemClock } from '../runtime';
import { SecretKeeper } from '../secrets';
import { Metrics } from './Metrics';
import { OtherController } from './OtherController';
import { SchemaWatch } from './SchemaWatch';
import { settle } from './settle';
import { startStatusServer, type StatusServer } from './StatusServer';
import { Work } from './Work';

/** Name of the controller in Events, metrics, its Lease and its requests. */
const COMPONENT = 'developer-portal-controller';

/**
 * Options of {@link startController}.
 *
 * @public
 */
export interface ControllerOptions {
  kubeConfig: KubeConfig;
  logger: Logger;
  /** Namespaces to work in, that of the Kuadrant object among them. None, the default, means all. */
  namespaces?: string[];
  /** Let a Lease decide which of several replicas acts. Default false. */
  leaderElection?:
    | boolean
    | ({
        /** Namespace of the Lease; that of the pod or `default` if not given. */
        namespace?: string;
        /** Name of the Lease. Default developer-portal-controller. */
        name?: string;
      } & Pick<
        LeaderElectorOptions,
        'leaseDurationMs' | 'renewDeadlineMs' | 'retryMs'
      >);
  /** Port for /healthz, /readyz and /metrics; 0 takes any that is free. No server if not given. */
  statusPort?: number;
  /** Address for that port. Default 127.0.0.1. */
  statusHost?: string;
  /** Networks in CIDR notation that documents may be fetched from although they are not public. */
  allowFetchFrom?: string[];
  /**
   * Proxies that documents and OIDC metadata are fetched through, as the variables HTTP_PROXY, HTTPS_PROXY and NO_PROXY
   * name them. Default: none.
   */
  proxies?: { httpProxy?: string; httpsProxy?: string; noProxy?: string };
  /** Time that a fetch may take, in milliseconds. Default 10000. */
  fetchTimeoutMs?: number;
  /** How often documents are fetched again, in milliseconds. Default 300000. */
  fetchRefreshMs?: number;
  /** Largest API document, in bytes. Default 10485760. */
  openApiMaximumBytes?: number;
  /**
   * Most that a document may take in the status of its product as etcd stores it, in bytes; larger ones are kept in
   * ConfigMaps. Default 1048576.
   */
  openApiInlineBytes?: number;
  /** How long before a key ends to warn, in milliseconds. Default 604800000, a week. */
  expiryWarningMs?: number;
  /** Let products with automatic approval approve requests of their own owners. Default true. */
  allowSelfReview?: boolean;
  /**
   * What to do while Kuadrant's operator runs its own developer-portal-controller, as
   * `spec.components.developerPortal.enabled` of the Kuadrant object says. Default `wait`.
   */
  besideOtherController?: 'wait' | 'act';
  /** Keys worked on at the same time. Default 16. */
  concurrency?: number;
  /** Write Kubernetes Events. Default true. */
  recordEvents?: boolean;
  clock?: Clock;
  /** Times of the watches, in milliseconds. */
  watchTimes?: Partial<ReflectorTimes>;
}

/**
 * A controller that runs in this process.
 *
 * @public
 */
export interface RunningController {
  /** Resolves when all that the controller reads is known; rejects when it is stopped before. */
  ready: Promise<void>;
  /** The port of the status server. */
  statusPort?: number;
  /** Whether this replica acts. */
  readonly isLeading: boolean;
  /**
   * Resolves when everything that the cluster held at the time of the call was read and worked on, and what came of it
   * too. What is due at a later time does not count.
   *
   * @throws Error that names what is left after `timeoutMs`, 60000 if not given
   */
  settled(options?: { timeoutMs?: number }): Promise<void>;
  /** Finishes what is under way, hands over and closes all connections. */
  stop(): Promise<void>;
}

/**
 * Starts the developer-portal-controller.
 *
 * @throws Error when an option cannot be used or the status port is taken. That the cluster cannot be reached is no
 * error: the controller waits for it.
 * @public
 */
export async function startController(
  options: ControllerOptions,
): Promise<RunningController> {
  const { logger, clock = systemClock } = options;
  const fetcher = new DocumentFetcher({
    allowedNetworks: options.allowFetchFrom,
    timeoutMs: options.fetchTimeoutMs,
    proxies: options.proxies,
  });
  const documentReader = new DocumentReader();
  const metrics = new Metrics();
  const client = KubernetesClient.fromKubeConfig(options.kubeConfig, {
    userAgent: COMPONENT,
    onRequest: metrics.onRequest,
    logger,
  });
  const caches = createCaches({
    client,
    logger,
    namespaces: options.namespaces,
    times: options.watchTimes,
  });
  const finder = new Finder(client, options.namespaces);
  const discover = discoverIn(caches, clusterLookup(caches, finder));
  let work: Work | undefined;
  const events = new DefaultEventRecorder({
    client,
    clock,
    logger,
    component: COMPONENT,
    isBusy: () => work?.isBusy ?? false,
  });
  const recorder = options.recordEvents === false ? { record() {} } : events;
  const reader = new SecretReader(client, caches.secrets);
  const secretKeeper = new SecretKeeper(caches, reader);
  const keyReconciler = new KeyReconciler({
    reader,
    secretKeeper,
    allowSelfReview: options.allowSelfReview ?? true,
    finder,
    caches,
    discover,
    products: {
      othersOf: product => work?.othersOf(product) ?? { rules: [] },
    },
    clock,
    events: recorder,
    expiryWarningMs: options.expiryWarningMs ?? 7 * 24 * 3_600_000,
  });
  const createWork = () =>
    new Work({
      finder,
      caches,
      discover,
      clock,
      logger,
      metrics,
      events: recorder,
      fetcher,
      documentReader,
      documentStore: new DocumentStore(
        client,
        options.openApiInlineBytes ?? 1024 * 1024,
      ),
      keyReconciler,
      secretKeeper,
      openApiMaximumBytes: options.openApiMaximumBytes ?? 10 * 1024 * 1024,
      refreshMs: options.fetchRefreshMs ?? 300_000,
      concurrency: options.concurrency ?? 16,
    });

  let ended: Promise<void> = Promise.resolve();
  let isInOffice = false;
  const begin = () => {
    // What an earlier term has under way ends first.
    const term = createWork();
    work = term;
    ended.then(() => {
      if (work === term) {
        term.start();
      }
    });
  };
  const end = () => {
    const term = work;
    work = undefined;
    ended = ended.then(() => term?.stop());
    return ended;
  };
  const otherController = new OtherController(caches.kuadrants, {
    beside: options.besideOtherController ?? 'wait',
    logger,
    events: recorder,
    onChange: review,
  });
  function review(): void {
    const acts =
      isInOffice &&
      !otherController.isWaitedFor &&
      // Nothing is concluded from objects that the cluster does not serve for a while.
      ownKinds(caches).every(({ status }) => status.served !== false);
    if (acts && !work) {
      begin();
    } else if (!acts && work) {
      end();
    }
  }
  ownKinds(caches).forEach(cache => cache.onStatusChange(review));
  const enter = () => {
    isInOffice = true;
    review();
  };
  const leave = () => {
    isInOffice = false;
    return end();
  };

  const schemas = new SchemaWatch({
    client,
    logger,
    times: options.watchTimes,
    onChange: () => {
      keyReconciler.schemasChanged();
      if (work) {
        // Everything is looked at again.
        end();
        begin();
      }
    },
  });

  metrics.watch({
    caches,
    schemas,
    loops: () => work?.loops ?? [],
    isLeading: () => work !== undefined,
    isBesideOther: () => otherController.isEnabled,
  });
  let server: StatusServer | undefined;
  if (options.statusPort !== undefined) {
    server = await startStatusServer({
      port: options.statusPort,
      host: options.statusHost ?? '127.0.0.1',
      registry: metrics.registry,
      notReady: () => notReady(caches),
      notes: () => [
        ...(otherController.note ? [otherController.note] : []),
        ...missingRights(caches),
        ...schemas.problems,
      ],
    });
  }

  const elector = options.leaderElection
    ? new LeaderElector({
        ...leaseOptions(options.leaderElection),
        client,
        logger,
        identity: `${hostname()}_${randomUUID()}`,
        onStartedLeading: enter,
        onStoppedLeading: () => {
          leave();
        },
      })
    : undefined;
  Object.values(caches).forEach(cache => cache.start());
  schemas.start();
  let stopped = false;
  const ready = Promise.all(
    Object.entries(caches).map(([name, cache]) => untilUsable(name, cache)),
  ).then(() => {
    if (!stopped) {
      logger.info('Caches synced');
      logMissingRights(caches, logger);
      otherController.start();
      if (elector) {
        elector.start();
      } else {
        enter();
      }
    }
  });
  // Whoever does not wait for it need not know that a stop came first.
  ready.catch(() => {});

  return {
    ready,
    statusPort: server?.port,
    get isLeading() {
      return work !== undefined;
    },
    async settled({ timeoutMs = 60_000 } = {}) {
      await ready;
      await settle(caches, () => work, AbortSignal.timeout(timeoutMs));
    },
    async stop() {
      stopped = true;
      await (elector ? elector.stop(leave) : leave());
      await events.stop();
      await schemas.stop();
      await Promise.all(Object.values(caches).map(cache => cache.stop()));
      await Promise.all([
        server?.stop(),
        fetcher.close(),
        documentReader.close(),
        client.close(),
      ]);
    },
  };
}

/** The caches of the four kinds, without which nothing can be done. */
function ownKinds({
  apiProducts,
  apiKeys,
  apiKeyRequests,
  apiKeyApprovals,
}: Caches): Pick<Caches['apiKeys'], 'status' | 'onStatusChange'>[] {
  return [apiProducts, apiKeys, apiKeyRequests, apiKeyApprovals];
}

function notReady(caches: Caches): string | undefined {
  const unsynced = Object.entries(caches)
    .filter(([name, cache]) => !cache.hasSynced && !isDoneWithout(name, cache))
    .map(([, { resource }]) => resource.plural);
  return unsynced.length > 0 ? `waiting for ${unsynced.join(', ')}` : undefined;
}

function leaseOptions(
  leaderElection: NonNullable<ControllerOptions['leaderElection']>,
) {
  const { namespace, name, ...times } =
    typeof leaderElection === 'object' ? leaderElection : {};
  return {
    retryMs: 2_000,
    ...times,
    lease: {
      namespace: namespace ?? process.env.POD_NAMESPACE ?? 'default',
      name: name ?? COMPONENT,
    },
  };
}
