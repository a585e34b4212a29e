import { operations } from '@kuadrant/backstage-plugin-kuadrant-common';
import { schemaError } from '../errors';
import { REVIEW_PERMISSIONS } from '../authorization';
import { createDecider } from '../services/createDecider';
import type { ActionOptions } from './ActionOptions';

/** Lists the requests that wait for the caller. */
export function registerListAccessRequests({
  registry,
  services,
  authorizer,
}: ActionOptions): void {
  registry.register({
    name: 'list-access-requests',
    title: 'List access requests',
    description: 'Lists the requests for API keys that wait for your decision.',
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          totalItems: z.number(),
          requests: z.array(
            z.object({
              namespace: z.string(),
              name: z.string(),
              product: z.string(),
              requester: z.string(),
              planTier: z.string(),
              useCase: z.string(),
            }),
          ),
        }),
    },
    async action({ credentials }) {
      const access = await authorizer.accessOf(credentials, REVIEW_PERMISSIONS);
      const query = operations.listRequests.query.parse({
        awaitingReview: 'true',
      });
      const { items, totalItems } = services.requests.list(access, query);
      const requests = items.map(({ metadata, spec, product }) => ({
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        product: product.displayName,
        requester: spec.requestedBy.userId,
        planTier: spec.planTier,
        useCase: spec.useCase,
      }));
      return { output: { totalItems, requests } };
    },
  });
}

/** Decides on a request. */
export function registerReviewAccessRequest({
  registry,
  services,
  authorizer,
  auditTrail,
}: ActionOptions): void {
  const decide = createDecider(services);
  registry.register({
    name: 'review-access-request',
    title: 'Review an access request',
    description:
      'Approves or rejects a request for an API key. Rejecting an approved key revokes it. The requester reads the message.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z.object({
          namespace: z.string().describe('Namespace of the request'),
          name: z.string().describe('Name of the request'),
          decision: z.enum(['approve', 'reject']),
          message: z.string().optional().describe('Words to the requester'),
        }),
      output: z => z.object({ state: z.string(), message: z.string() }),
    },
    async action({ input, credentials }) {
      const { namespace, name, decision, message } = input;
      const body = operations.approveRequest.body.safeParse({ message });
      if (!body.success) {
        throw schemaError(body.error);
      }
      const access = await authorizer.accessOf(credentials, REVIEW_PERMISSIONS);
      const request = await auditTrail.record(
        {
          eventId: `${decision}-request`,
          severityLevel: 'medium',
          meta: {
            action: 'review-access-request',
            onBehalfOf: access.caller.subject,
            namespace,
            name,
          },
        },
        note =>
          decide(
            access,
            { namespace, name },
            { approved: decision === 'approve', ...body.data },
            note,
          ),
      );
      const settled = await services.reviews.settled(request);
      const view = services.views.request(access, settled);
      return { output: { state: view.state, message: view.message } };
    },
  });
}
