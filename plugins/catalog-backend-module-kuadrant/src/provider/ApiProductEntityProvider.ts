import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { storedDocumentIn } from '@kuadrant/api-documents';
import {
  type APIProduct,
  holdsPlainName,
  productOwner,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  type ApiDefinition,
  INDEXES,
  objectKey,
  readDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import type {
  Clock,
  KubernetesClient,
  ResourceCache,
} from '@kuadrant/kubernetes-cache';
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EntityOptions, isInCatalog, toEntity } from '../entity/toEntity';
import { Debouncer } from './Debouncer';

// Stable, since the catalog knows by it what it once got from here.
const PROVIDER_NAME = 'kuadrant-api-products';
const BURST_MS = 100;
// As many products as are turned into entities before others get their turn.
const SLICE = 100;

/** What is made of a product. */
interface Made {
  deferred: DeferredEntity;
  entityRef: string;
  hash: string;
  isNameTaken: boolean;
}

/**
 * Keeps the API entities of published products in step with the cluster: each change a moment after it happened, and
 * all of them when writing begins and on a schedule.
 *
 * @remarks
 * It writes only while {@link ApiProductEntityProvider.resume} is in force, so that of several replicas one can be
 * chosen to.
 */
export class ApiProductEntityProvider implements EntityProvider {
  readonly #products: ResourceCache<APIProduct>;
  readonly #client: Pick<KubernetesClient, 'get'>;
  readonly #options: EntityOptions;
  readonly #logger: LoggerService;
  readonly #publishing: Debouncer;
  readonly #changed = new Map<string, { namespace?: string; name: string }>();
  // Definitions may be long and products many: what is made of one is kept until the product changes.
  readonly #made = new WeakMap<APIProduct, Made>();
  /** Of each product the entity as written last. */
  readonly #written = new Map<string, Pick<Made, 'entityRef' | 'hash'>>();
  readonly #reportedOwners = new Map<string, string>();
  #connection?: EntityProviderConnection;
  #unsubscribe?: () => void;
  #writing = false;
  #everything = false;

