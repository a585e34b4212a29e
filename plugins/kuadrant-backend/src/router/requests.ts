import pLimit from 'p-limit';
import type { AuditTrail } from '../audit/AuditTrail';
import { problemOf } from '../errors';
import { createDecider } from '../services/createDecider';
import type { Services } from '../services/createServices';
import type { OperationRouter } from './OperationRouter';
import { REVIEW_PERMISSIONS } from '../authorization';

const permissions = REVIEW_PERMISSIONS;
const PARALLEL_REVIEWS = 10;

/** The operations on requests. */
export function addRequestRoutes(
  router: OperationRouter,
  services: Services,
  auditTrail: AuditTrail,
): void {
  const { requests, reviews, views, staleness } = services;
  const decide = createDecider(services);

  router.on('listRequests', {
    permissions,
    handle: async ({ access, query }) => ({
      ...requests.list(access, query),
      ...staleness(),
    }),
  });

  router.on('approveRequest', {
    permissions,
    async handle({ access, params, body, note }) {
      const review = { approved: true, ...body };
      const request = await decide(access, params, review, note);
      return views.request(access, await reviews.settled(request));
    },
  });

  router.on('rejectRequest', {
    permissions,
    async handle({ access, params, body, note }) {
      const review = { approved: false, ...body };
      const request = await decide(access, params, review, note);
      return views.request(access, await reviews.settled(request));
    },
  });

  router.on('bulkReviewRequests', {
    permissions,
    audited: false,
    async handle({ access, body, request: httpRequest }) {
      const { decision, message } = body;
      const review = { approved: decision === 'approve', message };
      const limit = pLimit(PARALLEL_REVIEWS);
      const reviewed = await Promise.all(
        body.requests.map(ref =>
          limit(async () => {
            try {
              const request = await auditTrail.record(
                {
                  eventId: `${decision}-request`,
                  request: httpRequest,
                  severityLevel: 'medium',
                  meta: { ...ref, bulk: true },
                },
                note => decide(access, ref, review, note),
              );
              return { ref, request };
            } catch (error) {
              return { ref, error: problemOf(error) };
            }
          }),
        ),
      );
      const last = reviewed.findLast(({ request }) => request)?.request;
      if (last) {
        await reviews.settled(last);
      }
      return {
        results: reviewed.map(({ ref, request, error }) => ({
          ...ref,
          success: error === undefined,
          ...(request && {
            request: views.request(access, reviews.current(request)),
          }),
          ...(error && { error }),
        })),
      };
    },
  });
}
