import type { ObjectName, RouteSummary } from '@kuadrant/gateway-policy';
import { keyOf, shownText } from '../../objects';

/** Who can fix what is wrong with Gateways, routes and policies. */
export const FIXED_BY_PLATFORM = 'A platform engineer can fix it';

/** Kind, namespace and name of an object. */
export function named({ kind, namespace, name }: ObjectName): string {
  return `${kind} ${keyOf({ namespace, name })}`;
}

/** What an object says about itself, as others wrote it. */
export function saying({
  reason,
  message,
}: {
  reason?: string;
  message?: string;
}): string {
  return [reason, message]
    .filter((text): text is string => Boolean(text))
    .map(shownText)
    .join(': ');
}

/** Sentences as one text. */
export function sentences(...all: (string | false | undefined)[]): string {
  return all
    .filter((sentence): sentence is string => Boolean(sentence))
    .map(sentence => sentence.replace(/\.$/, ''))
    .join('. ');
}

type PathGroup = RouteSummary['policies']['main'];

/** The rules or listeners that some policies hold for, as `rule admin` or `listener internal`. */
export function partsOf({ paths }: PathGroup): string {
  const [{ route }] = paths;
  const all = route.spec.rules ?? [];
  const rules = new Set(paths.map(({ rule }) => rule));
  const listeners = new Set(paths.flatMap(path => path.listener?.name ?? []));
  return rules.size < all.length
    ? [...rules]
        .map(rule => `rule ${all[rule].name ?? `rule-${rule + 1}`}`)
        .join(', ')
    : [...listeners].map(name => `listener ${name}`).join(', ');
}

interface Targeting {
  metadata: { namespace?: string; name: string };
  spec: { targetRef: { kind: string; name: string; sectionName?: string } };
}

/** A policy with its target: whether it is the route's own or that of its Gateway. */
export function withTarget(kind: string, { metadata, spec }: Targeting) {
  const { targetRef } = spec;
  const section = targetRef.sectionName && `, section ${targetRef.sectionName}`;
  return `${kind} ${keyOf(metadata)} on ${targetRef.kind} ${targetRef.name}${section || ''}`;
}
