import {
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  DECISION_BINDING,
  type DecisionBinding,
  extensionAnnotations,
  extensionValue,
  overrulingFirst,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { requestOwnerReference } from '../approval/ownerReference';

/**
 * The decisions that a restored key gets: those of the backup and those in the cluster on the same key. Where both have
 * one, the cluster's counts.
 *
 * @remarks
 * The order is that in which they are written: rejections, then approvals, each with those that overrule others first. So
 * a key that has some of them never has more than with all of them.
 *
 * @param live - those in the cluster that name the key's request
 * @returns also the names that decisions on something else have taken
 */
export function decisionsToRestore(
  saved: APIKeyApproval[],
  live: APIKeyApproval[],
  uids: { saved?: string; live?: string },
): { decisions: APIKeyApproval[]; taken: string[] } {
  const found = new Map(saved.map(each => [each.metadata.name, each]));
  const taken: string[] = [];
  for (const decision of live) {
    const { name } = decision.metadata;
    const same = found.get(name);
    if (isOnKey(decision, uids.saved) || isOnKey(decision, uids.live)) {
      found.set(name, decision);
    } else if (same && isUnboundCopy(decision, same)) {
      // A restore wrote it before the key.
      found.set(name, {
        ...same,
        metadata: { ...same.metadata, uid: decision.metadata.uid },
      });
    } else if (same) {
      found.delete(name);
      taken.push(name);
    }
  }
  const all = overrulingFirst([...found.values()]);
  const decisions = [
    ...all.filter(({ spec }) => !spec.approved),
    ...all.filter(({ spec }) => spec.approved),
  ];
  return { decisions, taken };
}

function isOnKey(decision: APIKeyApproval, uid?: string): boolean {
  const binding = extensionValue(DECISION_BINDING, decision);
  return uid !== undefined && binding?.apiKeyUid === uid;
}

function isUnboundCopy(live: APIKeyApproval, saved: APIKeyApproval): boolean {
  return (
    extensionValue(DECISION_BINDING, live) === undefined &&
    live.spec.approved === saved.spec.approved &&
    live.spec.reviewedBy === saved.spec.reviewedBy &&
    Date.parse(live.spec.reviewedAt) === Date.parse(saved.spec.reviewedAt)
  );
}

/** What binds a decision to the restored key, its product and its request. */
export function restoredBinding(
  decision: APIKeyApproval,
  on: {
    apiKey: APIKey;
    request: APIKeyRequest;
    /** The product that the backup has, and the one in the cluster. */
    productUids: { saved?: string; live?: string };
  },
): {
  annotations: Record<string, string>;
  ownerReferences: ReturnType<typeof requestOwnerReference>[];
} {
  const binding = extensionValue(DECISION_BINDING, decision);
  const { saved, live } = on.productUids;
  const productUid =
    binding?.productUid === saved && live !== undefined
      ? live
      : binding?.productUid;
  const bound: DecisionBinding = {
    ...binding,
    apiKeyUid: on.apiKey.metadata.uid ?? 'unknown',
    ...(productUid !== undefined && { productUid }),
  };
  return {
    annotations: extensionAnnotations(DECISION_BINDING, bound),
    ownerReferences: [requestOwnerReference(on.request)],
  };
}
