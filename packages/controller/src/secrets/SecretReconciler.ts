import type { ObjectMeta } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches, Finder } from '../caches';
import { keyOf, refOf } from '../objects';
import type { Clock, Logger, Reconciler, ReconcileResult } from '../runtime';
import type { SecretKeeper } from './SecretKeeper';

/**
 * Removes the consumers' Secrets that their APIKeys no longer need. The queue holds APIKeys, whether they exist or not.
 *
 * @remarks
 * The Secrets of the portal are owned by their APIKeys from the start, so that the garbage collector removes them with
 * the key. This is about the others: Secrets that people label, and those that a rotation leaves.
 */
export class SecretReconciler implements Reconciler {
  readonly #options: {
    caches: Caches;
    finder: Finder;
    keeper: SecretKeeper;
    clock: Clock;
  };

  constructor(options: {
    caches: Caches;
    finder: Finder;
    keeper: SecretKeeper;
    clock: Clock;
  }) {
    this.#options = options;
  }

  async reconcile(
    key: string,
    { logger }: { logger: Logger; signal: AbortSignal },
  ): Promise<ReconcileResult> {
    const { caches, finder, keeper, clock } = this.#options;
    const ref = refOf(key);
    if (!finder.watches(ref.namespace)) {
      return {};
    }
    const left = () =>
      keeper.leftBy(ref, caches.apiKeyRequests.byIndex('key', key));
    if (!caches.apiKeys.get(ref) && left().length === 0) {
      // Each Secret is there before its key: the cluster is asked only where something would be removed.
      return {};
    }
    const apiKey = await finder.find(caches.apiKeys, ref);
    if (!apiKey) {
      await this.#remove(left(), logger);
      return {};
    }
    for (const secret of await keeper.toOwn(apiKey)) {
      await keeper.own(secret, apiKey);
    }
    if (apiKey.metadata.deletionTimestamp) {
      // Something else still needs it.
      return {};
    }
    await this.#remove(keeper.supersededBy(apiKey), logger);
    const now = clock.now();
    const previous = await keeper.previousOf(apiKey, now);
    if (previous && previous.endsAt > now) {
      return { requeueAfterMs: previous.endsAt - now };
    }
    await this.#remove(previous?.secret ? [previous.secret] : [], logger);
    return {};
  }

  async #remove(secrets: ObjectMeta[], logger: Logger): Promise<void> {
    for (const secret of secrets) {
      await this.#options.keeper.remove(secret);
      logger.info('Secret removed', { secret: keyOf(secret) });
    }
  }
}
