import { createApiRef } from '@backstage/frontend-plugin-api';
import type { KuadrantClient } from '@kuadrant/backstage-plugin-kuadrant-common';

/**
 * The portal's REST API, as the pages of this plugin call it.
 *
 * @public
 */
export const kuadrantApiRef = createApiRef<KuadrantClient>().with({
  id: 'plugin.kuadrant.client',
  pluginId: 'kuadrant',
});
