import {
  operations,
  termsOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { KEY_PERMISSIONS } from '../authorization';
import type { ActionOptions } from './ActionOptions';

/** Lists the caller's keys. */
export function registerListMyApiKeys({
  registry,
  services,
  authorizer,
}: ActionOptions): void {
  registry.register({
    name: 'list-my-api-keys',
    title: 'List my API keys',
    description:
      'Lists the keys that you asked for, with their states and plans. It never shows the value of a key.',
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          totalItems: z.number(),
          keys: z.array(
            z.object({
              namespace: z.string(),
              name: z.string(),
              product: z.string(),
              planTier: z.string(),
              state: z.string(),
              message: z.string(),
              expiresAt: z.string().optional(),
              baseUrl: z.string().optional(),
            }),
          ),
        }),
    },
    async action({ credentials }) {
      const access = await authorizer.accessOf(credentials, KEY_PERMISSIONS);
      const query = operations.listApiKeys.query.parse({ scope: 'own' });
      const { items, totalItems } = services.keys.list(access, query);
      const keys = items.map(({ metadata, ...view }) => ({
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        product: view.product.displayName,
        ...termsOf(view.approved ?? view.requested),
        state: view.state,
        message: view.message,
        baseUrl: view.baseUrl,
      }));
      return { output: { totalItems, keys } };
    },
  });
}
