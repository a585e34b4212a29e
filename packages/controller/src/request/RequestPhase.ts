import {
  type APIKeyRequest,
  matchDecision,
  productRefOfRequest,
  requestRefOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { DecisionBinder } from '../approval/DecisionBinder';
import type { Caches } from '../caches';
import { reviewOf } from '../key/gatherKey';
import type { KeyScope } from '../key/KeyScope';
import { keyOf } from '../objects';
import type { RequestKeeper } from './RequestKeeper';

/**
 * Keeps the request of a key: created once the key can work, in step with the key from then on, and kept with the
 * decisions on it while the key fails.
 */
export class RequestPhase {
  readonly #caches: Caches;
  readonly #keeper: RequestKeeper;
  readonly #binder: DecisionBinder;

  constructor(caches: Caches, keeper: RequestKeeper) {
    this.#caches = caches;
    this.#keeper = keeper;
    this.#binder = new DecisionBinder(caches.apiKeyApprovals);
  }

  async run(scope: KeyScope): Promise<void> {
    const { apiKey, ref, logger } = scope;
    const request = this.#keeper.ownRequest(apiKey);
    const isWanted = request || scope.evaluation.state !== 'Failed';
    if (request) {
      await this.#keepInStep(scope, request);
    } else if (isWanted) {
      await this.#keeper.create(apiKey, logger);
    }
    await this.#keeper.removeAll(
      ref,
      logger,
      isWanted ? requestRefOf(apiKey) : undefined,
    );
    scope.update(reviewOf(apiKey, this.#caches));
  }

  async #keepInStep(
    { apiKey }: KeyScope,
    request: APIKeyRequest,
  ): Promise<void> {
    const patch = this.#keeper.patchFor(apiKey, request);
    if (patch && 'spec' in patch) {
      await this.#bindDecisions(apiKey.metadata.uid ?? '', request);
    }
    if (patch) {
      await this.#keeper.patch(request, patch);
    }
  }

  // Decisions that do not say what they were made on were made on what the request shows until now.
  async #bindDecisions(
    apiKeyUid: string,
    request: APIKeyRequest,
  ): Promise<void> {
    const { apiKeys, apiKeyApprovals, apiProducts } = this.#caches;
    const approvals = apiKeyApprovals.byIndex(
      'request',
      keyOf(request.metadata),
    );
    const apiKey = apiKeys.get(request.spec.apiKeyRef);
    const productUid = apiProducts.get(productRefOfRequest(request))?.metadata
      .uid;
    if (!apiKey || !productUid) {
      return;
    }
    for (const approval of approvals) {
      const { match } = matchDecision(approval, {
        apiKey,
        request,
        productUid,
      });
      if (match === 'unbound') {
        await this.#binder.bind(approval, request, { apiKeyUid, productUid });
      }
    }
  }
}
