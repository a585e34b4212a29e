import {
  type APIKeyApproval,
  nextReviewTime,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches } from '../caches';
import { hasPlan } from '../key/checks';
import type { KeyEvaluation } from '../key/evaluateKey';
import type { KeyInput } from '../key/KeyInput';
import { keyOf } from '../objects';
import type { Clock, Logger } from '../runtime';
import { automaticApproval, automaticTerms } from './automaticApproval';

/** Approves what products with automatic approval grant. */
export class AutomaticApprover {
  readonly #cache: Caches['apiKeyApprovals'];
  readonly #clock: Clock;
  readonly #allowSelfReview: boolean;

  /** @param options - `allowSelfReview`: also approve requests of the product's own owner */
  constructor(
    cache: Caches['apiKeyApprovals'],
    options: { clock: Clock; allowSelfReview: boolean },
  ) {
    this.#cache = cache;
    this.#clock = options.clock;
    this.#allowSelfReview = options.allowSelfReview;
  }

  /** Approves if that is called for. Returns whether it did. */
  async approve(
    input: KeyInput,
    evaluation: KeyEvaluation,
    logger: Logger,
  ): Promise<boolean> {
    const { request, product, apiKey } = input;
    const productUid = product?.metadata.uid;
    if (!request || request.metadata.deletionTimestamp || !productUid) {
      return false;
    }
    const terms = automaticTerms(product, apiKey, evaluation, {
      now: input.now,
      request,
      allowSelfReview: this.#allowSelfReview,
      knowsPlan: tier => hasPlan(input, tier),
    });
    if (!terms) {
      return false;
    }
    await this.#write(
      automaticApproval(request, terms, {
        apiKey,
        productUid,
        isFirst: evaluation.decisions.length === 0,
        reviewedAt: nextReviewTime(evaluation.decisions[0], this.#clock.now()),
      }),
      logger,
    );
    return true;
  }

  // A change takes the place of the change before. A decision on an earlier request of the name,
  // which the garbage collector has not come to yet, becomes one on this request.
  async #write(approval: APIKeyApproval, logger: Logger): Promise<void> {
    const { namespace, name, annotations, ownerReferences } = approval.metadata;
    const existing = this.#cache.get({ namespace, name });
    if (existing) {
      const { uid } = existing.metadata;
      await this.#cache.patch(
        { namespace, name },
        {
          metadata: { uid, annotations, ownerReferences },
          spec: approval.spec,
        },
        { type: 'merge' },
      );
    } else {
      await this.#cache.create(approval);
    }
    logger.info('Approved automatically', {
      approval: keyOf(approval.metadata),
    });
  }
}
