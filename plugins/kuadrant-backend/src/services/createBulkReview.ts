import type {
  BulkReviewResult,
  Operations,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { objectKey } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { Request } from 'express';
import pLimit from 'p-limit';
import type { z } from 'zod';
import type { AuditTrail } from '../audit/AuditTrail';
import type { Access } from '../authorization';
import { problemOf } from '../errors';
import { createDecider, type Reviewed } from './createDecider';
import type { Services } from './createServices';

type BulkReviewBody = z.output<Operations['bulkReviewRequests']['body']>;
type Item = BulkReviewBody['requests'][number];
type Result = BulkReviewResult['results'][number];

interface Outcome {
  reviewed?: Reviewed;
  error?: unknown;
}

const PARALLEL_REVIEWS = 10;
// An event stays readable, whatever somebody sends.
const MOST_NAMED = 20;

/** Decides on many requests, each by itself. */
export type BulkReview = (
  access: Access,
  body: BulkReviewBody,
  request: Request,
) => Promise<Result[]>;

/**
 * Makes the {@link BulkReview}. Each decision has an audit event of its own; what the caller may not decide on has one
 * for the whole call.
 */
export function createBulkReview(
  services: Services,
  auditTrail: AuditTrail,
): BulkReview {
  const { reviews, views } = services;
  const decider = createDecider(services);
  return async (access, { decision, message, requests }, httpRequest) => {
    const limit = pLimit(PARALLEL_REVIEWS);
    const decide = (item: Item) =>
      limit(() =>
        auditTrail.record(
          {
            eventId: `${decision}-request`,
            request: httpRequest,
            severityLevel: 'medium',
            meta: { namespace: item.namespace, name: item.name, bulk: true },
          },
          note =>
            decider.decide(
              access,
              item,
              {
                approved: decision === 'approve',
                revision: item.revision,
                message,
              },
              note,
            ),
        ),
      );
    const outcomes = await Promise.all(
      requests.map(async (item): Promise<Outcome & { refused?: boolean }> => {
        try {
          decider.reviewable(access, item);
        } catch (error) {
          return { error, refused: true };
        }
        return decide(item).then(
          reviewed => ({ reviewed }),
          error => ({ error }),
        );
      }),
    );
    const refused = requests.filter((_, index) => outcomes[index].refused);
    if (refused.length > 0) {
      await auditTrail
        .record(
          {
            eventId: 'bulk-review-requests',
            request: httpRequest,
            severityLevel: 'medium',
            meta: {
              verdict: decision,
              refused: refused.length,
              requests: refused.slice(0, MOST_NAMED).map(objectKey),
            },
          },
          () =>
            Promise.reject(outcomes.find(outcome => outcome.refused)!.error),
        )
        .catch(() => undefined);
    }
    const last = outcomes.findLast(({ reviewed }) => reviewed)?.reviewed;
    if (last) {
      await reviews.settled(last.request);
    }
    return requests.map(({ namespace, name }, index) => {
      const { reviewed, error } = outcomes[index];
      return {
        namespace,
        name,
        success: reviewed !== undefined,
        ...(reviewed && {
          request: views.request(
            access,
            reviews.current(reviewed.request),
            reviewed.key,
          ),
        }),
        ...(error !== undefined && { error: problemOf(error) }),
      };
    });
  };
}
