import { LABELS, secrets } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  type KubernetesClient,
  ResourceCache,
} from '@kuadrant/kubernetes-cache';
import type { Secret } from '../enforcement';
import { keyOf } from '../objects';

interface Entry {
  secret: string;
  annotations: Record<string, string>;
}

/** What Authorino knows of keys: by their values, and as of when it first saw each value in a Secret. */
export class KeyIndex {
  readonly #cache: ResourceCache<Secret>;
  readonly #entries = new Map<string, Entry>();
  /** Values that were known once and then were not, although nobody has revoked them. */
  readonly gaps: string[] = [];
  /** Secrets that have changed while it had no time. */
  #missed: Set<string> | undefined;

  /** @param labelSelector - of the Secrets that it looks at */
  constructor(
    client: KubernetesClient,
    namespace: string,
    labelSelector = `${LABELS.authorinoManagedBy}=authorino`,
  ) {
    this.#cache = ResourceCache.create<Secret>({
      client,
      resource: secrets,
      namespaces: [namespace],
      labelSelector,
    });
    this.#cache.subscribe(({ type, object }) => {
      if (this.#missed) {
        this.#missed.add(keyOf(object.metadata));
      } else {
        this.#follow(
          keyOf(object.metadata),
          type === 'deleted' ? undefined : object,
        );
      }
    });
  }

  /** From now on it has no time: of what changes it remembers the names alone. */
  pause(): void {
    this.#missed = new Set();
  }

  /** It looks at what has changed, as it is by now. */
  async resume(): Promise<void> {
    await this.#cache.catchUp();
    const missed = this.#missed ?? [];
    this.#missed = undefined;
    for (const ref of missed) {
      const [namespace, name] = ref.split('/');
      this.#follow(ref, this.#cache.get({ namespace, name }));
    }
  }

  async start(): Promise<void> {
    this.#cache.start();
    await this.#cache.waitForSync();
  }

  /** What is known of a value once all that the cluster holds was seen. */
  async entryOf(value: string): Promise<Record<string, string> | undefined> {
    await this.#cache.catchUp();
    return this.#entries.get(value)?.annotations;
  }

  stop(): Promise<void> {
    return this.#cache.stop();
  }

  #follow(ref: string, secret: Secret | undefined): void {
    const known = [...this.#entries.keys()];
    if (secret) {
      this.#learn(secret);
    } else {
      this.#forget(ref);
    }
    this.gaps.push(...known.filter(value => !this.#entries.has(value)));
  }

  #learn({ metadata, data }: Secret): void {
    const secret = keyOf(metadata);
    const value = Buffer.from(data?.api_key ?? '', 'base64').toString();
    if (this.#entries.get(value)?.secret === secret) {
      return;
    }
    this.#forget(secret);
    this.#entries.set(value, {
      secret,
      annotations: metadata.annotations ?? {},
    });
  }

  #forget(secret: string): void {
    for (const [value, entry] of this.#entries) {
      if (entry.secret === secret) {
        this.#entries.delete(value);
      }
    }
  }
}
