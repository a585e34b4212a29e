import {
  ANNOTATIONS,
  type KubernetesObject,
  LABELS,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { WantedSecret } from './wantedSecrets';

/** The annotations that policies read from the gateway's index, with the plan and the identity of a key. */
const INDEXED = [
  ANNOTATIONS.planId,
  ANNOTATIONS.userId,
  ANNOTATIONS.expiresAt,
  ANNOTATIONS.keyId,
];

/** What the gateway indexes with a key value, as a text that differs where any of it does. */
export function indexedText({
  labels,
  annotations,
}: Pick<WantedSecret, 'labels' | 'annotations'>): string {
  return JSON.stringify([
    Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)),
    INDEXED.map(name => annotations[name]),
  ]);
}

const OWN_LABELS: readonly string[] = Object.values(LABELS);

/**
 * How an enforcement Secret differs from what it should be, apart from its value: `indexed`, in what the gateway has
 * indexed and does not index again while the value stays; `other`, in what does not matter to it or in labels that only
 * selectors name. The gateway follows those: it compares each changed Secret with its selectors.
 */
export function differenceOf(
  { metadata }: KubernetesObject,
  wanted: WantedSecret,
): 'indexed' | 'other' | undefined {
  const { labels = {}, annotations = {} } = metadata;
  const isIndexed =
    Object.entries(wanted.labels).some(
      ([name, value]) =>
        labels[name] !== value &&
        (OWN_LABELS.includes(name) || labels[name] !== undefined),
    ) || INDEXED.some(name => annotations[name] !== wanted.annotations[name]);
  if (isIndexed) {
    return 'indexed';
  }
  const isOther =
    metadata.deletionTimestamp !== undefined ||
    Object.keys(wanted.labels).some(name => labels[name] === undefined) ||
    // Left by a selector that is no longer in force.
    Object.keys(labels).some(name => wanted.labels[name] === undefined) ||
    annotations[ANNOTATIONS.apiKeyUid] !==
      wanted.annotations[ANNOTATIONS.apiKeyUid];
  return isOther ? 'other' : undefined;
}

/** The annotations that belong to the controller; others on an enforcement Secret are left alone. */
export const OWN_ANNOTATIONS: readonly string[] = [
  ...INDEXED,
  ANNOTATIONS.apiKeyUid,
  ANNOTATIONS.apiKey,
  ANNOTATIONS.source,
  ANNOTATIONS.standIn,
];
