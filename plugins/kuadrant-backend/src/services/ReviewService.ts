import {
  apiKeyApprovals,
  findCondition,
  shortHash,
  type APIKeyApproval,
  type APIKeyRequest,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { isAlreadyExists } from '@kuadrant/kubernetes-cache';
import { CodedError } from '../errors';
import type { Access } from '../authorization';
import { keyStateOf } from '../model/keyState';
import { awaitsReview, pendingChangeOf } from '../model/pendingChange';
import { termsOf, type Terms } from '../model/terms';
import type { Lookup } from './Lookup';
import { PORTAL_FIELD_MANAGER } from './portal';
import { approvable, rejectable } from './reviewRules';
import { settle } from './settle';

/** What a reviewer decides and writes. */
export interface Review {
  approved: boolean;
  message?: string;
  reason?: string;
}

const MAX_NAME = 253;
// Long enough for a controller that works, short enough for a person who waits.
const SETTLE_MS = 2000;
const UNDER_WAY_MS = 5000;

/** Decides on requests. */
export class ReviewService {
  readonly #caches: KuadrantCaches;
  readonly #lookup: Lookup;
  readonly #now: () => number;

  constructor(options: {
    caches: KuadrantCaches;
    lookup: Lookup;
    now: () => number;
  }) {
    this.#caches = options.caches;
    this.#lookup = options.lookup;
    this.#now = options.now;
  }

  /** @throws CodedError notFound, also where the caller may not read the request */
  readable(access: Access, ref: ObjectRef): APIKeyRequest {
    const request = this.#caches.apiKeyRequests.get(ref);
    if (!request || !access.readsKey(this.#lookup.resourceOfRequest(request))) {
      throw new CodedError('notFound', `There is no request ${objectKey(ref)}`);
    }
    return request;
  }

  /**
   * Writes a decision on the terms that the reviewer saw and on the key that they saw.
   *
   * @remarks
   * The decision's name follows from what it is based on, so that of two reviewers who saw the same, in whatever
   * replicas, the cluster lets one through.
   *
   * @throws CodedError alreadyDecided, with who decided
   */
  async decide(
    request: APIKeyRequest,
    review: Review,
    reviewer: string,
  ): Promise<APIKeyApproval> {
    const { namespace, name } = request.metadata;
    const key = this.#lookup.keyOfRequest(request);
    const apiKeyUid = request.spec.apiKeyRef.uid;
    if (!key || !apiKeyUid || key.metadata.deletionTimestamp) {
      throw new CodedError(
        'keyGone',
        'The key behind this request is gone. Load the requests again.',
      );
    }
    const decisions = this.#lookup.decisionsOn(request);
    this.#checkNotUnderWay(decisions[0]);
    const obstacle = review.approved
      ? approvable(request, decisions)
      : rejectable(request, decisions);
    if (obstacle) {
      throw new CodedError('conflict', obstacle);
    }
    const terms = decidedTerms(request, decisions, review.approved);
    const basis = [
      apiKeyUid,
      request.spec.planTier,
      request.spec.expiresAt ?? '',
      decisions[0]?.metadata.uid ?? '',
    ].join(' ');
    try {
      return await this.#caches.apiKeyApprovals.create(
        {
          apiVersion: `${apiKeyApprovals.group}/${apiKeyApprovals.version}`,
          kind: apiKeyApprovals.kind,
          metadata: { namespace, name: approvalName(name, basis) },
          spec: {
            apiKeyRequestRef: { name },
            approved: review.approved,
            reviewedBy: reviewer,
            reviewedAt: this.#after(decisions[0]),
            apiKeyUid,
            ...(terms && { terms }),
            ...(review.reason && { reason: review.reason }),
            ...(review.message?.trim() && { message: review.message.trim() }),
          },
        },
        PORTAL_FIELD_MANAGER,
      );
    } catch (error) {
      throw isAlreadyExists(error)
        ? new CodedError(
            'alreadyDecided',
            'Somebody else decided on this request at the same time. Load it again.',
          )
        : error;
    }
  }

  /** The request once the controller has taken a decision in; as it is when that takes long. */
  async settled(request: APIKeyRequest): Promise<APIKeyRequest> {
    const { namespace, name } = request.metadata;
    const before = JSON.stringify(request.status);
    await settle(
      this.#caches.apiKeyRequests,
      () => {
        const current = this.#caches.apiKeyRequests.get({ namespace, name });
        return !current || JSON.stringify(current.status) !== before;
      },
      SETTLE_MS,
    );
    return this.current(request);
  }

  /** The request as it is now; as it was when it is gone. */
  current(request: APIKeyRequest): APIKeyRequest {
    return this.#caches.apiKeyRequests.get(request.metadata) ?? request;
  }

  /**
   * Refuses to turn a decision round that was made a moment ago and that nobody can have seen the effect of: the
   * reviewer decided on something else than what is there now.
   */
  #checkNotUnderWay(newest: APIKeyApproval | undefined): void {
    if (
      newest &&
      !findCondition(newest.status?.conditions, 'Valid') &&
      this.#now() - Date.parse(newest.spec.reviewedAt) < UNDER_WAY_MS
    ) {
      const verdict = newest.spec.approved ? 'approved' : 'rejected';
      throw new CodedError(
        'alreadyDecided',
        `The request was already ${verdict} by ${newest.spec.reviewedBy} a moment ago. Load it again.`,
      );
    }
  }

  /** Now, but after the newest decision, so that it counts in spite of clocks that differ. */
  #after(newest: APIKeyApproval | undefined): string {
    const last = newest ? Date.parse(newest.spec.reviewedAt) : -Infinity;
    return new Date(Math.max(this.#now(), last + 1)).toISOString();
  }
}

/**
 * The terms that a decision is about. A rejection that names none revokes, whatever is in force; one that names those
 * of a change refuses the change.
 */
function decidedTerms(
  request: APIKeyRequest,
  decisions: APIKeyApproval[],
  approved: boolean,
): Terms | undefined {
  const asked = termsOf(request.spec);
  if (approved || keyStateOf(request).state === 'Pending') {
    return asked;
  }
  return pendingChangeOf(request, decisions) && awaitsReview(request, decisions)
    ? asked
    : undefined;
}

function approvalName(requestName: string, basis: string): string {
  const ending = `-${shortHash(basis)}`;
  const stem = requestName.slice(0, MAX_NAME - ending.length);
  return `${stem.replace(/[^a-z0-9]+$/, '')}${ending}`;
}
