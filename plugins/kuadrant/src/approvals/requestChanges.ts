import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';

/** One thing about a request that is different from what a reviewer saw. */
export type RequestChange =
  | {
      what: 'planTier' | 'expiresAt' | 'useCase' | 'requester' | 'product';
      from?: string;
      to?: string;
    }
  | { what: 'decided' };

/** What changed from one view of a request to the next, in the order in which a reviewer reads. */
export function requestChanges(
  from: RequestView,
  to: RequestView,
): RequestChange[] {
  const differs = (
    what: 'planTier' | 'expiresAt' | 'useCase' | 'requester' | 'product',
    textOf: (request: RequestView) => string | undefined,
  ): RequestChange[] =>
    textOf(from) === textOf(to)
      ? []
      : [{ what, from: textOf(from), to: textOf(to) }];
  const latest = ({ decisions: [newest] }: RequestView) =>
    newest && `${newest.reviewedAt} ${newest.reviewedBy}`;
  return [
    ...differs('planTier', ({ spec }) => spec.planTier),
    ...differs('expiresAt', ({ spec }) => spec.expiresAt),
    ...differs('useCase', ({ spec }) => spec.useCase),
    ...differs('requester', ({ spec }) => spec.requestedBy.userId),
    ...differs('product', ({ product }) => product.displayName),
    ...(latest(from) === latest(to) ? [] : [{ what: 'decided' as const }]),
  ];
}
