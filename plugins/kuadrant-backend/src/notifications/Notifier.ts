import type {
  APIKey,
  APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { MadeDecision } from '../services/approvalOf';

/** Tells people what concerns them. It never waits and never fails: what is told is done already. */
export interface Notifier {
  /** A key was asked for: tells the product's owner, who has to decide. */
  requested(key: APIKey, product: APIProduct): void;
  /** A request was decided on: notifies the requester. */
  decided(made: MadeDecision): void;
  /** A key was deleted: tells the requester, unless it was them. */
  deleted(key: APIKey, by: string): void;
  /** A key ends soon: tells the requester. */
  expiresSoon(key: APIKey, expiresAt: string): void;
}
