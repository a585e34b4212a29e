import {
  refOfObject,
  type APIKey,
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
import { approvalOf, type MadeDecision, type Review } from './approvalOf';
import type { Facts } from './Facts';
import type { Lookup } from './Lookup';
import { PORTAL_FIELD_MANAGER } from './portal';
import type { Rechecks } from './Rechecks';
import { approvalObstacle, rejectionObstacle } from './reviewRules';
import { waitForReconcile } from './waitForReconcile';

// Long enough for a controller that works, short enough for a person who waits.
const SETTLE_MS = 2000;

/** Decides on requests. */
export class ReviewService {
  readonly #caches: KuadrantCaches;
  readonly #lookup: Lookup;
  readonly #facts: Facts;
  readonly #rechecks: Rechecks;
  readonly #now: () => number;

  constructor(options: {
    caches: KuadrantCaches;
    lookup: Lookup;
    facts: Facts;
    rechecks: Rechecks;
    now: () => number;
  }) {
    this.#caches = options.caches;
    this.#lookup = options.lookup;
    this.#facts = options.facts;
    this.#rechecks = options.rechecks;
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
   * The key behind a request.
   *
   * @throws CodedError keyGone, also for a request made by hand that no key has
   */
  keyBehind(request: APIKeyRequest): APIKey {
    const key = this.#lookup.keyOfRequest(request);
    if (!key || key.metadata.deletionTimestamp) {
      throw new CodedError(
        'keyGone',
        'The key behind this request no longer exists. Load the requests again.',
      );
    }
    return key;
  }

  /** Whether a reviewer saw the request as it is. */
  isPresent(key: APIKey, { revision }: Review): boolean {
    return this.#facts.revisionOf(this.#facts.ofKey(key)) === revision;
  }

  /**
   * Writes a decision on what the reviewer saw: this key, for this product, of this requester, on these terms.
   *
   * @remarks
   * The name of the decision follows from the revision. Of several reviewers who saw the same, in any replicas, the
   * cluster lets one through. A decision in a replica that lags behind is bound to the terms that were seen, so that it
   * never approves others.
   *
   * @throws CodedError alreadyDecided, keyGone or conflict
   */
  async decide(
    request: APIKeyRequest,
    key: APIKey,
    review: Review,
    reviewer: string,
  ): Promise<MadeDecision> {
    const facts = this.#facts.ofKey(key);
    const obstacle = review.approved
      ? approvalObstacle(facts, this.#now())
      : rejectionObstacle(facts);
    if (obstacle) {
      throw new CodedError(obstacle.code, obstacle.message);
    }
    const product = this.#lookup.product(facts.product);
    const productUid = product?.metadata.uid;
    if (!product || productUid === undefined) {
      throw new CodedError(
        'conflict',
        'The API product of this request no longer exists.',
      );
    }
    await this.#rechecks.owner(product);
    const { approval, subject } = approvalOf({
      request,
      facts,
      review,
      reviewer,
      productUid,
      now: this.#now(),
    });
    return { approval: await this.#create(approval), key, subject };
  }

  /** The request once the controller has taken a decision in; as it is when that takes long. */
  async settled(request: APIKeyRequest): Promise<APIKeyRequest> {
    const { namespace, name } = request.metadata;
    const before = JSON.stringify(request.status);
    await waitForReconcile(
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

  async #create(approval: APIKeyApproval): Promise<APIKeyApproval> {
    const { apiKeyApprovals: cache } = this.#caches;
    const ref = refOfObject(approval);
    try {
      return await cache.create(approval, PORTAL_FIELD_MANAGER);
    } catch (error) {
      if (!isAlreadyExists(error)) {
        throw error;
      }
      // Made in another replica: what the caller is shown next has it.
      await waitForReconcile(
        cache,
        () => cache.get(ref) !== undefined,
        SETTLE_MS,
      );
      const spec = cache.get(ref)?.spec;
      const verdict = spec?.approved ? 'approved' : 'rejected';
      throw new CodedError(
        'alreadyDecided',
        spec
          ? `The request was already ${verdict} by ${spec.reviewedBy}.`
          : 'Another reviewer has already decided on this request.',
      );
    }
  }
}
