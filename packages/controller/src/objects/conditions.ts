import {
  type Condition,
  findCondition,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** A condition without what the history of the object decides. */
export type WantedCondition = Pick<
  Condition,
  'type' | 'status' | 'reason' | 'message'
>;

// The length that the schema of a condition allows.
const LONGEST_MESSAGE = 32_768;

/**
 * The wanted conditions in their order, each with the time of its last transition, which stays while the status stays.
 *
 * @param now - milliseconds since the epoch
 */
export function conditionsFrom(
  wanted: WantedCondition[],
  options: {
    previous: Condition[] | undefined;
    observedGeneration: number | undefined;
    now: number;
  },
): Condition[] {
  return wanted.map(condition => {
    const before = findCondition(options.previous, condition.type);
    return {
      ...condition,
      message: condition.message.slice(0, LONGEST_MESSAGE),
      observedGeneration: options.observedGeneration,
      lastTransitionTime:
        before && before.status === condition.status
          ? before.lastTransitionTime
          : timestamp(options.now),
    };
  });
}

/** A time as Kubernetes writes it, in whole seconds. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
