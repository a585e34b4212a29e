import type {
  APIKeyRequest,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import pLimit from 'p-limit';
import type { AuditNote, AuditTrail } from '../audit/AuditTrail';
import type { Access } from '../authorization';
import { problemOf } from '../errors';
import type { Services } from '../services/createServices';
import type { Review } from '../services/ReviewService';
import { assertAllowed } from './assertAllowed';
import type { OperationRouter } from './OperationRouter';
import { REVIEW_PERMISSIONS } from './permissionSets';

const permissions = REVIEW_PERMISSIONS;
const PARALLEL_REVIEWS = 10;

/** The operations on requests. */
export function addRequestRoutes(
  router: OperationRouter,
  {
    allowSelfReview,
    lookup,
    notifier,
    requests,
    reviews,
    views,
    staleness,
  }: Services,
  auditTrail: AuditTrail,
): void {
  const decide = async (
    access: Access,
    ref: ObjectRef,
    review: Review,
    note: AuditNote,
  ): Promise<APIKeyRequest> => {
    const request = reviews.readable(access, ref);
    const resource = lookup.resourceOfRequest(request);
    const selfReview = access.askedFor(resource);
    note({
      verdict: review.approved ? 'approve' : 'reject',
      requester: resource.requester ?? '',
      product: `${resource.product.namespace}/${resource.product.name}`,
      planTier: resource.planTier,
      selfReview,
      ...(review.reason && { reason: review.reason }),
      ...(review.message && { message: review.message }),
    });
    const { userEntityRef } = access.caller;
    assertAllowed(
      access.reviewsRequest(resource) && userEntityRef !== undefined,
      'review requests on this API product',
    );
    assertAllowed(
      allowSelfReview || !selfReview,
      'review a request of your own: another reviewer has to decide',
    );
    const approval = await reviews.decide(request, review, userEntityRef!);
    note({ approval: approval.metadata.name });
    notifier.decided(request, approval);
    return request;
  };

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
