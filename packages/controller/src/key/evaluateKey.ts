import type {
  APIKeyState,
  AuthenticationRule,
  PlanLimits,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { Change, CHECKS, Finding, hasPlan, Scope } from './checks';
import { Decision, decisionsFor, outcomeOf } from './decisions';
import { KeyInput } from './KeyInput';
import { sameTerms, Terms, termsOf } from './terms';

/** What a key is, and what follows from it. */
export interface KeyEvaluation {
  state: APIKeyState;
  reason: string;
  message: string;
  /** The decision in force, with the terms as they hold now; the key may be Expired all the same. */
  approved?: { decision: Decision; terms: Terms };
  /** The decisions that count, the newest first. */
  decisions: Decision[];
  change?: Change;
  /** The rule by which the gateway knows keys. */
  authentication?: AuthenticationRule;
  limits?: PlanLimits;
  apiHostname?: string;
  /** Approved, and the end is near. */
  expiresSoon: boolean;
  /** When time alone changes the answer next, in milliseconds since the epoch. */
  nextChangeAt?: number;
}

/** Decides the state of a key. Reads nothing but its input. */
export function evaluateKey(input: KeyInput): KeyEvaluation {
  const scope = scopeOf(input);
  const finding: Finding = CHECKS.reduce<Finding | undefined>(
    (found, check) => found ?? check(scope),
    undefined,
  ) ?? {
    state: 'Pending',
    reason: 'AwaitingApproval',
    message: 'API key request awaits approval',
  };
  const isApproved = finding.state === 'Approved';
  const lasts = isApproved || finding.state === 'Pending';
  const warnAt =
    scope.endsAt !== undefined
      ? scope.endsAt - input.expiryWarningMs
      : undefined;
  return {
    ...finding,
    approved:
      isApproved || finding.state === 'Expired' ? scope.approved : undefined,
    decisions: scope.decisions,
    change: scope.change,
    authentication: scope.authentication,
    limits: scope.approved
      ? input.plans?.find(({ tier }) => tier === scope.approved?.terms.planTier)
          ?.limits
      : undefined,
    apiHostname: input.hostname,
    expiresSoon: isApproved && warnAt !== undefined && warnAt <= input.now,
    nextChangeAt: earliestAfter(input.now, [
      lasts ? scope.endsAt : undefined,
      isApproved ? warnAt : undefined,
      previousValueEndsAt(input),
    ]),
  };
}

function scopeOf(input: KeyInput): Scope {
  const { apiKey, request, approvals } = input;
  const decisions = decisionsFor(apiKey, request, approvals);
  const outcome = outcomeOf(decisions);
  const wanted: Terms = termsOf(apiKey.spec);
  // An approval of a plan that is no more gives nothing; the key is asked about anew.
  const decision =
    outcome.kind === 'approved' &&
    (hasPlan(input, outcome.decision.terms.planTier) ||
      outcome.decision.terms.planTier === wanted.planTier)
      ? outcome.decision
      : undefined;
  const inForce = decision && {
    decision,
    terms: shortened(decision.terms, wanted.expiresAt),
  };
  const expiresAt = inForce ? inForce.terms.expiresAt : wanted.expiresAt;
  return {
    input,
    decisions,
    outcome,
    approved: inForce,
    change:
      inForce && !sameTerms(wanted, inForce.terms)
        ? {
            terms: wanted,
            refusedBy: outcome.refusals.find(({ terms }) =>
              sameTerms(terms, wanted),
            ),
          }
        : undefined,
    authentication: apiKeyRuleOf(input),
    endsAt: expiresAt === undefined ? undefined : Date.parse(expiresAt),
  };
}

// To end sooner than approved needs no review.
function shortened(terms: Terms, wanted: string | undefined): Terms {
  const sooner =
    wanted !== undefined &&
    (terms.expiresAt === undefined ||
      Date.parse(wanted) < Date.parse(terms.expiresAt));
  return termsOf({
    planTier: terms.planTier,
    expiresAt: sooner ? wanted : terms.expiresAt,
  });
}

// By name, so that the answer does not depend on the order in a document.
function apiKeyRuleOf({
  authScheme,
}: KeyInput): AuthenticationRule | undefined {
  const rules = Object.entries(authScheme?.authentication ?? {})
    .filter(([, rule]) => rule.apiKey)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return rules[0]?.[1];
}

function previousValueEndsAt({ apiKey }: KeyInput): number | undefined {
  const { previousSecretRef } = apiKey.spec;
  return previousSecretRef && Date.parse(previousSecretRef.validUntil);
}

function earliestAfter(
  now: number,
  times: (number | undefined)[],
): number | undefined {
  const ahead = times.filter(
    (time): time is number => time !== undefined && time > now,
  );
  return ahead.length > 0 ? Math.min(...ahead) : undefined;
}
