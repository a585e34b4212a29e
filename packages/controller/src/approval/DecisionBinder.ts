import {
  type APIKeyApproval,
  type APIKeyRequest,
  bindingAnnotations,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches } from '../caches';
import { requestOwnerReference } from './ownerReference';

/** Binds decisions that do not say themselves what they were made on: the Go controller's, and those by hand. */
export class DecisionBinder {
  readonly #cache: Caches['apiKeyApprovals'];

  constructor(cache: Caches['apiKeyApprovals']) {
    this.#cache = cache;
  }

  /**
   * Binds a decision to what its request shows now, and makes the request its owner, in one write.
   *
   * @throws KubernetesError that is a conflict where the decision has changed
   */
  async bind(
    approval: APIKeyApproval,
    request: APIKeyRequest,
    on: { apiKeyUid: string; productUid: string },
  ): Promise<void> {
    await this.#patch(approval, {
      annotations: bindingAnnotations(approval, request, on),
      ownerReferences: ownersWith(approval, request),
    });
  }

  /** Makes the request the owner of a decision, where it is not yet. */
  async own(approval: APIKeyApproval, request: APIKeyRequest): Promise<void> {
    const owners = ownersWith(approval, request);
    if (owners !== approval.metadata.ownerReferences) {
      await this.#patch(approval, { ownerReferences: owners });
    }
  }

  async #patch(
    { metadata }: APIKeyApproval,
    changes: Partial<APIKeyApproval['metadata']>,
  ): Promise<void> {
    const { namespace, name, uid, resourceVersion } = metadata;
    await this.#cache.patch(
      { namespace, name },
      { metadata: { uid, resourceVersion, ...changes } },
      { type: 'merge' },
    );
  }
}

function ownersWith({ metadata }: APIKeyApproval, request: APIKeyRequest) {
  const { ownerReferences } = metadata;
  return ownerReferences?.some(({ uid }) => uid === request.metadata.uid)
    ? ownerReferences
    : [...(ownerReferences ?? []), requestOwnerReference(request)];
}
