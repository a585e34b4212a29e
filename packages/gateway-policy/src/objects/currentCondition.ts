import {
  findCondition,
  type Condition,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isCurrent } from './refs';

/**
 * The condition of a type, if it is about the present generation of its object; see `isCurrent`.
 */
export function currentCondition(
  object: KubernetesObject,
  conditions: Condition[] | undefined,
  type: string,
): Condition | undefined {
  const condition = findCondition(conditions, type);
  return condition && isCurrent(object, condition.observedGeneration)
    ? condition
    : undefined;
}
