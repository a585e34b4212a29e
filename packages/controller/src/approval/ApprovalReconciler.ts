import {
  type APIKeyApproval,
  type APIKeyApprovalStatus,
  type APIKeyRequest,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches, Finder } from '../caches';
import { termsOf } from '../key/terms';
import { conditionsFrom, mergePatch, refOf } from '../objects';
import type { Clock, Reconciler } from '../runtime';
import { judgeApproval } from './judgeApproval';
import { requestOwnerReference } from './ownerReference';

/**
 * Tells on each approval whether it counts, ties it to its request, and records for a decision that does not say so
 * which key and which terms it was made on.
 */
export class ApprovalReconciler implements Reconciler {
  readonly #finder: Finder;
  readonly #caches: Pick<Caches, 'apiKeyApprovals' | 'apiKeyRequests'>;
  readonly #clock: Clock;

  constructor(options: {
    finder: Finder;
    caches: Pick<Caches, 'apiKeyApprovals' | 'apiKeyRequests'>;
    clock: Clock;
  }) {
    this.#finder = options.finder;
    this.#caches = options.caches;
    this.#clock = options.clock;
  }

  async reconcile(key: string): Promise<void> {
    const approval = this.#caches.apiKeyApprovals.get(refOf(key));
    if (!approval || approval.metadata.deletionTimestamp) {
      return;
    }
    const request = await this.#finder.find(this.#caches.apiKeyRequests, {
      namespace: approval.metadata.namespace ?? '',
      name: approval.spec.apiKeyRequestRef.name,
    });
    const judgement = judgeApproval(approval, request);
    const isValid = judgement.reason === 'Valid';
    if (isValid && request) {
      await this.#ensureOwner(approval, request);
    }
    const { generation } = approval.metadata;
    await this.#writeStatus(approval, {
      observedGeneration: generation,
      conditions: conditionsFrom(
        [{ type: 'Valid', status: isValid ? 'True' : 'False', ...judgement }],
        {
          previous: approval.status?.conditions,
          observedGeneration: generation,
          now: this.#clock.now(),
        },
      ),
      ...recordOf(approval, isValid ? request : undefined),
    });
  }

  async #ensureOwner(
    { metadata }: APIKeyApproval,
    request: APIKeyRequest,
  ): Promise<void> {
    const owners = metadata.ownerReferences ?? [];
    if (owners.some(({ uid }) => uid === request.metadata.uid)) {
      return;
    }
    const { namespace, name, uid, resourceVersion } = metadata;
    await this.#caches.apiKeyApprovals.patch(
      { namespace, name },
      {
        metadata: {
          uid,
          resourceVersion,
          ownerReferences: [...owners, requestOwnerReference(request)],
        },
      },
      { type: 'merge' },
    );
  }

  async #writeStatus(
    { metadata, status }: APIKeyApproval,
    wanted: APIKeyApprovalStatus,
  ): Promise<void> {
    const patch = mergePatch(status ?? {}, wanted);
    if (patch) {
      const { namespace, name, uid } = metadata;
      await this.#caches.apiKeyApprovals.patch(
        { namespace, name },
        { metadata: { uid }, status: patch },
        { type: 'merge', subresource: 'status' },
      );
    }
  }
}

/** What is recorded once, when a decision that lacks it is first seen to count. */
function recordOf(
  { spec, status }: APIKeyApproval,
  request: APIKeyRequest | undefined,
): Pick<APIKeyApprovalStatus, 'apiKeyUid' | 'terms'> {
  const uid = request?.spec.apiKeyRef.uid;
  return {
    apiKeyUid: status?.apiKeyUid ?? (spec.apiKeyUid ? undefined : uid),
    // Only together with the key that they belong to.
    terms:
      status?.terms ??
      (spec.terms || !request || !uid ? undefined : termsOf(request.spec)),
  };
}
