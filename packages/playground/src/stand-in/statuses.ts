import type {
  AuthPolicy,
  Gateway,
  HTTPRoute,
  ParentReference,
  PlanPolicy,
  PolicyTargetReference,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { findParent, hostnamesAt } from '../gateway/attachment';
import { expressionProblem } from '../gateway/expressions';
import {
  oldest,
  rateLimits,
  targetText,
  targets,
  unsupportedInAuthPolicy,
} from '../gateway/policies';
import { unsupportedInRoute } from '../gateway/routing';
import { refText } from '../gateway/snapshot';
import type { WantedCondition } from './conditions';

type AnyPolicy = AuthPolicy | PlanPolicy | RateLimitPolicy;

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

/** The conditions of a route at one of its parents. */
export function routeConditions(
  route: HTTPRoute,
  parent: ParentReference,
  gateways: readonly Gateway[],
): WantedCondition[] {
  const accepted = (status: boolean, reason: string, message: string) => [
    condition('Accepted', status, reason, message),
    condition('ResolvedRefs', true, 'ResolvedRefs', 'All references exist.'),
  ];
  const gateway = findParent(route, parent, gateways);
  if (!gateway) {
    const namespace = parent.namespace ?? route.metadata.namespace;
    return accepted(
      false,
      'NoMatchingParent',
      `There is no Gateway ${namespace}/${parent.name}.`,
    );
  }
  if (hostnamesAt(route, parent, gateway).length === 0) {
    return accepted(
      false,
      'NoMatchingListenerHostname',
      `No listener of the Gateway ${refText(
        gateway,
      )} takes the hostnames of the route.`,
    );
  }
  const unsupported = unsupportedInRoute(route);
  if (unsupported) {
    return accepted(
      false,
      'UnsupportedValue',
      `The demo gateway does not know ${unsupported}.`,
    );
  }
  return accepted(true, 'Accepted', 'The route is attached to the Gateway.');
}

/** Whether an object that a policy may target is there and works. */
export interface PolicyTargets {
  routes: readonly HTTPRoute[];
  gateways: readonly Gateway[];
}

/** The conditions of a policy, given all policies of its kind. */
export function policyConditions(
  policy: AnyPolicy,
  ofSameKind: readonly AnyPolicy[],
  { routes, gateways }: PolicyTargets,
): WantedCondition[] {
  const { kind, name }: PolicyTargetReference = policy.spec.targetRef;
  const refused = (reason: string, message: string) => [
    condition('Accepted', false, reason, message),
    condition('Enforced', false, 'Unknown', 'The policy is not accepted.'),
  ];
  const notEnforced = (message: string) => [
    condition('Accepted', true, 'Accepted', 'The policy is accepted.'),
    condition('Enforced', false, 'Unknown', message),
  ];

  const objects: readonly (HTTPRoute | Gateway)[] =
    kind === 'Gateway' ? gateways : routes;
  if (!objects.some(object => targets(policy, kind, object))) {
    return refused(
      'TargetNotFound',
      `There is no ${kind} ${name} in the namespace ${policy.metadata.namespace}.`,
    );
  }
  const problem = invalidIn(policy);
  if (problem) {
    return refused('Invalid', problem);
  }
  const winner = oldest(
    ofSameKind.filter(other => targetText(other) === targetText(policy)),
  );
  if (winner && refText(winner) !== refText(policy)) {
    return refused(
      'Conflicted',
      `${refText(winner)} is older and targets the same ${kind}.`,
    );
  }
  if (kind === 'HTTPRoute') {
    const route = routes.find(object => targets(policy, kind, object))!;
    const attached = (route.spec.parentRefs ?? []).some(parent =>
      routeConditions(route, parent, gateways).every(({ status }) => status),
    );
    if (!attached) {
      return notEnforced('No Gateway has accepted the route.');
    }
  }
  const unsupported =
    policy.kind === 'AuthPolicy'
      ? unsupportedInAuthPolicy(policy as AuthPolicy)
      : undefined;
  if (unsupported) {
    return notEnforced(
      `The demo gateway cannot enforce ${unsupported}; it refuses all requests instead.`,
    );
  }
  return [
    condition('Accepted', true, 'Accepted', 'The policy is accepted.'),
    condition('Enforced', true, 'Enforced', 'The policy is enforced.'),
  ];
}

function invalidIn(policy: AnyPolicy): string | undefined {
  for (const { what, text } of expressionsOf(policy)) {
    const problem = expressionProblem(text);
    if (problem) {
      return `${what} is no CEL expression: ${problem}`;
    }
  }
  return undefined;
}

function expressionsOf(policy: AnyPolicy): { what: string; text: string }[] {
  switch (policy.kind) {
    case 'PlanPolicy':
      return (policy as PlanPolicy).spec.plans.map(({ tier, predicate }) => ({
        what: `the predicate of the plan ${tier}`,
        text: predicate,
      }));
    case 'RateLimitPolicy':
      return Object.entries(rateLimits(policy as RateLimitPolicy)).flatMap(
        ([name, { when = [], counters = [] }]) => [
          ...when.map(({ predicate }) => ({
            what: `a predicate of the limit ${name}`,
            text: predicate,
          })),
          ...counters.map(({ expression }) => ({
            what: `a counter of the limit ${name}`,
            text: expression,
          })),
        ],
      );
    default:
      return [];
  }
}
