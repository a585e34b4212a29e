import type { DocumentReader } from '@kuadrant/api-documents';
import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { EventEmitter, once } from 'node:events';
import { ApprovalReconciler } from '../approval/ApprovalReconciler';
import type { Caches, Finder } from '../caches';
import type { EventRecorder } from '../events';
import {
  DocumentFetcher,
  DocumentLoop,
  type DocumentStore,
  type FetchedOpenApi,
  type IssuerMetadata,
  issuersUrl,
  openApiUrlOf,
  readIssuers,
  readOpenApi,
} from '../fetch';
import type { KeyReconciler } from '../key';
import { refOf } from '../objects';
import { authSchemeOf, type Discover } from '../product/discover';
import { ProductIndex } from '../product/ProductIndex';
import { ProductReconciler } from '../product/ProductReconciler';
import { documentInStatus } from '../product/productStatus';
import type { OtherSchemes } from '../product/RecentSchemes';
import {
  type Clock,
  type Logger,
  ReconcileLoop,
  type Reconciler,
  WorkQueue,
} from '../runtime';
import { SecretReconciler, type SecretKeeper } from '../secrets';
import type { Metrics } from './Metrics';
import { ConcernedKeys } from './ConcernedKeys';
import { enqueueAll, type Queues, wireEvents } from './wireEvents';

/** What {@link Work} needs. */
export interface WorkOptions {
  finder: Finder;
  caches: Caches;
  discover: Discover;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  events: EventRecorder;
  fetcher: DocumentFetcher;
  documentReader: DocumentReader;
  documentStore: DocumentStore;
  keyReconciler: KeyReconciler;
  secretKeeper: SecretKeeper;
  /** Largest OpenAPI document, in bytes. */
  openApiMaximumBytes: number;
  /** How often documents are fetched again, in milliseconds. */
  refreshMs: number;
  concurrency: number;
}

/** The reconcilers with their queues, for as long as this replica leads. */
export class Work {
  readonly loops: ReconcileLoop[];
  readonly #options: WorkOptions;
  readonly #queues: Queues;
  readonly #products: ProductIndex;
  readonly #concernedKeys: ConcernedKeys;
  readonly #progress = new EventEmitter().setMaxListeners(0);
  #rounds = 0;
  #unsubscribe = () => {};

  constructor(options: WorkOptions) {
    this.#options = options;
    const openApi = this.#openApiLoop();
    const issuers = this.#issuerLoop();
    const keys = this.#loop('apikey', options.keyReconciler);
    const secrets = this.#loop(
      'secret',
      new SecretReconciler({ ...options, keeper: options.secretKeeper }),
    );
    const approvals = this.#loop(
      'apikeyapproval',
      new ApprovalReconciler(options),
    );
    this.#concernedKeys = new ConcernedKeys({
      ...options,
      products: () => this.#queues.products,
      keys: () => this.#queues.keys,
    });
    this.#products = new ProductIndex({
      ...options,
      onIsolationChange: key => this.#queues.products.add(key, 'low'),
      onKeysConcerned: key => this.#concernedKeys.add(refOf(key)),
    });
    const products = this.#loop(
      'apiproduct',
      new ProductReconciler({
        ...options,
        index: this.#products,
        openApi,
        issuers,
      }),
    );
    this.#queues = {
      keys: keys.queue,
      secrets: secrets.queue,
      approvals: approvals.queue,
      products: products.queue,
    };
    this.loops = [
      keys,
      secrets,
      approvals,
      products,
      openApi.loop,
      issuers.loop,
    ];
  }

  /** Whether anything waits or is under way, but for documents from outside. */
  get isBusy(): boolean {
    return Object.values(this.#queues).some(
      ({ length, active }) => length + active > 0,
    );
  }

  /** Rules that the gateway may know of a product instead of those in force. */
  othersOf(product: string): OtherSchemes {
    return this.#products.othersOf(product);
  }

  /** How often anything was worked on so far. */
  get rounds(): number {
    return this.#rounds;
  }

  /**
   * Whether nothing waits, is under way or is about to be retried. What is due at a later time does not count, nor does
   * a document that could not be fetched: its product says so.
   */
  get isIdle(): boolean {
    return (
      this.#concernedKeys.size === 0 &&
      this.loops.every(({ queue }) => queue.length + queue.active === 0) &&
      Object.values(this.#queues).every(({ retrying }) => retrying === 0)
    );
  }

  /**
   * Resolves when {@link Work.isIdle}.
   *
   * @throws Error that names what is left when the signal aborts
   */
  async whenIdle(signal: AbortSignal): Promise<void> {
    while (!this.isIdle) {
      if (signal.aborted) {
        const left = this.loops.map(
          ({ name, queue: { length, active, retrying } }) =>
            `${name}: ${length} waiting, ${active} under way, ${retrying} failed`,
        );
        throw new Error(`The controller is not idle (${left.join('; ')})`);
      }
      await once(this.#progress, 'round', { signal }).catch(() => undefined);
    }
  }

  /** Begins with everything there is, and goes on with what changes. The caches must have synced. */
  start(): void {
    this.#unsubscribe = wireEvents(
      this.#options.caches,
      this.#queues,
      this.#products,
      this.#concernedKeys,
    );
    enqueueAll(this.#options.caches, this.#queues);
    this.loops.forEach(loop => loop.start());
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#concernedKeys.stop();
    await Promise.all(this.loops.map(loop => loop.stop()));
  }

  #loop(name: string, reconciler: Reconciler): ReconcileLoop {
    const { clock, logger, metrics, concurrency } = this.#options;
    return new ReconcileLoop({
      name,
      reconciler,
      clock,
      logger,
      concurrency,
      queue: new WorkQueue({ clock, onWaited: metrics.onWaited(name) }),
      onRound: round => {
        metrics.onRound(round);
        this.#roundEnded();
      },
    });
  }

  #roundEnded(): void {
    this.#rounds += 1;
    this.#concernedKeys.releaseIfDue();
    this.#progress.emit('round');
  }

  #openApiLoop(): DocumentLoop<FetchedOpenApi> {
    const {
      fetcher,
      documentReader: reader,
      documentStore: store,
      clock,
      openApiMaximumBytes,
    } = this.#options;
    return new DocumentLoop({
      ...this.#documents('openapi'),
      urlOf: openApiUrlOf,
      forget: product => store.tidy(product, undefined),
      read: (url, { product, previous, signal }) =>
        readOpenApi(url, {
          fetcher,
          reader,
          store,
          product,
          clock,
          signal,
          maximumBytes: openApiMaximumBytes,
          previous: previous ?? beforeRestart(product),
        }),
    });
  }

  #issuerLoop(): DocumentLoop<IssuerMetadata> {
    const { fetcher, discover } = this.#options;
    return new DocumentLoop({
      ...this.#documents('oidc'),
      urlOf: product => issuersUrl(authSchemeOf(product, discover(product))),
      read: (url, { signal }) => readIssuers(url, { fetcher, signal }),
    });
  }

  #documents(name: string) {
    const { caches, clock, logger, refreshMs } = this.#options;
    return {
      name,
      caches,
      clock,
      logger,
      refreshMs,
      onRound: () => this.#roundEnded(),
      onChange: (key: string) => this.#queues.products.add(key),
    };
  }
}

function beforeRestart(product: APIProduct): FetchedOpenApi | undefined {
  const document = documentInStatus(product);
  return document && { document };
}
