import {
  enforcementSecretName,
  LABELS,
  type ObjectRef,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  type KubernetesClient,
  ResourceCache,
} from '@kuadrant/kubernetes-cache';

/** Sees, as the gateway does, which keys are enforced. */
export class Arrivals {
  readonly #cache;
  readonly #namespace: string;

  constructor(client: KubernetesClient, namespace: string) {
    this.#namespace = namespace;
    this.#cache = ResourceCache.create({
      client,
      resource: secrets,
      namespaces: [namespace],
      labelSelector: `${LABELS.enforcement}=true`,
      metadataOnly: true,
    });
  }

  async start(): Promise<void> {
    this.#cache.start();
    await this.#cache.waitForSync();
  }

  async stop(): Promise<void> {
    await this.#cache.stop();
  }

  /** Resolves when all these keys are enforced; rejects when that takes too long. */
  enforced(keys: ObjectRef[], timeoutMs: number): Promise<void> {
    const namespace = this.#namespace;
    const missing = new Set(
      keys
        .map(key => enforcementSecretName(key))
        .filter(name => !this.#cache.get({ namespace, name })),
    );
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => {
        clearTimeout(timer);
        unsubscribe();
        finish();
      };
      const timer = setTimeout(
        () => end(() => reject(new Error(`${missing.size} keys not enforced`))),
        timeoutMs,
      );
      const unsubscribe = this.#cache.subscribe(({ object }) => {
        missing.delete(object.metadata.name);
        if (missing.size === 0) {
          end(resolve);
        }
      });
    });
  }
}
