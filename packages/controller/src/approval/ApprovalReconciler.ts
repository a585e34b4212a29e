import {
  type APIKeyApproval,
  type APIKeyRequest,
  BOUND_CONDITION,
  DECISION_BINDING,
  extensionValue,
  findCondition,
  matchDecision,
  productRefOfRequest,
  wholeBinding,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import { type Caches, type Finder, StatusWriter } from '../caches';
import { conditionsFrom, refOf, type WantedCondition } from '../objects';
import type { Clock, Logger, Reconciler } from '../runtime';
import { DecisionBinder } from './DecisionBinder';
import { type ApprovalScope, judgeApproval } from './judgeApproval';

/** Binds each approval to what it was made on, makes its request its owner, and tells whether it counts. */
export class ApprovalReconciler implements Reconciler {
  readonly #finder: Finder;
  readonly #caches: Caches;
  readonly #clock: Clock;
  readonly #binder: DecisionBinder;
  readonly #statuses: StatusWriter<APIKeyApproval>;

  constructor(options: { finder: Finder; caches: Caches; clock: Clock }) {
    this.#finder = options.finder;
    this.#caches = options.caches;
    this.#clock = options.clock;
    this.#statuses = new StatusWriter(options.caches.apiKeyApprovals);
    this.#binder = new DecisionBinder(options.caches.apiKeyApprovals);
  }

  async reconcile(
    key: string,
    { logger }: { logger: Logger; signal: AbortSignal },
  ): Promise<void> {
    const approval = this.#caches.apiKeyApprovals.get(refOf(key));
    if (!approval || approval.metadata.deletionTimestamp) {
      return;
    }
    const scope = await this.#scopeOf(approval);
    if (this.#isLeftOver(scope)) {
      await this.#remove(approval, logger);
      return;
    }
    const judgement = judgeApproval(scope);
    const isValid = judgement.reason === 'Valid';
    if (isValid) {
      await this.#tie(scope);
    }
    const { generation } = approval.metadata;
    // With what has just been bound.
    const current = this.#caches.apiKeyApprovals.get(refOf(key)) ?? approval;
    await this.#statuses.write(approval, {
      observedGeneration: generation,
      conditions: conditionsFrom(
        [
          { type: 'Valid', status: isValid ? 'True' : 'False', ...judgement },
          ...boundCondition(current),
        ],
        {
          previous: approval.status?.conditions,
          observedGeneration: generation,
          now: this.#clock.now(),
        },
      ),
    });
  }

  async #scopeOf(approval: APIKeyApproval): Promise<ApprovalScope> {
    const request = await this.#finder.find(this.#caches.apiKeyRequests, {
      namespace: approval.metadata.namespace ?? '',
      name: approval.spec.apiKeyRequestRef.name,
    });
    if (!request || request.metadata.deletionTimestamp) {
      return { approval, request };
    }
    const [apiKey, product] = await Promise.all([
      this.#finder.find(this.#caches.apiKeys, request.spec.apiKeyRef),
      this.#finder.find(this.#caches.apiProducts, productRefOfRequest(request)),
    ]);
    return { approval, request, apiKey, productUid: product?.metadata.uid };
  }

  // The request was deleted at the instant of the decision, before it could own it.
  #isLeftOver({ approval, request }: ApprovalScope): boolean {
    const binding = extensionValue(DECISION_BINDING, approval);
    return (
      !request &&
      binding !== undefined &&
      this.#caches.apiKeys.byIndex('uid', binding.apiKeyUid).length === 0
    );
  }

  async #tie(scope: ApprovalScope): Promise<void> {
    const { approval, apiKey, productUid } = scope;
    const request = scope.request as APIKeyRequest;
    const apiKeyUid = apiKey?.metadata.uid;
    const isUnbound =
      apiKey &&
      matchDecision(approval, { apiKey, request, productUid }).match ===
        'unbound';
    if (isUnbound && apiKeyUid && productUid) {
      await this.#binder.bind(approval, request, { apiKeyUid, productUid });
    } else {
      await this.#binder.own(approval, request);
    }
  }

  async #remove({ metadata }: APIKeyApproval, logger: Logger): Promise<void> {
    const { namespace, name, uid, resourceVersion } = metadata;
    try {
      await this.#caches.apiKeyApprovals.delete(
        { namespace, name },
        { preconditions: { uid, resourceVersion } },
      );
      logger.info('APIKeyApproval of a deleted APIKey removed');
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}

/** What a decision was made on; it outlives the annotations that say so. */
function boundCondition(approval: APIKeyApproval): WantedCondition[] {
  const binding = wholeBinding(approval);
  const before = findCondition(approval.status?.conditions, BOUND_CONDITION);
  if (binding) {
    return [
      {
        type: BOUND_CONDITION,
        status: 'True',
        reason: 'Bound',
        message: JSON.stringify(binding),
      },
    ];
  }
  return before && before.observedGeneration === approval.metadata.generation
    ? [before]
    : [];
}