  constructor(options: {
    products: ResourceCache<APIProduct>;
    /** Reads documents that are not in the status. */
    client: Pick<KubernetesClient, 'get'>;
    entities: EntityOptions;
    logger: LoggerService;
    /** How long changes are gathered before they are written, in milliseconds. Default 100. */
    burstMs?: number;
    clock?: Clock;
  }) {
    this.#products = options.products;
    this.#client = options.client;
    this.#options = options.entities;
    this.#logger = options.logger;
    this.#publishing = new Debouncer({
      delayMs: options.burstMs ?? BURST_MS,
      clock: options.clock,
      work: () => this.#publish(),
      onError: (error, retryMs) => {
        // What of it reached the catalog is not known.
        this.#everything = true;
        this.#logger.warn(
          `Could not write API products to the catalog, trying again in ${
            retryMs / 1000
          } s: ${error.message}`,
        );
      },
    });
  }

  /** Whether a write to the catalog is under way. */
  get isWriting(): boolean {
    return this.#publishing.isRunning;
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    this.#unsubscribe = this.#products.subscribe(({ object }) => {
      for (const { metadata } of [object, ...this.#sameName(object)]) {
        const { namespace, name } = metadata;
        this.#changed.set(objectKey({ namespace, name }), { namespace, name });
      }
      this.#request();
    });
    this.refresh();
  }

  /** Begins to write, with everything. */
  resume(): void {
    this.#writing = true;
    this.refresh();
  }

  /** Writes no more, as another replica does so now. */
  pause(): void {
    this.#writing = false;
  }

  /** Compares all products with the catalog. */
  refresh(): void {
    this.#everything = true;
    this.#request();
  }

  /** Ends for good. */
  async stop(): Promise<void> {
    this.pause();
    this.#unsubscribe?.();
    await this.#publishing.stop();
  }

  #request(): void {
    if (this.#writing && this.#connection) {
      this.#publishing.request();
    }
  }

  async #publish(): Promise<void> {
    const connection = this.#connection;
    // Before the first list an empty cache says nothing, and the catalog must not be emptied for it. The events of the
    // list ask for this work again; so does whoever makes this replica the writer.
    if (!this.#writing || !connection || !this.#products.hasSynced) {
      return;
    }
    const changed = [...this.#changed.values()];
    const everything = this.#everything;
    this.#changed.clear();
    this.#everything = false;
    if (everything) {
      await this.#writeAll(connection);
    } else {
      await this.#writeChanges(connection, changed);
    }
  }

  async #writeAll(connection: EntityProviderConnection): Promise<void> {
    const products = this.#products.list().filter(isInCatalog);
    const all: Made[] = [];
    // What changes between two slices is written after this.
    for (let start = 0; start < products.length; start += SLICE) {
      const slice = products.slice(start, start + SLICE);
      for (const product of slice) {
        all.push(await this.#make(product));
      }
      await nextTurn();
    }
    // Another replica's turn began meanwhile; what resumes writing begins with everything.
    if (!this.#writing) {
      return;
    }
    await connection.applyMutation({
      type: 'full',
      entities: all.map(({ deferred }) => deferred),
    });
    this.#written.clear();
    products.forEach((product, index) =>
      this.#written.set(objectKey(product.metadata), all[index]),
    );
    this.#logger.debug(`Wrote all ${all.length} API products`);
  }

  async #writeChanges(
    connection: EntityProviderConnection,
    changed: Array<{ namespace?: string; name: string }>,
  ): Promise<void> {
    const added = new Map<string, Made>();
    const gone = new Set<string>();
    for (const ref of changed) {
      const key = objectKey(ref);
      const product = this.#products.get(ref);
      const before = this.#written.get(key);
      const made =
        product && isInCatalog(product) ? await this.#make(product) : undefined;
      if (
        made?.hash === before?.hash &&
        made?.entityRef === before?.entityRef
      ) {
        continue;
      }
      if (made) {
        added.set(key, made);
      }
      if (before && before.entityRef !== made?.entityRef) {
        gone.add(before.entityRef);
      }
    }
    if (added.size === 0 && gone.size === 0) {
      return;
    }
    // A name that one product gives up another may have taken.
    added.forEach(({ entityRef }) => gone.delete(entityRef));
    await connection.applyMutation({
      type: 'delta',
      added: [...added.values()].map(({ deferred }) => deferred),
      removed: [...gone].map(entityRef => ({
        entityRef,
        locationKey: PROVIDER_NAME,
      })),
    });
    for (const ref of changed) {
      const key = objectKey(ref);
      const product = this.#products.get(ref);
      if (!product || !isInCatalog(product)) {
        this.#written.delete(key);
      }
    }
    added.forEach((made, key) => this.#written.set(key, made));
    this.#logger.debug(
      `Wrote ${added.size} and removed ${gone.size} API products`,
    );
  }

  /** The products that may contest the plain name in a fixed namespace. */
  #sameName({ metadata }: APIProduct): APIProduct[] {
    return this.#options.namespace === undefined
      ? []
      : this.#products.byIndex(INDEXES.apiProducts.name, metadata.name);
  }

  async #make(product: APIProduct): Promise<Made> {
    const isNameTaken = !holdsPlainName(product, this.#sameName(product));
    let made = this.#made.get(product);
    if (made?.isNameTaken !== isNameTaken) {
      this.#reportOwner(product);
      const definition = await this.#wholeDefinition(product);
      const entity = toEntity(product, {
        ...this.#options,
        isNameTaken,
        definition,
      });
      made = {
        deferred: { entity, locationKey: PROVIDER_NAME },
        entityRef: stringifyEntityRef(entity),
        hash: hashOf(entity),
        isNameTaken,
      };
      this.#made.set(product, made);
    }
    return made;
  }

  /** The definition where it is not in the status. */
  async #wholeDefinition(
    product: APIProduct,
  ): Promise<ApiDefinition | undefined> {
    if (!storedDocumentIn(product.status?.openapi?.raw)) {
      return undefined;
    }
    const definition = await readDefinition(this.#client, product);
    if (definition?.problem) {
      this.#logger.warn(
        `The API document of APIProduct ${objectKey(product.metadata)} cannot be read: ${definition.problem}`,
      );
    }
    return definition;
  }

  // Once for each product, and again only when it comes to name another owner that cannot be read.
  #reportOwner(product: APIProduct): void {
    const key = objectKey(product.metadata);
    if (productOwner(product)) {
      this.#reportedOwners.delete(key);
      return;
    }
    const named = product.metadata.annotations?.['backstage.io/owner'] ?? '';
    if (this.#reportedOwners.get(key) === named) {
      return;
    }
    this.#reportedOwners.set(key, named);
    this.#logger.warn(
      `APIProduct ${key} names ${
        named ? `an owner that is no entity reference, "${named}"` : 'no owner'
      } in the annotation backstage.io/owner; the catalog shows ${
        this.#options.defaultOwner
      }`,
    );
  }
}

function hashOf(entity: DeferredEntity['entity']): string {
  return createHash('sha256').update(JSON.stringify(entity)).digest('base64');
}
