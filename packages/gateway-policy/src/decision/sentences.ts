import type { KeyPlacement } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { CounterReading } from './counters';
import type { ObjectName } from '../objects';
import { refText } from '../objects/refs';

/** Says where a key goes. */
export function placementText(placement: KeyPlacement): string {
  switch (placement.in) {
    case 'header':
      return placement.prefix === undefined
        ? `in the header ${placement.name}`
        : `in the header ${placement.name}, after "${placement.prefix} "`;
    case 'query':
      return `in the query parameter ${placement.name}`;
    default:
      return `in the cookie ${placement.name}`;
  }
}

/** Names an object, for example `AuthPolicy shop/keys`. */
export function objectText(object: ObjectName): string {
  return `${object.kind} ${refText(object)}`;
}

/** Says how far a limit is used up. */
export function counterText({ limit, count }: CounterReading): string {
  const shared = {
    everyone: 'shared by all callers',
    plan: 'shared by all callers of the plan',
    owner: 'of this owner',
    user: 'of this user',
    key: 'of this key',
    unknown: 'with its own counters',
  }[limit.scope];
  const plan = limit.plan === undefined ? '' : ` of the plan ${limit.plan}`;
  return `The limit${plan} of ${limit.limit} calls in ${limit.seconds} seconds, ${shared}, has counted ${count}.`;
}
