import {
  autoApprovalName,
  findCondition,
  type APIKeyApproval,
  type APIKeyRequest,
  type Decision,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { sameTerms, termsOf, type Terms } from './terms';

/** The terms that a decision speaks of, as far as it or the controller tells. */
export function decidedTerms(approval: APIKeyApproval): Terms | undefined {
  return approval.spec.terms ?? approval.status?.terms;
}

/**
 * Whether a decision counts for the key behind a request. One that the controller has not looked at yet counts when it
 * names the key by its uid, so that a reviewer sees their own decision at once.
 */
function counts(approval: APIKeyApproval, keyUid: string | undefined): boolean {
  const uid = approval.spec.apiKeyUid ?? approval.status?.apiKeyUid;
  const valid = findCondition(approval.status?.conditions, 'Valid');
  return valid
    ? valid.status === 'True' && (uid === undefined || uid === keyUid)
    : uid !== undefined && uid === keyUid;
}

function compare(one: APIKeyApproval, other: APIKeyApproval): number {
  const reviewed =
    Date.parse(other.spec.reviewedAt) - Date.parse(one.spec.reviewedAt);
  const created = (approval: APIKeyApproval) =>
    approval.metadata.creationTimestamp ?? '';
  return (
    reviewed ||
    created(other).localeCompare(created(one)) ||
    other.metadata.name.localeCompare(one.metadata.name)
  );
}

/** The decisions that count, the newest first. */
export function countingDecisions(
  approvals: APIKeyApproval[],
  keyUid: string | undefined,
): APIKeyApproval[] {
  return approvals.filter(approval => counts(approval, keyUid)).sort(compare);
}

/** The newest decision on exactly these terms; one that names no terms speaks of all. */
export function decisionOn(
  terms: Terms,
  decisions: APIKeyApproval[],
): APIKeyApproval | undefined {
  return decisions.find(approval => {
    const decided = decidedTerms(approval);
    return decided === undefined || sameTerms(decided, termsOf(terms));
  });
}

/** Whether the controller made the decision, because the product approves automatically. */
export function isAutomatic(approval: APIKeyApproval): boolean {
  return (
    approval.spec.reviewedBy === 'system' ||
    approval.metadata.name ===
      autoApprovalName(approval.spec.apiKeyRequestRef.name)
  );
}

/** A decision as the API shows it. */
export function decisionView(approval: APIKeyApproval): Decision {
  const { approved, reviewedBy, reviewedAt, reason, message } = approval.spec;
  return {
    approved,
    reviewedBy,
    reviewedAt,
    ...(reason && { reason }),
    ...(message && { message }),
    automatic: isAutomatic(approval),
  };
}

/** The uid of the key that a request stands for. */
export function keyUidOf(request: APIKeyRequest): string | undefined {
  return request.spec.apiKeyRef.uid;
}
