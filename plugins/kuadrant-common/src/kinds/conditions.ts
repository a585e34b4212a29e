import type { Condition } from './KubernetesObject';

/**
 * Reasons of the conditions on an APIProduct, by condition type.
 *
 * @public
 */
export const PRODUCT_REASONS = {
  /** Whether the HTTPRoute is accepted by a Gateway. */
  Ready: ['HTTPRouteAccepted', 'HTTPRouteNotAccepted', 'HTTPRouteNotFound'],
  /** Whether a PlanPolicy applies that is accepted, and not reported as not enforced. */
  PlanPolicyDiscovered: ['Found', 'NotFound', 'PlanPolicyNotReady'],
  /** Whether an AuthPolicy applies that is accepted and enforced. */
  AuthPolicyDiscovered: ['Found', 'NotFound', 'AuthPolicyNotReady'],
  /**
   * False while the product had plans and has none, or while its PlanPolicy is refused or not enforced, and nobody has
   * said that this is intended, so that no further key works; else absent.
   */
  PlansPresent: ['PlanPolicyRemoved', 'PlanPolicyRefused'],
  /** Whether only keys of this product are let in; absent where the product takes no keys. */
  KeysIsolated: ['KeysIsolated', 'SelectorShared'],
  /** Whether access logs and rate limits can tell calls apart by key; absent where the product takes no keys. */
  IdentityExported: ['IdentityExported', 'IdentityNotExported'],
  /** Whether an issuer of JWT rules publishes its token endpoint. */
  OIDCDiscovered: ['Discovered', 'DiscoveryFailed', 'NoOIDCAuth'],
  /** Whether the OpenAPI document was fetched; absent when the product names none. */
  OpenAPISpecReady: [
    'SpecFetched',
    'FetchFailed',
    'RequestCreationFailed',
    'ReadFailed',
    'SpecSizeTooLarge',
  ],
} as const;

/**
 * States of an APIKey, in the order in which they are decided: the first that matches is the one condition that is
 * True.
 *
 * @public
 */
export const API_KEY_STATES = [
  'Failed',
  'Denied',
  'Expired',
  'Approved',
  'Pending',
] as const;

/**
 * Condition beside the state of an APIKey and its APIKeyRequest: the key is approved and its end is near. Absent
 * otherwise.
 *
 * @public
 */
export const EXPIRES_SOON = {
  type: 'ExpiresSoon',
  reason: 'ExpiryNear',
} as const;

/**
 * State of an APIKey.
 *
 * @public
 */
export type APIKeyState = (typeof API_KEY_STATES)[number];

/**
 * Reasons of the conditions on an APIKey and its APIKeyRequest, by condition type.
 *
 * @public
 */
export const API_KEY_REASONS = {
  /** The key cannot work; the reason says what is missing. */
  Failed: [
    'KuadrantNotFound',
    'APIProductNotFound',
    'APIProductDeleting',
    'SecretNotFound',
    'SecretAPIKeyNotFound',
    'SecretAPIKeyEmpty',
    'AuthSchemeNotFound',
    'APIKeyAuthSchemeNotFound',
    'PlanTierNotFound',
    'EnforcementFailed',
  ],
  /** The newest valid decision rejects. */
  Denied: ['Denied'],
  /** The approved expiry is past. */
  Expired: ['KeyExpired'],
  /** The newest valid decision approves; the key is enforced. */
  Approved: ['Approved'],
  /** A decision is awaited. */
  Pending: ['AwaitingApproval'],
} as const;

/**
 * Reasons of the condition `Valid` on an APIKeyApproval.
 *
 * @public
 */
export const APPROVAL_REASONS = [
  'Valid',
  'APIKeyRequestNotFound',
  'APIKeyRequestDeleting',
] as const;

/**
 * Finds a condition by type.
 *
 * @public
 */
export function findCondition(
  conditions: Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find(condition => condition.type === type);
}

/**
 * The state of an APIKey or APIKeyRequest with the condition that tells it. An object that the controller has not
 * seen yet is Pending and has no condition.
 *
 * @public
 */
export function apiKeyState(conditions: Condition[] | undefined): {
  state: APIKeyState;
  condition?: Condition;
} {
  for (const state of API_KEY_STATES) {
    const condition = findCondition(conditions, state);
    if (condition?.status === 'True') {
      return { state, condition };
    }
  }
  return { state: 'Pending' };
}
