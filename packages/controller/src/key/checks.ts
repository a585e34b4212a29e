import {
  API_KEY_REASONS,
  type APIKeyState,
  type AuthenticationRule,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Decision, Outcome } from './decisions';
import type { KeyInput } from './KeyInput';
import type { Terms } from './terms';

/** A wish for other terms than those in force. */
export interface Change {
  terms: Terms;
  /** The rejection of these very terms, if there is one. */
  refusedBy?: Decision;
}

/** Whether the product has the plan. A product without plans has any. */
export function hasPlan(
  { plans }: Pick<KeyInput, 'plans'>,
  tier: string,
): boolean {
  return !plans || plans.some(plan => plan.tier === tier);
}

function told(what: string, { reviewedBy, message }: Decision): string {
  return `${what} by ${reviewedBy}${message ? `: ${message}` : ''}`;
}

/** What becomes of the wish, in words. */
export function changeSentence({ terms, refusedBy }: Change): string {
  const wish = `plan ${terms.planTier}${
    terms.expiresAt === undefined
      ? ' without expiry'
      : ` until ${terms.expiresAt}`
  }`;
  return refusedBy
    ? `${told(`The change to ${wish} was refused`, refusedBy)}; the approved terms stay in force`
    : `The change to ${wish} awaits approval; the approved terms stay in force until then`;
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
  decisions: Decision[];
  outcome: Outcome;
  approved?: { decision: Decision; terms: Terms };
  change?: Change;
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
    ? failed(
        'KuadrantNotFound',
        'There is no Kuadrant object in the namespaces that the controller watches',
      )
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
