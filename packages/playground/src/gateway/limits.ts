import {
  durationSeconds,
  limitWindows,
  type PlanPolicy,
  type RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { CounterLimit } from './counters';
import type { ExpressionContext, Expressions } from './expressions';
import { rateLimits, targetText } from './policies';

/** The tier of the first plan whose predicate holds for the request. */
export function selectPlan(
  policy: PlanPolicy | undefined,
  context: ExpressionContext,
  expressions: Expressions,
): string | undefined {
  return policy?.spec.plans.find(({ predicate }) =>
    expressions.holds(predicate, context),
  )?.tier;
}

/**
 * The counters that a request on a plan uses up. A plan has one counter per window for each target, which all of its
 * subscribers share, because Kuadrant turns plans into limits without a qualifier.
 */
export function planCounters(policy: PlanPolicy, tier: string): CounterLimit[] {
  const plan = policy.spec.plans.find(candidate => candidate.tier === tier);
  return limitWindows(plan?.limits).flatMap(({ limit, window, seconds }) =>
    seconds === undefined
      ? []
      : [
          {
            key: JSON.stringify(['plan', targetText(policy), tier, window]),
            limit,
            seconds,
          },
        ],
  );
}

/**
 * The counters of a RateLimitPolicy that a request uses up. A limit with `counters` counts separately for each of
 * their values, for example for each user.
 */
export function rateLimitCounters(
  policy: RateLimitPolicy | undefined,
  context: ExpressionContext,
  expressions: Expressions,
): CounterLimit[] {
  if (!policy) {
    return [];
  }
  return Object.entries(rateLimits(policy)).flatMap(([name, limit]) => {
    const applies = (limit.when ?? []).every(({ predicate }) =>
      expressions.holds(predicate, context),
    );
    const qualifiers = (limit.counters ?? []).map(({ expression }) =>
      expressions.text(expression, context),
    );
    if (!applies || qualifiers.includes(undefined)) {
      return [];
    }
    return (limit.rates ?? []).flatMap(rate => {
      const seconds = durationSeconds(rate.window);
      return seconds === undefined
        ? []
        : [
            {
              key: JSON.stringify([
                'limit',
                targetText(policy),
                name,
                rate.window,
                ...qualifiers,
              ]),
              limit: rate.limit,
              seconds,
            },
          ];
    });
  });
}
