import type { APIKey, APIKeyApproval, APIKeyRequest } from '../kinds';
import { autoApprovalName } from '../names';
import {
  DECIDED_TERMS,
  DECISION_BINDING,
  type DecisionBinding,
  extensionAnnotations,
  extensionValue,
  readExtension,
} from './extensions';
import { decidedAt, newestFirst } from './decisionTimes';
import { MAX_ENTITY_REF_LENGTH } from './lengths';
import { isRequestOf, ownerOfKey } from './refs';
import { type Terms, termsOf } from './terms';
import { cleanText } from './text';

/** Who approves on products with automatic approval. @public */
export const AUTOMATIC_REVIEWER = 'system';

/**
 * A decision that counts for a key.
 *
 * @public
 */
export interface CountingDecision {
  name: string;
  uid?: string;
  generation?: number;
  approved: boolean;
  reviewedBy: string;
  reviewedAt: string;
  /** See {@link decidedAt}. */
  decidedAt: number;
  reason?: string;
  message?: string;
  terms: Terms;
  /** The decision names its terms itself, so that a rejection may be about a change only. */
  explicit: boolean;
}

/**
 * What decisions on a key are compared with.
 *
 * @public
 */
export interface DecisionScope {
  apiKey: APIKey;
  /** The key's request in its product's namespace; undefined while there is none. */
  request: APIKeyRequest | undefined;
  /** UID of the product; undefined while there is no product. */
  productUid: string | undefined;
}

/**
 * How a decision relates to a key: `counts`; `unbound`, nothing says yet what exactly it was made on; `other`, it was
 * made on something else; `unreadable`, one of the annotations of an approval cannot be read. A rejection counts also then:
 * when in doubt, access ends.
 *
 * @public
 */
export type DecisionMatch =
  | {
      match: 'counts';
      terms: Terms;
      /** Of a rejection: which annotation cannot be read. */
      problem?: string;
    }
  | { match: 'unbound' }
  | { match: 'other'; what: 'request' | 'key' | 'product' | 'requester' }
  | { match: 'unreadable'; problem: string };

/**
 * The binding of a decision that is made on a key now.
 *
 * @param terms - the terms of the request, for a decision that names none itself
 * @public
 */
export function bindingFor(
  apiKey: APIKey,
  productUid: string,
  terms?: Terms,
): DecisionBinding {
  return {
    apiKeyUid: apiKey.metadata.uid ?? '',
    productUid,
    requester: boundRef(apiKey.spec.requestedBy.userId),
    owner: boundRef(ownerOfKey(apiKey)),
    ...(terms && { terms: termsOf(terms) }),
  };
}

/**
 * The annotations that bind a decision to what its request shows: to what the reviewer saw, whatever the key says by
 * now. What the decision says already stays. What the first version of this project wrote into fields is moved.
 *
 * @param on - the UIDs of the key and the product that the request stands for
 * @public
 */
export function bindingAnnotations(
  approval: APIKeyApproval,
  request: APIKeyRequest,
  on: { apiKeyUid: string; productUid: string },
): Record<string, string> {
  const terms = readExtension(DECIDED_TERMS, approval);
  return {
    ...extensionAnnotations(DECISION_BINDING, {
      productUid: on.productUid,
      requester: boundRef(request.spec.requestedBy.userId),
      owner: boundRef(ownerOfKey(request)),
      ...(!terms.value && { terms: termsOf(request.spec) }),
      ...extensionValue(DECISION_BINDING, approval),
      apiKeyUid: on.apiKeyUid,
    }),
    ...(terms.isFromField &&
      terms.value &&
      extensionAnnotations(DECIDED_TERMS, terms.value)),
  };
}

/**
 * Compares a decision with the key that its request stands for. A decision counts for the UID of the key and of the
 * product, the requester, the owner and the terms that it was made on, and for nothing else.
 *
 * @public
 */
