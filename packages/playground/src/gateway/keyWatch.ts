import {
  LABELS,
  SECRET_KEY,
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
import { KeyRing, hashOfKey } from './keyRing';
import { refOf, refText } from './snapshot';

interface Secret extends KubernetesObject {
  data?: Record<string, string>;
}

const RETRY_MS = 500;

/**
 * Follows the Secrets that Authorino would look at. The watch brings metadata only; a Secret is read when it changes,
 * hashed and forgotten.
 */
export class KeyWatch {
  readonly keys = new KeyRing();
  readonly #client: KubernetesClient;
  readonly #cache: ResourceCache<KubernetesObject>;
  readonly #logger: Logger;
  readonly #reading = new Map<string, { again: boolean }>();
  readonly #retries = new Set<NodeJS.Timeout>();
  #stopped = false;

  /** Resolves when every Secret that is there has been read. */
  static async start(
    client: KubernetesClient,
    logger: Logger,
  ): Promise<KeyWatch> {
    const watch = new KeyWatch(client, logger);
    watch.#cache.start();
    try {
      await watch.#cache.waitForSync({ timeoutMs: 15_000 });
      await Promise.all(
        watch.#cache.list().map(secret => watch.#read(refOf(secret))),
      );
    } catch (error) {
      await watch.stop();
      throw error;
    }
    watch.#cache.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        watch.keys.delete(refText(object));
      } else {
        watch.#readAndRetry(refOf(object));
      }
    });
    return watch;
  }

  private constructor(client: KubernetesClient, logger: Logger) {
    this.#client = client;
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
    this.#retries.forEach(clearTimeout);
    await this.#cache.stop();
  }

  #readAndRetry(ref: ObjectRef): void {
    this.#read(ref).catch(error => {
      if (this.#stopped) {
        return;
      }
      this.#logger.warn(
        `The gateway cannot read the Secret ${ref.namespace}/${ref.name} and tries again: ${error}`,
      );
      const timer = setTimeout(() => {
        this.#retries.delete(timer);
        this.#readAndRetry(ref);
      }, RETRY_MS);
      this.#retries.add(timer);
    });
  }

  async #read(ref: ObjectRef): Promise<void> {
    const text = `${ref.namespace}/${ref.name}`;
    const running = this.#reading.get(text);
    if (running) {
      running.again = true;
      return;
    }
    const reading = { again: true };
    this.#reading.set(text, reading);
    try {
      while (reading.again) {
        reading.again = false;
        const secret = await this.#get(ref);
        // The Secret may have been deleted while it was read: then the event has come already.
        const value = this.#cache.get(ref) && secret?.data?.[SECRET_KEY];
        if (secret && value) {
          this.keys.set(secret, hashOfKey(Buffer.from(value, 'base64')));
        } else {
          this.keys.delete(text);
        }
      }
    } finally {
      this.#reading.delete(text);
    }
  }

  async #get(ref: ObjectRef): Promise<Secret | undefined> {
    try {
      return await this.#client.get<Secret>(secrets, ref);
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }
}
