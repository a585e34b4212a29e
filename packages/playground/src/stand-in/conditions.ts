import type { Condition } from '@kuadrant/backstage-plugin-kuadrant-common';

/** What a condition should say. */
export interface WantedCondition {
  type: string;
  status: boolean;
  reason: string;
  message: string;
}

/** The types of conditions that the stand-in writes, and removes where they are not wanted. */
const OWN_TYPES = [
  'Accepted',
  'Enforced',
  'Programmed',
  'ResolvedRefs',
  'Ready',
];

/** Writes the wanted conditions over the present ones; the time of a transition stays while the status stays. */
export function mergeConditions(
  present: readonly Condition[] | undefined,
  wanted: readonly WantedCondition[],
  generation: number | undefined,
  now: Date,
): Condition[] {
  const types = [...OWN_TYPES, ...wanted.map(({ type }) => type)];
  const others = (present ?? []).filter(({ type }) => !types.includes(type));
  const merged = wanted.map(({ type, status, reason, message }) => {
    const before = present?.find(condition => condition.type === type);
    const text = status ? ('True' as const) : ('False' as const);
    return {
      type,
      status: text,
      reason,
      message,
      observedGeneration: generation,
      lastTransitionTime:
        before?.status === text
          ? before.lastTransitionTime
          : now.toISOString().replace(/\.\d+Z$/, 'Z'),
    };
  });
  return [...others, ...merged];
}