export function matchDecision(
  approval: APIKeyApproval,
  { apiKey, request, productUid }: DecisionScope,
): DecisionMatch {
  if (!request || !isDecisionOn(approval, request, apiKey)) {
    return { match: 'other', what: 'request' };
  }
  const problem =
    readExtension(DECISION_BINDING, approval).problem ??
    readExtension(DECIDED_TERMS, approval).problem;
  if (problem !== undefined && approval.spec.approved) {
    return { match: 'unreadable', problem };
  }
  const binding = extensionValue(DECISION_BINDING, approval);
  if (binding && binding.apiKeyUid !== apiKey.metadata.uid) {
    return { match: 'other', what: 'key' };
  }
  if (
    binding?.productUid !== undefined &&
    productUid !== undefined &&
    binding.productUid !== productUid
  ) {
    return { match: 'other', what: 'product' };
  }
  const { userId } = apiKey.spec.requestedBy;
  if (
    (binding?.requester !== undefined && !isRef(binding.requester, userId)) ||
    (binding?.owner !== undefined && !isRef(binding.owner, ownerOfKey(apiKey)))
  ) {
    return { match: 'other', what: 'requester' };
  }
  const terms = extensionValue(DECIDED_TERMS, approval) ?? binding?.terms;
  if (problem !== undefined) {
    return { match: 'counts', terms: terms ?? termsOf(request.spec), problem };
  }
  return terms && isWhole(binding)
    ? { match: 'counts', terms }
    : { match: 'unbound' };
}

/**
 * Orders the decisions on one request, the one that overrules the others first: the newest, but people before the
 * controller. An automatic approval is made where nobody has decided, and a change of plan is approved automatically
 * where nobody has rejected. So a decision by a person overrules it also where `reviewedAt` is earlier, as it is of one
 * that was written to Git before it was applied.
 *
 * @public
 */
export function overrulingFirst(approvals: APIKeyApproval[]): APIKeyApproval[] {
  const isRejected = approvals.some(({ spec }) => !spec.approved);
  const isOverruled = ({ metadata, spec }: APIKeyApproval) =>
    spec.approved &&
    spec.reviewedBy === AUTOMATIC_REVIEWER &&
    (isRejected ||
      metadata.name === autoApprovalName(spec.apiKeyRequestRef.name));
  return [...approvals].sort(
    (a, b) =>
      Number(isOverruled(a)) - Number(isOverruled(b)) || newestFirst(a, b),
  );
}

/**
 * The decisions that count for a key, the one that overrules the others first.
 *
 * @param approvals - those that name the request
 * @public
 */
export function countingDecisions(
  approvals: APIKeyApproval[],
  scope: DecisionScope,
): CountingDecision[] {
  const counting = new Map<APIKeyApproval, Terms>();
  for (const approval of approvals) {
    const found = matchDecision(approval, scope);
    if (found.match === 'counts') {
      counting.set(approval, found.terms);
    }
  }
  return overrulingFirst([...counting.keys()]).map(approval => {
    const terms = counting.get(approval)!;
    const { metadata, spec } = approval;
    const { approved, reviewedBy, reviewedAt, reason, message } = spec;
    return {
      name: metadata.name,
      uid: metadata.uid,
      generation: metadata.generation,
      approved,
      reviewedBy,
      reviewedAt,
      decidedAt: decidedAt(approval),
      ...(reason && { reason }),
      ...(message && { message }),
      terms,
      explicit: extensionValue(DECIDED_TERMS, approval) !== undefined,
    };
  });
}

// The portal sees texts cleaned and cut, the controller as they are. Both must bind to the same.
function boundRef(text: string): string {
  return cleanText(text, MAX_ENTITY_REF_LENGTH);
}

function isRef(bound: string, text: string): boolean {
  return boundRef(bound) === boundRef(text);
}

/**
 * The whole binding of a decision, terms too; undefined while a part of it is missing or cannot be read.
 *
 * @public
 */
export function wholeBinding(
  approval: APIKeyApproval,
): DecisionBinding | undefined {
  const binding = extensionValue(DECISION_BINDING, approval);
  const terms = extensionValue(DECIDED_TERMS, approval) ?? binding?.terms;
  return binding && terms && isWhole(binding)
    ? { ...binding, terms }
    : undefined;
}

/** Whether all that a decision was made on is written down. */
function isWhole(binding: DecisionBinding | undefined): boolean {
  return (
    binding?.productUid !== undefined &&
    binding.requester !== undefined &&
    binding.owner !== undefined
  );
}

// Made in the request's namespace, not being deleted, and not on an earlier request of that name.
function isDecisionOn(
  { metadata, spec }: APIKeyApproval,
  request: APIKeyRequest,
  apiKey: APIKey,
): boolean {
  const owner = metadata.ownerReferences?.find(
    ({ kind, controller }) => kind === 'APIKeyRequest' && controller,
  );
  return (
    metadata.namespace === request.metadata.namespace &&
    spec.apiKeyRequestRef.name === request.metadata.name &&
    !metadata.deletionTimestamp &&
    !request.metadata.deletionTimestamp &&
    isRequestOf(request, apiKey) &&
    (!owner || owner.uid === request.metadata.uid)
  );
}
