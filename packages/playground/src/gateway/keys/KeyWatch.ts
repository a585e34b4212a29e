import {
  LABELS,
  secrets,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  ResourceCache,
  isNotFound,
  type KubernetesClient,
  type Logger,
} from '@kuadrant/kubernetes-cache';
import { refOf, refText } from '../snapshot';
import type { Keys } from './Keys';
import { hashSecret, type HashedSecret, type Secret } from './secretKey';

const RETRY_MS = 500;

/**
 * Follows the Secrets that Authorino watches, and keeps {@link Keys} in step. The watch delivers metadata only; a
 * Secret is read when it changes, hashed, and forgotten. Changes take effect in the order in which they were made,
 * because that order decides which of two Secrets has a value.
 */
export class KeyWatch {
  readonly #client: KubernetesClient;
  readonly #cache: ResourceCache<KubernetesObject>;
  readonly #keys: Keys;
  readonly #logger: Logger;
  readonly #retries = new Set<NodeJS.Timeout>();
  #unsubscribe = () => {};
  #applied: Promise<void> = Promise.resolve();
  #stopped = false;

  /** Resolves when every Secret that is there has been read. */
  static async start(
    client: KubernetesClient,
    keys: Keys,
    logger: Logger,
  ): Promise<KeyWatch> {
    const watch = new KeyWatch(client, keys, logger);
    try {
      await watch.#start();
    } catch (error) {
      await watch.stop();
      throw error;
    }
    return watch;
  }

  private constructor(client: KubernetesClient, keys: Keys, logger: Logger) {
    this.#client = client;
    this.#keys = keys;
    this.#logger = logger;
    this.#cache = ResourceCache.create<KubernetesObject>({
      client,
      resource: secrets,
      labelSelector: `${LABELS.authorinoManagedBy}=authorino`,
      metadataOnly: true,
      logger,
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe();
    this.#retries.forEach(clearTimeout);
    await this.#cache.stop();
    await this.#applied;
  }

  async #start(): Promise<void> {
    this.#cache.start();
    await this.#cache.waitForSync({ timeoutMs: 15_000 });
    this.#unsubscribe = this.#cache.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        this.#enqueue(() => this.#keys.revoke(refText(object)));
      } else {
        this.#follow(refOf(object));
      }
    });
    this.#cache.list().forEach(secret => this.#follow(refOf(secret)));
    await this.#applied;
  }

  /** Reads a Secret at once, and takes in the result after all earlier changes. */
  #follow(ref: ObjectRef): void {
    const reading = this.#read(ref);
    this.#enqueue(async () => {
      const result = await reading;
      if ('error' in result) {
        this.#retry(ref, result.error);
      } else if (result.secret) {
        this.#keys.apply(result.secret);
      } else {
        this.#keys.revoke(`${ref.namespace}/${ref.name}`);
      }
    });
  }

  #enqueue(change: () => void | Promise<void>): void {
    this.#applied = this.#applied.then(change);
  }

  #retry(ref: ObjectRef, error: unknown): void {
    if (this.#stopped) {
      return;
    }
    this.#logger.warn(
      `The gateway cannot read the Secret ${ref.namespace}/${ref.name} and tries again: ${error}`,
    );
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      this.#follow(ref);
    }, RETRY_MS);
    this.#retries.add(timer);
  }

  async #read(
    ref: ObjectRef,
  ): Promise<{ secret?: HashedSecret } | { error: unknown }> {
    try {
      const secret = await this.#client.get<Secret>(secrets, ref);
      const watched =
        secret.metadata.labels?.[LABELS.authorinoManagedBy] === 'authorino';
      return { secret: watched ? hashSecret(secret) : undefined };
    } catch (error) {
      return isNotFound(error) ? {} : { error };
    }
  }
}
