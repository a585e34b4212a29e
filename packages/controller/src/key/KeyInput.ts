import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIProduct,
  AuthRules,
  Plan,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** What is known of the Secret that a key names. Its value is not part of it. */
export type SecretState = 'present' | 'missing' | 'noKey' | 'emptyKey';

/** All that the state of a key depends on. */
export interface KeyInput {
  /** Milliseconds since the epoch. */
  now: number;
  /** How long before the end of a key to warn, in milliseconds. */
  expiryWarningMs: number;
  apiKey: APIKey;
  /** Where enforcement Secrets go; undefined when there is no Kuadrant object. */
  kuadrantNamespace?: string;
  product?: APIProduct;
  /** The product's plans; undefined when no PlanPolicy applies. */
  plans?: Pick<Plan, 'tier' | 'limits'>[];
  /** The rules of the product's AuthPolicy; undefined when none is in force. */
  authScheme?: AuthRules;
  hostname?: string;
  secret: SecretState;
  /** The key's request in its product's namespace. */
  request?: APIKeyRequest;
  /** The approvals that name the request, in its namespace. */
  approvals: APIKeyApproval[];
}
