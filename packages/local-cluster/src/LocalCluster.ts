import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { tokenAuthenticator } from './access/authenticate';
import { cloneJson, JsonValue } from './api/types';
import { DiscoveryHandler } from './discovery/DiscoveryHandler';
import { GarbageCollector } from './garbage/GarbageCollector';
import { NamespaceCleaner } from './garbage/NamespaceCleaner';
import { kubeconfig } from './kubeconfig';
import { applyManifests, ensureNamespaces } from './manifests';
import { ObjectApplier } from './operations/ObjectApplier';
import { ObjectDeleter } from './operations/ObjectDeleter';
import { ObjectWriter } from './operations/ObjectWriter';
import { builtinTypes } from './resources/builtinTypes';
import { DefinitionController } from './resources/custom/DefinitionController';
import { ResourceRegistry } from './resources/ResourceRegistry';
import { ApiServer } from './server/ApiServer';
import { createServerIdentity, ServerIdentity } from './server/certificates';
import { CollectionReader } from './server/CollectionReader';
import { DeleteHandler } from './server/DeleteHandler';
import { ScaleHandler } from './server/ScaleHandler';
import { WriteHandler } from './server/WriteHandler';
import { ResourceHandler } from './server/ResourceHandler';
import { ObjectStore } from './storage/ObjectStore';
import { Persistence } from './storage/Persistence';
import { WatchHub } from './watch/WatchHub';

/**
 * The part of a logger that a cluster uses.
 * @public
 */
export interface LocalClusterLogger {
  info(message: string): void;
  error(message: string, error?: Error): void;
}

/**
 * Options of {@link LocalCluster.start}.
 * @public
 */
export interface LocalClusterOptions {
  /** The port to listen on; 0, the default, takes any that is free. */
  port?: number;
  /** The address to listen on; 127.0.0.1 if not given. */
  host?: string;
  /** The SQLite file that keeps the state; without one, the state is in memory and gone at the end. */
  dataFile?: string;
  /** Objects that are made at the start where they do not exist, in this order. */
  manifests?: object[];
  /** How many changes per resource can be replayed to watchers that resume. Default 10000. */
  historyLimit?: number;
  /** Time between two bookmarks of a watch, in milliseconds. Default 60000. */
  bookmarkIntervalMs?: number;
  logger?: LocalClusterLogger;
}

/** So many characters of JSON are kept to be replayed per resource, however few changes that are. */
const historySize = 32 * 1024 * 1024;

interface Keys {
  identity: ServerIdentity;
  token: string;
}

/** The keys of a data file outlive the process, so that a kubeconfig stays valid. */
async function loadKeys(
  persistence: Persistence | undefined,
  host: string,
): Promise<Keys> {
  const saved = persistence?.value(`keys ${host}`);
  if (saved) {
    return JSON.parse(saved) as Keys;
  }
  const keys: Keys = {
    identity: await createServerIdentity(host),
    token: randomBytes(32).toString('base64url'),
  };
  persistence?.setValue(`keys ${host}`, JSON.stringify(keys));
  return keys;
}

/**
 * A Kubernetes API in this process.
 *
 * @example
 * ```ts
 * const cluster = await LocalCluster.start({ manifests: [crd] });
 * await writeFile('kubeconfig', cluster.kubeconfig());
 * await cluster.stop();
 * ```
 * @public
 */
export class LocalCluster {
  /** Where the API is served, as in `https://127.0.0.1:6443`. */
  readonly url: string;
  readonly #keys: Keys;
  readonly #close: () => Promise<void>;
  #stopped: Promise<void> | undefined;

  private constructor(url: string, keys: Keys, close: () => Promise<void>) {
    this.url = url;
    this.#keys = keys;
    this.#close = close;
  }

  /**
   * Starts a cluster; it serves when the promise resolves.
   *
   * @throws if the port is taken, a manifest is invalid or the data file cannot be used
   */
  static async start(options: LocalClusterOptions = {}): Promise<LocalCluster> {
    const host = options.host ?? '127.0.0.1';
    const persistence = openDataFile(options.dataFile);
    const closers: Array<() => void> = [];
    try {
      const keys = await loadKeys(persistence, host);
      const server = build(options, keys, persistence, closers);
      const port = await server.listen(options.port ?? 0, host);
      const shown = host.includes(':') ? `[${host}]` : host;
      const reachable = host === '0.0.0.0' ? '127.0.0.1' : shown;
      return new LocalCluster(
        `https://${reachable}:${port}`,
        keys,
        async () => {
          await server.close();
          closers.forEach(close => close());
          persistence?.close();
        },
      );
    } catch (error) {
      closers.forEach(close => close());
      persistence?.close();
      throw error;
    }
  }

  /** A kubeconfig, as YAML, with the certificate authority and an administrator's token. */
  kubeconfig(): string {
    return kubeconfig({
      url: this.url,
      authority: this.#keys.identity.authority,
      token: this.#keys.token,
    });
  }

  /** Ends all connections and closes the data file. */
  async stop(): Promise<void> {
    this.#stopped ??= this.#close();
    await this.#stopped;
  }
}

function openDataFile(file: string | undefined): Persistence | undefined {
  if (!file) {
    return undefined;
  }
  mkdirSync(dirname(resolve(file)), { recursive: true });
  return new Persistence(file);
}

function build(
  options: LocalClusterOptions,
  keys: Keys,
  persistence: Persistence | undefined,
  closers: Array<() => void>,
): ApiServer {
  const now = () => new Date();
  const onError = (error: unknown) =>
    options.logger?.error(
      'local cluster: a request or background task failed',
      error instanceof Error ? error : new Error(String(error)),
    );
  const store = new ObjectStore({
    persistence,
    history: {
      count: options.historyLimit ?? 10_000,
      size: historySize,
    },
  });
  const registry = new ResourceRegistry();
  builtinTypes.forEach(type => registry.add(type));
  const writer = new ObjectWriter({ store, now });
  const deleter = new ObjectDeleter({ store, now });
  const shared = { store, registry, deleter, onError };
  const definitions = new DefinitionController({ ...shared, now });
  const hub = new WatchHub(store);
  registry.subscribe(({ collection }) => {
    if (!registry.byCollection(collection)) {
      hub.end(collection);
    }
  });
  const collector = new GarbageCollector(shared);
  const cleaner = new NamespaceCleaner(shared);
  closers.push(
    () => definitions.stop(),
    () => collector.stop(),
    () => cleaner.stop(),
    () => hub.stop(),
  );
  const onDefinitionWritten = (name: string) => definitions.reconcile(name);
  ensureNamespaces(store, registry, writer);
  applyManifests(
    (options.manifests ?? []).map(item => cloneJson(item) as JsonValue),
    {
      store,
      registry,
      writer,
      onDefinitionWritten,
    },
  );
  const authenticate = tokenAuthenticator(keys.token);
  return new ApiServer({
    identity: keys.identity,
    authenticate,
    onError,
    discovery: new DiscoveryHandler({ registry }),
    resources: new ResourceHandler({
      store,
      registry,
      reader: new CollectionReader({
        store,
        hub,
        bookmarkIntervalMs: options.bookmarkIntervalMs ?? 60_000,
      }),
      writes: new WriteHandler({
        store,
        writer,
        applier: new ObjectApplier({ writer, now }),
        authenticate,
        onDefinitionWritten,
      }),
      scales: new ScaleHandler({ store, writer }),
      deletions: new DeleteHandler({ store, deleter }),
    }),
  });
}
