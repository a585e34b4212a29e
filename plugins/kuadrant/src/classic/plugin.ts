import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createKuadrantClient } from '@kuadrant/backstage-plugin-kuadrant-common';
import { kuadrantApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { preload } from './load';

const classicRootRouteRef = convertLegacyRouteRef(rootRouteRef);

/**
 * Kuadrant for classic apps, those that are put together of `<Route>` and `EntityLayout`. Apps of the new frontend
 * system take the default export of this package instead.
 *
 * @public
 */
export const kuadrantPlugin = createPlugin({
  id: 'kuadrant',
  routes: { root: classicRootRouteRef },
  apis: [
    createApiFactory({
      api: kuadrantApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        createKuadrantClient({
          baseUrl: 'plugin://kuadrant',
          fetch: fetchApi.fetch,
        }),
    }),
  ],
});

/**
 * All pages in a classic app: products, keys, approvals, and the pages of single ones below them.
 *
 * @example
 * ```tsx
 * <Route path="/kuadrant" element={<KuadrantPage />} />
 * ```
 *
 * @public
 */
export const KuadrantPage = kuadrantPlugin.provide(
  createRoutableExtension({
    name: 'KuadrantPage',
    component: () => {
      preload(window.location.pathname);
      return import('./ClassicPage').then(m => m.ClassicPage);
    },
    mountPoint: classicRootRouteRef,
  }),
);

/**
 * The caller's keys for an API, for a tab of its entity page in a classic app; show it where
 * {@link isKuadrantApiAvailable}.
 *
 * @public
 */
export const EntityKuadrantApiKeysContent = kuadrantPlugin.provide(
  createComponentExtension({
    name: 'EntityKuadrantApiKeysContent',
    component: {
      lazy: () => import('./ClassicEntity').then(m => m.ClassicApiKeysContent),
    },
  }),
);

/**
 * The caller's access to an API at a glance, for the overview of its entity page in a classic app; show it where
 * {@link isKuadrantApiAvailable}.
 *
 * @public
 */
export const EntityKuadrantAccessCard = kuadrantPlugin.provide(
  createComponentExtension({
    name: 'EntityKuadrantAccessCard',
    component: {
      lazy: () => import('./ClassicEntity').then(m => m.ClassicAccessCard),
    },
  }),
);
