import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Secret } from '../enforcement';

/** One key of a backup with all that belongs to it. */
export interface SavedKey {
  apiKey: APIKey;
  product?: APIProduct;
  request?: APIKeyRequest;
  /** Those that overrule others first. */
  decisions: APIKeyApproval[];
  secrets: Secret[];
}
