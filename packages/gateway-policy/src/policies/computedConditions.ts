import type { PlanPolicy } from '@kuadrant/backstage-plugin-kuadrant-common';
import { attachRoute, servingListeners } from '../attachment';
import {
  routeKind,
  type ClusterLookup,
  type PolicyKinds,
  type Route,
} from '../objects';
import { byAge, isSameObject, refOf, refText } from '../objects/refs';
import type { PathPolicies } from './effect';
import { effectivePolicies } from './effectivePolicies';
import {
  meansRule,
  policiesAlong,
  trafficPaths,
  type TrafficPath,
} from './paths';
import { invalidityOf } from './reports';

type Kind = keyof PolicyKinds;
type AnyPolicy = PolicyKinds[Kind];

/**
 * A condition that is computed.
 *
 * @public
 */
export interface ComputedCondition {
  type: 'Accepted' | 'Enforced';
  status: boolean;
  reason: string;
  message: string;
}

/**
 * The objects that decide about the conditions of policies.
 *
 * @public
 */
export interface PolicyWorld {
  lookup: ClusterLookup;
  routes: readonly Route[];
}

const condition = (
  type: ComputedCondition['type'],
  status: boolean,
  reason: string,
  message: string,
): ComputedCondition => ({ type, status, reason, message });

/**
 * The conditions of a policy as Kuadrant's operator would write them, computed from specs alone. A policy that is not
 * accepted has no condition `Enforced`.
 *
 * @public
 */
export function computedConditions<K extends keyof PolicyKinds>(
  kind: K,
  policy: PolicyKinds[K],
  world: PolicyWorld,
): ComputedCondition[] {
  const refusal =
    missingTarget(policy, world) ??
    invalidityOf(kind, policy) ??
    conflict(kind, policy, world.lookup);
  if (refusal) {
    return [condition('Accepted', false, refusal.reason, refusal.message)];
  }
  return [
    condition('Accepted', true, 'Accepted', `${kind} has been accepted`),
    enforcement(kind, policy, world),
  ];
}

function missingTarget(
  policy: AnyPolicy,
  { lookup, routes }: PolicyWorld,
): { reason: string; message: string } | undefined {
  const reason = 'TargetNotFound';
  const { targetRef } = policy.spec as Partial<AnyPolicy['spec']>;
  if (!targetRef) {
    return { reason, message: 'The policy names no target.' };
  }
  const { kind, name, sectionName } = targetRef;
  const { namespace } = refOf(policy);
  const target = `${kind} ${namespace}/${name}`;
  const ref = { namespace, name };
  const route = routes.find(
    each => routeKind(each) === kind && refText(refOf(each)) === refText(ref),
  );
  const gateway = kind === 'Gateway' ? lookup.gateway(ref) : undefined;
  if (!route && !gateway) {
    return { reason, message: `There is no ${target}.` };
  }
  const sectionFound =
    !sectionName ||
    gateway?.spec.listeners?.some(each => each.name === sectionName) ||
    route?.spec.rules?.some((_, rule) => meansRule(sectionName, route, rule));
  return sectionFound
    ? undefined
    : { reason, message: `The ${target} has no section ${sectionName}.` };
}

// PlanPolicies cannot be merged: of two on one target the older counts (GEP-713).
function conflict(
  kind: Kind,
  policy: AnyPolicy,
  lookup: ClusterLookup,
): { reason: string; message: string } | undefined {
  if (kind !== 'PlanPolicy') {
    return undefined;
  }
  const { targetRef } = policy.spec;
  const rivals = lookup
    .policiesOn('PlanPolicy', {
      kind: targetRef.kind,
      namespace: refOf(policy).namespace,
      name: targetRef.name,
    })
    .filter(
      ({ spec, metadata }) =>
        spec.targetRef.sectionName === targetRef.sectionName &&
        !metadata.deletionTimestamp,
    )
    .filter(other => !invalidityOf('PlanPolicy', other))
    .slice()
    .sort(byAge);
  const [oldest] = rivals;
  return !oldest || isSameObject(oldest, policy as PlanPolicy)
    ? undefined
    : {
        reason: 'Conflicted',
        message: `${refText(refOf(oldest))} is older and has the same target.`,
      };
}

function enforcement<K extends Kind>(
  kind: K,
  policy: PolicyKinds[K],
  { lookup, routes }: PolicyWorld,
): ComputedCondition {
  const overriding = new Set<string>();
  let inEffect = false;
  let complete = true;
  for (const path of pathsUnder(kind, policy, lookup, routes)) {
    const effective = effectivePolicies(path, lookup, { ignoreReports: true });
    const sources = sourcesOf(kind, effective);
    const part = sources.some(source => isSameObject(source, policy));
    inEffect ||= part;
    complete &&= part;
    if (!part) {
      sources.forEach(source => overriding.add(refText(refOf(source))));
    }
  }
  if (inEffect) {
    return condition(
      'Enforced',
      true,
      'Enforced',
      complete
        ? `${kind} has been successfully enforced`
        : `${kind} has been partially enforced`,
    );
  }
  return overriding.size > 0
    ? condition(
        'Enforced',
        false,
        'Overridden',
        `${kind} is overridden by ${[...overriding].sort().join(', ')}`,
      )
    : condition(
        'Enforced',
        false,
        'Unknown',
        `${kind} is not in the path to any existing routes`,
      );
}

/** The ways of calls that a policy is attached to and that some listener serves. */
function pathsUnder<K extends Kind>(
  kind: K,
  policy: PolicyKinds[K],
  lookup: ClusterLookup,
  routes: readonly Route[],
): TrafficPath[] {
  const { targetRef } = policy.spec;
  const candidates =
    targetRef.kind === 'Gateway'
      ? routes
      : routes.filter(
          route =>
            routeKind(route) === targetRef.kind &&
            route.metadata.name === targetRef.name &&
            refOf(route).namespace === refOf(policy).namespace,
        );
  return candidates.flatMap(route => {
    const attachments = attachRoute(route, lookup, { ignoreReports: true });
    return servingListeners(attachments).length === 0
      ? []
      : trafficPaths(route, attachments).filter(path =>
          policiesAlong(kind, path, lookup).some(attached =>
            isSameObject(attached.policy, policy),
          ),
        );
  });
}

function sourcesOf(kind: Kind, { auth, plans, limits }: PathPolicies) {
  switch (kind) {
    case 'AuthPolicy':
      return auth?.sources ?? [];
    case 'PlanPolicy':
      return plans?.sources ?? [];
    default:
      return limits.map(({ source }) => source.policy);
  }
}
