import type {
  Condition,
  ParentReference,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Route } from '../objects';
import { currentCondition } from '../objects/currentCondition';
import { refText } from '../objects/refs';
import { parentKind, parentRefOf } from './parents';

/** The condition `Accepted` that the cluster reports for a parentRef and the present route, if any. */
export function reportedAcceptance(
  route: Route,
  parentRef: ParentReference,
): Condition | undefined {
  const text = parentText(route, parentRef);
  const reports = (route.status?.parents ?? []).flatMap(parent => {
    const condition = currentCondition(route, parent.conditions, 'Accepted');
    return condition &&
      condition.status !== 'Unknown' &&
      parentText(route, parent.parentRef) === text
      ? [condition]
      : [];
  });
  return reports.find(({ status }) => status === 'True') ?? reports[0];
}

function parentText(route: Route, parent: ParentReference): string {
  return JSON.stringify([
    parentKind(parent) ?? `${parent.group}/${parent.kind}`,
    refText(parentRefOf(route, parent)),
    parent.sectionName ?? '',
    parent.port ?? 0,
  ]);
}
