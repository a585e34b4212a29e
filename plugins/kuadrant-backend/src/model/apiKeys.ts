import {
  ANNOTATIONS,
  overlapOf,
  type APIKey,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** When the current value was shown; undefined while it was not. */
export function revealedAt(key: APIKey): string | undefined {
  return key.metadata.annotations?.[ANNOTATIONS.revealedAt];
}

/**
 * Until when the value before a rotation works; undefined when there is none that works.
 *
 * @param now - milliseconds since the epoch
 */
export function previousValidUntil(
  key: APIKey,
  now: number,
): string | undefined {
  const overlap = overlapOf(key, undefined, now);
  return overlap && overlap.endsAt > now
    ? new Date(overlap.endsAt).toISOString()
    : undefined;
}
