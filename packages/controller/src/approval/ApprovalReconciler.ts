import {
  type APIKeyApproval,
  type APIKeyApprovalStatus,
  type APIKeyRequest,
  apiKeyRequests,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound, type KubernetesClient } from '@kuadrant/kubernetes-cache';
import type { Caches } from '../caches';
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
  readonly #client: KubernetesClient;
  readonly #caches: Pick<Caches, 'apiKeyApprovals' | 'apiKeyRequests'>;
  readonly #clock: Clock;

  constructor(options: {
    client: KubernetesClient;
    caches: Pick<Caches, 'apiKeyApprovals' | 'apiKeyRequests'>;
    clock: Clock;
  }) {
    this.#client = options.client;
    this.#caches = options.caches;
    this.#clock = options.clock;
  }

  async reconcile(key: string): Promise<void> {
    const approval = this.#caches.apiKeyApprovals.get(refOf(key));
    if (!approval || approval.metadata.deletionTimestamp) {
      return;
    }
    const request = await this.#findRequest({
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

  // That the cache lacks the request may mean "not yet".
  async #findRequest(ref: ObjectRef): Promise<APIKeyRequest | undefined> {
    const cached = this.#caches.apiKeyRequests.get(ref);
    if (cached) {
      return cached;
    }
    try {
      return await this.#client.get(apiKeyRequests, ref);
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
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
