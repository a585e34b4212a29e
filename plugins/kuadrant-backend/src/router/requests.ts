import type { AuditTrail } from '../audit/AuditTrail';
import type { Audience } from '../notifications/Audience';
import { createBulkReview } from '../services/createBulkReview';
import { createDecider } from '../services/createDecider';
import type { Services } from '../services/createServices';
import type { OperationRouter } from './OperationRouter';
import { REVIEW_PERMISSIONS } from '../authorization';

const permissions = REVIEW_PERMISSIONS;

/** The operations on requests. */
export function addRequestRoutes(
  router: OperationRouter,
  services: Services,
  auditTrail: AuditTrail,
  audience: Audience,
): void {
  const { requests, reviews, views, staleness } = services;
  const decider = createDecider(services);
  const bulkReview = createBulkReview(services, auditTrail);

  router.on('listRequests', {
    permissions,
    async handle({ access, query }) {
      const { userEntityRef } = access.caller;
      if (userEntityRef && access.mayReview()) {
        audience.add('requests', userEntityRef);
      }
      return { ...requests.list(access, query), ...staleness() };
    },
  });

  for (const name of ['approveRequest', 'rejectRequest'] as const) {
    router.on(name, {
      permissions,
      async handle({ access, params, body, note }) {
        const review = { approved: name === 'approveRequest', ...body };
        const { request, key } = await decider.decide(
          access,
          params,
          review,
          note,
        );
        return views.request(access, await reviews.settled(request), key);
      },
    });
  }

  router.on('bulkReviewRequests', {
    permissions,
    audited: false,
    async handle({ access, body, request }) {
      const results = await bulkReview(access, body, request);
      return { results };
    },
  });
}
