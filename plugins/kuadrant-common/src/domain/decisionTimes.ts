import type { APIKeyApproval } from '../kinds';
import type { CountingDecision } from './decisions';
import { LATEST_INSTANT, readInstant } from './instants';

/**
 * When a decision was made, in milliseconds since the epoch: as it says, or when it was created where it says no time.
 *
 * @public
 */
export function decidedAt({ metadata, spec }: APIKeyApproval): number {
  const said = readInstant(spec.reviewedAt);
  const time = Date.parse(said ?? metadata.creationTimestamp ?? '');
  return Number.isNaN(time) ? -Infinity : time;
}

/**
 * The time of review (RFC 3339) of a decision that is made now: after the newest there is, so that it counts in spite of
 * clocks that differ. One that says the last time there is, is followed by another at that time: of the two the one
 * created later counts.
 *
 * @param newest - undefined where there is none
 * @param now - milliseconds since the epoch
 * @public
 */
export function nextReviewTime(
  newest: CountingDecision | undefined,
  now: number,
): string {
  const after = Math.max(now, (newest?.decidedAt ?? -Infinity) + 1);
  return new Date(Math.min(after, LATEST_INSTANT)).toISOString();
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
    (a.metadata.name < b.metadata.name ? 1 : -1)
  );
}
