import type { Terms } from '@kuadrant/backstage-plugin-kuadrant-common';

/** A key or a request, as far as its terms go. */
export interface HasTerms {
  spec: Terms;
  status?: { approved?: Terms };
}

/**
 * The plan and expiry that a key has: the approved ones, which are in force, else the requested ones. A change that
 * waits for review or was rejected is never part of them; `pendingChange` of a view holds it.
 */
export function heldTerms({ spec, status }: HasTerms): Terms {
  const { planTier, expiresAt } = status?.approved ?? spec;
  return { planTier, expiresAt };
}
