import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIProduct,
  AuthRules,
  Plan,
} from '@kuadrant/backstage-plugin-kuadrant-common';

import type { OtherSchemes } from '../product/RecentSchemes';

/** What is known of the Secret that a key names. Its value is not part of it. */
export type SecretState =
  'present' | 'missing' | 'noKey' | 'emptyKey' | 'enforcement';

/** All that the state of a key depends on. */
export interface KeyInput {
  /** Milliseconds since the epoch. */
  now: number;
  /** How long before the expiry of a key to warn, in milliseconds. */
  expiryWarningMs: number;
  apiKey: APIKey;
  /** Where enforcement Secrets go; undefined when there is no Kuadrant object. */
  kuadrantNamespace?: string;
  product?: APIProduct;
  /** The product's plans; undefined when it has none. Empty when it had some that nobody has removed on purpose. */
  plans?: Pick<Plan, 'tier' | 'limits'>[];
  /** Plans that are not in force for the time being: what is approved for them stays. */
  heldPlans?: Pick<Plan, 'tier' | 'limits'>[];
  /** The rules of the AuthPolicies in effect; undefined when none are in force. */
  authScheme?: AuthRules;
  /** Rules that the gateway may know instead, while an edit of the AuthPolicies reaches it. */
  otherSchemes?: OtherSchemes;
  /** Why no key of the product works by what is in force now, in a sentence. */
  noAccess?: string;
  hostname?: string;
  secret: SecretState;
  /** RFC 3339; undefined while unknown. */
  secretCreatedAt?: string;
  /** The key's request in its product's namespace. */
  request?: APIKeyRequest;
  /** The approvals that name the request, in its namespace. */
  approvals: APIKeyApproval[];
}
