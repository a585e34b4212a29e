import type {
  AuthPolicy,
  PlanPolicy,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { PolicyKinds } from '../objects';
import { contentOf } from './content';

/** A CEL expression of a policy, with a name for messages. */
export interface NamedExpression {
  what: string;
  text: string;
}

/** The CEL expressions of a policy that decide whether it can be accepted. */
export function expressionsOf(
  kind: keyof PolicyKinds,
  policy: PolicyKinds[keyof PolicyKinds],
): NamedExpression[] {
  switch (kind) {
    case 'PlanPolicy':
      return ((policy as PlanPolicy).spec.plans ?? []).map(
        ({ tier, predicate }) => ({
          what: `The predicate of the plan ${tier}`,
          text: predicate,
        }),
      );
    case 'RateLimitPolicy': {
      const { limits = {}, when = [] } = contentOf(
        policy as RateLimitPolicy,
      ).content;
      return [
        ...predicatesOf('A condition of the policy', when),
        ...Object.entries(limits).flatMap(([name, limit]) => [
          ...predicatesOf(`A condition of the limit ${name}`, limit.when ?? []),
          ...(limit.counters ?? []).map(({ expression }) => ({
            what: `A counter of the limit ${name}`,
            text: expression,
          })),
        ]),
      ];
    }
    default: {
      const { when = [] } = contentOf(policy as AuthPolicy).content;
      return predicatesOf('A condition of the policy', when);
    }
  }
}

function predicatesOf(
  what: string,
  when: { predicate: string }[],
): NamedExpression[] {
  return when.map(({ predicate }) => ({ what, text: predicate }));
}
