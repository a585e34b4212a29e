import {
  type APIKeyState,
  type AuthenticationRule,
  type CountingDecision,
  countingDecisions,
  type DecisionScope,
  expiryTime,
  matchDecision,
  type Overlap,
  overlapOf,
  type PlanLimits,
  productRefOf,
  type Standing,
  standingOf,
  type Terms,
  type TermsChange,
  termsOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyRuleFor, keySecretLabels } from '@kuadrant/gateway-policy';
import { CHECKS, type Finding, keepsPlan, type Scope } from './checks';
import type { KeyInput } from './KeyInput';

/** What a key is, and what follows from it. */
export interface KeyEvaluation {
  state: APIKeyState;
  reason: string;
  message: string;
  /** The approved terms as they hold now, of a key that is Approved or Expired. */
  inForce?: Terms;
  /** The decisions that count, the newest first. */
  decisions: CountingDecision[];
  /** A decision on the key is not bound yet to what it was made on. */
  awaitsBinding: boolean;
  change?: TermsChange;
  /** The previous value, while it works. */
  overlap?: Overlap;
  /** The rule by which the gateway knows keys. */
  authentication?: AuthenticationRule;
  /**
   * The labels of the gateway's Secrets: of the one that the rule finds, and of others for rules that the gateway may
   * know instead.
   */
  secretLabels?: Record<string, string>[];
  limits?: PlanLimits;
  apiHostname?: string;
  /** Approved, and the expiry is near. */
  expiresSoon: boolean;
  /** When time alone changes the answer next, in milliseconds since the epoch. */
  nextChangeAt?: number;
}

/** Decides the state of a key. Reads nothing but its input. */
export function evaluateKey(input: KeyInput): KeyEvaluation {
  const scope = scopeOf(input);
  const { standing, overlap } = scope;
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
  const warnAt = scope.endsAt - input.expiryWarningMs;
  return {
    ...finding,
    inForce:
      isApproved || finding.state === 'Expired' ? standing.inForce : undefined,
    decisions: scope.decisions,
    awaitsBinding: scope.awaitsBinding,
    change: standing.change,
    overlap,
    ...knownBy(input, scope),
    limits: limitsOf(input, finding.state, standing),
    apiHostname: input.hostname,
    expiresSoon: isApproved && warnAt <= input.now,
    nextChangeAt: earliestAfter(input.now, [
      ...(lasts ? [scope.endsAt] : []),
      ...(isApproved ? [warnAt] : []),
      ...(overlap ? [overlap.endsAt] : []),
      input.otherSchemes?.until ?? Infinity,
    ]),
  };
}

function scopeOf(input: KeyInput): Scope {
  const { apiKey, approvals } = input;
  const on: DecisionScope = {
    apiKey,
    request: input.request,
    productUid: input.product?.metadata.uid,
  };
  const requested = termsOf(apiKey.spec);
  const decisions = countingDecisions(approvals, on);
  const standing = standingOf(decisions, requested, tier =>
    keepsPlan(input, tier),
  );
  const overlap = overlapOf(apiKey, input.secretCreatedAt, input.now);
  return {
    input,
    decisions,
    standing,
    awaitsBinding: approvals.some(
      approval => matchDecision(approval, on).match === 'unbound',
    ),
    overlap: overlap && overlap.endsAt > input.now ? overlap : undefined,
    access: keyRuleFor(input.authScheme, productRefOf(apiKey)),
    endsAt: expiryTime((standing.inForce ?? requested).expiresAt),
  };
}

function knownBy(
  { apiKey, authScheme, otherSchemes }: KeyInput,
  { access }: Scope,
): Pick<KeyEvaluation, 'authentication' | 'secretLabels'> {
  return access.works
    ? {
        authentication: authScheme?.authentication?.[access.rule.name],
        secretLabels: keySecretLabels(
          productRefOf(apiKey),
          authScheme,
          otherSchemes?.rules,
        ),
      }
    : {};
}

// Of the plan in force; while the key waits, of the plan that it requests.
function limitsOf(
  { plans = [], heldPlans = [], apiKey }: KeyInput,
  state: APIKeyState,
  { inForce }: Standing,
): PlanLimits | undefined {
  const tier =
    inForce?.planTier ??
    (state === 'Pending' ? apiKey.spec.planTier : undefined);
  return [...plans, ...heldPlans].find(plan => plan.tier === tier)?.limits;
}

function earliestAfter(now: number, times: number[]): number | undefined {
  const ahead = times.filter(time => time > now && time < Infinity);
  return ahead.length > 0 ? Math.min(...ahead) : undefined;
}
