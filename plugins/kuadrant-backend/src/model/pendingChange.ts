import type {
  APIKeyApproval,
  PendingChange,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { decidedTerms, decisionOn } from './decisions';
import { keyStateOf } from './keyState';
import { expiryTime, sameTerms, termsOf, type Terms } from './terms';

/** A key or its request, as far as its terms go. */
export interface HasTerms {
  spec: Terms;
  status?: Parameters<typeof keyStateOf>[0]['status'] & {
    approved?: Terms & { approvalName?: string };
  };
}

/** The newest decision on what is asked for now, made after the one in force. */
function decisionOnChange(
  object: HasTerms,
  decisions: APIKeyApproval[],
): APIKeyApproval | undefined {
  const inForce = decisions.findIndex(
    ({ metadata }) => metadata.name === object.status?.approved?.approvalName,
  );
  const newer = inForce < 0 ? decisions : decisions.slice(0, inForce);
  return newer.find(approval => {
    const decided = decidedTerms(approval);
    return decided && sameTerms(decided, termsOf(object.spec));
  });
}

/**
 * What was asked for after the approval and differs from what is in force. An earlier expiry is no such change: it
 * takes effect without a review.
 */
export function pendingChangeOf(
  object: HasTerms,
  decisions: APIKeyApproval[],
): PendingChange | undefined {
  const approved = object.status?.approved;
  const { state } = keyStateOf(object);
  if (!approved || (state !== 'Approved' && state !== 'Expired')) {
    return undefined;
  }
  const asked = termsOf(object.spec);
  const otherPlan = asked.planTier !== approved.planTier;
  const laterExpiry =
    expiryTime(asked.expiresAt) > expiryTime(approved.expiresAt);
  if (!otherPlan && !laterExpiry) {
    return undefined;
  }
  const decision = decisionOnChange(object, decisions);
  return {
    ...(otherPlan && {
      planTier: { from: approved.planTier, to: asked.planTier },
    }),
    ...(laterExpiry && {
      expiresAt: {
        ...(approved.expiresAt && { from: approved.expiresAt }),
        ...(asked.expiresAt && { to: asked.expiresAt }),
      },
    }),
    ...(decision &&
      !decision.spec.approved && {
        refused: {
          by: decision.spec.reviewedBy,
          ...(decision.spec.message && { message: decision.spec.message }),
        },
      }),
  };
}

/** Whether a person has to decide: on a new request, or on a change of an approved key. */
export function awaitsReview(
  object: HasTerms,
  decisions: APIKeyApproval[],
): boolean {
  if (keyStateOf(object).state === 'Pending') {
    return decisionOn(object.spec, decisions) === undefined;
  }
  return (
    pendingChangeOf(object, decisions) !== undefined &&
    decisionOnChange(object, decisions) === undefined
  );
}
