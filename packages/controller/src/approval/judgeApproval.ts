import {
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APPROVAL_REASONS,
  type DecisionMatch,
  matchDecision,
  refOfObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyOf } from '../objects';

/** What an approval is judged by. */
export interface ApprovalScope {
  approval: APIKeyApproval;
  /** The request that it names, in its own namespace; undefined when there is none. */
  request?: APIKeyRequest;
  /** The key that the request shadows; undefined when there is none. */
  apiKey?: APIKey;
  /** UID of the product that the request names; undefined when there is none. */
  productUid?: string;
}

/** Whether an approval counts, and why. */
export interface Judgement {
  reason: (typeof APPROVAL_REASONS)[number];
  message: string;
}

const notFound = (message: string): Judgement => ({
  reason: 'APIKeyRequestNotFound',
  message,
});

/** Decides whether an approval counts. One that is still unbound counts as soon as it is bound. */
export function judgeApproval({
  approval,
  request,
  apiKey,
  productUid,
}: ApprovalScope): Judgement {
  const { namespace } = approval.metadata;
  const { name } = approval.spec.apiKeyRequestRef;
  if (!request) {
    return notFound(
      `There is no APIKeyRequest ${name} in namespace ${namespace}`,
    );
  }
  if (request.metadata.deletionTimestamp) {
    return {
      reason: 'APIKeyRequestDeleting',
      message: `APIKeyRequest ${name} is being deleted`,
    };
  }
  const key = keyOf(request.spec.apiKeyRef);
  if (!apiKey) {
    return notFound(
      `APIKeyRequest ${name} names APIKey ${key}, which does not exist`,
    );
  }
  const found = matchDecision(approval, { apiKey, request, productUid });
  if (found.match === 'unbound' && productUid === undefined) {
    return notFound(
      `There is no APIProduct ${request.spec.apiProductRef.name} in namespace ${namespace} that the decision could be about`,
    );
  }
  const what = keyOf(refOfObject(apiKey));
  const problem = found.match === 'counts' && found.problem;
  return (
    objectionOf(found, name) ?? {
      reason: 'Valid',
      message: problem
        ? `The rejection counts for APIKey ${what}, although it cannot be read: ${problem}`
        : `The decision counts for APIKey ${what}`,
    }
  );
}

function objectionOf(
  found: DecisionMatch,
  request: string,
): Judgement | undefined {
  if (found.match === 'unreadable') {
    return notFound(`The decision does not count: ${found.problem}`);
  }
  if (found.match !== 'other') {
    return undefined;
  }
  switch (found.what) {
    case 'key':
      return notFound(
        'The decision was made on another APIKey of the same name',
      );
    case 'product':
      return notFound('The decision was made on another APIProduct');
    case 'requester':
      return notFound(
        'The decision was made on a request of another requester or owner',
      );
    default:
      return notFound(
        `The decision was made on an earlier APIKeyRequest named ${request}`,
      );
  }
}
