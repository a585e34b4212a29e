import type { JsonValue } from '@backstage/types';
import type {
  APIKey,
  APIKeyRequest,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { AuditNote } from '../audit/AuditTrail';
import type { Access } from '../authorization';
import { assertAllowed } from '../authorization/assertAllowed';
import { CodedError } from '../errors';
import type { Services } from './createServices';
import type { Review } from './approvalOf';

/** A request that was decided on, with its key. */
export interface Reviewed {
  request: APIKeyRequest;
  key: APIKey;
}

/** The one way in which requests are decided on, be it one by one, in bulk or by an action. */
export interface Decider {
  /**
   * Finds a request that the caller may decide on.
   *
   * @throws CodedError notFound, notAllowed or selfReviewForbidden
   */
  reviewable(access: Access, ref: ObjectRef, note?: AuditNote): APIKeyRequest;
  /**
   * Decides on a request: found, allowed, written, the requester notified.
   *
   * @remarks
   * A decision on a request that changed since the reviewer saw it, and one that comes too late, are refused with the
   * request as it is now, in `error.request`.
   */
  decide(
    access: Access,
    ref: ObjectRef,
    review: Review,
    note: AuditNote,
  ): Promise<Reviewed>;
}

/** Makes the {@link Decider}. */
export function createDecider({
  allowSelfReview,
  lookup,
  notifier,
  reviews,
  views,
}: Services): Decider {
  const reviewable: Decider['reviewable'] = (access, ref, note) => {
    const request = reviews.readable(access, ref);
    const resource = lookup.resourceOfRequest(request);
    const selfReview = access.askedFor(resource);
    note?.({
      requester: resource.requester ?? '',
      product: `${resource.product.namespace}/${resource.product.name}`,
      planTier: resource.planTier,
      selfReview,
    });
    assertAllowed(
      access.reviewsRequest(resource),
      'review requests on this API product',
    );
    assertAllowed(
      allowSelfReview || !selfReview,
      'review a request of your own: another reviewer has to decide',
      'selfReviewForbidden',
    );
    return request;
  };
  return {
    reviewable,
    async decide(access, ref, review, note) {
      note({
        verdict: review.approved ? 'approve' : 'reject',
        ...(review.reason && { reason: review.reason }),
        ...(review.message && { message: review.message }),
      });
      const request = reviewable(access, ref, note);
      const key = reviews.keyBehind(request);
      const present = () => ({
        request: views.request(
          access,
          reviews.current(request),
          key,
        ) as unknown as JsonValue,
      });
      if (!reviews.isPresent(key, review)) {
        throw new CodedError(
          'requestChanged',
          'The request changed since you loaded it. Look at it again, then decide.',
          present(),
        );
      }
      try {
        const made = await reviews.decide(
          request,
          key,
          review,
          access.caller.subject,
        );
        note({ approval: made.approval.metadata.name });
        notifier.decided(made);
        return { request, key };
      } catch (error) {
        throw error instanceof CodedError && error.code === 'alreadyDecided'
          ? new CodedError(error.code, error.message, present())
          : error;
      }
    },
  };
}
