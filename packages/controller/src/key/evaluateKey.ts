import type {
  APIKeyState,
  AuthenticationRule,
  PlanLimits,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { API_KEY_REASONS } from '@kuadrant/backstage-plugin-kuadrant-common';
import { sameTime } from '../objects';
import { Decision, decisionsFor, Outcome, outcomeOf } from './decisions';
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
  /** A wish for other terms than those in force. */
  change?: { terms: Terms; refusedBy?: Decision };
  /** The rule by which the gateway knows keys. */
  authentication?: AuthenticationRule;
  limits?: PlanLimits;
  apiHostname?: string;
  /** Approved, and the end is near. */
  expiresSoon: boolean;
  /** When time alone changes the answer next, in milliseconds since the epoch. */
  nextChangeAt?: number;
}

type Finding = {
  [S in APIKeyState]: {
    state: S;
    reason: (typeof API_KEY_REASONS)[S][number];
    message: string;
  };
}[APIKeyState];

interface Scope {
  input: KeyInput;
  decisions: Decision[];
  outcome: Outcome;
  approved?: { decision: Decision; terms: Terms };
  change?: { terms: Terms; refusedBy?: Decision };
  authentication?: AuthenticationRule;
  /** When the key ends, in milliseconds since the epoch. */
  endsAt?: number;
}

type Check = (scope: Scope) => Finding | undefined;

const failed = (
  reason: (typeof API_KEY_REASONS)['Failed'][number],
  message: string,
): Finding => ({ state: 'Failed', reason, message });

const kuadrantMissing: Check = ({ input }) =>
  input.kuadrantNamespace === undefined
    ? failed('KuadrantNotFound', 'There is no Kuadrant object in the cluster')
    : undefined;

const productMissing: Check = ({ input: { product, apiKey } }) => {
  const { name, namespace } = apiKey.spec.apiProductRef;
  return product
    ? undefined
    : failed(
        'APIProductNotFound',
        `There is no APIProduct ${name} in namespace ${namespace ?? apiKey.metadata.namespace}`,
      );
};

const productDeleting: Check = ({ input: { product } }) =>
  product?.metadata.deletionTimestamp
    ? failed(
        'APIProductDeleting',
        `APIProduct ${product.metadata.name} is being deleted`,
      )
    : undefined;

const secretUnusable: Check = ({ input: { secret, apiKey } }) => {
  const { name } = apiKey.spec.secretRef;
  switch (secret) {
    case 'missing':
      return failed('SecretNotFound', `There is no Secret ${name}`);
    case 'noKey':
      return failed(
        'SecretAPIKeyNotFound',
        `Secret ${name} has no data.api_key`,
      );
    case 'emptyKey':
      return failed(
        'SecretAPIKeyEmpty',
        `data.api_key of Secret ${name} is empty`,
      );
    default:
      return undefined;
  }
};

const authSchemeMissing: Check = ({ input }) =>
  input.authScheme
    ? undefined
    : failed(
        'AuthSchemeNotFound',
        'No AuthPolicy is in force on the route of the APIProduct',
      );

const apiKeyRuleMissing: Check = ({ authentication }) =>
  authentication
    ? undefined
    : failed(
        'APIKeyAuthSchemeNotFound',
        'The AuthPolicy of the APIProduct has no rule for API keys',
      );

const planMissing: Check = ({ input, approved }) => {
  const tier = approved?.terms.planTier ?? input.apiKey.spec.planTier;
  return hasPlan(input, tier)
    ? undefined
    : failed(
        'PlanTierNotFound',
        `The APIProduct has no plan "${tier}"; its plans: ${
          input.plans?.map(plan => plan.tier).join(', ') || 'none'
        }`,
      );
};

const denied: Check = ({ outcome }) =>
  outcome.kind === 'denied'
    ? {
        state: 'Denied',
        reason: 'Denied',
        message: told('API key request denied', outcome.decision),
      }
    : undefined;

const expired: Check = ({ input, endsAt }) =>
  endsAt !== undefined && endsAt <= input.now
    ? {
        state: 'Expired',
        reason: 'KeyExpired',
        message: `API key expired at ${new Date(endsAt).toISOString()}`,
      }
    : undefined;

const approved: Check = ({ approved: inForce, change }) =>
  inForce && {
    state: 'Approved',
    reason: 'Approved',
    message: `${told('API key request approved', inForce.decision)}${
      change ? `. ${changeSentence(change)}` : ''
    }`,
  };

// The first that finds something decides. When none does, a decision is awaited.
const CHECKS: Check[] = [
  kuadrantMissing,
  productMissing,
  productDeleting,
  secretUnusable,
  authSchemeMissing,
  apiKeyRuleMissing,
  planMissing,
  denied,
  expired,
  approved,
];

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

/** Whether the product has the plan. A product without plans has any. */
export function hasPlan(
  { plans }: Pick<KeyInput, 'plans'>,
  tier: string,
): boolean {
  return !plans || plans.some(plan => plan.tier === tier);
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

function told(what: string, { reviewedBy, message }: Decision): string {
  return `${what} by ${reviewedBy}${message ? `: ${message}` : ''}`;
}

function changeSentence({
  terms,
  refusedBy,
}: NonNullable<KeyEvaluation['change']>): string {
  const wish = `plan ${terms.planTier}${
    sameTime(terms.expiresAt, undefined)
      ? ' without expiry'
      : ` until ${terms.expiresAt}`
  }`;
  return refusedBy
    ? `${told(`The change to ${wish} was refused`, refusedBy)}; the approved terms stay in force`
    : `The change to ${wish} awaits approval; the approved terms stay in force until then`;
}
