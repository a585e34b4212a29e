import {
  findCondition,
  type Condition,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { expressionProblem } from '../expressions';
import type { PolicyKinds } from '../objects';
import { isCurrent, refOf, type ObjectName } from '../objects/refs';
import { expressionsOf } from './policyExpressions';

type AnyPolicy = PolicyKinds[keyof PolicyKinds];

/**
 * What is known about a policy's effect, in the policy's own words where it has any.
 *
 * @public
 */
export interface PolicyReport {
  policy: ObjectName;
  /** The condition that tells it. */
  condition: 'Accepted' | 'Enforced';
  reason: string;
  message: string;
}

/**
 * Whether a policy is in force. `unreported`: the cluster has said nothing about it yet.
 *
 * @public
 */
export type PolicyState =
  | { state: 'inForce' }
  | { state: 'unreported'; policy: ObjectName }
  | ({ state: 'notInForce' } & PolicyReport);

/** Why a policy is refused; undefined when it is accepted, or as good as that where nothing is reported yet. */
export function refusalOf(
  kind: keyof PolicyKinds,
  policy: AnyPolicy,
): PolicyReport | undefined {
  const accepted = conditionOf(policy, 'Accepted');
  if (accepted) {
    return accepted.status === 'True'
      ? undefined
      : reportOf(kind, policy, 'Accepted', accepted);
  }
  return invalidityOf(kind, policy);
}

/** Why the spec of a policy cannot be accepted; undefined when it can. */
export function invalidityOf(
  kind: keyof PolicyKinds,
  policy: AnyPolicy,
): PolicyReport | undefined {
  for (const { what, text } of expressionsOf(kind, policy)) {
    const problem = expressionProblem(text);
    if (problem) {
      return reportOf(kind, policy, 'Accepted', {
        reason: 'Invalid',
        message: `${what} is not a CEL expression: ${problem}`,
      });
    }
  }
  return undefined;
}

/** Whether the cluster reports that other policies replace all of this one. */
export function isReportedOverridden(policy: AnyPolicy): boolean {
  const enforced = conditionOf(policy, 'Enforced');
  return enforced?.status === 'False' && enforced.reason === 'Overridden';
}

/**
 * Whether a policy is in force, as its own conditions say.
 *
 * @public
 */
export function stateOf(
  kind: keyof PolicyKinds,
  policy: AnyPolicy,
): PolicyState {
  const refused = refusalOf(kind, policy);
  if (refused) {
    return { state: 'notInForce', ...refused };
  }
  const enforced = conditionOf(policy, 'Enforced');
  if (!enforced) {
    return { state: 'unreported', policy: nameOf(kind, policy) };
  }
  return enforced.status === 'True'
    ? { state: 'inForce' }
    : {
        state: 'notInForce',
        ...reportOf(kind, policy, 'Enforced', enforced),
      };
}

/**
 * Whether a policy was edited since the cluster reported that it is in force: until the next report, the gateway may
 * know the policy before the edit. Kuadrant's operator names the generation in the status, not in its conditions.
 */
export function isEdited(policy: AnyPolicy): boolean {
  const enforced = conditionOf(policy, 'Enforced');
  return (
    enforced !== undefined &&
    !isCurrent(
      policy,
      enforced.observedGeneration ?? policy.status?.observedGeneration,
    )
  );
}

/** Kind, namespace and name of a policy. */
export function nameOf(
  kind: keyof PolicyKinds,
  policy: KubernetesObject,
): ObjectName {
  return { kind, ...refOf(policy) };
}

function reportOf(
  kind: keyof PolicyKinds,
  policy: AnyPolicy,
  condition: PolicyReport['condition'],
  { reason, message }: Pick<Condition, 'reason' | 'message'>,
): PolicyReport {
  return { policy: nameOf(kind, policy), condition, reason, message };
}

function conditionOf(policy: AnyPolicy, type: string) {
  return findCondition(policy.status?.conditions, type);
}
