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
const DAY_MS = 24 * 3_600_000;
// Between whoever computed the expiry and this process.
const CLOCK_DIFFERENCE_MS = 3_600_000;

/**
 * The terms that a product with automatic approval grants now: those of a key that is Pending and on which nobody has
 * decided, or a change of approved terms. What a person refused is left to people.
 *
 * @param valid - the time, how many valid decisions there are and whether one refuses, and the plans
 */
export function automaticTerms(
  product: APIProduct | undefined,
  apiKey: APIKey,
  evaluation: KeyEvaluation,
  valid: {
    now: number;
    count: number;
    refused: boolean;
    knowsPlan: (tier: string) => boolean;
  },
): Terms | undefined {
  if (product?.spec.approvalMode !== 'automatic' || valid.refused) {
    return undefined;
  }
  if (!isWithinLifetime(product, apiKey, valid.now)) {
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

// A key that asks for longer than the product allows is for people to judge.
function isWithinLifetime(
  { spec }: APIProduct,
  apiKey: APIKey,
  now: number,
): boolean {
  const { maxDays } = spec.keyLifetime ?? {};
  const { expiresAt } = apiKey.spec;
  if (maxDays === undefined) {
    return true;
  }
  const latest = now + maxDays * DAY_MS + CLOCK_DIFFERENCE_MS;
  return expiresAt !== undefined && Date.parse(expiresAt) <= latest;
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
