import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  KUADRANT_SIGNAL_CHANNEL,
  type KubernetesObject,
  type KuadrantSignal,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantCaches } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { ResourceCache } from '@kuadrant/kubernetes-cache';
import { withoutAnonymous, type Audience } from './Audience';
import { requesterOf } from '../model/entityRefs';

/**
 * Tells open pages that what they show changed. The signals say what kind of thing, never which: of keys to the person
 * who requested them, of requests and products to those who read some ({@link Audience}). Many changes at once become
 * one signal.
 */
export class LiveUpdates {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;
  readonly #delayMs: number;
  readonly #waiting = new Map<string, () => Promise<void>>();
  readonly #ends: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  static start(options: {
    signals: SignalsService;
    caches: KuadrantCaches;
    audience: Audience;
    logger: LoggerService;
    delayMs?: number;
  }): LiveUpdates {
    const updates = new LiveUpdates(options);
    const { apiProducts, apiKeys, apiKeyRequests, apiKeyApprovals } =
      options.caches;
    updates.#follow(apiKeys, key => {
      const requester = requesterOf(key);
      if (requester) {
        updates.#tell('apikeys', () => [requester], requester);
      }
    });
    const { audience } = options;
    const tellOf = (topic: KuadrantSignal['changed']) => () =>
      updates.#tell(topic, () => audience.of(topic));
    updates.#follow(apiKeyRequests, tellOf('requests'));
    updates.#follow(apiKeyApprovals, tellOf('requests'));
    updates.#follow(apiProducts, tellOf('apiproducts'));
    return updates;
  }

  private constructor(options: {
    signals: SignalsService;
    logger: LoggerService;
    delayMs?: number;
  }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
    this.#delayMs = options.delayMs ?? 300;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#ends.forEach(end => end());
  }

  #follow<T extends KubernetesObject>(
    cache: ResourceCache<T>,
    listener: (object: T) => void,
  ): void {
    this.#ends.push(
      cache.subscribe(({ object }) => {
        // The first list is no news.
        if (cache.hasSynced) {
          listener(object);
        }
      }),
    );
  }

  #tell(
    changed: KuadrantSignal['changed'],
    recipients: () => string[],
    person = '',
  ): void {
    this.#waiting.set(`${changed} ${person}`, async () => {
      const entityRef = withoutAnonymous(recipients());
      if (entityRef.length > 0) {
        await this.#signals.publish<KuadrantSignal>({
          recipients: { type: 'user', entityRef },
          channel: KUADRANT_SIGNAL_CHANNEL,
          message: { changed },
        });
      }
    });
    this.#timer ??= setTimeout(() => this.#flush(), this.#delayMs).unref();
  }

  #flush(): void {
    this.#timer = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const publish of waiting) {
      publish().catch((error: Error) => {
        this.#logger.debug(`A signal could not be sent: ${error.message}`);
      });
    }
  }
}
