import type { CountingDecision } from './decisions';
import { expiryTime, sameTerms, type Terms, termsOf } from './terms';

/**
 * A request for terms other than those in force.
 *
 * @public
 */
export interface TermsChange {
  terms: Terms;
  /** The rejection of these very terms, if there is one. */
  rejectedBy?: CountingDecision;
}

/**
 * What the decisions on a key come to. What is in force comes from decisions alone, never from what the key requests.
 *
 * @public
 */
export interface Standing {
  verdict: 'none' | 'approved' | 'rejected';
  /** The newest decision on the key as a whole: the approval in force, or the rejection. */
  decision?: CountingDecision;
  /** The approved terms as they hold now. */
  inForce?: Terms;
  /** What the key requests beside what is in force. */
  change?: TermsChange;
}

interface Outcome {
  verdict: Standing['verdict'];
  decision?: CountingDecision;
  /** Rejections newer than the approval in force that reject a change of it. */
  rejections: CountingDecision[];
}

/**
 * Decides what is in force. The newest decision counts; only a rejection of explicit terms other than the approved ones
 * leaves the approval before it in force. An expiry earlier than the approved one needs no review.
 *
 * @param decisions - those that count, the newest first
 * @param requested - the terms that the key requests now
 * @param hasPlan - whether the product has a plan; an approval of a plan that no longer exists gives nothing once the
 * key requests another one
 * @public
 */
export function standingOf(
  decisions: CountingDecision[],
  requested: Terms,
  hasPlan: (tier: string) => boolean = () => true,
): Standing {
  const { verdict, decision, rejections } = outcomeOf(decisions);
  if (verdict !== 'approved' || !decision) {
    return { verdict, decision };
  }
  const { planTier } = decision.terms;
  if (!hasPlan(planTier) && planTier !== termsOf(requested).planTier) {
    return { verdict: 'none' };
  }
  const terms = termsOf(requested);
  const inForce = shortened(decision.terms, terms.expiresAt);
  return {
    verdict,
    decision,
    inForce,
    change: sameTerms(terms, inForce)
      ? undefined
      : {
          terms,
          rejectedBy: rejections.find(rejection =>
            sameTerms(rejection.terms, terms),
          ),
        },
  };
}

/**
 * Whether somebody has to decide: on a new request, or on a change of an approved key.
 *
 * @public
 */
export function awaitsDecision({ verdict, change }: Standing): boolean {
  return verdict === 'none' || (change !== undefined && !change.rejectedBy);
}

function outcomeOf([newest, ...older]: CountingDecision[]): Outcome {
  if (!newest) {
    return { verdict: 'none', rejections: [] };
  }
  if (newest.approved) {
    return { verdict: 'approved', decision: newest, rejections: [] };
  }
  const before = newest.explicit ? outcomeOf(older) : undefined;
  return before?.verdict === 'approved' &&
    before.decision &&
    !sameTerms(newest.terms, before.decision.terms)
    ? { ...before, rejections: [newest, ...before.rejections] }
    : { verdict: 'rejected', decision: newest, rejections: [] };
}

function shortened(terms: Terms, requested: string | undefined): Terms {
  const isSooner = expiryTime(requested) < expiryTime(terms.expiresAt);
  return termsOf({
    planTier: terms.planTier,
    expiresAt: isSooner ? requested : terms.expiresAt,
  });
}
