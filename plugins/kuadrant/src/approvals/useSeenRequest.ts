import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { type RequestChange, requestChanges } from './requestChanges';

/**
 * The request that a reviewer has before them. A newer revision does not take its place until the reviewer looks at
 * what changed: a decision is made on what was seen.
 */
export function useSeenRequest(listed: RequestView): {
  seen: RequestView;
  /** There is a newer revision that the reviewer has not looked at. */
  isOutdated: boolean;
  /** What the reviewer was shown as changed last. */
  changes: RequestChange[];
  showChanges: () => void;
  /** Takes the request that the server answered with, newer than the list. */
  take: (request: RequestView) => void;
} {
  const [answered, setAnswered] = useState<{
    basis: string;
    request: RequestView;
  }>();
  const request =
    answered?.basis === listed.revision ? answered.request : listed;
  const [base, setBase] = useState(request);
  const [changes, setChanges] = useState<RequestChange[]>([]);
  const isOutdated = base.revision !== request.revision;
  return {
    // The status may change without the request being another one.
    seen: isOutdated ? base : request,
    isOutdated,
    changes,
    take: newer => setAnswered({ basis: listed.revision, request: newer }),
    showChanges: () => {
      setChanges(requestChanges(base, request));
      setBase(request);
    },
  };
}
