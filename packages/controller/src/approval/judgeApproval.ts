import type {
  APIKeyApproval,
  APIKeyRequest,
  APPROVAL_REASONS,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** Whether an approval counts, and why. */
export interface Judgement {
  reason: (typeof APPROVAL_REASONS)[number];
  message: string;
}

type Check = (
  approval: APIKeyApproval,
  request: APIKeyRequest,
) => Judgement | undefined;

const notFound = (message: string): Judgement => ({
  reason: 'APIKeyRequestNotFound',
  message,
});

const requestIsDeleting: Check = (_, { metadata }) =>
  metadata.deletionTimestamp
    ? {
        reason: 'APIKeyRequestDeleting',
        message: `APIKeyRequest ${metadata.name} is being deleted`,
      }
    : undefined;

const madeOnAnotherRequest: Check = ({ metadata }, request) => {
  const owner = metadata.ownerReferences?.find(
    ({ kind, controller }) => kind === 'APIKeyRequest' && controller,
  );
  return owner && owner.uid !== request.metadata.uid
    ? notFound(
        `The decision was made on an earlier APIKeyRequest named ${request.metadata.name}`,
      )
    : undefined;
};

const madeOnAnotherKey: Check = (approval, request) => {
  const uid = approval.spec.apiKeyUid ?? approval.status?.apiKeyUid;
  return uid && request.spec.apiKeyRef.uid && uid !== request.spec.apiKeyRef.uid
    ? notFound('The decision was made on another APIKey of the same name')
    : undefined;
};

// A decision that names no APIKey may be left over from one that had the name before.
const madeBeforeTheRequest: Check = ({ metadata, spec, status }, request) =>
  !spec.apiKeyUid &&
  !status?.apiKeyUid &&
  Date.parse(metadata.creationTimestamp ?? '') <
    Date.parse(request.metadata.creationTimestamp ?? '')
    ? notFound(
        'The decision is older than the APIKeyRequest and names no APIKey by apiKeyUid: make it anew',
      )
    : undefined;

// The first that finds something decides.
const CHECKS: Check[] = [
  requestIsDeleting,
  madeOnAnotherRequest,
  madeOnAnotherKey,
  madeBeforeTheRequest,
];

/**
 * Decides whether an approval counts.
 *
 * @param request - the request that it names, in its own namespace; undefined when there is none
 */
export function judgeApproval(
  approval: APIKeyApproval,
  request: APIKeyRequest | undefined,
): Judgement {
  if (!request) {
    return notFound(
      `There is no APIKeyRequest ${approval.spec.apiKeyRequestRef.name} in namespace ${approval.metadata.namespace}`,
    );
  }
  for (const check of CHECKS) {
    const finding = check(approval, request);
    if (finding) {
      return finding;
    }
  }
  return {
    reason: 'Valid',
    message: `The decision counts for APIKey ${request.spec.apiKeyRef.namespace}/${request.spec.apiKeyRef.name}`,
  };
}
