import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  type APIKeyRequest,
  apiKeyRequests,
  DECISION_BINDING,
  isRequestOf,
  productRefOf,
  refOfObject,
  requestRefOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import { keyOf, mergePatch } from '../objects';
import { wantedRequest } from '../request/wantedRequest';
import { decisionsToRestore, restoredBinding } from './decisionsToRestore';
import type { LiveCluster } from './LiveCluster';
import type { SavedKey } from './SavedKey';
import { isSameProduct } from './trust';
import type { Writer } from './Writer';

/** Restores the request of a key and the decisions on it, bound to what is in the cluster now. */
export class ReviewRestorer {
  readonly #options: { live: LiveCluster; writer: Writer };

  constructor(options: { live: LiveCluster; writer: Writer }) {
    this.#options = options;
  }

  /** Restores both. Returns what was left out and why. */
  async restore(saved: SavedKey, apiKey: APIKey): Promise<string[]> {
    const { namespace } = productRefOf(apiKey);
    const { decisions, notes } = this.#decisions(saved, apiKey);
    if (this.#options.live.namespaces.has(namespace)) {
      const request = await this.#request(saved, apiKey);
      for (const decision of decisions) {
        await this.#decision(decision, { saved, apiKey, request });
      }
    } else if (decisions.length > 0) {
      notes.push(
        `The decisions on APIKey ${keyOf(refOfObject(apiKey))} are left out: namespace ${namespace} does not exist`,
      );
    }
    return notes;
  }

  #decisions(
    saved: SavedKey,
    apiKey: APIKey,
  ): { decisions: APIKeyApproval[]; notes: string[] } {
    const { live } = this.#options;
    const key = keyOf(refOfObject(apiKey));
    const { decisions, taken } = decisionsToRestore(
      saved.decisions,
      live.decisions.get(keyOf(requestRefOf(apiKey))) ?? [],
      { saved: saved.apiKey.metadata.uid, live: apiKey.metadata.uid },
    );
    const notes = taken.map(
      name =>
        `APIKeyApproval ${name} on APIKey ${key} is left out: a decision on something else has its name`,
    );
    const product = live.products.get(keyOf(productRefOf(apiKey)));
    if (!product || isSameProduct(saved.product, product)) {
      return { decisions, notes };
    }
    const rejections = decisions.filter(({ spec }) => !spec.approved);
    if (rejections.length < decisions.length) {
      notes.push(
        `Approvals of APIKey ${key} are left out: APIProduct ${keyOf(refOfObject(product))} has another owner or route than in the backup. Its owner has to approve the key.`,
      );
    }
    return { decisions: rejections, notes };
  }

  /** Writes a rejection that holds before its key, so that it counts from the key's first instant. */
  async rejectFirst({ apiKey, decisions }: SavedKey): Promise<void> {
    const { live, writer } = this.#options;
    const [first] = decisions;
    if (
      first &&
      !first.spec.approved &&
      live.namespaces.has(productRefOf(apiKey).namespace)
    ) {
      const annotations = { ...first.metadata.annotations };
      delete annotations[DECISION_BINDING.annotation];
      await writer.create(apiKeyApprovals, first, { annotations });
    }
  }

  async #request(saved: SavedKey, apiKey: APIKey): Promise<APIKeyRequest> {
    const { writer } = this.#options;
    const wanted = wantedRequest({
      ...apiKey,
      metadata: { ...saved.apiKey.metadata, uid: apiKey.metadata.uid },
    });
    const review = saved.request?.metadata.annotations?.[ANNOTATIONS.review];
    const { object: request } = await writer.create(apiKeyRequests, {
      ...wanted,
      metadata: {
        ...wanted.metadata,
        annotations: {
          ...wanted.metadata.annotations,
          ...(review && { [ANNOTATIONS.review]: review }),
        },
      },
    });
    if (isRequestOf(request, apiKey)) {
      return request;
    }
    // It shadows the deleted key. The decisions on it are in memory, and must not go with it.
    for (const decision of this.#options.live.decisions.get(
      keyOf(refOfObject(request)),
    ) ?? []) {
      await this.#release(decision);
    }
    await writer.delete(apiKeyRequests, request);
    return this.#request(saved, apiKey);
  }

  async #release({ metadata }: APIKeyApproval): Promise<void> {
    const { namespace = '', name, uid, ownerReferences } = metadata;
    if (ownerReferences && ownerReferences.length > 0) {
      await ignoringNotFound(() =>
        this.#options.writer.patch(
          apiKeyApprovals,
          { namespace, name },
          { metadata: { uid, ownerReferences: null } },
        ),
      );
    }
  }

  async #decision(
    decision: APIKeyApproval,
    on: { saved: SavedKey; apiKey: APIKey; request: APIKeyRequest },
  ): Promise<void> {
    const { writer, live } = this.#options;
    const bound = restoredBinding(decision, {
      ...on,
      productUids: {
        saved: on.saved.product?.metadata.uid,
        live: live.products.get(keyOf(productRefOf(on.apiKey)))?.metadata.uid,
      },
    });
    const { annotations, ownerReferences } = bound;
    const { object, isNew } = await writer.create(apiKeyApprovals, decision, {
      annotations: { ...decision.metadata.annotations, ...annotations },
      ownerReferences,
    });
    const change = mergePatch(
      {
        annotations: object.metadata.annotations ?? {},
        ownerReferences: object.metadata.ownerReferences,
      },
      {
        annotations: { ...object.metadata.annotations, ...annotations },
        ownerReferences,
      },
    );
    if (isNew || change === undefined) {
      return;
    }
    const isThere = await ignoringNotFound(() =>
      writer.patch(apiKeyApprovals, refOfObject(object), {
        metadata: { uid: object.metadata.uid, ...change },
      }),
    );
    if (!isThere) {
      // The garbage collector or the controller has removed it with the deleted key.
      await this.#decision(decision, on);
    }
  }
}

/** Does some work. Returns whether its object exists. */
async function ignoringNotFound(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isNotFound(error)) {
      return false;
    }
    throw error;
  }
}
