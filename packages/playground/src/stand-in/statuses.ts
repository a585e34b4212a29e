import type {
  AuthPolicy,
  ParentReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  attachRoute,
  computedConditions,
  undecidableRule,
  ownRules,
  type PolicyKinds,
  type PolicyWorld,
  type Route,
} from '@kuadrant/gateway-policy';
import { unsupportedInRoute } from '../gateway/unsupported';
import type { WantedCondition } from './conditions';

const condition = (
  type: string,
  status: boolean,
  reason: string,
  message: string,
): WantedCondition => ({ type, status, reason, message });

/** The conditions of a Gateway: the demo gateway serves all of them. */
export function gatewayConditions(): WantedCondition[] {
  return [
    condition('Accepted', true, 'Accepted', 'The demo gateway serves it.'),
    condition('Programmed', true, 'Programmed', 'The demo gateway serves it.'),
  ];
}

/** The conditions of a Kuadrant installation. */
export function kuadrantConditions(): WantedCondition[] {
  return [condition('Ready', true, 'Ready', 'Kuadrant is ready.')];
}

/** A route at one of its parents, with the conditions there. */
export interface ParentConditions {
  parentRef: ParentReference;
  conditions: WantedCondition[];
}

/** The conditions of a route at each of its parents. */
export function routeConditions(
  route: Route,
  { lookup }: PolicyWorld,
): ParentConditions[] {
  const unsupported = unsupportedInRoute(route);
  return attachRoute(route, lookup, { ignoreReports: true }).map(
    ({ parentRef, accepted, reason, message }) => ({
      parentRef,
      conditions: [
        accepted && unsupported
          ? condition(
              'Accepted',
              false,
              'UnsupportedValue',
              `The demo gateway does not support ${unsupported}.`,
            )
          : condition('Accepted', accepted, reason, message),
        condition(
          'ResolvedRefs',
          true,
          'ResolvedRefs',
          'All references exist.',
        ),
      ],
    }),
  );
}

/** The conditions of a policy: those of Kuadrant, and what the demo gateway cannot enforce. */
export function policyConditions<K extends keyof PolicyKinds>(
  kind: K,
  policy: PolicyKinds[K],
  world: PolicyWorld,
): WantedCondition[] {
  const unsupported =
    kind === 'AuthPolicy'
      ? undecidableRule(
          { rules: ownRules(policy as AuthPolicy) },
          { verifiesTokens: true },
        )
      : undefined;
  return computedConditions(kind, policy, world).map(each =>
    each.type === 'Enforced' && each.status && unsupported
      ? condition(
          'Enforced',
          false,
          'Unknown',
          `The demo gateway cannot enforce ${unsupported}; it refuses all requests instead.`,
        )
      : each,
  );
}
