import type {
  PlanPolicy,
  RateLimit,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { refOf, refText } from '../objects/refs';
import { contentOf } from './content';
import type { MergeInput, RuleSet, SourcedRule } from './merge';

/**
 * Where limits come from: a RateLimitPolicy, or a PlanPolicy that Kuadrant turns into one.
 *
 * @public
 */
export type LimitSource =
  | { kind: 'RateLimitPolicy'; policy: RateLimitPolicy }
  | { kind: 'PlanPolicy'; policy: PlanPolicy };

/**
 * A limit that counts, with its source.
 *
 * @public
 */
export interface EffectiveLimit {
  name: string;
  limit: RateLimit;
  source: LimitSource;
}

const WHEN = 'when#';
const LIMIT = 'limit#';

/** A RateLimitPolicy as input of a merge: its limits one by one, its conditions as one. */
export function limitMergeInput(source: LimitSource): MergeInput<LimitSource> {
  const { role, strategy, content } =
    source.kind === 'PlanPolicy'
      ? {
          role: 'defaults' as const,
          strategy: 'atomic' as const,
          content: { limits: planLimits(source.policy), when: undefined },
        }
      : contentOf(source.policy);
  const rules = new Map<string, SourcedRule<LimitSource>>();
  if (content.when?.length) {
    rules.set(WHEN, { value: content.when, source });
  }
  for (const [name, value] of Object.entries(content.limits ?? {})) {
    rules.set(`${LIMIT}${name}`, { value, source });
  }
  return {
    role,
    strategy,
    rules,
    empty: Object.keys(content.limits ?? {}).length === 0,
  };
}

/** Puts merged limits together; the conditions of the policy hold for each of them. */
export function effectiveLimits(rules: RuleSet<LimitSource>): EffectiveLimit[] {
  const common = (rules.get(WHEN)?.value ?? []) as { predicate: string }[];
  return [...rules].flatMap(([key, { value, source }]) => {
    if (!key.startsWith(LIMIT)) {
      return [];
    }
    const limit = value as RateLimit;
    return [
      {
        name: key.slice(LIMIT.length),
        limit: { ...limit, when: [...common, ...(limit.when ?? [])] },
        source,
      },
    ];
  });
}

/** Whether a RateLimitPolicy is the one that Kuadrant made from a PlanPolicy. */
export function isMadeFrom(
  policy: RateLimitPolicy,
  planPolicy: PlanPolicy,
): boolean {
  return (
    refText(refOf(policy)) === refText(refOf(planPolicy)) &&
    (policy.metadata.ownerReferences ?? []).some(
      ({ kind, name }) =>
        kind === 'PlanPolicy' && name === planPolicy.metadata.name,
    )
  );
}

// kuadrant-operator's extension for PlanPolicies: one limit without counters for each tier.
function planLimits({ spec }: PlanPolicy): Record<string, RateLimit> {
  return Object.fromEntries(
    (spec.plans ?? []).map(({ tier, limits }) => {
      const { daily, weekly, monthly, yearly, custom = [] } = limits ?? {};
      const named: [number | undefined, string][] = [
        [daily, '24h'],
        [weekly, '168h'],
        [monthly, '730h'],
        [yearly, '8760h'],
      ];
      const rates = named.flatMap(([limit, window]) =>
        limit === undefined ? [] : [{ limit, window }],
      );
      return [
        tier,
        {
          when: [
            { predicate: `auth.kuadrant.plan == ${JSON.stringify(tier)}` },
          ],
          rates: [...rates, ...custom],
        },
      ];
    }),
  );
}
