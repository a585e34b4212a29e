import {
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  autoApprovalName,
  shortHash,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KeyEvaluation } from '../key/evaluateKey';
import { type Terms, termsOf } from '../key/terms';
import { requestOwnerReference } from './ownerReference';

/** Who approves on products with automatic approval. */
export const AUTOMATIC_REVIEWER = 'system';

const LONGEST_NAME = 253;

/**
 * The terms that a product with automatic approval grants now: those of a key that is Pending and on which nobody has
 * decided, or a change of approved terms. What a person refused is left to people.
 *
 * @param valid - how many valid decisions there are
 */
export function automaticTerms(
  product: APIProduct | undefined,
  apiKey: APIKey,
  evaluation: KeyEvaluation,
  valid: {
    count: number;
    refused: boolean;
    knowsPlan: (tier: string) => boolean;
  },
): Terms | undefined {
  if (product?.spec.approvalMode !== 'automatic' || valid.refused) {
    return undefined;
  }
  const { state, change } = evaluation;
  if (state === 'Pending' && valid.count === 0) {
    return termsOf(apiKey.spec);
  }
  const changes = state === 'Approved' || state === 'Expired';
  return changes && change && valid.knowsPlan(change.terms.planTier)
    ? change.terms
    : undefined;
}

/**
 * The approval of such terms.
 *
 * @param first - it is the first decision on the request; later ones have names of their own
 */
export function automaticApproval(
  request: APIKeyRequest,
  terms: Terms,
  options: { first: boolean; reviewedAt: string },
): APIKeyApproval {
  const { name, namespace } = request.metadata;
  const firstName = autoApprovalName(name);
  return {
    metadata: {
      namespace,
      name: options.first ? firstName : changeName(firstName, terms),
      ownerReferences: [requestOwnerReference(request)],
    },
    spec: {
      apiKeyRequestRef: { name },
      approved: true,
      reviewedBy: AUTOMATIC_REVIEWER,
      reviewedAt: options.reviewedAt,
      reason: 'AutoApproved',
      message: 'Approved automatically',
      terms,
      apiKeyUid: request.spec.apiKeyRef.uid,
    },
  };
}

function changeName(firstName: string, terms: Terms): string {
  const ending = `-${shortHash(`${terms.planTier} ${terms.expiresAt ?? ''}`)}`;
  const stem = firstName.slice(0, LONGEST_NAME - ending.length);
  return `${stem.replace(/[^a-z0-9]+$/, '')}${ending}`;
}
