import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import { createKuadrantClient } from '@kuadrant/backstage-plugin-kuadrant-common';
import { kuadrantApiRef } from './kuadrantApiRef';

/** The client of the REST API; the app's fetch adds the caller's identity and resolves the plugin's address. */
export const kuadrantApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: kuadrantApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        createKuadrantClient({
          baseUrl: 'plugin://kuadrant',
          fetch: fetchApi.fetch,
        }),
    }),
});
