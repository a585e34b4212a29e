import type { RuleCondition } from '@kuadrant/backstage-plugin-kuadrant-common';
import { readPaths, type Expressions } from '../expressions';
import { allHold, selectorParts } from '../expressions/conditions';
import type { KeyPolicy } from './isolationTypes';

/** Whether an authorization rule that holds for every call surely denies a key with these labels. */
export function deniesLabels(
  auth: KeyPolicy | undefined,
  labels: Record<string, string>,
  expressions: Expressions,
): boolean {
  const context = {
    auth: { identity: { metadata: { labels, annotations: {} } } },
    request: {},
  };
  return Object.values(auth?.rules.authorization ?? {}).some(
    ({ patternMatching, when }) =>
      patternMatching &&
      !when?.length &&
      readsLabelsOnly(patternMatching.patterns ?? []) &&
      allHold(
        patternMatching.patterns ?? [],
        context,
        expressions,
        auth?.patterns,
      ) === false,
  );
}

/** Whether conditions depend on nothing but labels, so that what holds here holds for every call. */
function readsLabelsOnly(conditions: readonly RuleCondition[]): boolean {
  return conditions.every(({ predicate, selector, all, any, patternRef }) => {
    if (predicate !== undefined) {
      const paths = readPaths(predicate);
      return paths.length > 0 && paths.every(isLabel);
    }
    if (selector !== undefined) {
      return isLabel(selectorParts(selector));
    }
    return patternRef === undefined && readsLabelsOnly(all ?? any ?? []);
  });
}

function isLabel(path: readonly string[]): boolean {
  return ['auth', 'identity', 'metadata', 'labels'].every(
    (part, index) => path[index] === part,
  );
}
