import {
  apiKeyApprovals,
  apiKeyRequests,
  bindingFor,
  DECIDED_TERMS,
  DECISION_BINDING,
  decisionName,
  extensionAnnotations,
  nextReviewTime,
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type Terms,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KeyFacts } from './Facts';
import { changeUnderReview } from './reviewRules';

/** What a reviewer decides and writes. */
export interface Review {
  approved: boolean;
  /** Of the request as the reviewer saw it. */
  revision: string;
  message?: string;
  reason?: string;
}

/** What a decision was about. */
export type ReviewSubject = 'request' | 'change' | 'key';

/** A decision that was made. */
export interface MadeDecision {
  approval: APIKeyApproval;
  key: APIKey;
  /** A new request, a change of an approved key, or an approved key as a whole. */
  subject: ReviewSubject;
}

/**
 * The APIKeyApproval of a decision, bound to all that the reviewer saw.
 *
 * @param made - `now` in milliseconds since the epoch
 */
export function approvalOf(made: {
  request: APIKeyRequest;
  facts: KeyFacts;
  review: Review;
  reviewer: string;
  productUid: string;
  now: number;
}): Pick<MadeDecision, 'approval' | 'subject'> {
  const { request, facts, review, reviewer, productUid } = made;
  const { namespace = '', name } = request.metadata;
  const terms = decidedTerms(facts, review.approved);
  const message = review.message?.trim();
  const approval: APIKeyApproval = {
    apiVersion: `${apiKeyApprovals.group}/${apiKeyApprovals.version}`,
    kind: apiKeyApprovals.kind,
    metadata: {
      namespace,
      name: decisionName(name, review.revision),
      // Deleted with its request, also where that happens at this moment.
      ownerReferences: [
        {
          apiVersion: `${apiKeyRequests.group}/${apiKeyRequests.version}`,
          kind: apiKeyRequests.kind,
          name,
          uid: request.metadata.uid ?? '',
          controller: true,
        },
      ],
      annotations: {
        ...extensionAnnotations(
          DECISION_BINDING,
          bindingFor(facts.key, productUid, facts.requested),
        ),
        ...(terms && extensionAnnotations(DECIDED_TERMS, terms)),
      },
    },
    spec: {
      apiKeyRequestRef: { name },
      approved: review.approved,
      reviewedBy: reviewer,
      reviewedAt: nextReviewTime(facts.decisions[0], made.now),
      ...(review.reason && { reason: review.reason }),
      ...(message && { message }),
    },
  };
  return { approval, subject: subjectOf(facts.standing.verdict, terms) };
}

/**
 * The terms that a decision names. A rejection that names none revokes, whatever is in force; one that names those of a
 * change rejects the change.
 */
function decidedTerms(facts: KeyFacts, approved: boolean): Terms | undefined {
  const { requested, standing } = facts;
  return approved ||
    standing.verdict === 'none' ||
    changeUnderReview(facts) !== undefined
    ? requested
    : undefined;
}

function subjectOf(
  before: KeyFacts['standing']['verdict'],
  terms: Terms | undefined,
): ReviewSubject {
  if (before !== 'approved') {
    return 'request';
  }
  return terms ? 'change' : 'key';
}
