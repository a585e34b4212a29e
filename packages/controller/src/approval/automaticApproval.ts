import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  AUTOMATIC_REVIEWER,
  autoApprovalName,
  bindingFor,
  DECIDED_TERMS,
  DECISION_BINDING,
  extensionAnnotations,
  KEY_LIFETIME,
  lifetimeFault,
  ownerOfKey,
  readEntityRef,
  readExtension,
  readProductOwner,
  type Terms,
  termsOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KeyEvaluation } from '../key/evaluateKey';
import { requestOwnerReference } from './ownerReference';

const LONGEST_NAME = 253;

/**
 * The terms that a product with automatic approval grants now: those of a key that is Pending and on which nobody has
 * decided, or a change of approved terms. What a person rejected is left to people. While a decision is not bound yet,
 * nothing is granted: it may be a rejection.
 *
 * @param valid - the time, how many decisions count and whether one rejects, the plans, and whether people may approve
 * their own requests
 */
export function automaticTerms(
  product: APIProduct | undefined,
  apiKey: APIKey,
  evaluation: KeyEvaluation,
  valid: {
    now: number;
    request: APIKeyRequest;
    allowSelfReview: boolean;
    knowsPlan: (tier: string) => boolean;
  },
): Terms | undefined {
  const { state, change, decisions, awaitsBinding } = evaluation;
  if (
    product?.spec.approvalMode !== 'automatic' ||
    awaitsBinding ||
    // Decisions come with the rest of a backup.
    apiKey.metadata.annotations?.[ANNOTATIONS.restoring] !== undefined ||
    decisions.some(({ approved }) => !approved) ||
    needsPeople(product, apiKey, valid)
  ) {
    return undefined;
  }
  if (state === 'Pending' && decisions.length === 0) {
    return termsOf(apiKey.spec);
  }
  const changes = state === 'Approved' || state === 'Expired';
  return changes && change && valid.knowsPlan(change.terms.planTier)
    ? change.terms
    : undefined;
}

// A key that is to live longer than the product allows, one's own, and one that the portal leaves to people.
function needsPeople(
  product: APIProduct,
  apiKey: APIKey,
  {
    now,
    request,
    allowSelfReview,
  }: { now: number; request: APIKeyRequest; allowSelfReview: boolean },
): boolean {
  const { value: lifetime, problem } = readExtension(KEY_LIFETIME, product);
  const { expiresAt } = termsOf(apiKey.spec);
  return (
    // Nobody knows what the owner of the product allows.
    problem !== undefined ||
    [apiKey, request].some(
      ({ metadata }) =>
        metadata.annotations?.[ANNOTATIONS.review] === 'required',
    ) ||
    (!allowSelfReview && isOwnRequest(product, apiKey)) ||
    // An expiry in the past is no reason for people to review: the key is Expired then.
    ['expiryMissing', 'expiryTooLate'].includes(
      lifetimeFault(lifetime, expiresAt, now) ?? '',
    )
  );
}

/**
 * Whether the owner of the product requests, as far as the product tells: who belongs to a group, the portal knows. Where
 * the owner cannot be read, it may be anybody.
 */
function isOwnRequest(product: APIProduct, apiKey: APIKey): boolean {
  const { ref: owner, problem } = readProductOwner(product);
  if (problem !== undefined) {
    return true;
  }
  return (
    owner !== undefined &&
    [apiKey.spec.requestedBy.userId, ownerOfKey(apiKey)].some(
      person => readEntityRef(person, 'user').ref === owner,
    )
  );
}

/**
 * The approval of such terms.
 *
 * @param on - what it is made on, and when. `isFirst`: it is the first decision on the request; later ones have one name,
 * and take each other's place
 */
export function automaticApproval(
  request: APIKeyRequest,
  terms: Terms,
  on: {
    apiKey: APIKey;
    productUid: string;
    isFirst: boolean;
    reviewedAt: string;
  },
): APIKeyApproval & { metadata: { annotations: Record<string, string> } } {
  const { name, namespace } = request.metadata;
  const firstName = autoApprovalName(name);
  return {
    metadata: {
      namespace,
      name: on.isFirst ? firstName : changeName(firstName),
      annotations: {
        ...extensionAnnotations(DECIDED_TERMS, terms),
        ...extensionAnnotations(
          DECISION_BINDING,
          bindingFor(on.apiKey, on.productUid),
        ),
      },
      ownerReferences: [requestOwnerReference(request)],
    },
    spec: {
      apiKeyRequestRef: { name },
      approved: true,
      reviewedBy: AUTOMATIC_REVIEWER,
      reviewedAt: on.reviewedAt,
      reason: 'AutoApproved',
      message: 'Approved automatically',
    },
  };
}

// One name for all changes: a consumer cannot fill the owner's namespace by repeated changes.
function changeName(firstName: string): string {
  const ending = '-change';
  const stem = firstName.slice(0, LONGEST_NAME - ending.length);
  return `${stem.replace(/[^a-z0-9]+$/, '')}${ending}`;
}
