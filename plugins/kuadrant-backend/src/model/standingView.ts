import {
  expiryTime,
  type ApprovedTerms,
  type PendingChange,
  type Standing,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** The terms in force as the API shows them; undefined while nothing is approved. */
export function approvedTermsOf({
  inForce,
  decision,
}: Standing): ApprovedTerms | undefined {
  if (!inForce || !decision) {
    return undefined;
  }
  const { name, reviewedBy, reviewedAt, message } = decision;
  return {
    ...inForce,
    approvalName: name,
    reviewedBy,
    reviewedAt,
    ...(message && { message }),
  };
}

/** What is requested beside what is in force, as the API shows it. */
export function pendingChangeOf({
  inForce,
  change,
}: Standing): PendingChange | undefined {
  if (!inForce || !change) {
    return undefined;
  }
  const { terms, rejectedBy } = change;
  const { planTier, expiresAt } = inForce;
  return {
    ...(terms.planTier !== planTier && {
      planTier: { from: planTier, to: terms.planTier },
    }),
    ...(expiryTime(terms.expiresAt) !== expiryTime(expiresAt) && {
      expiresAt: {
        ...(expiresAt && { from: expiresAt }),
        ...(terms.expiresAt && { to: terms.expiresAt }),
      },
    }),
    ...(rejectedBy && {
      refused: {
        by: rejectedBy.reviewedBy,
        ...(rejectedBy.message && { message: rejectedBy.message }),
      },
    }),
  };
}
