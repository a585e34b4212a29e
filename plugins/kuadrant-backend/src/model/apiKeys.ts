import {
  ANNOTATIONS,
  extensionValue,
  LONGEST_OVERLAP_SECONDS,
  PREVIOUS_SECRET_REF,
  type APIKey,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** When the current value was shown; undefined while it was not. */
export function revealedAt(key: APIKey): string | undefined {
  return key.metadata.annotations?.[ANNOTATIONS.revealedAt];
}

/**
 * Until when the value before a rotation works; undefined when there is none that works. Whatever the key says, it works
 * no longer than the longest overlap after the rotation.
 *
 * @param now - milliseconds since the epoch
 */
export function previousValidUntil(
  key: APIKey,
  now: number,
): string | undefined {
  const previous = extensionValue(PREVIOUS_SECRET_REF, key);
  if (!previous) {
    return undefined;
  }
  const rotated = Date.parse(
    key.metadata.annotations?.[ANNOTATIONS.rotatedAt] ?? '',
  );
  const latest = Number.isNaN(rotated)
    ? Infinity
    : rotated + LONGEST_OVERLAP_SECONDS * 1000;
  const end = Math.min(Date.parse(previous.validUntil), latest);
  return end > now ? new Date(end).toISOString() : undefined;
}
