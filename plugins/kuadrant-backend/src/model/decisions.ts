import {
  AUTOMATIC_REVIEWER,
  type CountingDecision,
  type Decision,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** A decision as the API shows it. */
export function decisionView(decision: CountingDecision): Decision {
  const { approved, reviewedBy, reviewedAt, reason, message } = decision;
  return {
    approved,
    reviewedBy,
    reviewedAt,
    ...(reason && { reason }),
    ...(message && { message }),
    automatic: reviewedBy === AUTOMATIC_REVIEWER,
  };
}
