import {
  ANNOTATIONS,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Clock } from '../runtime';
import type { WantedSecret } from './wantedSecrets';

/**
 * How long a copy stands in after its Secret was replaced. An Authorino that gets no news for longer than this, because
 * it has lost its connection to the cluster, may keep what it knew until it restarts.
 */
const COPY_LIFETIME_MS = 60_000;

/** When copies of enforcement Secrets may go. The time starts over with the process: the cluster's clock may differ from ours. */
export class CopyTimes {
  readonly #clock: Clock;
  readonly #dueAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** In milliseconds since the epoch; undefined for a copy whose time has not begun. */
  knownDueAt({ metadata }: KubernetesObject): number | undefined {
    return this.#dueAt.get(metadata.uid ?? '');
  }

  /** Whether the time of a copy is over. It begins with the first call. */
  isDue(copy: KubernetesObject): boolean {
    const now = this.#clock.now();
    const dueAt = this.knownDueAt(copy) ?? now + COPY_LIFETIME_MS;
    this.#dueAt.set(copy.metadata.uid ?? '', dueAt);
    return dueAt <= now;
  }

  /** To be called when a Secret is deleted, and when its time is to begin again. */
  forget({ metadata }: KubernetesObject): void {
    this.#dueAt.delete(metadata.uid ?? '');
  }
}

/** Whether a copy stands in for a Secret, with these terms or with others. */
export function standsInFor(
  { metadata }: KubernetesObject,
  { ref, copyName }: WantedSecret,
): boolean {
  const stem = copyName.slice(0, copyName.lastIndexOf('-'));
  return metadata.namespace === ref.namespace && metadata.name.startsWith(stem);
}

/** Whether a copy has all that its Secret has. */
export function isCopyOf(
  { metadata }: KubernetesObject,
  own: KubernetesObject,
  { copyName }: WantedSecret,
): boolean {
  return (
    metadata.name === copyName &&
    metadata.annotations?.[ANNOTATIONS.source] ===
      own.metadata.annotations?.[ANNOTATIONS.source]
  );
}
