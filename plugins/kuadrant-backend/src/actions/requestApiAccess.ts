import { operations } from '@kuadrant/backstage-plugin-kuadrant-common';
import { schemaError } from '../errors';
import { CREATE_KEY_PERMISSIONS } from '../authorization';
import type { ActionOptions } from './ActionOptions';

/** Asks for access to a product. */
export function registerRequestApiAccess({
  registry,
  services,
  authorizer,
  auditTrail,
}: ActionOptions): void {
  registry.register({
    name: 'request-api-access',
    title: 'Request access to an API',
    description:
      'Asks for a key for an API product on one of its plans. The owner decides, unless the product approves automatically. The value of the key is never part of the answer: the person sees it once in the portal.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          namespace: z.string().describe('Namespace of the API product'),
          name: z.string().describe('Name of the API product'),
          planTier: z.string().describe('Name of the plan'),
          useCase: z
            .string()
            .describe('What the key is for; the owner reads it'),
          expiresAt: z.string().optional().describe('When the key is to end'),
        }),
      output: z =>
        z.object({
          namespace: z.string(),
          name: z.string(),
          state: z.string(),
          message: z.string(),
        }),
    },
    async action({ input, credentials }) {
      const { namespace, name, ...terms } = input;
      const body = operations.createApiKey.body.safeParse({
        apiProduct: { namespace, name },
        ...terms,
      });
      if (!body.success) {
        throw schemaError(body.error);
      }
      const access = await authorizer.accessOf(
        credentials,
        CREATE_KEY_PERMISSIONS,
      );
      const { subject } = access.caller;
      const key = await auditTrail.record(
        {
          eventId: 'create-api-key',
          severityLevel: 'medium',
          meta: {
            action: 'request-api-access',
            onBehalfOf: subject,
            product: `${namespace}/${name}`,
            planTier: body.data.planTier,
          },
        },
        async note => {
          const product = services.products.readable(access, {
            namespace,
            name,
          });
          const created = await services.accessRequests.create(
            access,
            product,
            body.data,
          );
          note({ name: created.metadata.name });
          services.notifier.requested(created, product);
          return created;
        },
      );
      const { state, message } = services.views.key(access, key);
      return {
        output: {
          namespace: key.metadata.namespace ?? '',
          name: key.metadata.name,
          state,
          message,
        },
      };
    },
  });
}
