import type {
  APIKeyRequest,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { AuditNote } from '../audit/AuditTrail';
import type { Access } from '../authorization';
import { assertAllowed } from '../authorization/assertAllowed';
import type { Services } from './createServices';
import type { Review } from './ReviewService';

/** Decides on one request for a caller: found, allowed, written, told. */
export type Decider = (
  access: Access,
  ref: ObjectRef,
  review: Review,
  note: AuditNote,
) => Promise<APIKeyRequest>;

/** Makes the one way in which requests are decided on, be it one by one, in bulk or by an action. */
export function createDecider({
  allowSelfReview,
  lookup,
  notifier,
  reviews,
}: Services): Decider {
  return async (access, ref, review, note) => {
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
      'selfReviewForbidden',
    );
    const approval = await reviews.decide(request, review, userEntityRef!);
    note({ approval: approval.metadata.name });
    notifier.decided(request, approval);
    return request;
  };
}
