import { ApprovalReconciler } from '../approval/ApprovalReconciler';
import type { Caches, Finder } from '../caches';
import type { EventRecorder } from '../events';
import {
  DocumentFetcher,
  DocumentLoop,
  type IssuerMetadata,
  issuerOf,
  type OpenApiDocument,
  openApiUrlOf,
  readIssuerMetadata,
  readOpenApi,
} from '../fetch';
import { KeyReconciler } from '../key';
import { authSchemeOf, discover } from '../product/discover';
import { ProductReconciler } from '../product/ProductReconciler';
import { presentDocument } from '../product/productStatus';
import {
  type Clock,
  type Logger,
  ReconcileLoop,
  type Reconciler,
  WorkQueue,
} from '../runtime';
import type { Metrics } from './Metrics';
import { enqueueAll, type Queues, wireEvents } from './wireEvents';

/** What {@link Work} needs. */
export interface WorkOptions {
  finder: Finder;
  caches: Caches;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  events: EventRecorder;
  fetcher: DocumentFetcher;
  keyReconciler: KeyReconciler;
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
  #unsubscribe = () => {};

  constructor(options: WorkOptions) {
    this.#options = options;
    const openApi = this.#openApiLoop();
    const issuers = this.#issuerLoop();
    const keys = this.#loop('apikey', options.keyReconciler);
    const approvals = this.#loop(
      'apikeyapproval',
      new ApprovalReconciler(options),
    );
    const products = this.#loop(
      'apiproduct',
      new ProductReconciler({ ...options, openApi, issuers }),
    );
    this.#queues = {
      keys: keys.queue,
      approvals: approvals.queue,
      products: products.queue,
    };
    this.loops = [keys, approvals, products, openApi.loop, issuers.loop];
  }

  /** Whether anything waits or is under way, but for documents from outside. */
  get isBusy(): boolean {
    return Object.values(this.#queues).some(
      ({ length, active }) => length + active > 0,
    );
  }

  /** Begins with everything there is, and goes on with what changes. The caches must have synced. */
  start(): void {
    this.#unsubscribe = wireEvents(this.#options.caches, this.#queues);
    enqueueAll(this.#options.caches, this.#queues);
    this.loops.forEach(loop => loop.start());
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#unsubscribe();
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
      onRound: metrics.onRound,
    });
  }

  #openApiLoop(): DocumentLoop<OpenApiDocument> {
    const { fetcher, clock, openApiMaximumBytes } = this.#options;
    return new DocumentLoop({
      ...this.#documents('openapi'),
      urlOf: openApiUrlOf,
      read: (url, { product, previous, signal }) =>
        readOpenApi(url, {
          fetcher,
          clock,
          signal,
          maximumBytes: openApiMaximumBytes,
          previous: previous ?? presentDocument(product),
        }),
    });
  }

  #issuerLoop(): DocumentLoop<IssuerMetadata> {
    const { fetcher, caches } = this.#options;
    return new DocumentLoop({
      ...this.#documents('oidc'),
      urlOf: product =>
        issuerOf(authSchemeOf(product, discover(product, caches))),
      read: (url, { signal }) => readIssuerMetadata(url, { fetcher, signal }),
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
      onChange: (key: string) => this.#queues.products.add(key),
    };
  }
}
