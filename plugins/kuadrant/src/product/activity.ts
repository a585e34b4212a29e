import type {
  Condition,
  Decision,
  KeyView,
  ProductView,
  RequestView,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** Something that happened on a product. */
export type Happening = { at: string } & (
  | { kind: 'created' | 'specRead' }
  | { kind: 'asked'; by: string; plan: string; words?: string }
  | {
      kind: 'approved' | 'rejected';
      by: string;
      requester: string;
      plan: string;
      words?: string;
    }
  | { kind: 'approvedAutomatically'; requester: string; plan: string }
  | { kind: 'condition'; condition: Condition }
);

type Asked = Pick<KeyView | RequestView, 'metadata' | 'spec' | 'decisions'>;

function decided(asked: Asked, decision: Decision): Happening {
  const requester = asked.spec.requestedBy.userId;
  const plan = asked.spec.planTier;
  const at = decision.reviewedAt;
  if (decision.approved && decision.automatic) {
    return { kind: 'approvedAutomatically', at, requester, plan };
  }
  return {
    kind: decision.approved ? 'approved' : 'rejected',
    at,
    by: decision.reviewedBy,
    requester,
    plan,
    words: decision.message,
  };
}

/** What happened on a product and to the requests for it, the newest first. */
export function happenings(product: ProductView, asked: Asked[]): Happening[] {
  const { metadata, status } = product;
  const found: Happening[] = [
    ...asked.flatMap((each): Happening[] => [
      ...(each.metadata.creationTimestamp
        ? [
            {
              kind: 'asked' as const,
              at: each.metadata.creationTimestamp,
              by: each.spec.requestedBy.userId,
              plan: each.spec.planTier,
              words: each.spec.useCase,
            },
          ]
        : []),
      ...each.decisions.map(decision => decided(each, decision)),
    ]),
    ...((status?.conditions ?? []) as Condition[])
      // The document's condition turns only with its outcome; when it was read stands beside it.
      .filter(({ type, status: state }) =>
        type === 'OpenAPISpecReady' ? state === 'False' : true,
      )
      .filter(({ reason }) => reason !== 'NoOIDCAuth')
      .map((condition): Happening => ({
        kind: 'condition',
        at: condition.lastTransitionTime,
        condition,
      })),
  ];
  if (metadata.creationTimestamp) {
    found.push({ kind: 'created', at: metadata.creationTimestamp });
  }
  if (status?.openapi) {
    found.push({ kind: 'specRead', at: status.openapi.lastSyncTime });
  }
  return found.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
