import {
  type API_KEY_REASONS,
  type APIKeyState,
  type CountingDecision,
  type Overlap,
  PREVIOUS_SECRET_REF,
  productRefOf,
  readExtension,
  type Standing,
  type TermsChange,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KeyRuleFor } from '@kuadrant/gateway-policy';
import { shownText } from '../objects';
import type { KeyInput } from './KeyInput';

/** Whether the product has the plan. A product without plans has any. */
export function hasPlan(
  { plans }: Pick<KeyInput, 'plans'>,
  tier: string,
): boolean {
  return !plans || plans.some(plan => plan.tier === tier);
}

/** Whether what is approved for a plan stays in force. */
export function keepsPlan(
  { plans, heldPlans = [] }: Pick<KeyInput, 'plans' | 'heldPlans'>,
  tier: string,
): boolean {
  return hasPlan({ plans }, tier) || heldPlans.some(plan => plan.tier === tier);
}

function byReviewer(
  what: string,
  { approved: isApproved, reviewedBy, message, reason }: CountingDecision,
): string {
  // The reason of an approval is a word for programs.
  const words = message || (isApproved ? undefined : reason);
  return `${what} by ${shownText(reviewedBy)}${
    words ? `: ${shownText(words)}` : ''
  }`;
}

/** What becomes of a requested change, in words. */
export function changeSentence({ terms, rejectedBy }: TermsChange): string {
  const change = `plan ${shownText(terms.planTier)}${
    terms.expiresAt === undefined
      ? ' without expiry'
      : ` until ${terms.expiresAt}`
  }`;
  return rejectedBy
    ? `${byReviewer(`The change to ${change} was rejected`, rejectedBy)}; the approved terms stay in force`
    : `The change to ${change} awaits approval; the approved terms stay in force until then`;
}

/** A state with why it holds. */
export type Finding = {
  [S in APIKeyState]: {
    state: S;
    reason: (typeof API_KEY_REASONS)[S][number];
    message: string;
  };
}[APIKeyState];

/** What the checks look at. */
export interface Scope {
  input: KeyInput;
  /** Those that count, the newest first. */
  decisions: CountingDecision[];
  standing: Standing;
  awaitsBinding: boolean;
  /** The previous value, while it works. */
  overlap?: Overlap;
  access: KeyRuleFor;
  /** When the key expires, in milliseconds since the epoch; Infinity when it does not. */
  endsAt: number;
}

type Check = (scope: Scope) => Finding | undefined;

const failed = (
  reason: (typeof API_KEY_REASONS)['Failed'][number],
  message: string,
): Finding => ({ state: 'Failed', reason, message });

const kuadrantMissing: Check = ({ input }) =>
  input.kuadrantNamespace === undefined
    ? failed(
        'KuadrantNotFound',
        'There is no Kuadrant object in the namespaces that the controller watches',
      )
    : undefined;

const productMissing: Check = ({ input: { product, apiKey } }) => {
  const { name, namespace } = productRefOf(apiKey);
  return product
    ? undefined
    : failed(
        'APIProductNotFound',
        `There is no APIProduct ${shownText(name)} in namespace ${shownText(namespace)}`,
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
  const name = shownText(apiKey.spec.secretRef.name);
  switch (secret) {
    case 'missing':
      return failed(
        'SecretNotFound',
        name
          ? `There is no Secret ${name} in namespace ${apiKey.metadata.namespace}`
          : 'spec.secretRef.name is empty: name the Secret that holds the key value',
      );
    case 'enforcement':
      return failed(
        'SecretNotFound',
        `Secret ${name} belongs to the gateway (label devportal.kuadrant.io/enforcement) and cannot hold the value of a key: name another Secret`,
      );
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
        input.noAccess
          ? shownText(input.noAccess)
          : 'No AuthPolicy is in force on the route of the APIProduct',
      );

const apiKeyRuleMissing: Check = ({ access }) =>
  access.works
    ? undefined
    : failed(
        'APIKeyAuthSchemeNotFound',
        access.unmet.length > 0
          ? `No key of the APIProduct can meet the selectors of its AuthPolicy: ${access.unmet.map(shownText).join('; ')}`
          : 'The AuthPolicy of the APIProduct has no rule for API keys',
      );

const planMissing: Check = ({ input, standing }) => {
  const inForce = standing.inForce?.planTier;
  const tier = inForce ?? input.apiKey.spec.planTier;
  const isThere =
    inForce === undefined ? hasPlan(input, tier) : keepsPlan(input, tier);
  return isThere
    ? undefined
    : failed(
        'PlanTierNotFound',
        `The APIProduct has no plan "${shownText(tier)}"; its plans: ${
          input.plans?.map(plan => plan.tier).join(', ') || 'none'
        }`,
      );
};

const denied: Check = ({ standing: { verdict, decision } }) =>
  verdict === 'rejected' && decision
    ? {
        state: 'Denied',
        reason: 'Denied',
        message: byReviewer('API key request denied', decision),
      }
    : undefined;

const expired: Check = ({ input, endsAt }) =>
  endsAt <= input.now
    ? {
        state: 'Expired',
        reason: 'KeyExpired',
        message: `API key expired at ${new Date(endsAt).toISOString()}`,
      }
    : undefined;

const approved: Check = ({ input, standing, overlap }) => {
  const { decision, inForce, change } = standing;
  if (!decision || !inForce) {
    return undefined;
  }
  return {
    state: 'Approved',
    reason: 'Approved',
    message: [
      byReviewer('API key request approved', decision),
      ...(change ? [changeSentence(change)] : []),
      ...overlapSentences(input, overlap),
    ].join('. '),
  };
};

function overlapSentences(
  { apiKey }: KeyInput,
  overlap: Overlap | undefined,
): string[] {
  const { problem } = readExtension(PREVIOUS_SECRET_REF, apiKey);
  if (problem !== undefined) {
    return [`${problem}; the previous value does not work`];
  }
  return overlap?.isCut
    ? [
        `The previous value works until ${new Date(overlap.endsAt).toISOString()}, the longest time after a rotation`,
      ]
    : [];
}

/** The first that finds something decides. When none does, a decision is awaited. */
export const CHECKS: Check[] = [
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
