import type {
  APIKeyApproval,
  APIKeyRequest,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyStateOf } from '../model/keyState';
import { awaitsReview, pendingChangeOf } from '../model/pendingChange';
import { sameTerms } from '../model/terms';

/** Why a request cannot be approved now, in a sentence; undefined when it can. */
export function approvable(
  request: APIKeyRequest,
  decisions: APIKeyApproval[],
): string | undefined {
  if (
    awaitsReview(request, decisions) ||
    pendingChangeOf(request, decisions)?.refused
  ) {
    return undefined;
  }
  const { state, message } = keyStateOf(request);
  const [newest] = decisions;
  if (state === 'Failed') {
    return `The request cannot be approved now: ${message}`;
  }
  if (state === 'Expired') {
    return 'The key is past its expiry. The requester has to ask for a later one first.';
  }
  if (state === 'Approved' || newest?.spec.approved) {
    const by = newest?.spec.approved
      ? newest.spec.reviewedBy
      : request.status?.approved?.reviewedBy;
    return `The request was already approved by ${by}.`;
  }
  return undefined;
}

/** Why a request cannot be rejected now, in a sentence; undefined when it can. */
export function rejectable(
  request: APIKeyRequest,
  decisions: APIKeyApproval[],
): string | undefined {
  if (awaitsReview(request, decisions)) {
    return undefined;
  }
  const { state, message } = keyStateOf(request);
  if (state === 'Failed') {
    return `The request cannot be rejected now: ${message}`;
  }
  const [newest] = decisions;
  if (newest && !newest.spec.approved && !refusesChangeOnly(newest, request)) {
    return `The request was already rejected by ${newest.spec.reviewedBy}.`;
  }
  return undefined;
}

/** Whether a rejection spoke of other terms than those in force, so that the key goes on. */
function refusesChangeOnly(
  { spec: { terms } }: APIKeyApproval,
  { status }: APIKeyRequest,
): boolean {
  return Boolean(
    terms && status?.approved && !sameTerms(terms, status.approved),
  );
}
