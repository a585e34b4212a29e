import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { APIKey } from '../kinds';
import type { CountingDecision } from './decisions';
import { ownerOfKey, productRefOf } from './refs';

const DIGITS = 24;

/**
 * Identifies what a reviewer sees of a request: it changes with the key, its product, requester, owner, plan, expiry,
 * use case and decisions, and not with any status. Texts of equal revisions show the same request.
 *
 * @param productUid - UID of the product; undefined while there is no product
 * @param decisions - the decisions that count
 * @public
 */
export function requestRevision(
  apiKey: APIKey,
  productUid: string | undefined,
  decisions: readonly CountingDecision[],
): string {
  const { metadata, spec } = apiKey;
  const seen = JSON.stringify([
    metadata.uid,
    productRefOf(apiKey),
    productUid,
    spec.requestedBy,
    ownerOfKey(apiKey),
    spec.planTier,
    spec.expiresAt,
    spec.useCase,
    decisions.map(({ uid, generation }) => [uid, generation]),
  ]);
  return bytesToHex(sha256(utf8ToBytes(seen))).slice(0, DIGITS);
}
