import { operations } from '@kuadrant/backstage-plugin-kuadrant-common';
import { PRODUCT_PERMISSIONS } from '../authorization';
import type { ActionOptions } from './ActionOptions';

/** Lists products with their plans. */
export function registerListApiProducts({
  registry,
  services,
  authorizer,
}: ActionOptions): void {
  registry.register({
    name: 'list-api-products',
    title: 'List API products',
    description:
      'Lists the API products that you may read, with their plans and limits. Limits are shared by all keys of a plan unless limitsScope is perSubscriber.',
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          q: z.string().max(200).optional().describe('Words to search for'),
        }),
      output: z =>
        z.object({
          totalItems: z.number(),
          products: z.array(
            z.object({
              namespace: z.string(),
              name: z.string(),
              displayName: z.string(),
              description: z.string().optional(),
              owner: z.string().optional(),
              approvalMode: z.enum(['manual', 'automatic']),
              plans: z.array(
                z.object({ tier: z.string(), limits: z.any().optional() }),
              ),
              limitsScope: z.enum(['shared', 'perSubscriber', 'unknown']),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const access = await authorizer.accessOf(
        credentials,
        PRODUCT_PERMISSIONS,
      );
      const query = operations.listApiProducts.query.parse(input);
      const { items, totalItems } = services.products.list(access, query);
      const products = items.map(({ metadata, spec, status, ...view }) => ({
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        displayName: spec.displayName,
        description: spec.description,
        owner: view.owner,
        approvalMode: spec.approvalMode,
        plans: status?.discoveredPlans ?? [],
        limitsScope: view.limitsScope,
      }));
      return { output: { totalItems, products } };
    },
  });
}
