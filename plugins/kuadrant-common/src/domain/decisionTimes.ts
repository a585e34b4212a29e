import type { APIKeyApproval } from '../kinds';
import type { CountingDecision } from './decisions';
import { CLOCK_DIFFERENCE_MS, readInstant } from './instants';

/**
 * When a decision was made, in milliseconds since the epoch: as it says, or when it was created where it says no time or
 * a later one. Otherwise one that claims to come from next year could not be overruled before.
 *
 * @public
 */
export function decidedAt({ metadata, spec }: APIKeyApproval): number {
  const created = Date.parse(metadata.creationTimestamp ?? '');
  const said = Date.parse(readInstant(spec.reviewedAt) ?? '');
  if (said <= created + CLOCK_DIFFERENCE_MS || Number.isNaN(created)) {
    return Number.isNaN(said) ? -Infinity : said;
  }
  return created;
}

/**
 * The time of review (RFC 3339) of a decision that is made now: after the newest there is, so that it counts in spite of
 * clocks that differ.
 *
 * @param newest - undefined where there is none
 * @param now - milliseconds since the epoch
 * @public
 */
export function nextReviewTime(
  newest: CountingDecision | undefined,
  now: number,
): string {
  return new Date(
    Math.max(now, (newest?.decidedAt ?? -Infinity) + 1),
  ).toISOString();
}

/**
 * Orders decisions: the newest first by the time of the review, then by that of their creation, then by name.
 *
 * @public
 */
export function newestFirst(a: APIKeyApproval, b: APIKeyApproval): number {
  return (
    decidedAt(b) - decidedAt(a) ||
    Date.parse(b.metadata.creationTimestamp ?? '') -
      Date.parse(a.metadata.creationTimestamp ?? '') ||
    Date.parse(b.spec.reviewedAt) - Date.parse(a.spec.reviewedAt) ||
    (a.metadata.name < b.metadata.name ? 1 : -1)
  );
}
