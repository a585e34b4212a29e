import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** Tells people what concerns them. It never waits and never fails: what is told is done already. */
export interface Notifier {
  /** A key was asked for. */
  requested(key: APIKey, product: APIProduct): void;
  /** A request was decided on. */
  decided(request: APIKeyRequest, approval: APIKeyApproval): void;
}
