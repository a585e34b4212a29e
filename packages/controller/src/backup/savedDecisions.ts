import {
  type APIKeyApproval,
  type APIKeyRequest,
  bindingAnnotations,
  decidedAt,
  DECISION_BINDING,
  type DecisionScope,
  extensionValue,
  LATEST_INSTANT,
  matchDecision,
  newestFirst,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { savedObject } from './savedObjects';

/**
 * The decisions on a key that count, the newest first, each bound to what it was made on.
 *
 * @param approvals - those that name the key's request, in its namespace
 * @returns also how many count for nothing any more and are left out
 */
export function savedDecisions(
  approvals: APIKeyApproval[],
  on: DecisionScope & { request: APIKeyRequest },
): { decisions: APIKeyApproval[]; leftOut: number } {
  const counting = approvals.filter(approval => {
    const { match } = matchDecision(approval, on);
    return (
      match === 'counts' || (match === 'unbound' && on.productUid !== undefined)
    );
  });
  return {
    decisions: inStrictOrder(
      counting.sort(newestFirst).map(approval => bound(approval, on)),
    ),
    leftOut: approvals.length - counting.length,
  };
}

function bound(
  approval: APIKeyApproval,
  { apiKey, request, productUid }: DecisionScope & { request: APIKeyRequest },
): APIKeyApproval {
  const saved = savedObject(approval);
  // Fields of the first version, which are in the annotations from now on.
  const { apiKeyUid: _uid, terms: _terms, ...spec } = saved.spec;
  return {
    ...saved,
    metadata: {
      ...saved.metadata,
      annotations: {
        ...saved.metadata.annotations,
        ...bindingAnnotations(approval, request, {
          apiKeyUid: apiKey.metadata.uid ?? '',
          productUid:
            productUid ??
            extensionValue(DECISION_BINDING, approval)?.productUid ??
            '',
        }),
      },
    },
    spec,
  };
}

// Of two with the same time of review the one created later counts. They are created again in another order, so the
// later one gets a later time.
function inStrictOrder(newest: APIKeyApproval[]): APIKeyApproval[] {
  const ordered = [...newest];
  for (let index = ordered.length - 2; index >= 0; index -= 1) {
    const older = decidedAt(ordered[index + 1]);
    const decision = ordered[index];
    if (decidedAt(decision) <= older) {
      ordered[index] = {
        ...decision,
        spec: {
          ...decision.spec,
          reviewedAt: new Date(
            Math.min(older + 1, LATEST_INSTANT),
          ).toISOString(),
        },
      };
    }
  }
  return ordered;
}
