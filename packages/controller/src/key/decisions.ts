import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { judgeApproval } from '../approval/judgeApproval';
import { sameTerms, Terms } from './terms';

/** A decision that counts. */
export interface Decision {
  name: string;
  approved: boolean;
  reviewedBy: string;
  reviewedAt: string;
  message?: string;
  terms: Terms;
  /** The decision names its terms itself, so that a rejection may be about a change only. */
  explicit: boolean;
}

/** What the decisions come to. */
export type Outcome = (
  | { kind: 'none' }
  | { kind: 'denied'; decision: Decision }
  | { kind: 'approved'; decision: Decision }
) & {
  /** Rejections newer than the approval in force that refuse a change of it. */
  refusals: Decision[];
};

/**
 * The decisions that count for a key, the newest first.
 *
 * @param request - the key's own request, in its product's namespace
 * @param approvals - those that name the request, of its namespace
 */
export function decisionsFor(
  apiKey: APIKey,
  request: APIKeyRequest | undefined,
  approvals: APIKeyApproval[],
): Decision[] {
  if (!request || request.spec.apiKeyRef.uid !== apiKey.metadata.uid) {
    return [];
  }
  return approvals
    .filter(approval => {
      const uid = approval.spec.apiKeyUid ?? approval.status?.apiKeyUid;
      return (
        approval.metadata.namespace === request.metadata.namespace &&
        !approval.metadata.deletionTimestamp &&
        uid === apiKey.metadata.uid &&
        judgeApproval(approval, request).reason === 'Valid'
      );
    })
    .sort(newestFirst)
    .flatMap(({ metadata, spec, status }) => {
      // Without terms of its own a decision counts from when those that it was seen with are recorded.
      const terms = spec.terms ?? status?.terms;
      const { approved, reviewedBy, reviewedAt, message } = spec;
      return terms
        ? {
            name: metadata.name,
            approved,
            reviewedBy,
            reviewedAt,
            message,
            terms,
            explicit: spec.terms !== undefined,
          }
        : [];
    });
}

/**
 * Whether a decision counts but does not say yet, or have recorded yet, which key and which terms it is about. The Go
 * controller's are like this, and those that people write by hand.
 */
export function awaitsRecord({
  request,
  approvals,
}: {
  request?: APIKeyRequest;
  approvals: APIKeyApproval[];
}): boolean {
  return approvals.some(
    approval =>
      !approval.metadata.deletionTimestamp &&
      judgeApproval(approval, request).reason === 'Valid' &&
      !(
        (approval.spec.apiKeyUid ?? approval.status?.apiKeyUid) &&
        (approval.spec.terms ?? approval.status?.terms)
      ),
  );
}

function newestFirst(a: APIKeyApproval, b: APIKeyApproval): number {
  return (
    Date.parse(b.spec.reviewedAt) - Date.parse(a.spec.reviewedAt) ||
    Date.parse(b.metadata.creationTimestamp ?? '') -
      Date.parse(a.metadata.creationTimestamp ?? '') ||
    (a.metadata.name < b.metadata.name ? 1 : -1)
  );
}

/**
 * Decides what is in force. The newest decision counts; only a rejection of explicit terms other than the approved
 * ones leaves the approval before it in force.
 *
 * @param decisions - the newest first
 */
export function outcomeOf(decisions: Decision[]): Outcome {
  const [newest, ...older] = decisions;
  if (!newest) {
    return { kind: 'none', refusals: [] };
  }
  if (newest.approved) {
    return { kind: 'approved', decision: newest, refusals: [] };
  }
  const before = newest.explicit ? outcomeOf(older) : undefined;
  if (
    before?.kind === 'approved' &&
    !sameTerms(newest.terms, before.decision.terms)
  ) {
    return { ...before, refusals: [newest, ...before.refusals] };
  }
  return { kind: 'denied', decision: newest, refusals: [] };
}
