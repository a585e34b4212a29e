import type {
  AuthRules,
  RateLimit,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { facetsOf } from './identityFacets';

/**
 * Who shares the counter of a limit. `everyone`: all callers. `plan`: all callers of one plan. `owner`, `user` and
 * `key`: each of them has a counter. `unknown`: it depends on what cannot be judged here.
 *
 * @public
 */
export type LimitScope =
  'everyone' | 'plan' | 'owner' | 'user' | 'key' | 'unknown';

/**
 * The scope of a limit.
 *
 * @public
 */
export interface ScopeOfLimit {
  scope: LimitScope;
  /**
   * Counters read the identity, but the AuthPolicy does not export what they read: the value is the same for all
   * callers, so they share one counter.
   */
  identityNotExported?: boolean;
}

/**
 * Tells who shares the counter of a limit, from its counters' expressions and from what the AuthPolicy exports of the
 * identity. A counter is for each key, user or owner only when its expression tells them apart.
 *
 * @public
 */
export function scopeOfLimit(
  limit: RateLimit,
  rules: AuthRules | undefined,
): ScopeOfLimit {
  const facets = (limit.counters ?? []).flatMap(({ expression }) =>
    facetsOf(expression, rules),
  );
  const named = facets.includes('keyName');
  const spaced = facets.includes('keyNamespace');
  if (facets.includes('key') || (named && spaced)) {
    return { scope: 'key' };
  }
  for (const scope of ['user', 'owner'] as const) {
    if (facets.includes(scope)) {
      return { scope };
    }
  }
  if (facets.includes('unknown') || named || spaced) {
    return { scope: 'unknown' };
  }
  const ofPlan = facets.includes('plan') || planOfLimit(limit) !== undefined;
  return {
    scope: ofPlan ? 'plan' : 'everyone',
    ...(facets.includes('nobody') && { identityNotExported: true }),
  };
}

const LITERAL = /("(?:[^"\\]|\\.)*"|'[^'\\]*')/.source;
const ASKS_FOR_PLAN = new RegExp(
  `^\\s*(?:auth\\.kuadrant\\.plan\\s*==\\s*${LITERAL}|${LITERAL}\\s*==\\s*auth\\.kuadrant\\.plan)\\s*$`,
);

/**
 * The plan that a condition of a limit wants, as `auth.kuadrant.plan == "gold"`; undefined for limits on other calls.
 *
 * @public
 */
export function planOfLimit({ when = [] }: RateLimit): string | undefined {
  for (const { predicate } of when) {
    const match = ASKS_FOR_PLAN.exec(predicate);
    const literal = match?.[1] ?? match?.[2];
    if (literal) {
      return literal.startsWith("'")
        ? literal.slice(1, -1)
        : (JSON.parse(literal) as string);
    }
  }
  return undefined;
}
